import { HealthCheckResponse_ServingStatus } from "@viba/contracts/gen/grpc/health/v1/health_pb";
import { AttemptState } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { GoalSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import type { CallRequest } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { systemClock } from "@viba/runtime/clock";
import { digestOf } from "@viba/runtime/digest";
import { durationFromMs, MeshError, toMeshError } from "@viba/runtime/errors";
import { createLog } from "@viba/runtime/log";
import { systemRandom } from "@viba/runtime/random";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { agent as definition } from "./fixtures/agent.ts";
import { attemptOf, doneOf, eventsOf, goalOf, requestArtifact } from "./fixtures/attempt.ts";
import { type FakeRouter, startFakeRouter } from "./fixtures/router.ts";
import { type RunningAgent, startAgent } from "./host/start.ts";

const moduleUrl = new URL("fixtures/agent.ts", import.meta.url).href;
let router: FakeRouter;
let agent: RunningAgent;
let drains: number;

const until = (holds: () => boolean) => vi.waitFor(() => expect(holds()).toBe(true), { timeout: 20_000, interval: 10 });
const failure = async (promise: Promise<unknown>) => {
  try {
    await promise;
  } catch (error) {
    return toMeshError(error);
  }
  throw new TypeError("it did not fail");
};

/** A call of the fixture agent. */
const callOf = (capability: string, text = "") => ({
  capability,
  want: { availableTypes: [requestArtifact("").type] },
  inputs: [requestArtifact(text).inline],
  language: "ko",
});

interface StartOptions {
  by?: "link" | "grpc";
  leaseMs?: number;
  heartbeatMs?: number;
  cancelGraceMs?: number;
}

async function start(options: StartOptions = {}) {
  router = await startFakeRouter(options);
  drains = 0;
  agent = await startAgent({
    moduleUrl,
    definition,
    version: "1.2.3",
    environment: {
      router: { scheme: options.by ?? "link", hostPort: router.address },
      joinToken: async () => router.joinToken,
    },
    clock: systemClock,
    random: systemRandom,
    log: createLog({ service: "fixture", clock: systemClock, write: () => {} }),
    cancelGraceMs: options.cancelGraceMs ?? 20_000,
    onDrain: () => {
      drains += 1;
    },
  });
  await until(() => router.heartbeats.length > 0);
}

afterEach(async () => {
  await agent.stop();
  await router.close();
});

describe.each(["grpc", "link"] as const)("an agent that is registered by %s", (by) => {
  beforeEach(() => start({ by }));

  test("says who it is, with the descriptors of what it makes", async () => {
    const [{ manifest, address, instanceProof, pid }] = router.registrations as [never];
    expect(manifest).toMatchObject({ agentId: "fixture", version: "1.2.3", contractVersions: [1] });
    expect({ address, pid }).toEqual({ address: agent.address, pid: process.pid });
    expect(agent.address).toMatch(by === "grpc" ? /^127\.0\.0\.1:\d+$/ : /^$/);
    expect(instanceProof).toMatch(/^[0-9a-f]{64}$/);
    const { manifest: described } = await router.agent().describe({});
    expect(described).toEqual(manifest);
  });

  test("answers a call at once with what was made, and keeps nothing", async () => {
    const { output } = await router.agent().call({
      ...callOf("echo", "안녕"),
      // What the capability doesn't read is passed over.
      ...{
        want: { availableTypes: ["t.v1.Noise", requestArtifact("").type] },
        inputs: [new Uint8Array(3), requestArtifact("안녕").inline],
      },
    });
    expect(fromBinary(GoalSchema, output)).toMatchObject({ titleKo: "안녕" });
    expect(agent.counts()).toMatchObject({ kept: 0, inFlight: 0 });
  });

  test.each([
    ["a failure of the handler", callOf("fail"), {}, "AGENT_FAILED"],
    ["a capability it doesn't have", callOf("nothing"), {}, "INVALID_ARGUMENT"],
    ["bytes that are no input", { ...callOf("echo"), inputs: [Buffer.from([255])] }, {}, "INVALID_ARGUMENT"],
    ["a deadline", callOf("wait"), { timeoutMs: 100 }, "DEADLINE"],
    ["a caller that leaves", callOf("wait"), { signal: AbortSignal.timeout(100) }, undefined],
    ["memory, which belongs to runs", callOf("remember"), {}, "DENIED"],
  ])("ends a call by %s", async (_story, call, options, reason) => {
    const error = await failure(router.agent().call(call, options));
    if (reason) expect(error.reason).toBe(reason);
    await until(() => agent.counts().workers.running === 0);
  });

  test("runs an attempt: accepted, progress, done, with digests and the seed's numbers", async () => {
    const events = await eventsOf(router.agent().execute(attemptOf("echo", "안녕", { language: "en" })));
    expect(events.map(({ event }) => event.case)).toEqual(["accepted", "progress", "done"]);
    const done = await doneOf(router.agent().execute(attemptOf("echo", "안녕", { language: "en" })));
    expect(goalOf(done)).toMatchObject({ titleKo: "안녕" });
    expect(goalOf(done).titleEn).toMatch(/^en 7 0\.\d+ none$/);
    expect(done.artifact!.digest).toBe(digestOf(done.artifact!.inline));
    expect(done.files.map(({ name, content }) => [name, new TextDecoder().decode(content!.inline)])).toEqual([
      ["echo.txt", "안녕"],
    ]);
    expect(done.assessment?.quality).toBe(0.5);
  });

  test("asked twice for one attempt it runs once, and keeps the result until it is acknowledged", async () => {
    const client = router.agent();
    const [first, second] = await Promise.all([
      doneOf(client.execute(attemptOf("compute", "50"))),
      doneOf(client.execute(attemptOf("compute", "50"))),
    ]);
    expect(second).toEqual(first);
    const { state, done } = await client.getAttempt({ attemptId: "compute-1" });
    expect({ state, done }).toEqual({ state: AttemptState.DONE, done: first });
    await client.acknowledge({ attemptId: "compute-1" });
    expect((await client.getAttempt({ attemptId: "compute-1" })).state).toBe(AttemptState.UNKNOWN);
  });

  test("refuses another piece of work under the name of an attempt", async () => {
    const client = router.agent();
    await doneOf(client.execute(attemptOf("echo")));
    const other = attemptOf("compute", "1", { attemptId: "echo-1" });
    expect((await failure(doneOf(client.execute(other)))).reason).toBe("CONFLICT");
  });

  test("goes on when its caller leaves, and tells the next who asks", async () => {
    const leaving = new AbortController();
    const calls = router.agent().execute(attemptOf("compute", "300"), { signal: leaving.signal });
    for await (const { event } of calls) if (event.case === "accepted") break;
    leaving.abort();
    expect((await router.agent().getAttempt({ attemptId: "compute-1" })).state).toBe(AttemptState.RUNNING);
    expect(goalOf(await doneOf(router.agent().execute(attemptOf("compute", "300")))).titleKo).toBe("computed");
  });

  test.runIf(by === "grpc")("takes only the newest call token; on a link the link itself is the proof", async () => {
    for (const token of ["wrong", router.joinToken]) {
      expect((await failure(router.agent(token).describe({}))).reason).toBe("UNAUTHENTICATED");
      expect((await failure(router.health(token).check({}))).reason).toBe("UNAUTHENTICATED");
    }
    expect((await router.health().check({})).status).toBe(HealthCheckResponse_ServingStatus.SERVING);
    const old = router.agent();
    router.forgetLeases();
    await until(() => router.registrations.length === 2);
    await until(() => router.heartbeats.at(-1)!.request.leaseId === "lease-1-2");
    expect((await failure(old.describe({}))).reason).toBe("UNAUTHENTICATED");
    expect((await router.agent().describe({})).manifest?.agentId).toBe("fixture");
  });

  test.each([
    { story: "an unknown capability", request: attemptOf("fly"), says: /promises no "fly"/ },
    { story: "no name", request: attemptOf("echo", "", { attemptId: "" }), says: /attempt_id/ },
    { story: "a missing input", request: attemptOf("echo", "", { inputs: [] }), says: /needs an artifact/ },
    {
      story: "two where one is wanted",
      request: attemptOf("echo", "", { inputs: [requestArtifact("a"), requestArtifact("b")] }),
      says: /not 2/,
    },
    {
      story: "a type it does not read",
      request: attemptOf("echo", "", { inputs: [{ ...requestArtifact("a"), type: "viba.aec.v1.Plan" }] }),
      says: /doesn't read artifacts of type "viba.aec.v1.Plan"/,
    },
    {
      story: "bytes that don't match the digest",
      request: attemptOf("echo", "", { inputs: [{ ...requestArtifact("a"), digest: digestOf("b") }] }),
      says: /don't match/,
    },
    {
      story: "bytes that are no message",
      request: attemptOf("echo", "", {
        inputs: [{ ...requestArtifact("a"), inline: new Uint8Array([255]), digest: "", size: 1n }],
      }),
      says: /no viba.core.v1.Request/,
    },
  ])("refuses $story with INVALID_ARGUMENT", async ({ request, says }) => {
    const { reason, message } = await failure(doneOf(router.agent().execute(request)));
    expect({ reason, message }).toEqual({ reason: "INVALID_ARGUMENT", message: expect.stringMatching(says) });
  });

  test("passes on an error that was thrown on purpose, and names any other the agent's", async () => {
    const client = router.agent();
    const typed = await failure(doneOf(client.execute(attemptOf("fail", "typed"))));
    expect(typed).toMatchObject({ reason: "NOT_UNDERSTOOD", messageKo: "건물의 종류가 없습니다" });
    const plain = await failure(doneOf(client.execute(attemptOf("fail", "plain", { attemptId: "fail-2" }))));
    expect(plain).toMatchObject({ reason: "AGENT_FAILED", message: "fail failed: a plain mistake" });
    const { state, error } = await client.getAttempt({ attemptId: "fail-2" });
    expect({ state, retryable: error?.retryable }).toEqual({ state: AttemptState.FAILED, retryable: true });
  });

  test("survives a handler that ends its worker", async () => {
    const client = router.agent();
    const crash = await failure(doneOf(client.execute(attemptOf("fail", "exit"))));
    expect(crash).toMatchObject({ reason: "AGENT_FAILED", facts: { capability: "fail" } });
    expect(goalOf(await doneOf(client.execute(attemptOf("echo", "still here")))).titleKo).toBe("still here");
    expect(agent.counts().workers.restarts).toBe(1);
  });

  test("cancels a handler that listens without ending its worker", async () => {
    const client = router.agent();
    const run = failure(doneOf(client.execute(attemptOf("wait"))));
    await until(() => agent.counts().workers.running === 1);
    await client.cancel({ attemptId: "wait-1" });
    expect((await run).reason).toBe("CANCELLED");
    await until(() => agent.counts().workers.running === 0);
    expect(agent.counts().workers.restarts).toBe(0);
  });

  test("ends an attempt that takes longer than it may", async () => {
    const late = attemptOf("wait", "", { timeout: durationFromMs(50) });
    expect((await failure(doneOf(router.agent().execute(late)))).reason).toBe("DEADLINE");
  });

  test("runs as many at a time as the capability allows and refuses a full queue", async () => {
    const client = router.agent();
    const begin = (at: number) => failure(doneOf(client.execute(attemptOf("wait", "", { attemptId: `wait-${at}` }))));
    const all = [begin(0), begin(1)];
    await until(() => agent.counts().workers.running === 2);
    for (let at = 2; at < 67; at++) all.push(begin(at));
    const refused = await Promise.race(all);
    expect(refused).toMatchObject({ reason: "OVERLOADED", retryAfterMs: 1000 });
    expect(agent.counts()).toMatchObject({ inFlight: 66, queued: 64, workers: { running: 2 } });
    for (let at = 0; at < 67; at++) await client.cancel({ attemptId: `wait-${at}` });
    const reasons = (await Promise.all(all)).map(({ reason }) => reason).toSorted();
    expect(reasons).toEqual([...Array.from({ length: 66 }, () => "CANCELLED"), "OVERLOADED"]);
  });

  test("fetches inputs and hands over large results by digest", async () => {
    const input = requestArtifact("400000");
    router.blobs.set(input.digest, input.inline);
    const request = attemptOf("large", "", { inputs: [{ ...input, inline: new Uint8Array(0) }] });
    const done = await doneOf(router.agent().execute(request));
    expect(done.artifact!.inline.byteLength).toBe(0);
    expect(router.blobs.get(done.artifact!.digest)?.byteLength).toBe(Number(done.artifact!.size));
    expect(done.files.map(({ content }) => router.blobs.get(content!.digest)?.byteLength)).toEqual([300_000, 300_000]);
    const again = await doneOf(router.agent().execute({ ...request, attemptId: "large-2" }));
    expect(again.files).toEqual(done.files);
    expect([...router.attemptTokens]).toEqual(["attempt-secret"]);
  });

  test("refuses a blob that is not what its digest names", async () => {
    const input = requestArtifact("right");
    router.blobs.set(input.digest, requestArtifact("wrong").inline);
    const request = attemptOf("echo", "", { inputs: [{ ...input, inline: new Uint8Array(0) }] });
    expect((await failure(doneOf(router.agent().execute(request)))).message).toMatch(/don't match its digest/);
  });

  test("lets a handler use artifacts and shared memory", async () => {
    expect(goalOf(await doneOf(router.agent().execute(attemptOf("remember", "메모")))).titleKo).toBe("메모 0 1");
    const again = attemptOf("remember", "메모", { attemptId: "remember-2" });
    expect(goalOf(await doneOf(router.agent().execute(again))).titleKo).toBe("메모 1 2");
  });

  test("lets a handler ask another agent, in the name of its attempt and within its trace", async () => {
    router.answer = toBinary(GoalSchema, create(GoalSchema, { titleKo: "남의 답" }));
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    const done = await doneOf(router.agent().execute(attemptOf("ask", "집"), { headers: { traceparent } }));
    expect(goalOf(done).titleKo).toBe("남의 답");
    const [{ want, inputs, ...rest }] = router.questions as [CallRequest];
    expect(want).toMatchObject({
      outputType: GoalSchema.typeName,
      availableTypes: [requestArtifact("").type],
      attributes: { style: { values: ["hanok"] } },
      constraints: { excludedAgents: ["fixture", "stranger"] },
    });
    expect(inputs.map((one) => Buffer.from(one))).toEqual([Buffer.from(requestArtifact("집").inline)]);
    expect(rest).toMatchObject({ attemptToken: "attempt-secret", seed: 7n, language: "ko" });
    const spanOf = (name: string, kind: string) =>
      router.spans.find((one) => one.name.endsWith(name) && one.kind === kind);
    await until(
      () => spanOf("asking", "internal") !== undefined && spanOf("RouterService/Call", "client") !== undefined,
    );
    expect(spanOf("RouterService/Call", "client")!.parentId).toBe(spanOf("asking", "internal")!.spanId);
  });

  test("passes on why another agent did not answer, and calls an answer of another type BAD_ARTIFACT", async () => {
    router.answer = new MeshError("NO_CAPABLE_AGENT", "nobody makes that");
    const refused = await failure(eventsOf(router.agent().execute(attemptOf("ask"))));
    expect(refused).toMatchObject({ reason: "NO_CAPABLE_AGENT", message: "nobody makes that" });
    router.answer = Uint8Array.of(0xff);
    const torn = await failure(eventsOf(router.agent().execute(attemptOf("ask", "", { attemptId: "ask-2" }))));
    expect(torn.reason).toBe("BAD_ARTIFACT");
  });

  test("refuses to ask on for whoever answers a call", async () => {
    const refused = await failure(router.agent().call(callOf("ask")));
    expect([refused.reason, router.questions]).toEqual(["DENIED", []]);
  });

  test("ships the attempt's span and what its handler made, within the caller's trace", async () => {
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    await doneOf(router.agent().execute(attemptOf("echo"), { headers: { traceparent } }));
    await until(() => router.spans.length >= 3);
    const server = router.spans.find(({ kind }) => kind === "server")!;
    const attempt = router.spans.find(({ name }) => name === "attempt echo")!;
    expect(server).toMatchObject({ parentId: "b7ad6b7169203331", service: "fixture", instance: agent.instanceId });
    expect(attempt).toMatchObject({ parentId: server.spanId, traceId: "0af7651916cd43dd8448eb211c80319c" });
    const inside = router.spans.find(({ name }) => name === "inside the handler")!;
    expect(inside).toMatchObject({ parentId: attempt.spanId, service: "fixture", instance: agent.instanceId });
    expect(JSON.parse(attempt.attributesJson)).toMatchObject({ "viba.run.id": "run-1" });
  });

  test("comes back after the router was away, results in hand", async () => {
    await doneOf(router.agent().execute(attemptOf("echo", "kept")));
    await router.restart();
    await until(() => router.registrations.length === 2);
    const { instanceId, instanceProof } = router.registrations[0]!;
    expect(router.registrations[1]).toMatchObject({ instanceId, instanceProof });
    await until(() => router.heartbeats.at(-1)!.request.leaseId.startsWith("lease-2-"));
    expect((await router.agent().getAttempt({ attemptId: "echo-1" })).state).toBe(AttemptState.DONE);
  });

  test("waits with a large result until the router is back", async () => {
    const call = router.agent();
    const large = attemptOf("large", "300000 200");
    const run = doneOf(call.execute(large));
    await until(() => agent.counts().workers.running === 1);
    const lost = by === "link" ? failure(run) : undefined;
    await router.restart(() => until(() => agent.counts().inFlight === 1 && agent.counts().workers.running === 0));
    // The link is lost with the router, the attempt is not: the next link asks for it by its name.
    if (lost) expect((await lost).reason).toBe("UNKNOWN_OUTCOME");
    await until(() => router.registrations.length === 2);
    await until(() => router.heartbeats.at(-1)!.request.leaseId.startsWith("lease-2-"));
    const done = lost ? await doneOf(router.agent().execute(large)) : await run;
    expect(router.blobs.has(done.artifact!.digest)).toBe(true);
    expect(agent.counts().workers.restarts).toBe(0);
  });

  test("told by the router it says so, and drained it finishes, leaves and takes nothing new", async () => {
    router.drain = true;
    await until(() => drains > 0);
    const client = router.agent();
    const run = doneOf(client.execute(attemptOf("compute", "300")));
    await until(() => agent.counts().workers.running === 1);
    const drained = agent.drain();
    expect((await failure(doneOf(client.execute(attemptOf("echo"))))).reason).toBe("DRAINING");
    expect((await router.health().check({})).status).toBe(HealthCheckResponse_ServingStatus.NOT_SERVING);
    expect(goalOf(await run).titleKo).toBe("computed");
    await drained;
    expect(router.deregistered).toHaveLength(1);
  });
});

test("ends the worker of a handler that computes on, and starts another", async () => {
  await start({ cancelGraceMs: 100 });
  const client = router.agent();
  const stuck = failure(doneOf(client.execute(attemptOf("compute", "600000"))));
  await until(() => agent.counts().workers.running === 1);
  await client.cancel({ attemptId: "compute-1" });
  expect((await stuck).reason).toBe("CANCELLED");
  await doneOf(client.execute(attemptOf("echo", "next")));
  expect(agent.counts().workers.restarts).toBe(1);
});

test("keeps its lease while a handler computes four times as long", async () => {
  await start({ leaseMs: 1000, heartbeatMs: 250 });
  const before = router.heartbeats.length;
  await doneOf(router.agent().execute(attemptOf("compute", "4000")));
  // On time they would be 16; on the handler's thread there would be none until its end.
  expect(router.heartbeats.length - before).toBeGreaterThan(8);
  expect(router.registrations).toHaveLength(1);
  expect(router.heartbeats.at(-1)!.request.load).toMatchObject({ inFlight: 1, queued: 0 });
});

describe("a link that is lost", () => {
  test("is opened anew: the same instance, with what runs and what it made", async () => {
    await start();
    await doneOf(router.agent().execute(attemptOf("echo", "kept")));
    const run = failure(doneOf(router.agent().execute(attemptOf("compute", "500"))));
    await until(() => agent.counts().workers.running === 1);
    router.cutLinks();
    expect((await run).reason).toBe("UNKNOWN_OUTCOME");
    await until(() => router.registrations.length === 2);
    const { instanceId, instanceProof } = router.registrations[0]!;
    expect(router.registrations[1]).toMatchObject({ instanceId, instanceProof, address: "" });
    expect((await router.agent().getAttempt({ attemptId: "echo-1" })).state).toBe(AttemptState.DONE);
    expect((await router.agent().getAttempt({ attemptId: "compute-1" })).state).toBe(AttemptState.RUNNING);
    expect(goalOf(await doneOf(router.agent().execute(attemptOf("compute", "500")))).titleKo).toBe("computed");
  });

  test("while the join token is wrong there is no link, and with the right one there is", async () => {
    router = await startFakeRouter();
    let token = "wrong";
    agent = await startAgent({
      moduleUrl,
      definition,
      version: "1.2.3",
      environment: { router: { scheme: "link", hostPort: router.address }, joinToken: async () => token },
      clock: systemClock,
      random: () => 0,
      log: createLog({
        service: "fixture",
        clock: systemClock,
        write: (line) => {
          if (line.includes("can't register")) token = router.joinToken;
        },
      }),
      onDrain: () => {},
    });
    await until(() => router.heartbeats.length > 0);
    expect(router.registrations).toHaveLength(1);
  });
});

describe("several routers", () => {
  let other: FakeRouter;
  const leases = (one: FakeRouter) => one.registrations.length;
  beforeEach(async () => {
    other = await startFakeRouter({ heartbeatMs: 50 });
    await start({ by: "link" });
    other.routers = router.routers = [router.address, other.address];
    await until(() => other.heartbeats.length > 0);
  });
  afterEach(() => other.close());

  test("the agent is the same instance at each that is named, with one table of attempts", async () => {
    const [at, there] = [router.registrations.at(-1)!, other.registrations.at(-1)!];
    expect([there.instanceId, there.instanceProof]).toEqual([at.instanceId, at.instanceProof]);
    const first = await doneOf(router.agent().execute(attemptOf("echo", "one")));
    expect((await other.agent().getAttempt({ attemptId: "echo-1" })).done).toEqual(first);
    expect([agent.counts().routers, leases(router), leases(other)]).toEqual([2, 1, 1]);
  });

  test("one goes: the other calls on, and what an attempt needs of the mesh goes by it", async () => {
    await router.restart(async () => {
      const done = await doneOf(other.agent().execute(attemptOf("remember", "메모")));
      expect(goalOf(done).titleKo).toBe("메모 0 1");
      expect(other.blobs.size).toBe(1);
    });
    await until(() => leases(router) === 2);
    expect((await router.agent().getAttempt({ attemptId: "remember-1" })).state).toBe(AttemptState.DONE);
    expect(leases(other)).toBe(1);
  });

  test("one that is gone and named no more is given up, and found again when it is named", async () => {
    router.routers = [router.address];
    await until(() => router.heartbeats.length > 2);
    // As long as it answers it may know better who is there.
    expect(agent.counts().routers).toBe(2);
    await other.restart(() => until(() => agent.counts().routers === 1));
    router.routers = [router.address, other.address];
    await until(() => leases(other) === 2);
    expect(leases(router)).toBe(1);
  });

  test("more than eight are not attached to", async () => {
    router.routers = [router.address, other.address, ...Array.from({ length: 20 }, (_, at) => `127.0.0.1:${at + 1}`)];
    // Both name the same: whom one of them doesn't name, and who doesn't answer, is given up.
    other.routers = router.routers;
    await until(() => agent.counts().routers >= 8);
    const beats = router.heartbeats.length;
    await until(() => router.heartbeats.length > beats + 2);
    expect(agent.counts().routers).toBe(8);
  });
});

test("a router that is known by two names is one", async () => {
  await start({ by: "link" });
  const port = router.address.split(":")[1]!;
  router.routers = [router.address, `localhost:${port}`];
  await until(() => router.registrations.length >= 2);
  await until(() => agent.counts().routers === 1);
});
