import type { MessagePort } from "node:worker_threads";
import { context } from "@opentelemetry/api";
import { systemClock } from "@viba/runtime/clock";
import { MeshError, toMeshError } from "@viba/runtime/errors";
import { contextFrom } from "@viba/runtime/trace/context";
import { installTracing } from "@viba/runtime/trace/install";
import { createSpanRing, type SpanRing } from "@viba/runtime/trace/ring";
import type { AgentDefinition } from "../definition.ts";
import { times } from "../limits.ts";
import {
  type FromWorker,
  fromWireError,
  type RunRequest,
  type RunResult,
  type ToWorker,
  toWireError,
  type WireProgress,
  type WorkerStart,
} from "../wire.ts";
import { execute } from "./execute.ts";
import { createAsking, createRemote } from "./remote.ts";

/** Runs handlers on this thread for the host at the other end of the port, until the host ends the thread. */
export function runWorker(definition: AgentDefinition, start: WorkerStart, port: MessagePort): void {
  const ring = createSpanRing({ ...ringBounds, ...start, clock: systemClock });
  installTracing(ring);
  const post = (message: FromWorker, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
  const ship = createShipment(ring, post);
  const jobs = new Map<number, AbortController>();
  const asking = createAsking((call, job, ask) => post({ kind: "call", job, call, ask }));

  const run = async (job: number, request: RunRequest) => {
    const abort = new AbortController();
    jobs.set(job, abort);
    try {
      const result = await execute(definition, request, {
        signal: abort.signal,
        progress: thinned(
          (progress) => post({ kind: "progress", job, progress }),
          () => systemClock.monotonicMs(),
        ),
        ...createRemote((ask) => asking.ask(job, ask)),
        monotonicMs: () => systemClock.monotonicMs(),
        cpuMs: threadCpuMs,
      });
      post({ kind: "done", job, result }, buffersOf(result));
    } catch (error) {
      const failure = toMeshError(error);
      tellAuthor(failure);
      post({ kind: "failed", job, error: toWireError(failure) });
    } finally {
      jobs.delete(job);
      ship();
    }
  };

  port.on("message", (message: ToWorker) => {
    if (message.kind === "run") {
      void context.with(contextFrom(message.request.traceparent), () => run(message.job, message.request));
    } else if (message.kind === "cancel") jobs.get(message.job)?.abort(fromWireError(message.error));
    else asking.settle(message);
  });
  systemClock.every(times.spansMs, ship);
  post({ kind: "ready" });
}

/** A handler's own spans only: the attempt's span is the host's. */
const ringBounds = {
  capacity: 2048,
  sampleShare: 0,
  maxTraces: 32,
  maxSpansPerTrace: 1024,
  maxSpans: 4096,
  outboxCapacity: 2048,
} as const;

/** Hands finished spans of kept traces to the host, with how many were dropped since the last time. */
function createShipment(ring: SpanRing, post: (message: FromWorker) => void): () => void {
  let told = 0;
  return () => {
    const spans = ring.take(500);
    const dropped = ring.dropped() - told;
    if (spans.length === 0 && dropped === 0) return;
    told += dropped;
    post({ kind: "spans", spans, dropped });
  };
}

/** The first reports of an attempt pass; then at most one every 20 ms, so that a tight loop floods nobody. */
function thinned(
  report: (progress: WireProgress) => void,
  monotonicMs: () => number,
): (progress: WireProgress) => void {
  let count = 0;
  let lastMs = -Infinity;
  return (progress) => {
    const nowMs = monotonicMs();
    if (++count > 100 && nowMs - lastMs < 20) return;
    lastMs = nowMs;
    report(progress);
  };
}

function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function buffersOf(result: RunResult): ArrayBuffer[] {
  return [result.output.bytes.buffer, ...result.files.map((file) => file.content.bytes.buffer)];
}

/** The stack stays on this machine: what travels is the message. */
function tellAuthor(failure: MeshError): void {
  if (failure.reason !== "AGENT_FAILED") return;
  const cause = failure.cause instanceof Error ? failure.cause.stack : failure.cause;
  process.stderr.write(`${failure.message}\n${String(cause)}\n`);
}
