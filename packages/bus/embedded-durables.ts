import type { DatabaseSync } from "node:sqlite";
import { inTransaction } from "./embedded-database.ts";
import type { StreamRow } from "./embedded-streams.ts";
import { matches } from "./subject-match.ts";

/** One durable of one stream. */
export interface DurableKey {
  stream: string;
  name: string;
}

/** A message handed to a consumer. */
export interface Taken extends StreamRow {
  deliveries: number;
}

/** Positions of consumers, and what they have in hand. Times are monotonic milliseconds. */
export interface DurableTable {
  create(key: DurableKey, nextSeq: number, temporary: boolean): void;
  remove(key: DurableKey): void;
  take(
    key: DurableKey,
    options: { max: number; maxInFlight: number; filter: string | undefined; ackWaitMs: number },
    nowMs: number,
  ): Taken[];
  done(key: DurableKey, seq: number): void;
  /** Due again at `dueMs`; nothing if it is answered already. */
  postpone(key: DurableKey, seq: number, dueMs: number): void;
  /** When the next message in hand falls due. */
  nextDueMs(key: DurableKey): number | undefined;
}

/** Prepares the durables over an open database. */
export function durableTable(db: DatabaseSync): DurableTable {
  const create = db.prepare(
    "INSERT INTO durables (stream, name, next_seq, temporary) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
  );
  const remove = db.prepare("DELETE FROM durables WHERE stream = ? AND name = ?");
  const removeAll = db.prepare("DELETE FROM pending WHERE stream = ? AND durable = ?");
  const done = db.prepare("DELETE FROM pending WHERE stream = ? AND durable = ? AND seq = ?");
  const postpone = db.prepare("UPDATE pending SET due_ms = ? WHERE stream = ? AND durable = ? AND seq = ?");
  const nextDue = db.prepare("SELECT min(due_ms) AS due FROM pending WHERE stream = ? AND durable = ?");
  const again = redelivery(db);
  const fresh = firstDelivery(db);

  return {
    create: ({ stream, name }, nextSeq, temporary) => void create.run(stream, name, nextSeq, temporary ? 1 : 0),
    remove({ stream, name }) {
      removeAll.run(stream, name);
      remove.run(stream, name);
    },
    take: (key, options, nowMs) =>
      inTransaction(db, () => {
        const dueMs = nowMs + options.ackWaitMs;
        const first = again(key, options.max, nowMs, dueMs);
        const room = { max: options.max - first.length, maxInFlight: options.maxInFlight };
        return [...first, ...fresh(key, room, options.filter, dueMs)];
      }),
    done: ({ stream, name }, seq) => void done.run(stream, name, seq),
    postpone: ({ stream, name }, seq, dueMs) => void postpone.run(dueMs, stream, name, seq),
    nextDueMs({ stream, name }) {
      const row = nextDue.get(stream, name) as { due: number | null };
      return row.due ?? undefined;
    },
  };
}

/** Takes messages whose time ran out or whose delay is over. */
function redelivery(db: DatabaseSync) {
  // A message may have left the stream by its limits: then it leaves the hands as well.
  const dropLost = db.prepare(
    `DELETE FROM pending WHERE stream = ? AND durable = ? AND due_ms <= ?
     AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.stream = pending.stream AND m.seq = pending.seq)`,
  );
  const select = db.prepare(
    `SELECT seq, subject, headers, body, deliveries + 1 AS deliveries FROM pending JOIN messages USING (stream, seq)
     WHERE stream = ? AND durable = ? AND due_ms <= ? ORDER BY seq LIMIT ?`,
  );
  const mark = db.prepare("UPDATE pending SET deliveries = ?, due_ms = ? WHERE stream = ? AND durable = ? AND seq = ?");
  return ({ stream, name }: DurableKey, max: number, nowMs: number, dueMs: number): Taken[] => {
    dropLost.run(stream, name, nowMs);
    const rows = select.all(stream, name, nowMs, max) as unknown as Taken[];
    for (const row of rows) mark.run(row.deliveries, dueMs, stream, name, row.seq);
    return rows;
  };
}

/** Takes messages that were never delivered, as far as the limit in flight allows. */
function firstDelivery(db: DatabaseSync) {
  const inFlight = db.prepare("SELECT count(*) AS held FROM pending WHERE stream = ? AND durable = ?");
  const position = db.prepare("SELECT next_seq FROM durables WHERE stream = ? AND name = ?");
  const move = db.prepare("UPDATE durables SET next_seq = ? WHERE stream = ? AND name = ?");
  const hold = db.prepare("INSERT INTO pending (stream, durable, seq, deliveries, due_ms) VALUES (?, ?, ?, 1, ?)");
  const scan = db.prepare("SELECT seq, subject FROM messages WHERE stream = ? AND seq >= ? ORDER BY seq");
  const get = db.prepare(
    "SELECT seq, subject, headers, body, 1 AS deliveries FROM messages WHERE stream = ? AND seq = ?",
  );
  return (
    { stream, name }: DurableKey,
    { max, maxInFlight }: { max: number; maxInFlight: number },
    filter: string | undefined,
    dueMs: number,
  ): Taken[] => {
    const { held } = inFlight.get(stream, name) as { held: number };
    const room = Math.min(max, maxInFlight - held);
    const from = (position.get(stream, name) as { next_seq: number } | undefined)?.next_seq;
    if (room <= 0 || from === undefined) return [];
    const seqs: number[] = [];
    let next = from;
    for (const row of scan.iterate(stream, from) as Iterable<unknown>) {
      const { seq, subject } = row as { seq: number; subject: string };
      if (seqs.length >= room) break;
      next = seq + 1;
      if (filter === undefined || matches(filter, subject)) seqs.push(seq);
    }
    for (const seq of seqs) hold.run(stream, name, seq, dueMs);
    if (next !== from) move.run(next, stream, name);
    return seqs.map((seq) => get.get(stream, seq) as unknown as Taken);
  };
}
