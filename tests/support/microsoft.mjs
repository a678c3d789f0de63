// What Microsoft tells everybody of its admin centre, as `/api/posts/mac` answers it.

/** The payload: `Available`, or another of Microsoft's words. */
export function microsoft(status) {
  const at = "2026-05-04T09:30:00+00:00";
  return JSON.stringify({
    ...{ Id: "00000000-0000-4000-8000-000000000001", Title: "", Status: status },
    ...{ AuthoredDateTime: at, InternalDateTime: at, LastUpdatedTime: at },
    Message: "<div>This site is updated when administrators cannot reach the admin center.&nbsp;</div>",
  });
}
