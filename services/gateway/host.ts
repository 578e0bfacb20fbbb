import type { IncomingMessage, ServerResponse } from "node:http";

/** Hosts under which this machine reaches itself; another name in a browser's Host header is a rebinding trick. */
const ownHosts = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** The host name of a Host header, without its port; undefined when the header is none. */
function nameOf(host: string): string | undefined {
  return /^(\[[0-9a-f:]+\]|[^:[\]@/\s]+)(?::\d{1,5})?$/i.exec(host)?.[1]?.toLowerCase();
}

/**
 * Refuses requests that name a host which isn't this machine, and those that a page of another origin makes: cookies
 * don't tell the ports of a machine apart, so another local program's page would come with ours. True when it answered.
 */
export function refuseForeignHost(request: IncomingMessage, response: ServerResponse): boolean {
  const { host = "", origin } = request.headers;
  const problem = !ownHosts.has(nameOf(host) ?? "")
    ? "this mesh answers only to localhost"
    : origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`
      ? "this mesh answers no page of another origin"
      : undefined;
  if (problem === undefined) return false;
  const body = Buffer.from(`${problem}\n`);
  response.writeHead(403, {
    "content-type": "text/plain; charset=utf-8",
    "content-length": body.length,
    "x-content-type-options": "nosniff",
  });
  response.end(body);
  return true;
}
