import type { RunEvent } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { applyEvent, emptyRun, type RunView } from "./core/fold.ts";
import { type EventBody, fromRecord, newEvent, toRecord } from "./events.ts";
import type { RunPorts } from "./ports.ts";

/** A run's journal as its driver sees it: what is written is also applied to the view and told to watchers. */
export interface RunLog {
  readonly view: RunView;
  /** Decisions: refused unless this process holds the run's lease. */
  decide(events: readonly { event: EventBody; key?: string }[], state?: string): Promise<void>;
  /** A result: anybody may append it; false when there was one already. */
  append(event: EventBody, key: string): Promise<boolean>;
  /** Told to watchers, not kept. */
  tell(event: EventBody): void;
}

/** Reads what happened so far. */
export async function openRunLog(runId: string, epoch: number, ports: RunPorts): Promise<RunLog> {
  const view = await readRun(runId, ports);
  const took = (event: RunEvent) => {
    applyEvent(view, event);
    ports.hub.publish(event);
  };
  return {
    view,
    async decide(entries, state) {
      const atMs = ports.clock.nowMs();
      const events = entries.map(({ event }) => newEvent(runId, atMs, event));
      const records = events.map((event, i) => toRecord(event, atMs, entries[i]!.key));
      const stored = await ports.journal.decide(runId, { owner: ports.owner, epoch }, records, state ? { state } : {});
      for (const [i, event] of events.entries()) if (stored[i]) took(event);
    },
    async append(body, key) {
      const atMs = ports.clock.nowMs();
      const event = newEvent(runId, atMs, body);
      const [stored] = await ports.journal.append([toRecord(event, atMs, key)]);
      if (stored) took(event);
      return stored ?? false;
    },
    tell: (body) => ports.hub.publish(newEvent(runId, ports.clock.nowMs(), body)),
  };
}

/** A run as its journal says it stands. */
export async function readRun(runId: string, ports: Pick<RunPorts, "journal">): Promise<RunView> {
  const view = emptyRun(runId);
  for (const record of await ports.journal.records(runId)) applyEvent(view, fromRecord(record));
  return view;
}
