import { createServer, request as httpRequest, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Role } from "@viba/contracts/gen/viba/core/v1/access_pb";
import { ArtifactService } from "@viba/contracts/gen/viba/orchestrator/v1/artifact_pb";
import { OrchestratorService } from "@viba/contracts/gen/viba/orchestrator/v1/orchestrator_pb";
import { MeshError } from "@viba/runtime/errors";
import { createLocalTransport } from "@viba/transport/local";
import { route } from "@viba/transport/routes";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createVerify, sessionCookie } from "./identity.ts";
import { createPages, refuseForeignHost } from "./pages.ts";

const secrets = { ownerToken: "owner", joinToken: "join", serviceToken: "service", sessionToken: "session" };
const inline = (text: string) => ({ inline: Buffer.from(text), size: BigInt(text.length), digest: "d" });

/** One run with files of all sorts; a run "slow" whose store is away. */
const mesh = createLocalTransport(
  [
    route(OrchestratorService, {
      getRun({ runId }) {
        if (runId === "busy") throw new MeshError("OVERLOADED", "too much to do");
        if (runId === "broken") throw new TypeError("a fault of the mesh");
        if (runId !== "r") throw new MeshError("NOT_FOUND", `no run ${runId}`);
        return {
          run: {
            runId,
            files: [
              { name: "plan-1F.svg", mediaType: "image/svg+xml", content: inline("<svg/>") },
              { name: "report.html", mediaType: "text/html", content: inline("<script>1</script>") },
              { name: "model.ifc", mediaType: "application/x-step", content: { size: 6n, digest: "big" } },
              { name: "evil", mediaType: "text/html\r\nset-cookie: a=b", content: inline("x") },
              { name: "empty", mediaType: "text/plain", content: inline("") },
              { name: "nothing", mediaType: "text/plain" },
            ],
          },
        };
      },
    }),
    route(ArtifactService, {
      async *getBlob({ digest }) {
        if (digest !== "big") throw new MeshError("NOT_FOUND", "no such blob");
        yield { chunk: Buffer.from("ISO") };
        yield { chunk: Buffer.from("-10") };
      },
    }),
  ],
  { throughBytes: true },
);

let server: Server;
let port: number;
beforeAll(async () => {
  const pages = createPages({
    mesh,
    verify: createVerify(secrets),
    sessionToken: secrets.sessionToken,
    pages: async () =>
      new Map([
        ["/", { mediaType: "text/html", bytes: Buffer.from("<!doctype html>") }],
        ["/app.js", { mediaType: "text/javascript; charset=utf-8", bytes: Buffer.from("1") }],
      ]),
    metrics: async (accept) => ({
      contentType: accept ? "application/openmetrics-text" : "text/plain",
      text: "viba_up 1\n",
    }),
  });
  server = createServer((request, response) => {
    if (!refuseForeignHost(request, response)) pages(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

interface Answer {
  status: number;
  header: Record<string, string | string[] | undefined>;
  body: string;
}

/** Asks with exactly this path, as no URL library would mend it. */
function ask(path: string, more: { method?: string; headers?: Record<string, string> } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method = "GET", headers = {} } = more;
    const request = httpRequest({ host: "127.0.0.1", port, path, method, headers }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text: string) => (body += text));
      response.on("end", () => resolve({ status: response.statusCode!, header: response.headers, body }));
    });
    request.on("error", reject).end();
  });
}
const studio = { headers: { cookie: `${sessionCookie}_1=session` } };

describe("who may ask", () => {
  test.each([
    ["localhost", 200],
    ["localhost:7070", 200],
    ["LOCALHOST:7070", 200],
    ["127.0.0.1:1", 200],
    ["[::1]:7070", 200],
    ["evil.example", 403],
    ["evil.example:7070", 403],
    ["localhost.evil.example", 403],
    ["127.0.0.1.evil.example", 403],
    ["127.0.0.1@evil.example", 403],
    ["localhost:7070:80", 403],
    ["[::2]:7070", 403],
    ["0.0.0.0", 403],
  ])("as host %s: %d", async (host, status) => {
    expect((await ask("/", { headers: { host } })).status).toBe(status);
  });

  test.each([
    ["http://localhost:7070", 200],
    ["http://LOCALHOST:7070", 200],
    ["http://localhost:3000", 403],
    ["https://localhost:7070", 403],
    ["http://127.0.0.1:7070", 403],
    ["http://evil.example", 403],
    ["null", 403],
    ["", 403],
  ])("from a page of origin %j: %d", async (origin, status) => {
    expect((await ask("/", { headers: { host: "localhost:7070", origin } })).status).toBe(status);
  });
});

describe("methods and paths", () => {
  test.each(["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"])("%s is not allowed", async (method) => {
    const { status, header } = await ask("/", { method });
    expect([status, header["allow"]]).toEqual([405, "GET, HEAD"]);
  });

  test("HEAD gives the head alone", async () => {
    const { status, header, body } = await ask("/app.js", { method: "HEAD" });
    expect([status, header["content-length"], body]).toEqual([200, "1", ""]);
  });

  test.each([
    ["/nothing", 404],
    ["/../../etc/passwd", 404],
    ["/..%2f..%2fetc%2fpasswd", 404],
    ["/%2e%2e/%2e%2e/etc/passwd", 404],
    ["/app.js/", 404],
    ["/app.js%00", 404],
    ["/%zz", 400],
    ["/%c0%ae%c0%ae/", 400],
    ["//evil.example/app.js", 200],
    ["/files/r/..", 404],
    ["/files/r/../r/report.html", 200],
    ["/files/../files/r/report.html", 200],
    ["/files/r/..%2freport.html", 404],
    ["/files/%2e%2e/report.html", 404],
    ["/files/r/", 404],
    ["/files//report.html", 404],
    [`/files/${"r".repeat(129)}/x`, 404],
    ["/files/r/a%0d%0ab", 404],
  ])("%s: %d", async (path, status) => {
    expect((await ask(path, studio)).status).toBe(status);
  });

  test("metrics are for everybody on this machine", async () => {
    const { header, body } = await ask("/metrics");
    expect([header["content-type"], body]).toEqual(["text/plain; charset=utf-8", "viba_up 1\n"]);
    const asked = await ask("/metrics", { headers: { accept: "application/openmetrics-text" } });
    expect(asked.header["content-type"]).toBe("application/openmetrics-text");
  });
});

describe("the studio", () => {
  test("comes with a cookie of its port that no script can read, and a policy", async () => {
    const { header } = await ask("/", { headers: { host: "localhost:7070" } });
    expect(header["set-cookie"]).toEqual([`${sessionCookie}_7070=session; HttpOnly; SameSite=Strict; Path=/`]);
    const policy = String(header["content-security-policy"]);
    for (const rule of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"]) {
      expect(policy).toContain(rule);
    }
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect([header["x-content-type-options"], header["cache-control"]]).toEqual(["nosniff", "no-store"]);
  });

  test("gives its cookie with the page alone", async () => {
    for (const path of ["/app.js", "/metrics", "/nothing"])
      expect((await ask(path)).header["set-cookie"]).toBeUndefined();
  });
});

describe("files of a run", () => {
  test.each([
    ["nobody", {}, 401],
    ["a wrong cookie", { cookie: `${sessionCookie}=x` }, 401],
    ["an agent", { authorization: "Bearer join" }, 403],
    ["the owner", { authorization: "Bearer owner" }, 200],
    ["the studio", studio.headers, 200],
  ])("for %s: %d", async (_who, headers, status) => {
    const { body, ...answer } = await ask("/files/r/plan-1F.svg", { headers });
    expect(answer.status).toBe(status);
    if (status !== 200) expect(body).not.toContain("svg");
  });

  test.each([
    ["plan-1F.svg", "image/svg+xml; charset=utf-8", "<svg/>"],
    ["report.html", "text/html; charset=utf-8", "<script>1</script>"],
    ["model.ifc", "application/x-step", "ISO-10"],
    ["evil", "application/octet-stream", "x"],
    ["empty", "text/plain; charset=utf-8", ""],
  ])("%s is shown, and may run nothing and reach nothing", async (name, mediaType, text) => {
    const { status, header, body } = await ask(`/files/r/${name}`, studio);
    expect([status, header["content-type"], body]).toEqual([200, mediaType, text]);
    const policy = String(header["content-security-policy"]);
    expect(policy).toMatch(/^sandbox; default-src 'none'/);
    expect(policy).not.toMatch(/allow-|script-src|connect-src/);
    expect([header["x-content-type-options"], header["set-cookie"]]).toEqual(["nosniff", undefined]);
  });

  test.each([
    ["/files/r/nothing", 404],
    ["/files/r/unknown.svg", 404],
    ["/files/nobody/plan-1F.svg", 404],
    ["/files/busy/plan-1F.svg", 503],
    ["/files/broken/plan-1F.svg", 500],
  ])("%s is %d", async (path, status) => {
    const { header, body, ...answer } = await ask(path, studio);
    expect([answer.status, header["content-type"]]).toEqual([status, "text/plain; charset=utf-8"]);
    expect(body).not.toContain("    at ");
  });
});

test("the roles used here are the real ones", () => {
  expect(createVerify(secrets)(new Headers({ authorization: "Bearer join" }))?.roles).toEqual([Role.AGENT]);
});
