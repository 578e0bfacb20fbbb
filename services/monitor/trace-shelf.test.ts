import { mkdtempSync, readdirSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create } from "@bufbuild/protobuf";
import { SpanSchema } from "@viba/contracts/gen/viba/monitor/v1/monitor_pb";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openTraceShelf } from "./trace-shelf.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "viba-traces-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const answer = (name: string, partial = false) => ({ spans: [create(SpanSchema, { name })], partial });
const nameIn = async (shelf: Awaited<ReturnType<typeof openTraceShelf>>, traceId: string) =>
  (await shelf.read(traceId))?.spans[0]!.name;

test("what is kept is there for the next process, and a trace kept again is the newer one", async () => {
  const shelf = await openTraceShelf(folder);
  await shelf.keep("a", answer("first"));
  await shelf.keep("a", answer("second", true));
  const next = await openTraceShelf(folder);
  expect(await next.read("a")).toMatchObject({ partial: true, spans: [{ name: "second" }] });
  expect(await next.read("b")).toBeUndefined();
});

test("the oldest goes when there are too many, also of those from an earlier process", async () => {
  await (await openTraceShelf(folder)).keep("a", answer("a"));
  const shelf = await openTraceShelf(folder, 2);
  await shelf.keep("b", answer("b"));
  await shelf.keep("a", answer("again"));
  await shelf.keep("c", answer("c"));
  expect(readdirSync(folder).toSorted()).toEqual(["a.trace", "c.trace"]);
  expect([await nameIn(shelf, "a"), await nameIn(shelf, "b"), await nameIn(shelf, "c")]).toEqual([
    "again",
    undefined,
    "c",
  ]);
});

test("a torn or vanished file is no trace", async () => {
  const shelf = await openTraceShelf(folder);
  await shelf.keep("torn", answer("a long enough name"));
  await shelf.keep("gone", answer("gone"));
  truncateSync(join(folder, "torn.trace"), 7);
  rmSync(join(folder, "gone.trace"));
  expect([await shelf.read("torn"), await shelf.read("gone")]).toEqual([undefined, undefined]);
});
