import { create } from "@bufbuild/protobuf";
import { ManifestSchema } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { CapabilitySchema, Presence } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import { ArmSchema, type PolicySnapshot, PolicySnapshotSchema } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import { LoadSchema } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import { WantSchema } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { compareArms } from "@viba/policy/arms";
import { ucb1Defaults, ucb1Kind } from "@viba/policy/ucb1";
import type { Clock } from "@viba/runtime/clock";
import { type Random, seededRandom } from "@viba/runtime/random";
import { createChooser } from "@viba/router-service/chooser";
import { createRegistry } from "@viba/router-service/core/registry";
import { leaseDefaults } from "@viba/router-service/core/instance";
import type { MessageInitShape } from "@bufbuild/protobuf";

/** What all agents of the bench make. */
export const made = "bench.v1.Plan";
/** What they read. */
export const given = "bench.v1.Brief";

/** A router's choosing part over agents that all share one capability and differ in price, speed, load and quality. */
export function populate(agents: number, clock: Clock) {
  const random = seededRandom(agents);
  const registry = createRegistry(leaseDefaults, agents);
  const nowMs = clock.monotonicMs();
  for (let n = 0; n < agents; n++) {
    const manifest = create(ManifestSchema, {
      agentId: `agent-${n}`,
      version: `1.${n % 7}.0`,
      contractVersions: [1],
      capabilities: [capability(random)],
      // One in a hundred can meet the constraint of the rows "1 % feasible".
      certificates: n % 100 === 0 ? ["isms-p"] : [],
    });
    const registration = { manifest, instanceId: `agent-${n}-1`, proof: "p", address: "127.0.0.1:1", pid: 1, links: 1 };
    const names = { leaseId: `lease-${n}`, callToken: "t" };
    registry.register({ ...registration, contractVersion: 1 }, names, nowMs, 0);
    const load = create(LoadSchema, { inFlight: Math.floor(random() * 3), cpu: random(), memory: random() / 2 });
    registry.heartbeat(names.leaseId, load, nowMs - random() * 500);
  }
  return { registry, random, chooser: createChooser({ clock, random, registry, times: leaseDefaults, origin: "b" }) };
}

/** What is learned of each agent, as far as a snapshot holds so many. */
export function snapshotOver(
  agents: number,
  random: Random,
  idOf = (n: number): string => `agent-${n}`,
): PolicySnapshot {
  const arms = Array.from({ length: Math.min(agents, ucb1Defaults.maxArms) }, (_, n) =>
    create(ArmSchema, {
      outputType: made,
      agentId: idOf(n),
      pulls: BigInt(1 + Math.floor(random() * 1000)),
      meanReward: random(),
      meanLatencyMs: 1 + random() * 900,
      successRate: 1,
    }),
  );
  const { exploration } = ucb1Defaults;
  return create(PolicySnapshotSchema, { version: 1n, kind: ucb1Kind, exploration, arms: arms.sort(compareArms) });
}

/** The plan is wanted. */
export function wanted(more: MessageInitShape<typeof WantSchema> = {}) {
  return create(WantSchema, {
    outputType: made,
    availableTypes: [given],
    attributes: { style: { values: ["modern"] }, use: { values: ["cafe"] } },
    tenant: "local",
    ...more,
  });
}

function capability(random: Random) {
  return create(CapabilitySchema, {
    name: "plan",
    outputType: made,
    inputs: [{ type: given, presence: Presence.REQUIRED }],
    tags: ["cafe"],
    cost: random() * 4,
    expectedLatency: { seconds: 0n, nanos: Math.floor(1 + random() * 900) * 1_000_000 },
    maxConcurrency: 4,
    idempotent: true,
  });
}
