import type { RunEvent } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import type { Clock } from "@viba/runtime/clock";
import type { Journal } from "@viba/store/journal";
import { fromRecord } from "./events.ts";

/** What the hub needs. */
export interface HubOptions {
  readonly journal: Pick<Journal, "read">;
  readonly clock: Clock;
  readonly log: (message: string, facts: Record<string, unknown>) => void;
  /** How often the journal is looked at for what other processes wrote, while anybody watches. */
  readonly pollMs?: number;
}

/** Tells watchers what happens to runs, while it happens: the tail of the journal, and what is not journalled. */
export interface EventHub extends Disposable {
  /** The journal has grown. */
  wake(): void;
  /** Something that is not journalled; it comes after what the journal held before. */
  tell(event: RunEvent): void;
  /** Joins those who watch a run. The caller reads the journal next and then says up to where. */
  join(runId: string, signal: AbortSignal): Watcher;
}

/** One who watches a run. */
export interface Watcher {
  /** The journal has been read up to this position: from there on `events` goes on. */
  follow(sequence: number): void;
  /** From the time of joining on; positions that `follow` named may come again. Ends when the watcher falls behind. */
  events(): AsyncGenerator<RunEvent>;
  leave(): void;
}

/** Most events that wait for one slow watcher; one more and it is dropped. */
export const maxWaiting = 1000;
const pageRecords = 500;

interface Place {
  readonly waiting: RunEvent[];
  /** False while the journal has yet to be read up to a position: what the tail brings until then comes again. */
  following: boolean;
  dropped: boolean;
  wake: () => void;
}

/** An empty hub. It reads nothing while nobody watches. */
export function createEventHub({ journal, clock, log, pollMs = 1000 }: HubOptions): EventHub {
  const places = new Map<string, Set<Place>>();
  /** Position read up to; undefined while nobody watches. */
  let cursor: number | undefined;
  /** Highest position read so far: who joins later has it behind them. */
  let position = 0;
  let news = false;
  let reading = false;
  let untold: RunEvent[] = [];

  const deliver = (event: RunEvent) => {
    for (const place of places.get(event.runId) ?? []) {
      if (event.sequence > 0n && !place.following) continue;
      if (place.waiting.length >= maxWaiting) place.dropped = true;
      else place.waiting.push(event);
      place.wake();
    }
  };
  const readOn = async () => {
    while (cursor !== undefined) {
      const from: number = cursor;
      const page = await journal.read(from, pageRecords);
      // Meanwhile somebody may have joined further back, or everybody have left.
      if (cursor !== from) continue;
      if (page.records.length === 0) return;
      cursor = page.cursor;
      position = Math.max(position, cursor);
      for (const record of page.records) if (places.has(record.runId)) deliver(fromRecord(record));
    }
  };
  const pump = async () => {
    if (reading) return;
    reading = true;
    try {
      while ((news || untold.length > 0) && cursor !== undefined) {
        news = false;
        const told = untold;
        untold = [];
        await readOn();
        told.forEach(deliver);
      }
    } catch (error) {
      log("the tail of the journal could not be read", { error: String(error) });
    } finally {
      reading = false;
      if (places.size === 0) untold = [];
    }
  };
  const wake = () => {
    news = true;
    void pump();
  };
  const poll = clock.every(pollMs, () => cursor !== undefined && wake());

  const leave = (runId: string, place: Place) => {
    const set = places.get(runId);
    set?.delete(place);
    if (set?.size === 0) places.delete(runId);
    if (places.size === 0) cursor = undefined;
    place.wake();
  };

  return {
    wake,
    tell(event) {
      if (!places.has(event.runId)) return;
      if (!news && !reading) deliver(event);
      else if (untold.length < maxWaiting) untold.push(event);
    },
    join(runId, signal) {
      const active = cursor !== undefined;
      const place: Place = { waiting: [], following: active, dropped: false, wake: () => {} };
      const behind = position;
      let left = false;
      // At once, not at the first read: what happens in between must not be missed, nor a place be kept by nobody.
      const set = places.get(runId) ?? new Set();
      places.set(runId, set.add(place));
      const go = () => {
        left = true;
        signal.removeEventListener("abort", go);
        leave(runId, place);
      };
      if (signal.aborted) go();
      else signal.addEventListener("abort", go, { once: true });
      return {
        leave: go,
        follow(sequence) {
          if (left) return;
          place.following = true;
          const from = Math.max(sequence, behind);
          if (cursor === undefined || (!active && from < cursor)) cursor = from;
          wake();
        },
        async *events() {
          while (!left && !place.dropped) {
            const woken = new Promise<void>((resolve) => (place.wake = resolve));
            const next = place.waiting.shift();
            if (next) yield next;
            else await woken;
          }
        },
      };
    },
    [Symbol.dispose]: () => poll.cancel(),
  };
}
