import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { ServerHttp2Stream } from "node:http2";
import { openDefinition, windowBytes } from "./over-grpc.ts";

/** Where Node tells of each stream that a client opens on a server of this process. */
const streamCreated = "http2.server.stream.created";

/**
 * Opens HTTP/2's windows for the connections that links come by. grpc-js widens those of connections it dials and not of those it
 * accepts: with the 64 KiB that are left, a batch waits several times for its receiver to ask for more, and both ends for one another.
 * The answer ends it.
 */
export function widenWindows(): () => void {
  const onStream = (message: unknown) => {
    const { stream, headers } = message as { stream: ServerHttp2Stream; headers: Record<string, unknown> };
    const { session } = stream;
    if (headers[":path"] !== openDefinition.path || !session) return;
    // Of the streams first: the peer takes the settings in before it has more to send on the connection.
    session.settings({ initialWindowSize: windowBytes });
    session.setLocalWindowSize(windowBytes);
  };
  subscribe(streamCreated, onStream);
  return () => void unsubscribe(streamCreated, onStream);
}
