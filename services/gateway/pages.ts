import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { createClient, type Transport } from "@connectrpc/connect";
import { Role } from "@viba/contracts/gen/viba/core/v1/access_pb";
import { ArtifactService } from "@viba/contracts/gen/viba/orchestrator/v1/artifact_pb";
import { OrchestratorService } from "@viba/contracts/gen/viba/orchestrator/v1/orchestrator_pb";
import type { ReasonName } from "@viba/runtime/error-table";
import { toMeshError } from "@viba/runtime/errors";
import { mayCall, type Verify } from "@viba/transport/principal";
import { findFile, readFile } from "./files.ts";
import { sessionCookie } from "./identity.ts";

export { refuseForeignHost } from "./host.ts";

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
  /** What `/metrics` answers to an Accept header. */
  readonly metrics: (accept: string) => Promise<{ readonly contentType: string; readonly text: string }>;
}

/** The studio loads nothing from elsewhere, runs only its own program and is shown in nobody's frame. */
const pagePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** A file of an agent is shown, in the studio's frame too, but may run nothing and reach nothing. */
const filePolicy =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'self'";

const statusOf: Partial<Record<ReasonName, number>> = {
  NOT_FOUND: 404,
  INVALID_ARGUMENT: 400,
  UNAUTHENTICATED: 401,
  DENIED: 403,
  OVERLOADED: 503,
  DRAINING: 503,
};

/** Serves the studio, files of runs and metrics. */
export function createPages(options: PagesOptions): RequestListener {
  return (request, response) => {
    answer(request, response, options).catch((error: unknown) => {
      const mesh = toMeshError(error);
      if (!response.headersSent) text(response, statusOf[mesh.reason] ?? 500, mesh.message);
      else response.destroy();
    });
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, options: PagesOptions): Promise<void> {
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("allow", "GET, HEAD");
    return text(response, 405, "GET only");
  }
  const path = pathOf(request.url ?? "/");
  if (path === undefined) return text(response, 400, "this is no path");
  if (path === "/metrics") {
    const { contentType, text: metrics } = await options.metrics(request.headers.accept ?? "");
    return send(response, 200, contentType, Buffer.from(metrics));
  }
  const file = /^\/files\/([\w-]{1,128})\/([\w.\- ]{1,128})$/.exec(path);
  if (file) return sendFile(file[1]!, file[2]!, request, response, options);
  const page = (await options.pages()).get(path);
  if (!page) return text(response, 404, "not found");
  if (path === "/") response.setHeader("set-cookie", cookieFor(request, options.sessionToken));
  response.setHeader("content-security-policy", pagePolicy);
  response.setHeader("referrer-policy", "no-referrer");
  send(response, 200, page.mediaType, page.bytes);
}

/** The path asked for, decoded once; undefined when it can't be. It is only ever looked up, never opened. */
function pathOf(url: string): string | undefined {
  try {
    return decodeURIComponent(new URL(url, "http://localhost").pathname);
  } catch {
    return undefined;
  }
}

function cookieFor(request: IncomingMessage, token: string): string {
  const port = /:(\d{1,5})$/.exec(request.headers.host ?? "")?.[1];
  const name = port === undefined ? sessionCookie : `${sessionCookie}_${port}`;
  return `${name}=${token}; HttpOnly; SameSite=Strict; Path=/`;
}

async function sendFile(
  runId: string,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
  options: PagesOptions,
): Promise<void> {
  const header = new Headers();
  for (const key of ["cookie", "authorization"])
    if (request.headers[key]) header.set(key, String(request.headers[key]));
  const principal = options.verify(header);
  if (!principal) return text(response, 401, "open the studio first");
  if (!mayCall(principal, [Role.VIEWER])) return text(response, 403, "this file is not for you");
  const clients = {
    runs: createClient(OrchestratorService, options.mesh),
    artifacts: createClient(ArtifactService, options.mesh),
  };
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  const file = await findFile(runId, name, clients, gone.signal);
  const chunks: Uint8Array[] = [];
  for await (const { chunk } of readFile(file, clients, gone.signal)) chunks.push(chunk);
  response.setHeader("content-security-policy", filePolicy);
  send(response, 200, mediaTypeOf(file.mediaType), Buffer.concat(chunks));
}

/** What an agent calls its file, if that can stand in a header. */
function mediaTypeOf(mediaType: string): string {
  return /^[\w.+-]{1,64}\/[\w.+-]{1,64}(; ?charset=[\w-]{1,32})?$/.test(mediaType)
    ? mediaType
    : "application/octet-stream";
}

function text(response: ServerResponse, status: number, message: string): void {
  send(response, status, "text/plain; charset=utf-8", Buffer.from(`${message}\n`));
}

function send(response: ServerResponse, status: number, mediaType: string, bytes: Uint8Array): void {
  const charset = /^(text\/[\w.+-]+|image\/svg\+xml)$/.test(mediaType) ? `${mediaType}; charset=utf-8` : mediaType;
  response.writeHead(status, {
    "content-type": charset,
    "content-length": bytes.length,
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  });
  response.end(bytes);
}
