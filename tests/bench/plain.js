// The yardstick of `bench read`: a plain module worker that has the same answers as the worker beside it, byte for byte and
// header for header, in memory. It does what nobody can leave out: parse the address, find the answer, compare the ETag, and
// say when it was.
//
// The bench hands the answers over as the binding `ANSWERS`: by path, `{ status, headers, body }`.

let answers;

export default {
  fetch(request, env) {
    answers ??= new Map(Object.entries(env.ANSWERS));
    const { pathname, search } = new URL(request.url);
    const answer = answers.get(pathname + search);
    if (!answer) return new Response("not found", { status: 404 });
    const headers = new Headers(answer.headers);
    headers.set("date", new Date().toUTCString());
    if (request.headers.get("if-none-match") === answer.headers.etag) return new Response(null, { status: 304, headers });
    return new Response(answer.body, { headers });
  },
};
