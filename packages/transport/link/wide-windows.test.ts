import { once } from "node:events";
import { connect } from "node:http2";
import { promisify } from "node:util";
import { systemClock } from "@viba/runtime/clock";
import { expect, test } from "vitest";
import { openDefinition, windowBytes } from "./over-grpc.ts";
import { serveLink } from "./serve-link.ts";

/** HTTP/2's own, RFC 9113 section 6.9.2. */
const narrow = 65_535;

test.each([
  ["a link", openDefinition.path, windowBytes],
  ["another call", "/grpc.health.v1.Health/Check", narrow],
])("the windows of a connection that %s comes by", async (_story, path, bytes) => {
  const server = await serveLink({ host: "127.0.0.1", port: 0, clock: systemClock, name: "server" });
  const session = connect(`http://127.0.0.1:${server.port}`);
  try {
    await once(session, "connect");
    session.request({ ":method": "POST", ":path": path, "content-type": "application/grpc" }).on("error", () => {});
    const ping = promisify((done: (error: Error | null) => void) => void session.ping(done));
    // An answer to a ping may overtake what was sent with it; the next one comes behind that.
    await ping();
    await ping();
    expect([session.remoteSettings.initialWindowSize, session.state.remoteWindowSize]).toEqual([bytes, bytes]);
  } finally {
    session.destroy();
    await server.close(0);
  }
});
