import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { DoneSchema } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { Presence } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import { MeshError, msFromDuration } from "@viba/runtime/errors";
import { settle } from "@viba/testkit/clock";
import { describe, expect, test } from "vitest";
import { openToken } from "./core/token.ts";
import { dispatch } from "./dispatch.ts";
import { artifact, brief, plan, promise, wanted } from "./fixtures.ts";
import { accepted, type Behaviour, done, half, hangs, says } from "./fixtures-agents.ts";
import { setUpDispatch } from "./fixtures-dispatch.ts";

const failed = (reason: MeshError["reason"], message = "broken") => new MeshError(reason, message);
const once = () => promise({ idempotent: false });

const both = (capability = promise) => ({ "a-1": [capability()], "b-1": [capability()] });

describe("an attempt that goes well", () => {
  test("is chosen, accepted, on its way and done", async () => {
    const { agents, run, work } = setUpDispatch();
    agents.behave("a-1", says(accepted, half, done()));
    expect((await run()).told).toEqual(["decision a-1", "accepted", "progress", "done"]);
    expect(work()).toMatchObject({ inFlight: 0, attempts: 1, failures: 0, breaker: { state: "closed", failures: 0 } });
  });

  test("carries what the agent needs, and no input it does not read", async () => {
    const { agents, clock, run } = setUpDispatch();
    await run();
    const [sent] = agents.requests;
    expect(sent).toMatchObject({
      attemptId: "r/s1/1",
      runId: "r",
      stepId: "s1",
      epoch: 3n,
      capability: "plan",
      seed: 5n,
    });
    expect(sent!.inputs.map((input) => input.type)).toEqual([brief]);
    expect(msFromDuration(sent!.timeout!)).toBe(60_000);
    expect(openToken(sent!.attemptToken, "key", clock.nowMs() + 119_999)).toMatchObject({
      runId: "r",
      tenant: "local",
    });
    expect(openToken(sent!.attemptToken, "key", clock.nowMs() + 120_000)).toBeUndefined();
  });

  test("counts as in flight meanwhile, and no longer once its reader has left", async () => {
    const { agents, ports, request, work } = setUpDispatch();
    agents.behave("a-1", says(accepted, half, done()));
    const left = new AbortController();
    const events = dispatch(request(), ports, left.signal);
    for (let n = 0; n < 3; n++) await events.next();
    expect(work().inFlight).toBe(1);
    await events.return(undefined);
    expect(work()).toMatchObject({ inFlight: 0, failures: 0 });
  });

  test("an agent that never closes its stream after the result holds nobody up", async () => {
    const { agents, run, work } = setUpDispatch();
    agents.behave("a-1", async function* (request, signal) {
      yield done();
      yield* hangs(request, signal);
    });
    expect((await run()).told).toEqual(["decision a-1", "done"]);
    expect(work().inFlight).toBe(0);
  });
});

describe("an attempt that fails", () => {
  /** What the first of two equal agents does, and whether the second is asked. */
  test.each([
    { story: "not started", says: [failed("NOT_STARTED")], idempotent: false, moves: true, charged: 1 },
    { story: "drains", says: [failed("DRAINING")], idempotent: false, moves: true, charged: 0 },
    { story: "overloaded", says: [failed("OVERLOADED")], idempotent: false, moves: true, charged: 0 },
    { story: "does not know our token", says: [failed("UNAUTHENTICATED")], idempotent: false, moves: true, charged: 1 },
    {
      story: "lost, may run twice",
      says: [accepted, failed("UNKNOWN_OUTCOME")],
      idempotent: true,
      moves: true,
      charged: 1,
    },
    {
      story: "lost, may not",
      says: [accepted, failed("UNKNOWN_OUTCOME")],
      idempotent: false,
      moves: false,
      charged: 1,
      reason: "UNKNOWN_OUTCOME",
    },
    {
      story: "lost before it accepted, may not",
      says: [failed("UNKNOWN_OUTCOME")],
      idempotent: false,
      moves: false,
      charged: 1,
      reason: "UNKNOWN_OUTCOME",
    },
    {
      story: "says not started after it accepted",
      says: [accepted, failed("NOT_STARTED")],
      idempotent: false,
      moves: false,
      charged: 1,
      reason: "UNKNOWN_OUTCOME",
    },
    {
      story: "says overloaded after it accepted",
      says: [accepted, failed("OVERLOADED")],
      idempotent: false,
      moves: false,
      charged: 1,
      reason: "AGENT_FAILED",
    },
    {
      story: "let go by its process",
      says: [accepted, failed("CANCELLED")],
      idempotent: false,
      moves: false,
      charged: 1,
      reason: "UNKNOWN_OUTCOME",
    },
    {
      story: "its handler failed, may run twice",
      says: [accepted, failed("AGENT_FAILED")],
      idempotent: true,
      moves: true,
      charged: 1,
    },
    {
      story: "its handler failed, may not",
      says: [accepted, failed("AGENT_FAILED")],
      idempotent: false,
      moves: false,
      charged: 1,
      reason: "AGENT_FAILED",
    },
    {
      story: "a plain exception",
      says: [accepted, new TypeError("oops")],
      idempotent: false,
      moves: false,
      charged: 1,
      reason: "AGENT_FAILED",
    },
    {
      story: "too late, may run twice",
      says: [accepted, failed("DEADLINE")],
      idempotent: true,
      moves: false,
      charged: 1,
      reason: "DEADLINE",
    },
    {
      story: "too late, may not",
      says: [accepted, failed("DEADLINE")],
      idempotent: false,
      moves: false,
      charged: 1,
      reason: "UNKNOWN_OUTCOME",
    },
    {
      story: "refuses the input",
      says: [accepted, failed("NOT_UNDERSTOOD")],
      idempotent: true,
      moves: false,
      charged: 0,
      reason: "NOT_UNDERSTOOD",
    },
    {
      story: "speaks for the mesh",
      says: [accepted, failed("NO_CAPABLE_AGENT")],
      idempotent: false,
      moves: false,
      charged: 1,
      reason: "AGENT_FAILED",
    },
    {
      story: "ends without a result",
      says: [accepted],
      idempotent: false,
      moves: false,
      charged: 1,
      reason: "BAD_ARTIFACT",
    },
    {
      story: "makes another type",
      says: [done({ artifact: artifact("t.v1.Model") })],
      idempotent: false,
      moves: false,
      charged: 1,
      reason: "BAD_ARTIFACT",
    },
    {
      story: "makes nothing",
      says: [done({ artifact: undefined })],
      idempotent: false,
      moves: false,
      charged: 1,
      reason: "BAD_ARTIFACT",
    },
    {
      story: "makes bytes of another digest",
      says: [done({ artifact: { ...artifact(), digest: "0".repeat(64) } })],
      idempotent: true,
      moves: true,
      charged: 1,
    },
  ])("$story: moves on $moves", async ({ says: events, idempotent, moves, charged, reason }) => {
    const { agents, run, work, two } = setUpDispatch(both(() => promise({ idempotent })));
    agents.behave("a-1", says(...events));
    const { told, error } = await run();
    expect(two()).toEqual([1, moves ? 1 : 0]);
    expect(work()).toMatchObject({ inFlight: 0, attempts: 1, failures: charged });
    if (moves) expect(told.slice(-4)).toEqual(["failover a-1", "decision b-1", "accepted", "done"]);
    else expect(error?.reason).toBe(reason);
  });

  test("names the instance and whether it may be repeated, when its outcome is unknown", async () => {
    const { agents, run } = setUpDispatch({ "a-1": [once()] });
    agents.behave("a-1", says(accepted, failed("UNKNOWN_OUTCOME", "read ECONNRESET")));
    expect((await run()).error).toMatchObject({
      message: "read ECONNRESET",
      facts: { instance: "a-1", idempotent: "false" },
    });
  });

  test("and was not started, with nobody else there, waits for somebody under the same attempt", async () => {
    const { agents, registry, run } = setUpDispatch();
    agents.behave("a-1", says(failed("NOT_STARTED", "ECONNREFUSED")));
    const { error } = await run();
    expect(error).toMatchObject({ reason: "NO_CAPABLE_AGENT", facts: { type: plan } });
    expect(registry.get("a-1")!.unreachable).toBe(true);
  });

  test("stops after ten moves of one run", async () => {
    const ids = Array.from({ length: 20 }, (_, n) => `a-${n + 10}`);
    const { agents, run } = setUpDispatch(Object.fromEntries(ids.map((id) => [id, [promise()]])));
    for (const id of ids) agents.behave(id, says(failed("AGENT_FAILED")));
    const { told } = await run();
    expect(told.filter((one) => one.startsWith("failover"))).toHaveLength(10);
    expect((await run({ attemptId: "r/s2/1" })).told.filter((one) => one.startsWith("failover"))).toHaveLength(0);
    expect((await run({ runId: "other", attemptId: "other/s1/1" })).told).toContain("failover a-10");
  });
});

describe("the breaker of an instance", () => {
  test("opens after five failures in a row, and then it gets nothing", async () => {
    const { agents, run, work, two } = setUpDispatch();
    agents.behave("a-1", says(accepted, failed("AGENT_FAILED")));
    for (let n = 0; n < 5; n++) await run({ attemptId: `x${n}` });
    expect(work().breaker.state).toBe("open");
    expect((await run({ attemptId: "x5" })).error?.reason).toBe("NO_CAPABLE_AGENT");
    expect(two()[0]).toBe(5);
  });

  test("is not moved by refusals of the input or by callers that leave", async () => {
    const { agents, run, work } = setUpDispatch();
    for (let n = 0; n < 9; n++) {
      agents.behave("a-1", says(accepted, failed("OUT_OF_RANGE")));
      await run({ attemptId: `x${n}` });
      agents.behave("a-1", hangs);
      const left = new AbortController();
      const running = run({ attemptId: `y${n}` }, left.signal);
      await settle();
      left.abort();
      await running;
    }
    expect(work()).toMatchObject({ inFlight: 0, failures: 0, breaker: { state: "closed", failures: 0 } });
  });

  test("lets one probe through when it is half open", async () => {
    const { agents, clock, registry, run, work } = setUpDispatch();
    work().breaker = { state: "open", untilMs: 1000 };
    clock.advance(1000);
    registry.heartbeat("lease a-1", undefined, 1000);
    agents.behave("a-1", hangs);
    const left = new AbortController();
    const probe = run({}, left.signal);
    const second = run({ attemptId: "x" });
    expect((await second).error?.reason).toBe("NO_CAPABLE_AGENT");
    left.abort();
    await probe;
    agents.behave("a-1", says(accepted, done()));
    expect((await run({ attemptId: "y" })).told.at(-1)).toBe("done");
    expect(work().breaker).toEqual({ state: "closed", failures: 0 });
  });
});

describe("time and leaving", () => {
  test.each([
    { asked: undefined, promised: undefined, is: 60_000 },
    { asked: 5, promised: undefined, is: 5000 },
    { asked: 90, promised: 7, is: 7000 },
  ])("asked for $asked s, promised $promised s: $is ms", async ({ asked, promised, is }) => {
    const seconds = (n: number) => ({ seconds: BigInt(n), nanos: 0 });
    const { agents, run } = setUpDispatch({ "a-1": [promise(promised ? { timeout: seconds(promised) } : {})] });
    await run(asked ? { timeout: seconds(asked) } : {});
    expect(msFromDuration(agents.requests[0]!.timeout!)).toBe(is);
  });

  test("the time asked for is the whole dispatch's: what a lost attempt took is gone", async () => {
    const { agents, clock, run } = setUpDispatch(both());
    agents.behave("a-1", async function* () {
      yield accepted;
      clock.advance(1800);
      throw failed("AGENT_FAILED");
    });
    const [two, one] = [2n, 1n].map((seconds) => ({ seconds, nanos: 0 }));
    await run({ timeout: two! });
    expect(agents.requests.map((sent) => msFromDuration(sent.timeout!))).toEqual([2000, 200]);
    const again = setUpDispatch(both());
    again.agents.behave("a-1", async function* () {
      again.clock.advance(1000);
      throw failed("AGENT_FAILED");
    });
    expect((await again.run({ timeout: one! })).error?.reason).toBe("DEADLINE");
    expect(again.two()).toEqual([1, 0]);
  });

  test("a caller that leaves ends the call at the agent, and nobody else is asked", async () => {
    const { agents, run, two } = setUpDispatch(both());
    let ended = false;
    agents.behave("a-1", async function* (request, signal) {
      signal.addEventListener("abort", () => (ended = true));
      yield* hangs(request, signal);
    });
    const left = new AbortController();
    const running = run({}, left.signal);
    await settle();
    left.abort(new MeshError("CANCELLED", "the person left"));
    expect((await running).error?.reason).toBe("CANCELLED");
    expect([ended, two()]).toEqual([true, [1, 0]]);
  });
});

describe("the same attempt again", () => {
  test("goes where this router sent it before, without being told", async () => {
    const { agents, registry, run, two, work } = setUpDispatch(both());
    agents.behave("a-1", hangs);
    const left = new AbortController();
    const first = run({}, left.signal);
    await settle();
    left.abort();
    await first;
    agents.behave("a-1", says(accepted, done()));
    // New work goes to the idle one.
    work("a-1").inFlight = 3;
    registry.changed(registry.get("a-1")!, 0);
    expect((await run({ attemptId: "r/s2/1" })).told[0]).toBe("decision b-1");
    expect((await run()).told[0]).toBe("decision a-1");
    expect(two()).toEqual([2, 1]);
  });

  test("goes to the instance its caller names", async () => {
    const { run } = setUpDispatch(both());
    expect((await run({ instanceId: "b-1" })).told[0]).toBe("decision b-1");
  });

  test("is in doubt when that instance is gone and it may not run twice", async () => {
    const { run, two } = setUpDispatch(both(once));
    expect((await run({ instanceId: "gone" })).error?.reason).toBe("UNKNOWN_OUTCOME");
    expect(two()).toEqual([0, 0]);
  });

  test("may have been of another promise of the instance, which is then asked for", async () => {
    const { agents, run } = setUpDispatch({ "a-1": [once(), promise({ name: "plan.b", idempotent: false })] });
    agents.behave("a-1", async function* (request) {
      if (request.capability === "plan") throw failed("CONFLICT", "already another piece of work");
      yield* [accepted, done()];
    });
    expect((await run({ instanceId: "a-1" })).told.at(-1)).toBe("done");
    expect(agents.requests.map((one) => one.capability)).toEqual(["plan", "plan.b"]);
  });
});

describe("an attempt that its agent knows under another promise, although nobody here does", () => {
  const behaviour: Behaviour = async function* (request) {
    if (request.capability === "plan") throw failed("CONFLICT", "already another piece of work");
    yield* [accepted, done()];
  };

  test("is asked for there, and costs no retry", async () => {
    const { agents, run } = setUpDispatch({ "a-1": [promise(), promise({ name: "plan.b" })] });
    agents.behave("a-1", behaviour);
    expect((await run()).told.at(-1)).toBe("done");
    expect(agents.requests.map((one) => one.capability)).toEqual(["plan", "plan.b"]);
  });

  test("fails where it may not run twice", async () => {
    const { agents, run } = setUpDispatch({ "a-1": [once()], "b-1": [once()] });
    for (const id of ["a-1", "b-1"]) agents.behave(id, behaviour);
    expect((await run()).error?.reason).toBe("CONFLICT");
    expect(agents.requests).toHaveLength(1);
  });

  test("fails when the agent begins it and then says so", async () => {
    const { agents, run } = setUpDispatch({ "a-1": [promise(), promise({ name: "plan.b" })] });
    agents.behave("a-1", says(accepted, failed("CONFLICT", "of its own")));
    expect((await run()).error?.reason).toBe("CONFLICT");
    expect(agents.requests).toHaveLength(1);
  });
});

describe("the cache", () => {
  const deterministic = () => ({ "a-1": [promise({ deterministic: true })] });

  test("answers equal work, and the agent is not asked again", async () => {
    const { run, two } = setUpDispatch(deterministic());
    expect((await run()).told.at(-1)).toBe("done");
    await settle();
    expect((await run({ attemptId: "x", runId: "other" })).told).toEqual(["decision a-1", "done cached"]);
    expect((await run({ attemptId: "y", seed: 6n })).told.at(-1)).toBe("done");
    expect(two()[0]).toBe(2);
  });

  test("is not asked by who wants it fresh, but remembers even then", async () => {
    const { run, cached, two } = setUpDispatch(deterministic());
    for (const attemptId of ["x", "y"]) expect((await run({ attemptId, fresh: true })).told.at(-1)).toBe("done");
    await settle();
    expect([two()[0], cached.size]).toEqual([2, 1]);
  });

  test("holds nothing of a capability that may answer otherwise the next time", async () => {
    const { run, cached } = setUpDispatch();
    await run();
    await settle();
    expect(cached.size).toBe(0);
  });

  test("that fails is as if there were none", async () => {
    const { run, failCache } = setUpDispatch(deterministic());
    failCache();
    expect((await run()).told).toEqual(["decision a-1", "accepted", "done"]);
  });

  test.each([
    ["no result", new Uint8Array([255, 255])],
    ["a result of another type", toBinary(DoneSchema, create(DoneSchema, { artifact: artifact("t.v1.Model") }))],
    ["nothing", new Uint8Array()],
  ])("that holds %s under the key is as if it held nothing", async (_story, value) => {
    const { run, cached } = setUpDispatch(deterministic());
    await run();
    await settle();
    for (const key of cached.keys()) cached.set(key, value);
    expect((await run({ attemptId: "x" })).told.at(-1)).toBe("done");
  });

  test("gives back the whole result", async () => {
    const { agents, run, cached } = setUpDispatch(deterministic());
    const files = [{ name: "plan.svg", mediaType: "image/svg+xml", content: artifact("", "<svg/>") }];
    agents.behave("a-1", says(accepted, done({ files })));
    await run();
    await settle();
    const [value] = cached.values();
    expect(fromBinary(DoneSchema, value!).files[0]).toMatchObject({ name: "plan.svg" });
  });
});

test("a promise that reads many types gets them in the order of the request", async () => {
  const inputs = ["t.v1.Noise", brief].map((type) => ({ type, presence: Presence.REQUIRED }));
  const { agents, run } = setUpDispatch({ "a-1": [promise({ inputs })] });
  await run({ want: wanted({ availableTypes: [brief, "t.v1.Noise"] }) });
  expect(agents.requests[0]!.inputs.map((one) => one.type)).toEqual([brief, "t.v1.Noise"]);
});
