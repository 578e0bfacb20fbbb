import type { RunEvent } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { sleep } from "@viba/runtime/clock";
import type { ReasonName } from "@viba/runtime/error-table";
import { toMeshError } from "@viba/runtime/errors";
import { backoffMs } from "@viba/runtime/retry";
import { applyEvent, emptyRun, type RunView } from "./core/fold.ts";
import { type EventBody, fromRecord, newEvent, toRecord } from "./events.ts";
import type { RunPorts } from "./ports.ts";

/** A decision on its way into the journal; `key` makes it happen once. */
export interface Entry {
  readonly event: EventBody;
  readonly key?: string;
}

/** A run's journal as its driver sees it: what is written is also applied to the view and told to watchers. */
export interface RunLog {
  readonly view: RunView;
  /** Decisions: refused unless this process holds the run's lease. */
  decide(entries: readonly Entry[], change?: { state: string; summary?: Uint8Array }): Promise<void>;
  /** A result: anybody may append it; false when there was one already, which the view then shows. */
  append(event: EventBody, key: string): Promise<boolean>;
  /** Told to watchers, not kept. */
  tell(event: EventBody): void;
  /** Reads again what others may have appended. */
  refresh(): Promise<void>;
}

/**
 * The journal did not take something in. That says nothing about the run: whoever drives it stops, and goes on from the
 * journal later.
 */
export class NotRecordedError extends Error {
  override readonly name = "NotRecordedError";

  constructor(cause: unknown) {
    super(`not recorded: ${toMeshError(cause).message}`, { cause });
  }
}

/** A full queue or disk may have room again soon; everything else about a journal does not mend itself. */
const passing: ReadonlySet<ReasonName> = new Set(["OVERLOADED", "STORAGE_FAILED"]);
/** Refusals of what was to be written, not of writing. */
const contents: ReadonlySet<ReasonName> = new Set(["TOO_LARGE", "INVALID_ARGUMENT"]);
const writes = { tries: 4, backoff: { baseMs: 50, maxMs: 400, factor: 2 } } as const;

/** Reads what happened so far. */
export async function openRunLog(runId: string, epoch: number, ports: RunPorts, signal?: AbortSignal): Promise<RunLog> {
  const view = await readRun(runId, ports);
  const inTurn = turns();
  const write = async (task: () => Promise<boolean[]>): Promise<boolean[]> => {
    for (let retry = 0; ; retry++) {
      try {
        return await task();
      } catch (error) {
        const { reason } = toMeshError(error);
        if (contents.has(reason)) throw error;
        if (!passing.has(reason) || retry + 1 >= writes.tries) throw new NotRecordedError(error);
        await sleep(ports.clock, backoffMs(retry, ports.random, writes.backoff), signal);
      }
    }
  };
  const refresh = async () => void Object.assign(view, await readRun(runId, ports));
  /** Writes, then brings the view up to it. In turn, or one step's refresh could undo what another has just applied. */
  const record = (events: readonly RunEvent[], task: () => Promise<boolean[]>) =>
    inTurn(async () => {
      const stored = await write(task);
      ports.hub.wake();
      // Somebody else wrote some of it before: only the journal knows what, and in which order.
      if (stored.every(Boolean)) for (const event of events) applyEvent(view, event);
      else await refresh();
      return stored;
    });
  return {
    view,
    async decide(entries, change) {
      const atMs = ports.clock.nowMs();
      const events = entries.map(({ event }) => newEvent(runId, atMs, event));
      const records = events.map((event, i) => toRecord(event, atMs, entries[i]!.key));
      const holder = { owner: ports.owner, epoch };
      await record(events, () => ports.journal.decide(runId, holder, records, change ?? {}));
      if (change) ports.onState?.({ runId, state: change.state, traceId: view.run.traceId });
    },
    async append(body, key) {
      const atMs = ports.clock.nowMs();
      const event = newEvent(runId, atMs, body);
      const stored = await record([event], () => ports.journal.append([toRecord(event, atMs, key)]));
      return stored[0] ?? false;
    },
    tell: (body) => ports.hub.tell(newEvent(runId, ports.clock.nowMs(), body)),
    refresh: () => inTurn(refresh),
  };
}

/** Runs tasks one after the other, whatever becomes of the one before. */
function turns(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const next = last.then(task, task);
    last = next;
    return next;
  };
}

/** A run as its journal says it stands. */
export async function readRun(runId: string, ports: Pick<RunPorts, "journal">): Promise<RunView> {
  const view = emptyRun(runId);
  for (const record of await ports.journal.records(runId)) applyEvent(view, fromRecord(record));
  return view;
}
