import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { createClient, type Transport } from "@connectrpc/connect";
import { ArtifactService } from "@viba/contracts/gen/viba/orchestrator/v1/artifact_pb";
import { OrchestratorService } from "@viba/contracts/gen/viba/orchestrator/v1/orchestrator_pb";
import { toMeshError } from "@viba/runtime/errors";
import { mayCall, type Verify } from "@viba/transport/principal";
import { Role } from "@viba/contracts/gen/viba/core/v1/access_pb";
import { readFile } from "./gateway-routes.ts";
import { sessionCookie } from "./identity.ts";

/** A file of the studio, ready to be sent. */
export interface Page {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What the pages beside the API need. */
export interface PagesOptions {
  readonly mesh: Transport;
  readonly verify: Verify;
  readonly sessionToken: string;
  /** Path -> page, for example "/" -> the studio. */
  readonly pages: () => Promise<ReadonlyMap<string, Page>>;
  readonly metrics: () => Promise<string>;
}

/** Hosts under which this machine reaches itself; another name in a browser's Host header is a rebinding trick. */
const ownHosts = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** Refuses requests that name a host which isn't this machine; true when it answered. */
export function refuseForeignHost(request: IncomingMessage, response: ServerResponse): boolean {
  const host = (request.headers.host ?? "").replace(/:\d+$/, "");
  if (ownHosts.has(host)) return false;
  send(response, 403, "text/plain; charset=utf-8", Buffer.from("this mesh answers only to localhost\n"));
  return true;
}

/** Serves the studio, files of runs and metrics. */
export function createPages(options: PagesOptions): RequestListener {
  return (request, response) => {
    answer(request, response, options).catch((error: unknown) => {
      const mesh = toMeshError(error);
      const status = mesh.reason === "NOT_FOUND" ? 404 : 500;
      if (!response.headersSent) send(response, status, "text/plain; charset=utf-8", Buffer.from(`${mesh.message}\n`));
      else response.destroy();
    });
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, options: PagesOptions): Promise<void> {
  const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
  if (request.method !== "GET" && request.method !== "HEAD")
    return send(response, 405, "text/plain", Buffer.from("GET only\n"));
  if (path === "/metrics")
    return send(response, 200, "text/plain; version=0.0.4", Buffer.from(await options.metrics()));
  const file = /^\/files\/([\w-]{1,128})\/([\w.\- ]{1,128})$/.exec(path);
  if (file) return sendFile(file[1]!, file[2]!, request, response, options);
  const page = (await options.pages()).get(path);
  if (!page) return send(response, 404, "text/plain", Buffer.from("not found\n"));
  if (path === "/") {
    response.setHeader("set-cookie", `${sessionCookie}=${options.sessionToken}; HttpOnly; SameSite=Strict; Path=/`);
  }
  send(response, 200, page.mediaType, page.bytes);
}

async function sendFile(
  runId: string,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
  options: PagesOptions,
) {
  const header = new Headers();
  for (const key of ["cookie", "authorization"])
    if (request.headers[key]) header.set(key, String(request.headers[key]));
  const principal = options.verify(header);
  if (!principal || !mayCall(principal, [Role.VIEWER]))
    return send(response, 401, "text/plain", Buffer.from("open the studio first\n"));
  const clients = {
    runs: createClient(OrchestratorService, options.mesh),
    artifacts: createClient(ArtifactService, options.mesh),
  };
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  const { run } = await clients.runs.getRun({ runId });
  const mediaType = run?.files.find((f) => f.name === name)?.mediaType ?? "application/octet-stream";
  const chunks: Uint8Array[] = [];
  for await (const { chunk } of readFile(runId, name, clients, gone.signal)) chunks.push(chunk);
  // An SVG or HTML of an agent is shown, but may run nothing and reach nothing.
  response.setHeader(
    "content-security-policy",
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:",
  );
  send(response, 200, mediaType, Buffer.concat(chunks));
}

function send(response: ServerResponse, status: number, mediaType: string, bytes: Uint8Array): void {
  const charset = /^text\/html$|^image\/svg/.test(mediaType) ? `${mediaType}; charset=utf-8` : mediaType;
  response.writeHead(status, {
    "content-type": charset,
    "content-length": bytes.length,
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  });
  response.end(bytes);
}
