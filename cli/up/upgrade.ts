import { type AgentInfo, AgentState } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import { type Clock, sleep } from "@viba/runtime/clock";
import { MeshError, toMeshError } from "@viba/runtime/errors";

/** A process that the parent started. */
export interface Supervised {
  readonly id: string;
  readonly name: string;
  readonly pid: number;
  readonly state: string;
}

/** What the parent does for an upgrade. */
export interface Supervisor {
  children(): Promise<readonly Supervised[]>;
  /** Starts the agent in a folder beside those that run. */
  start(folder: string): Promise<Supervised>;
  /** Lets a process finish its work and ends it; it is not started again. */
  stop(id: string): Promise<void>;
}

/** What an upgrade needs. */
export interface UpgradePorts {
  readonly clock: Clock;
  readonly supervisor: Supervisor;
  readonly agents: () => Promise<readonly AgentInfo[]>;
  /** Takes an instance out of choosing, or back in. */
  readonly standBy: (instanceId: string, on: boolean) => Promise<void>;
}

/** One thing an upgrade has done. */
export interface UpgradeStage {
  readonly stage: "started" | "joined" | "switched" | "drained" | "done" | "rolled-back";
  readonly message: string;
  readonly version: string;
}

/** Times of an upgrade in milliseconds. */
export const upgradeTimes = {
  /** A new agent that has not joined by then has failed: a cold start takes some seconds. */
  joinMs: 30_000,
  /** The new one alone takes the work for this long before the old one may go. */
  trialMs: 3000,
  /** What the old one still works on may take this long: longer than any step. */
  finishMs: 600_000,
  lookMs: 50,
} as const;

type Tell = (stage: UpgradeStage) => void;

/**
 * New beside old, tried alone, then the old one finishes what runs and goes. If the new one ends, is unwell or fails a
 * call before that, the old one takes over again, the new one is ended, and the upgrade fails with the reason.
 */
export async function upgradeAgent(
  { agentId, folder }: { readonly agentId: string; readonly folder: string },
  ports: UpgradePorts,
  tell: Tell,
): Promise<void> {
  const { supervisor, standBy } = ports;
  const old = await running(agentId, ports);
  const fresh = await supervisor.start(folder);
  tell({ stage: "started", message: `process ${fresh.pid} from ${folder}`, version: "" });
  let version = "";
  try {
    const joined = await untilJoined(fresh, agentId, ports);
    version = joined.manifest!.version;
    tell({ stage: "joined", message: `${agentId} ${version} is ready beside ${versionsOf(old)}`, version });
    for (const { instanceId } of old) await standBy(instanceId, true);
    tell({ stage: "switched", message: `new work goes to ${version}`, version });
    await tryOut(fresh, ports);
  } catch (thrown) {
    const error = toMeshError(thrown);
    for (const { instanceId } of old) await standBy(instanceId, false);
    await supervisor.stop(fresh.id);
    tell({ stage: "rolled-back", message: error.message, version });
    throw new MeshError("AGENT_FAILED", `${agentId} stays at ${versionsOf(old)}: ${error.message}`, {
      messageKo: `${agentId}: 새 버전이 실패하여 이전 버전으로 되돌렸습니다`,
      facts: { agent: agentId, folder },
      cause: error,
    });
  }
  await untilIdle(old, ports);
  tell({ stage: "drained", message: `${versionsOf(old)} has finished its work`, version });
  const children = await supervisor.children();
  const going = children.filter(({ pid, id }) => id !== fresh.id && old.some((one) => one.pid === pid));
  await Promise.all(going.map(({ id }) => supervisor.stop(id)));
  tell({ stage: "done", message: `${agentId} is now ${version}`, version });
}

/** The instances of an agent that this parent started: others it can't end. */
async function running(agentId: string, { supervisor, agents }: UpgradePorts): Promise<AgentInfo[]> {
  const there = (await agents()).filter((one) => one.manifest?.agentId === agentId && one.instanceId !== "");
  if (there.length === 0)
    throw new MeshError("NOT_FOUND", `no agent ${agentId} is registered`, {
      messageKo: `${agentId}라는 에이전트가 등록되어 있지 않습니다`,
    });
  const children = await supervisor.children();
  const own = there.filter((one) => children.some(({ pid }) => pid === one.pid));
  if (own.length > 0) return own;
  throw new MeshError("INVALID_ARGUMENT", `${agentId} was not started by this mesh: start the new version yourself`, {
    messageKo: `${agentId}은(는) 이 메시가 시작하지 않았습니다. 새 판을 직접 시작하세요`,
  });
}

async function untilJoined(fresh: Supervised, agentId: string, ports: UpgradePorts): Promise<AgentInfo> {
  const { clock, supervisor } = ports;
  const endMs = clock.monotonicMs() + upgradeTimes.joinMs;
  for (;;) {
    const found = (await ports.agents()).find((one) => one.pid === fresh.pid);
    if (found && found.manifest?.agentId !== agentId) {
      throw new MeshError("INVALID_ARGUMENT", `the folder holds ${found.manifest?.agentId}, not ${agentId}`, {
        messageKo: `폴더에 있는 것은 ${agentId}이(가) 아니라 ${found.manifest?.agentId}입니다`,
      });
    }
    if (found?.state === AgentState.READY) return found;
    const child = (await supervisor.children()).find(({ id }) => id === fresh.id);
    if (child?.pid !== fresh.pid) throw new MeshError("AGENT_FAILED", "the new process ended before it joined");
    if (clock.monotonicMs() >= endMs) throw new MeshError("DEADLINE", "the new process did not join in time");
    await sleep(clock, upgradeTimes.lookMs);
  }
}

/** The new one alone takes the work; it has to stay, be well and fail no call. */
async function tryOut(fresh: Supervised, { clock, agents }: UpgradePorts): Promise<void> {
  const endMs = clock.monotonicMs() + upgradeTimes.trialMs;
  while (clock.monotonicMs() < endMs) {
    await sleep(clock, upgradeTimes.lookMs);
    const found = (await agents()).find((one) => one.pid === fresh.pid);
    if (!found) throw new MeshError("AGENT_FAILED", "the new process ended while it was tried");
    if (found.failures > 0n) throw new MeshError("AGENT_FAILED", `the new version failed a call ${found.evidence}`);
    if (found.state !== AgentState.READY && found.state !== AgentState.SUSPECT) {
      throw new MeshError("AGENT_FAILED", `the new version is unwell: ${found.evidence}`);
    }
  }
}

async function untilIdle(old: readonly AgentInfo[], { clock, agents }: UpgradePorts): Promise<void> {
  const endMs = clock.monotonicMs() + upgradeTimes.finishMs;
  while (clock.monotonicMs() < endMs) {
    const left = (await agents()).filter((one) => old.some(({ instanceId }) => instanceId === one.instanceId));
    if (left.every((one) => one.routerInFlight === 0 && (one.load?.inFlight ?? 0) === 0)) return;
    await sleep(clock, upgradeTimes.lookMs);
  }
}

function versionsOf(agents: readonly AgentInfo[]): string {
  return [...new Set(agents.map((one) => one.manifest?.version ?? "?"))].join(", ");
}
