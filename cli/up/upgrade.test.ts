import { create } from "@bufbuild/protobuf";
import { type AgentInfo, AgentInfoSchema, AgentState } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import { toMeshError } from "@viba/runtime/errors";
import { fakeClock } from "@viba/testkit/clock";
import { expect, test } from "vitest";
import { type Supervised, upgradeAgent, type UpgradePorts } from "./upgrade.ts";

/** A mesh with planner 1.0.0 (pid 1); what the new process becomes is for each test to say. */
function setUp(becomes: Partial<Record<number, object | "gone">> & { agentId?: string }) {
  const clock = fakeClock();
  const done: string[] = [];
  const standing = new Set<string>();
  let startedMs: number | undefined;
  let busyUntilMs = 0;
  const child = (pid: number): Supervised => ({ id: String(pid), name: "planner", pid, state: "running" });
  const children = [child(1)];
  const info = (pid: number, version: string, more: object = {}): AgentInfo =>
    create(AgentInfoSchema, {
      manifest: { agentId: pid === 2 ? (becomes.agentId ?? "planner") : "planner", version },
      instanceId: `planner-${pid}`,
      pid,
      state: AgentState.READY,
      ...more,
    });
  const fresh = () => {
    const ageMs = clock.monotonicMs() - (startedMs ?? Number.NaN);
    const phases = Object.keys(becomes)
      .map(Number)
      .filter((at) => at <= ageMs);
    const now = phases.length > 0 ? becomes[Math.max(...phases)] : "gone";
    return now === "gone" || now === undefined ? [] : [info(2, "1.1.0", now)];
  };
  const ports: UpgradePorts = {
    clock,
    supervisor: {
      children: async () => children,
      async start() {
        startedMs = clock.monotonicMs();
        children.push(child(2));
        done.push("start 2");
        return child(2);
      },
      async stop(id) {
        done.push(`stop ${id}`);
      },
    },
    agents: async () => [info(1, "1.0.0", { routerInFlight: clock.monotonicMs() < busyUntilMs ? 1 : 0 }), ...fresh()],
    async standBy(instanceId, on) {
      done.push(`${instanceId} ${on ? "stands by" : "returns"}`);
      if (on) standing.add(instanceId);
    },
  };
  const run = async (agentId = "planner") => {
    const told: string[] = [];
    let ended: string | undefined;
    void upgradeAgent({ agentId, folder: "/new" }, ports, ({ stage }) => told.push(stage)).then(
      () => (ended = "ok"),
      (error: unknown) => (ended = `${toMeshError(error).reason}: ${toMeshError(error).message}`),
    );
    await clock.advanceAsync(60_000);
    return { told, ended, done };
  };
  return { run, children, busy: (untilMs: number) => (busyUntilMs = untilMs) };
}

test("new beside old, tried, then the old one goes", async () => {
  const { told, ended, done } = await setUp({ 500: {} }).run();
  expect(told).toEqual(["started", "joined", "switched", "drained", "done"]);
  expect([ended, done]).toEqual(["ok", ["start 2", "planner-1 stands by", "stop 1"]]);
});

test("the old one goes only when it has finished", async () => {
  const rig = setUp({ 500: {} });
  rig.busy(120_000);
  const { told, done } = await rig.run();
  expect(told.at(-1)).toBe("switched");
  expect(done).not.toContain("stop 1");
});

test.each([
  { story: "never joins", becomes: {}, why: "did not join in time", switched: false },
  {
    story: "is another agent",
    becomes: { 100: {}, agentId: "other" },
    why: "holds other, not planner",
    switched: false,
  },
  {
    story: "ends while it is tried",
    becomes: { 100: {}, 1000: "gone" as const },
    why: "ended while it was tried",
    switched: true,
  },
  { story: "fails a call", becomes: { 100: {}, 900: { failures: 1n } }, why: "failed a call", switched: true },
  {
    story: "is unwell",
    becomes: { 100: {}, 900: { state: AgentState.BROKEN, evidence: "breaker open" } },
    why: "breaker open",
    switched: true,
  },
])("a new one that $story is ended, and the old one goes on", async ({ becomes, why, switched }) => {
  const { told, ended, done } = await setUp(becomes).run();
  expect(told.at(-1)).toBe("rolled-back");
  expect(ended).toContain("AGENT_FAILED: planner stays at 1.0.0");
  expect(ended).toContain(why);
  expect(done).toEqual(["start 2", ...(switched ? ["planner-1 stands by"] : []), "planner-1 returns", "stop 2"]);
});

test("an agent nobody knows, or that somebody else started, is left alone", async () => {
  expect((await setUp({}).run("nobody")).ended).toContain("NOT_FOUND");
  const rig = setUp({});
  rig.children.length = 0;
  const { ended, done } = await rig.run();
  expect([ended?.split(":")[0], done]).toEqual(["INVALID_ARGUMENT", []]);
});
