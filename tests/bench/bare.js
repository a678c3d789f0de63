// The yardstick of `bench round`: a worker that does the same fetches in a bare loop, and reads the text.
//
// `POST /?base=…&count=50&times=10&cache=no-store`: asks `{base}/t{n}.load.example/health` for each n, from two "regions" at
// once, five at a time from each: as a worker is written that keeps to the six connections it may have. Without `cache` it
// takes what a cache may have: not what a probe may do, for that says how somebody was.

const AT_ONCE = 5;

async function region(base, count, cache, name) {
  const headers = {
    "user-agent": "Fyr/bare (+status probe)",
    accept: "application/json, */*;q=0.5",
    "fyr-region": name,
    "fyr-page": "bare",
  };
  const how = { headers, redirect: "manual", ...(cache && { cache }) };
  let next = 0;
  let well = 0;
  const loop = async () => {
    while (next < count) {
      const url = `${base}/t${next++}.load.example/health`;
      const response = await fetch(url, how);
      const text = await response.text();
      if (response.status === 200 && text.length > 0) well += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, loop));
  return well;
}

export default {
  async fetch(request) {
    const { searchParams: asked } = new URL(request.url);
    const count = Number(asked.get("count"));
    const cache = asked.get("cache");
    let well = 0;
    for (let time = 0; time < Number(asked.get("times")); time += 1) {
      const regions = ["north", "south"].map((name) => region(asked.get("base"), count, cache, name));
      for (const answered of await Promise.all(regions)) well += answered;
    }
    return Response.json({ well });
  },
};
