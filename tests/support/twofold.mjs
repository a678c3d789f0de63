// The page of two environments, `tests/pages/twofold.toml`, in the words of the tests.

/** The page whose configuration it is. */
export const TWOFOLD = "twofold";

/** What its sources ask, by environment: its own probe, and a status page that watches `SIGN_IN`. */
export const HOSTS = {
  production: { api: { host: "api.twofold.example" }, status: { host: "status.twofold.example" } },
  test: { api: { host: "api.test.twofold.example" }, status: { host: "status.test.twofold.example" } },
};
export const SIGN_IN = "Sign-in";

/** What the page is called in each, in Norwegian. */
export const CALLED = { production: "Twofold", test: "Twofold (Test)" };

/** The other of the two. */
export const OTHER = { production: "test", test: "production" };
