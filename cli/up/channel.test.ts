import { duplexPair } from "node:stream";
import { MeshError } from "@viba/runtime/errors";
import { expect, test } from "vitest";
import { type Handlers, openChannel } from "./channel.ts";

function pair(left: Handlers, right: Handlers) {
  const [a, b] = duplexPair();
  return { a: openChannel(a, left), b: openChannel(b, right), left: a, right: b };
}

test("each end asks the other, and hears its errors", async () => {
  const { a, b } = pair(
    { double: ({ n }) => ({ n: Number(n) * 2 }) },
    {
      fail() {
        throw new MeshError("NOT_FOUND", "nothing there");
      },
    },
  );
  expect(await b.ask("double", { n: 21 })).toEqual({ n: 42 });
  await expect(a.ask("fail")).rejects.toMatchObject({ reason: "NOT_FOUND", message: "nothing there" });
  expect(await a.ask("nobody knows this")).toEqual({});
});

test("what is told is heard, and rubbish is left aside", async () => {
  const heard: unknown[] = [];
  const { a, left } = pair({}, { news: (body) => void heard.push(body), done: () => ({}) });
  left.write("rubbish\n[]\nnull\n");
  a.tell("news", { text: "하나\n둘" });
  await a.ask("done");
  expect(heard).toEqual([{ text: "하나\n둘" }]);
});

test("questions end when the other process does", async () => {
  const { a, right } = pair({}, { never: () => new Promise(() => {}) });
  const question = a.ask("never");
  right.end();
  await expect(question).rejects.toMatchObject({ reason: "DRAINING" });
});
