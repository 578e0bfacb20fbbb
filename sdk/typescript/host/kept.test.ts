import { create } from "@bufbuild/protobuf";
import { DoneSchema } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { MeshError } from "@viba/runtime/errors";
import { expect, test } from "vitest";
import { createAttempt } from "./attempt.ts";
import { createKept } from "./kept.ts";

function ended(attemptId: string, bytes: number) {
  const attempt = createAttempt({ attemptId, runId: "", stepId: "", capability: "c" }, "");
  attempt.settle({ kind: "done", done: create(DoneSchema), bytes });
  return attempt;
}

test.each([
  { story: "all fit", sizes: [1, 1, 1], left: ["0", "1", "2"], dropped: 0 },
  { story: "too many: the oldest goes", sizes: [1, 1, 1, 1, 1], left: ["2", "3", "4"], dropped: 2 },
  { story: "too much: the oldest go", sizes: [60, 30, 30], left: ["1", "2"], dropped: 1 },
  { story: "one that alone is too much stays", sizes: [1, 200], left: ["1"], dropped: 1 },
  { story: "but goes for the next", sizes: [200, 1], left: ["1"], dropped: 1 },
])("$story", ({ sizes, left, dropped }) => {
  const kept = createKept(3, 100);
  for (const [at, size] of sizes.entries()) kept.put(ended(String(at), size));
  const there = sizes.map((_, at) => String(at)).filter((name) => kept.get(name));
  expect({ there, size: kept.size(), dropped: kept.dropped() }).toEqual({ there: left, size: left.length, dropped });
});

test("forgetting gives the room back and is no drop", () => {
  const kept = createKept(3, 100);
  kept.put(ended("a", 90));
  kept.forget("a");
  kept.forget("a");
  kept.put(ended("b", 60));
  kept.put(ended("c", 40));
  expect({ size: kept.size(), dropped: kept.dropped() }).toEqual({ size: 2, dropped: 0 });
});

test("a result waits until somebody was given it; a failure waits for nobody", async () => {
  const kept = createKept(3, 100);
  const done = ended("a", 1);
  const failed = createAttempt({ attemptId: "b", runId: "", stepId: "", capability: "c" }, "");
  failed.settle({ kind: "failed", error: new MeshError("AGENT_FAILED", "") });
  kept.put(done);
  kept.put(failed);
  expect(kept.unfetched()).toBe(1);
  for await (const { event } of done.watch(new AbortController().signal)) expect(event?.case).toBe("done");
  expect(kept.unfetched()).toBe(0);
});
