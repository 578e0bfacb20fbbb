import type { DatabaseSync } from "node:sqlite";
import { MeshError } from "@viba/runtime/errors";
import type { Appended, BusMessage } from "./bus.ts";
import { inTransaction } from "./embedded-database.ts";
import { matches } from "./subject-match.ts";
import type { StreamSpec } from "./subjects.ts";

/** A message as a stream keeps it. */
export interface StreamRow {
  seq: number;
  subject: string;
  headers: string;
  body: Uint8Array;
}

/** The streams of one process. */
export interface StreamTable {
  /** The stream that takes a subject; INVALID_ARGUMENT if none does. */
  streamOf(subject: string): string;
  has(stream: string): boolean;
  append(message: BusMessage, id: string, nowMs: number): Appended;
  lastSeq(stream: string): number;
  expired(): number;
}

/** Prepares the streams over an open database. */
export function streamTable(db: DatabaseSync, specs: readonly StreamSpec[]): StreamTable {
  const insert = db.prepare(
    `INSERT INTO messages (stream, seq, subject, id, headers, body, at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const known = db.prepare("SELECT seq FROM messages WHERE stream = ? AND id = ?");
  const setLast = db.prepare(
    `INSERT INTO streams (name, last_seq) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET last_seq = excluded.last_seq`,
  );
  const last = db.prepare("SELECT last_seq FROM streams WHERE name = ?");
  const limits = new Map(specs.map((spec) => [spec.name, limiter(db, spec)]));
  let expired = 0;

  const lastSeq = (stream: string) => (last.get(stream) as { last_seq: number } | undefined)?.last_seq ?? 0;
  const streamOf = (subject: string) => {
    const spec = specs.find((each) => each.subjects.some((pattern) => matches(pattern, subject)));
    if (spec) return spec.name;
    throw new MeshError("INVALID_ARGUMENT", `no stream takes the subject ${subject}`);
  };
  return {
    streamOf,
    has: (stream) => limits.has(stream),
    lastSeq,
    expired: () => expired,
    append(message, id, nowMs) {
      const stream = streamOf(message.subject);
      return inTransaction(db, () => {
        const before = known.get(stream, id) as { seq: number } | undefined;
        if (before) return { seq: before.seq, duplicate: true };
        const seq = lastSeq(stream) + 1;
        const headers = JSON.stringify(message.headers);
        insert.run(stream, seq, message.subject, id, headers, message.body, nowMs);
        setLast.run(stream, seq);
        expired += limits.get(stream)!(message.body.byteLength, nowMs);
        return { seq, duplicate: false };
      });
    },
  };
}

/** Keeps a stream within its bounds: called with each new body, it drops the oldest messages and says how many. */
function limiter(db: DatabaseSync, spec: StreamSpec): (addedBytes: number, nowMs: number) => number {
  const totals = db
    .prepare("SELECT count(*) AS messages, coalesce(sum(length(body)), 0) AS bytes FROM messages WHERE stream = ?")
    .get(spec.name) as { messages: number; bytes: number };
  const oldest = db.prepare(
    "SELECT seq, length(body) AS bytes, at_ms FROM messages WHERE stream = ? ORDER BY seq LIMIT 1",
  );
  const remove = db.prepare("DELETE FROM messages WHERE stream = ? AND seq = ?");
  let { messages, bytes } = totals;

  return (addedBytes, nowMs) => {
    messages++;
    bytes += addedBytes;
    let dropped = 0;
    for (;;) {
      const first = oldest.get(spec.name) as { seq: number; bytes: number; at_ms: number } | undefined;
      const over = messages > spec.maxMessages || bytes > spec.maxBytes;
      if (!first || messages <= 1 || (!over && first.at_ms >= nowMs - spec.maxAgeMs)) return dropped;
      remove.run(spec.name, first.seq);
      messages--;
      bytes -= first.bytes;
      dropped++;
    }
  };
}
