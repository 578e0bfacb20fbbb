import { MeshError, toMeshError } from "@viba/runtime/errors";
import { backoffMs } from "@viba/runtime/retry";
import { placesOf, roomFor } from "./core/run-room.ts";
import type { RunPorts } from "./ports.ts";
import { type Driven, driveRun } from "./run-driver.ts";

/** The runs that this process carries. */
export interface Drivers {
  /** Takes a run up, or leaves it in the journal until there is room. */
  start(runId: string): void;
  /** Ends a run as cancelled, wherever it stands; NOT_OWNER while another orchestrator carries it. */
  cancel(runId: string): Promise<void>;
  /** Takes up what was not ended and nobody carries; returns how many runs are unfinished. */
  adopt(): Promise<number>;
  /** Refuses with OVERLOADED when too many runs wait already. */
  needRoom(): void;
  /** Lets go of all runs as they stand. */
  stop(): Promise<void>;
}

interface Running {
  readonly cancel: AbortController;
  readonly ended: Promise<Driven>;
}

/** States of runs that go on after a restart. */
const unfinished = ["accepted", "running", "waiting"];
const pageRuns = 500;
/** A run that can't be driven at all (a damaged record) is tried again ever more rarely. */
const troubleBackoff = { baseMs: 2000, maxMs: 300_000, factor: 2 };
const mostTroubled = 1000;

/** Drives no run yet. */
export function createDrivers(ports: RunPorts): Drivers {
  const { clock, journal, limits } = ports;
  const stopping = new AbortController();
  const running = new Map<string, Running>();
  const troubled = new Map<string, { failures: number; againMs: number }>();
  /** Runs without room, the one that has waited longest first: what ends makes room without reading the journal again. */
  let queue: string[] = [];
  let adopting: Promise<number> | undefined;
  let room = roomFor(0, limits);

  const trouble = (runId: string, error: unknown) => {
    const failures = (troubled.get(runId)?.failures ?? 0) + 1;
    const againMs = clock.monotonicMs() + troubleBackoff.baseMs + backoffMs(failures, ports.random, troubleBackoff);
    troubled.delete(runId);
    troubled.set(runId, { failures, againMs });
    if (troubled.size > mostTroubled) troubled.delete(troubled.keys().next().value!);
    ports.log("a run can't be driven", { run: runId, failures, error: toMeshError(error).message });
  };
  const drive = (runId: string): Running => {
    const cancel = new AbortController();
    const run = async (): Promise<Driven> => {
      try {
        const driven = await driveRun(runId, ports, stopping.signal, cancel.signal);
        if (driven === "stopped" && !stopping.signal.aborted) trouble(runId, new MeshError("INTERNAL", "it stopped"));
        else troubled.delete(runId);
        return driven;
      } catch (error) {
        trouble(runId, error);
        return "stopped";
      } finally {
        running.delete(runId);
        driveNext();
      }
    };
    const one = { cancel, ended: run() };
    running.set(runId, one);
    return one;
  };
  const driveNext = () => {
    while (running.size < room && !stopping.signal.aborted) {
      const runId = queue.shift();
      if (runId === undefined) return;
      if (mayStart(runId)) drive(runId);
    }
  };
  const mayStart = (runId: string) => {
    const again = troubled.get(runId)?.againMs ?? 0;
    return !running.has(runId) && !stopping.signal.aborted && clock.monotonicMs() >= again;
  };
  /** As many as the agents there are can do with; while nobody can say who is there it stays as it was. */
  const measureRoom = async () => {
    const { agents } = await ports.registry.listAgents({}, { timeoutMs: limits.leaseMs });
    room = roomFor(placesOf(agents), limits);
    driveNext();
  };
  const adoptAll = async () => {
    const ids = await unfinishedRuns(journal);
    // What was admitted while the journal was read comes behind; what need not start is passed over when its turn comes.
    const all = new Set([...ids.reverse().filter(mayStart), ...queue]);
    queue = [...all].slice(0, limits.waitingRuns + limits.concurrentRuns);
    driveNext();
    // Thousands of agents make a long list: it is read only where somebody waits.
    if (queue.length > 0) measureRoom().catch(() => {});
    return ids.length;
  };
  const adopt = () => (adopting ??= adoptAll().finally(() => (adopting = undefined)));

  return {
    start(runId) {
      queue.push(runId);
      driveNext();
    },
    async cancel(runId) {
      // Whoever carries nothing at the moment takes the run up only to end it.
      const one = running.get(runId) ?? drive(runId);
      one.cancel.abort(new MeshError("CANCELLED", "a person cancelled the run"));
      const driven = await one.ended;
      if (driven === "held") {
        throw new MeshError("NOT_OWNER", `run ${runId} is carried by another orchestrator`, { retryAfterMs: 1000 });
      }
      if (driven === "stopped") throw new MeshError("DRAINING", `run ${runId} was let go before it could be cancelled`);
    },
    adopt,
    needRoom() {
      if (queue.length < limits.waitingRuns) return;
      throw new MeshError("OVERLOADED", `${queue.length} runs wait already`, {
        messageKo: `대기 중인 실행이 ${queue.length}개입니다`,
        retryAfterMs: 5000,
      });
    },
    async stop() {
      stopping.abort();
      await Promise.allSettled([...running.values()].map((one) => one.ended));
    },
  };
}

/** Ids of all runs that are not ended, newest first. */
async function unfinishedRuns(journal: RunPorts["journal"]): Promise<string[]> {
  const ids = new Set<string>();
  for (let beforeMs: number | undefined; ;) {
    const rows = await journal.runs({
      states: unfinished,
      limit: pageRuns,
      ...(beforeMs === undefined ? {} : { beforeMs }),
    });
    const before = ids.size;
    for (const row of rows) ids.add(row.runId);
    if (rows.length < pageRuns || ids.size === before) return [...ids];
    // Those of the same millisecond as the last one come again, and are known by then.
    beforeMs = rows.at(-1)!.admittedAtMs + 1;
  }
}
