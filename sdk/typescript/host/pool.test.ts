import { fakeClock, settle } from "@viba/testkit/clock";
import { MeshError } from "@viba/runtime/errors";
import { describe, expect, test } from "vitest";
import { type FromWorker, type RunResult, type ToWorker, toWireError } from "../wire.ts";
import { createPool } from "./pool.ts";
import type { Job } from "./slot.ts";
import type { ThreadEvents } from "./thread.ts";

const result = { type: "t" } as RunResult;
const cancelled = new MeshError("CANCELLED", "not wanted any more");

/** A pool over threads that do only what the test says. */
function rig(threads = 1) {
  const clock = fakeClock();
  const started: { events: ThreadEvents; posted: ToWorker[]; ended: boolean }[] = [];
  const pool = createPool({
    threads,
    clock,
    random: () => 0.5,
    cancelGraceMs: 2000,
    start(events) {
      const thread = { events, posted: [] as ToWorker[], ended: false };
      started.push(thread);
      return {
        post: (message) => void thread.posted.push(message),
        terminate: async () => void (thread.ended = true),
      };
    },
  });
  const tell = (thread: number, message: FromWorker) => started[thread]!.events.message(message);
  const jobsOf = (thread: number) =>
    started[thread]!.posted.flatMap((message) => (message.kind === "run" ? [message.request.attemptId] : []));
  return { clock, pool, started, tell, jobsOf, ready: (thread = 0) => tell(thread, { kind: "ready" }) };
}

function job(attemptId: string, more: { capability?: string; maxConcurrency?: number } = {}) {
  const outcomes: (string | RunResult)[] = [];
  const asked: unknown[] = [];
  const one: Job = {
    request: {
      attemptId,
      runId: "",
      stepId: "",
      capability: more.capability ?? "one",
      inputs: [],
      seed: 0n,
      language: "ko",
      traceparent: "",
    },
    maxConcurrency: more.maxConcurrency ?? 1,
    progress: () => {},
    ask: async (ask) => {
      asked.push(ask);
      if (ask.op === "readValue") return { bytes: new Uint8Array([1]), revision: 3n };
      throw new MeshError("NOT_FOUND", "no such blob");
    },
    done: (given) => outcomes.push(given),
    failed: (error) => outcomes.push(error.reason),
  };
  return { ...one, outcomes, asked };
}

test("a job waits until a thread has loaded the agent", () => {
  const { pool, jobsOf, ready, tell } = rig();
  const a = job("a");
  pool.submit(a);
  expect(jobsOf(0)).toEqual([]);
  ready();
  expect(jobsOf(0)).toEqual(["a"]);
  tell(0, { kind: "done", job: 1, result });
  expect(a.outcomes).toEqual([result]);
});

describe("who shares a thread", () => {
  const alone = { maxConcurrency: 1 };
  const shared = { maxConcurrency: 2 };
  test.each([
    { story: "work that computes has it alone", jobs: [alone, alone], running: ["0"] },
    { story: "work that waits shares it", jobs: [shared, shared], running: ["0", "1"] },
    { story: "no more than the capability allows", jobs: [shared, shared, shared], running: ["0", "1"] },
    {
      story: "one capability's limit is not another's",
      jobs: [shared, shared, { ...shared, capability: "two" }],
      running: ["0", "1", "2"],
    },
    {
      story: "nobody joins work that computes",
      jobs: [alone, { ...shared, capability: "two" }],
      running: ["0"],
    },
    {
      story: "work that computes doesn't join others, and what can run overtakes it",
      jobs: [shared, { ...alone, capability: "two" }, shared],
      running: ["0", "2"],
    },
  ])("$story", ({ jobs, running }) => {
    const { pool, ready, jobsOf } = rig();
    ready();
    for (const [at, more] of jobs.entries()) pool.submit(job(String(at), more));
    expect(jobsOf(0)).toEqual(running);
    expect(pool.counts()).toMatchObject({ running: running.length, queued: jobs.length - running.length });
  });

  test("two threads run two jobs, the least busy first", () => {
    const { pool, ready, jobsOf } = rig(2);
    ready(0);
    ready(1);
    for (const name of ["a", "b", "c"]) pool.submit(job(name, { capability: name, maxConcurrency: 2 }));
    expect([jobsOf(0), jobsOf(1)]).toEqual([["a", "c"], ["b"]]);
  });
});

describe("cancel", () => {
  test("of a job that waits: it is never run", () => {
    const { pool, ready, jobsOf } = rig();
    const a = job("a");
    const cancel = pool.submit(a);
    cancel(cancelled);
    ready();
    expect({ outcomes: a.outcomes, jobs: jobsOf(0) }).toEqual({ outcomes: ["CANCELLED"], jobs: [] });
  });

  test("of a handler that stops in time: the thread lives, and what it still says is not heard", () => {
    const { pool, ready, tell, started, clock } = rig();
    ready();
    const a = job("a");
    const cancel = pool.submit(a);
    cancel(cancelled);
    cancel(cancelled);
    expect(started[0]!.posted.at(-1)).toEqual({ kind: "cancel", job: 1, error: toWireError(cancelled) });
    expect(a.outcomes).toEqual(["CANCELLED"]);
    expect(pool.counts().running).toBe(1);
    tell(0, { kind: "done", job: 1, result });
    clock.advance(10_000);
    expect({ outcomes: a.outcomes, ended: started[0]!.ended, ...pool.counts() }).toEqual({
      outcomes: ["CANCELLED"],
      ended: false,
      running: 0,
      queued: 0,
      restarts: 0,
    });
  });

  test("of a handler that goes on: its thread is ended after the grace, others on it fail, the next gets a new one", () => {
    const { pool, ready, started, clock, jobsOf } = rig();
    ready();
    const [a, b, c] = [job("a", { maxConcurrency: 2 }), job("b", { maxConcurrency: 2 }), job("c")];
    const cancel = pool.submit(a);
    pool.submit(b);
    pool.submit(c);
    cancel(cancelled);
    clock.advance(1999);
    expect(started[0]!.ended).toBe(false);
    clock.advance(1);
    expect(started[0]!.ended).toBe(true);
    expect([a.outcomes, b.outcomes, c.outcomes]).toEqual([["CANCELLED"], ["AGENT_FAILED"], []]);
    started[0]!.events.gone("terminated");
    ready(1);
    expect(jobsOf(1)).toEqual(["c"]);
    expect(pool.counts().restarts).toBe(1);
  });
});

describe("a thread that ends by itself", () => {
  test("fails its jobs and starts again at once; the word of the old one counts no more", () => {
    const { pool, ready, started, tell, jobsOf } = rig();
    ready();
    const [a, b] = [job("a"), job("b")];
    pool.submit(a);
    pool.submit(b);
    started[0]!.events.gone("out of memory\nstack");
    expect([a.outcomes, b.outcomes]).toEqual([["AGENT_FAILED"], []]);
    ready(1);
    expect(jobsOf(1)).toEqual(["b"]);
    tell(0, { kind: "done", job: 2, result });
    expect(b.outcomes).toEqual([]);
  });

  test("before it was ready: the start fails, and tries go on with growing waits", async () => {
    const { pool, started, clock } = rig();
    started[0]!.events.gone("no such module");
    await expect(pool.ready).rejects.toMatchObject({ reason: "AGENT_FAILED", message: /no such module/ });
    for (const waitMs of [50, 100, 200]) {
      const before = started.length;
      clock.advance(waitMs - 1);
      expect(started.length).toBe(before);
      clock.advance(1);
      expect(started.length).toBe(before + 1);
      started.at(-1)!.events.gone("no such module");
    }
  });
});

test("what a handler asks is answered, or refused with the reason", async () => {
  const { pool, ready, tell, started } = rig();
  ready();
  const a = job("a");
  pool.submit(a);
  tell(0, { kind: "call", job: 1, call: 1, ask: { op: "readValue", key: "k" } });
  tell(0, { kind: "call", job: 1, call: 2, ask: { op: "readBlob", digest: "d" } });
  await settle();
  expect(started[0]!.posted.slice(1)).toEqual([
    { kind: "answer", call: 1, answer: { bytes: new Uint8Array([1]), revision: 3n } },
    { kind: "refused", call: 2, error: toWireError(new MeshError("NOT_FOUND", "no such blob")) },
  ]);
});

test("closing ends the threads and refuses what is left", async () => {
  const { pool, ready, started, clock } = rig();
  ready();
  const [a, b] = [job("a"), job("b")];
  pool.submit(a);
  pool.submit(b);
  await pool.close();
  expect({
    ended: started[0]!.ended,
    a: a.outcomes,
    b: b.outcomes,
    threads: started.length,
    timers: clock.pending,
  }).toEqual({ ended: true, a: ["AGENT_FAILED"], b: ["DRAINING"], threads: 1, timers: 0 });
});
