import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { serveConnect } from "./connect.ts";

test("of requests that come at once only so many are begun in a turn of the event loop, and all are answered", async () => {
  const perTurn: number[] = [];
  let begun = 0;
  const server = await serveConnect({
    routes: [],
    host: "127.0.0.1",
    port: 0,
    before(_request, response) {
      if (begun++ === 0) {
        setImmediate(() => {
          perTurn.push(begun);
          begun = 0;
        });
      }
      response.end("!");
      return true;
    },
  });
  const socket = connect(server.port, "127.0.0.1");
  // One piece holds them all, so that all are read in one turn.
  socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".repeat(100));
  let answers = 0;
  socket.setEncoding("latin1").on("data", (text: string) => (answers += text.split("HTTP/1.1 200").length - 1));
  while (answers < 100) await once(socket, "data");
  socket.destroy();
  await server.close(0);
  // Between two looks there are the end of one turn and the beginning of the next.
  expect(Math.max(...perTurn)).toBeLessThanOrEqual(16);
  expect(perTurn.reduce((sum, count) => sum + count, begun)).toBe(100);
});
