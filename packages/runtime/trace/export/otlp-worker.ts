// Encodes spans and sends them on, away from the event loop that serves calls.
import { parentPort, workerData } from "node:worker_threads";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import type { SpanRecord } from "../record.ts";
import { createReadable } from "./readable.ts";

/** What the worker is told at its start. */
export interface OtlpStart {
  readonly url: string;
  readonly timeoutMs: number;
}

/** A batch to send. */
export interface OtlpBatch {
  readonly spans: readonly SpanRecord[];
}

/** What became of a batch. */
export interface OtlpSent {
  readonly spans: number;
  /** Why they were given up; undefined if they arrived. */
  readonly failure?: string;
}

const { url, timeoutMs } = workerData as OtlpStart;
const port = parentPort!;
const exporter = new OTLPTraceExporter({ url, timeoutMillis: timeoutMs });
const toReadable = createReadable();

port.on("message", ({ spans }: OtlpBatch) => {
  exporter.export(spans.map(toReadable), ({ code, error }) => {
    const sent: OtlpSent = { spans: spans.length, ...(code === 0 ? {} : { failure: String(error ?? "unknown") }) };
    port.postMessage(sent);
  });
});
