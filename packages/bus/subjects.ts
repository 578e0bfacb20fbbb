import { matches } from "./subject-match.ts";

/** How a subject's messages travel. */
export type DeliveryKind = "publish" | "append";

/** A row of the table of subjects. */
export interface SubjectRow {
  /** Name with placeholders in angle brackets. */
  name: string;
  writer: string;
  readers: readonly string[];
  delivery: DeliveryKind;
  /** Message of viba.event.v1 or another package. */
  message: string;
}

/** Every subject of the mesh. What is not here is not sent. */
export const subjects = {
  runEvents: {
    name: "run.events.<run_id>",
    writer: "orchestrator",
    readers: ["gateway", "monitor"],
    delivery: "append",
    message: "viba.event.v1.RunChanged",
  },
  metrics: {
    name: "telemetry.metrics.<service>.<instance>",
    writer: "every service",
    readers: ["monitor"],
    delivery: "publish",
    message: "viba.event.v1.MetricsRolledUp",
  },
  load: {
    name: "telemetry.load",
    writer: "router",
    readers: ["monitor", "learner"],
    delivery: "publish",
    message: "viba.event.v1.LoadReported",
  },
  strain: {
    name: "telemetry.load.strain",
    writer: "router",
    readers: ["monitor"],
    delivery: "publish",
    message: "viba.event.v1.LoadStrained",
  },
  router: {
    name: "telemetry.router",
    writer: "router",
    readers: ["router"],
    delivery: "publish",
    message: "viba.event.v1.RouterTold",
  },
  spanSummary: {
    name: "telemetry.spans.summary",
    writer: "every service",
    readers: ["monitor"],
    delivery: "publish",
    message: "viba.event.v1.SpansSummarised",
  },
  outcome: {
    name: "learning.outcome",
    writer: "orchestrator",
    readers: ["learner"],
    delivery: "append",
    message: "viba.event.v1.OutcomesRecorded",
  },
  snapshot: {
    name: "learning.snapshot",
    writer: "learner",
    readers: ["router"],
    delivery: "append",
    message: "viba.event.v1.SnapshotPublished",
  },
  traceKeep: {
    name: "trace.keep",
    writer: "every service",
    readers: ["every service"],
    delivery: "publish",
    message: "viba.event.v1.TraceKept",
  },
  cacheEpoch: {
    name: "cache.epoch",
    writer: "cache",
    readers: ["every service"],
    delivery: "append",
    message: "viba.event.v1.CacheInvalidated",
  },
  deadLetters: {
    name: "dead.<stream>.<durable>",
    writer: "the consumer's process",
    readers: ["monitor"],
    delivery: "append",
    message: "the message itself, with headers that say why",
  },
} as const satisfies Record<string, SubjectRow>;

/** Bounds of a stream; the oldest messages leave first. */
export interface StreamSpec {
  name: string;
  /** Patterns of the subjects it takes; no two streams may overlap. */
  subjects: readonly string[];
  maxMessages: number;
  maxBytes: number;
  maxAgeMs: number;
  /** An id is remembered at least this long. */
  dedupWindowMs: number;
}

const dayMs = 24 * 60 * 60 * 1000;
const bounds = { maxMessages: 100_000, maxBytes: 64 * 1024 * 1024, dedupWindowMs: 120_000 };

/** Name of the stream of dead letters. */
export const deadStream = "DEAD";

/** The streams of the mesh. Ages are what a reader may be away without having to rebuild from the journal. */
export const streams: readonly StreamSpec[] = [
  { ...bounds, name: "RUNS", subjects: ["run.events.>"], maxAgeMs: dayMs },
  { ...bounds, name: "LEARNING", subjects: ["learning.>"], maxAgeMs: 7 * dayMs },
  { ...bounds, name: "CACHE", subjects: ["cache.epoch"], maxAgeMs: dayMs },
  { ...bounds, name: deadStream, subjects: ["dead.>"], maxAgeMs: 30 * dayMs },
];

/** A subject with its placeholders filled in, in order: `subjectOf("runEvents", "r1")` is "run.events.r1". */
export function subjectOf(row: keyof typeof subjects, ...values: string[]): string {
  let index = 0;
  return subjects[row].name.replace(/<\w+>/g, () => token(values[index++] ?? ""));
}

/** The pattern that takes every subject of a row: "run.events.*". */
export function patternOf(row: keyof typeof subjects): string {
  return subjects[row].name.replace(/<\w+>/g, "*");
}

/** A value as one token: what has a meaning in subjects becomes "_". */
export function token(value: string): string {
  return value.replace(/[^A-Za-z0-9_=-]/g, "_") || "_";
}

/** Full protobuf name of what a subject carries; undefined if the subject is none of the mesh's. */
export function messageOf(subject: string): string | undefined {
  const row = rowOf(subject);
  return row && row !== "deadLetters" ? subjects[row].message : undefined;
}

/** The subject as the table writes it, for names of spans, which must not be as many as there are runs. */
export function templateOf(subject: string): string {
  const row = rowOf(subject);
  return row ? subjects[row].name : subject;
}

function rowOf(subject: string): keyof typeof subjects | undefined {
  return (Object.keys(subjects) as (keyof typeof subjects)[]).find((row) => matches(patternOf(row), subject));
}
