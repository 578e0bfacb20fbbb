import { createClient } from "@connectrpc/connect";
import { RouterService } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { MeshError, toMeshError } from "@viba/runtime/errors";
import { settle } from "@viba/testkit/clock";
import type { AgentCall, CallHandler } from "@viba/transport/call/serve-call";
import { describe, expect, test } from "vitest";
import { brief, plan } from "../fixtures.ts";
import { sealToken } from "../core/token.ts";
import { openCallMesh, request, type Way } from "./fixtures-mesh.ts";

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();
const says =
  (answer: string): CallHandler =>
  () =>
    Buffer.from(answer);
const throws =
  (reason: ConstructorParameters<typeof MeshError>[0]): CallHandler =>
  () => {
    throw new MeshError(reason, "as the test says");
  };
/** Answers never; notes when it was told to stop. */
const hangs =
  (log: string[] = []): CallHandler =>
  (_call, { signal }) =>
    new Promise(() => signal.addEventListener("abort", () => log.push("stopped")));
const nothing = { inFlight: 0, calls: 0 };

describe.each<Way>(["frames", "bytes", "messages"])("a call that comes as %s", (way) => {
  test("reaches the agent chosen with all that it needs, and its answer names the decision", async () => {
    await using mesh = await openCallMesh(way);
    const heard: AgentCall[] = [];
    await mesh.agent("a-1", (call) => {
      heard.push({ ...call, inputs: call.inputs.map((input) => Buffer.from(input)) });
      return Buffer.from("made");
    });
    const { output, decisionId, decision } = await mesh.ask({ callId: "c1", seed: 7n, language: "ko" });
    expect(text(output)).toBe("made");
    expect(heard).toEqual([
      {
        ...{
          outputType: plan,
          tenant: "t1",
          types: [brief],
          capability: "plan",
          callId: "c1",
          seed: 7n,
          language: "ko",
        },
        inputs: [Buffer.from("a brief")],
      },
    ]);
    expect(decision).toBeUndefined();
    expect(mesh.passed.count).toBe(way === "messages" ? 0 : 1);
    const record = await mesh.client.getDecision({ decisionId });
    expect(record.decision).toMatchObject({ decisionId, chosenInstanceId: "a-1", outputType: plan, propensity: 1 });
    expect(await mesh.held()).toEqual(nothing);
    expect(mesh.told.filter(({ method }) => method.endsWith("RouterService/Call"))).toMatchObject([{ outcome: "ok" }]);
  });

  test("is told the whole record when it asks, and a record that is gone is not found", async () => {
    await using mesh = await openCallMesh(way);
    await mesh.agent("a-1", says("a"));
    await mesh.agent("b-1", says("b"), { cost: 9 });
    const { decision, decisionId } = await mesh.ask({ explain: true });
    expect(decision).toMatchObject({ decisionId, chosenAgentId: "a" });
    expect(decision?.candidates.map(({ agentId }) => agentId)).toEqual(["a", "b"]);
    const error = await mesh.client.getDecision({ decisionId: decisionId.replace(/.$/, "f") }).catch(toMeshError);
    expect(error).toMatchObject({ reason: "NOT_FOUND" });
  });

  test("may be as long as a message may, both ways", async () => {
    await using mesh = await openCallMesh(way);
    await mesh.agent("a-1", ({ inputs }) => Buffer.concat([inputs[0]!, inputs[0]!]));
    for (const size of [0, 60_000, 70_000, 1_000_000]) {
      const { output, decisionId } = await mesh.ask({ inputs: [new Uint8Array(size).fill(5)] });
      expect([output.length, output.every((byte) => byte === 5)]).toEqual([2 * size, true]);
      expect((await mesh.client.getDecision({ decisionId })).decision?.chosenAgentId).toBe("a");
    }
    expect(await mesh.held()).toEqual(nothing);
  });

  test.each([
    ["no type", { want: { outputType: "" } }, "INVALID_ARGUMENT"],
    ["fewer inputs than named", { inputs: [] }, "INVALID_ARGUMENT"],
    ["a type nobody makes", { want: { outputType: "t.v1.None", availableTypes: [brief] } }, "NO_CAPABLE_AGENT"],
    [
      "a constraint nobody meets",
      { want: { outputType: plan, availableTypes: [brief], constraints: { excludedAgents: ["a"] } } },
      "NO_CAPABLE_AGENT",
    ],
  ])("with %s is refused", async (_story, more, reason) => {
    await using mesh = await openCallMesh(way);
    await mesh.agent("a-1", says("a"));
    expect(await mesh.outcome(mesh.ask(more))).toMatchObject({ reason });
    // The same want once more, now remembered.
    expect(await mesh.outcome(mesh.ask(more))).toMatchObject({ reason });
    expect(await mesh.held()).toEqual(nothing);
  });

  test("heeds what a want asks, the first time and when it is remembered", async () => {
    await using mesh = await openCallMesh(way);
    await mesh.agent("a-1", says("a"));
    await mesh.agent("b-1", says("b"), { cost: 9 });
    const want = { outputType: plan, availableTypes: [brief] };
    const without = { ...want, constraints: { excludedAgents: ["a"] } };
    for (const expected of [{ want }, { want: without }, { want }, { want: without }]) {
      const { output } = await mesh.ask(expected);
      expect(text(output)).toBe(expected.want === without ? "b" : "a");
    }
    await mesh.agent("c-1", says("c"), { tags: ["new"], inputs: [] });
    const { output } = await mesh.ask({ want: { ...want, constraints: { excludedAgents: ["a", "b"] } } });
    expect(text(output)).toBe("c");
  });

  test("asked for again as the very same message reaches who has come since, and not who has left", async () => {
    await using mesh = await openCallMesh(way);
    await mesh.agent("a-1", says("a"), { cost: 9 });
    const again = request();
    expect(text((await mesh.client.call(again)).output)).toBe("a");
    const cheaper = await mesh.agent("b-1", says("b"), { cost: 1, inputs: [] });
    expect(text((await mesh.client.call(again)).output)).toBe("b");
    cheaper.cut();
    await settle();
    expect(text((await mesh.client.call(again)).output)).toBe("a");
  });

  test.each<[string, CallHandler]>([
    ["is full", throws("OVERLOADED")],
    ["drains", throws("DRAINING")],
  ])("goes to somebody else when the agent %s", async (_story, handler) => {
    await using mesh = await openCallMesh(way);
    await mesh.agent("a-1", handler, { idempotent: false });
    await mesh.agent("b-1", says("b"), { cost: 9 });
    const { output } = await mesh.ask();
    expect(text(output)).toBe("b");
    expect(await mesh.held()).toEqual(nothing);
  });

  test("whose agent fails goes elsewhere only where running twice does no harm", async () => {
    await using mesh = await openCallMesh(way);
    await mesh.agent("a-1", throws("AGENT_FAILED"));
    await mesh.agent("b-1", says("b"), { cost: 9 });
    expect(text((await mesh.ask()).output)).toBe("b");

    await using strict = await openCallMesh(way);
    await strict.agent("a-1", throws("AGENT_FAILED"), { idempotent: false });
    await strict.agent("b-1", says("b"), { idempotent: false, cost: 9 });
    expect(await strict.outcome(strict.ask())).toMatchObject({ reason: "AGENT_FAILED" });
    expect(await strict.held()).toEqual(nothing);
  });

  test("whose agent is lost in the middle is in doubt, with the facts, unless it may run twice", async () => {
    await using mesh = await openCallMesh(way);
    const { cut } = await mesh.agent("a-1", hangs(), { idempotent: false });
    const outcome = mesh.outcome(mesh.ask());
    await settle();
    cut();
    expect(await outcome).toMatchObject({ reason: "UNKNOWN_OUTCOME", facts: { instance: "a-1", idempotent: "false" } });
    expect(await mesh.held()).toEqual(nothing);

    await using lenient = await openCallMesh(way);
    const first = await lenient.agent("a-1", hangs());
    await lenient.agent("b-1", says("b"), { cost: 9 });
    const answer = lenient.outcome(lenient.ask());
    await settle();
    first.cut();
    expect(await answer).toBe("b");
    expect(await lenient.held()).toEqual(nothing);
  });

  test("hears at once when the process of its agent has ended", async () => {
    await using mesh = await openCallMesh(way);
    await mesh.agent("a-1", hangs(), { idempotent: false });
    const outcome = mesh.outcome(mesh.ask());
    await settle();
    mesh.router.processEnded(7, "killed");
    expect(await outcome).toMatchObject({ reason: "UNKNOWN_OUTCOME" });
    expect(await mesh.held()).toEqual(nothing);
  });

  test("that its caller leaves stops at the agent, and its place is free", async () => {
    await using mesh = await openCallMesh(way);
    const log: string[] = [];
    await mesh.agent("a-1", hangs(log));
    const leave = new AbortController();
    const outcome = mesh.outcome(mesh.ask({}, { signal: leave.signal }));
    await settle();
    leave.abort();
    expect(await outcome).toMatchObject({ reason: "CANCELLED" });
    expect(await mesh.held()).toEqual(nothing);
    expect(log).toEqual(["stopped"]);
  });

  test("ends by its deadline, whatever its agent does", async () => {
    await using mesh = await openCallMesh(way);
    const log: string[] = [];
    await mesh.agent("a-1", hangs(log));
    const outcome = mesh.outcome(mesh.ask({}, { timeoutMs: 500 }));
    await settle();
    await mesh.clock.advanceAsync(510);
    // The local transport leaves counting to its caller.
    if (way === "frames") expect(await outcome).toMatchObject({ reason: "DEADLINE" });
    else expect(await outcome).toMatchObject({ reason: expect.stringMatching(/DEADLINE|UNKNOWN_OUTCOME/) });
    expect(await mesh.held()).toEqual(nothing);
    expect(log).toEqual(["stopped"]);
  });

  test("waits in line while all are busy, and may leave it", async () => {
    await using mesh = await openCallMesh(way);
    const open: ((answer: Uint8Array) => void)[] = [];
    await mesh.agent("a-1", () => new Promise((resolve) => open.push(resolve)), { maxConcurrency: 1 });
    const leave = new AbortController();
    const first = mesh.outcome(mesh.ask());
    await settle();
    const second = mesh.outcome(mesh.ask({}, { signal: leave.signal }));
    const third = mesh.outcome(mesh.ask());
    await settle();
    expect(open).toHaveLength(1);
    leave.abort();
    expect(await second).toMatchObject({ reason: "CANCELLED" });
    open[0]!(Buffer.from("one"));
    expect(await first).toBe("one");
    await settle();
    expect(open).toHaveLength(2);
    open[1]!(Buffer.from("two"));
    expect(await third).toBe("two");
    expect(await mesh.held()).toEqual(nothing);
  });

  test("that nobody can begin is told so, by type", async () => {
    await using mesh = await openCallMesh(way);
    const { link } = await mesh.agent("a-1", says("a"));
    link.goAway();
    await settle();
    expect(await mesh.outcome(mesh.ask())).toMatchObject({ reason: "NO_CAPABLE_AGENT" });
    expect(await mesh.held()).toEqual(nothing);
  });
});

test("the agent's own span hangs below the router's, and that below the caller's", async () => {
  await using mesh = await openCallMesh("frames");
  const seen: (string | null)[] = [];
  await mesh.agent("a-1", (_call, context) => {
    seen.push(context.requestHeader.get("traceparent"));
    return Buffer.from("a");
  });
  const traceparent = `00-${"a1".repeat(16)}-${"b2".repeat(8)}-01`;
  await mesh.client.call(request(), { headers: { traceparent } });
  // Nothing records spans here: the caller's own goes on as it is.
  expect(seen).toEqual([traceparent]);
});

describe("an agent that calls", () => {
  const token = (tenant: string, expiresMs: number) =>
    sealToken({ runId: "r", attemptId: "x", tenant, expiresMs }, "key");

  test("does so for the tenant of the attempt it works on, whatever it writes", async () => {
    await using mesh = await openCallMesh("frames");
    const tenants: string[] = [];
    await mesh.agent("a-1", (call) => {
      tenants.push(call.tenant);
      return Buffer.from("a");
    });
    const link = mesh.linkOf("agent");
    await link.opened;
    const client = createClient(RouterService, link.transport);
    const inTime = mesh.clock.nowMs() + 1000;
    await client.call(request({ attemptToken: token("own", inTime) }));
    expect(tenants).toEqual(["own"]);
    for (const attemptToken of ["", "forged.seal", token("own", mesh.clock.nowMs() - 1)]) {
      expect(await client.call(request({ attemptToken })).catch(toMeshError)).toMatchObject({ reason: "DENIED" });
    }
    expect(tenants).toEqual(["own"]);
  });

  test("without any proof is refused, on a link as well", async () => {
    await using mesh = await openCallMesh("frames");
    await mesh.agent("a-1", says("a"));
    const link = mesh.linkOf("");
    await link.opened;
    const client = createClient(RouterService, link.transport);
    expect(await client.call(request()).catch(toMeshError)).toMatchObject({ reason: "UNAUTHENTICATED" });
  });
});
