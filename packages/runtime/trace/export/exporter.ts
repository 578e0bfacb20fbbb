import { Worker } from "node:worker_threads";
import type { Clock } from "../../clock.ts";
import type { SpanRing } from "../ring.ts";
import type { OtlpBatch, OtlpSent, OtlpStart } from "./otlp-worker.ts";

/** How to export. */
export interface SpanExportOptions {
  readonly ring: Pick<SpanRing, "take">;
  readonly clock: Clock;
  /** Base address of an OTLP receiver over HTTP, for example "http://127.0.0.1:4318". */
  readonly endpoint: string;
  readonly intervalMs?: number;
  readonly batch?: number;
  /** Batches with the worker at once; while it holds so many, spans wait in the ring's bounded outbox. */
  readonly inFlight?: number;
  /** How long a batch is tried, with retries, before it is given up. */
  readonly timeoutMs?: number;
  /** How long closing waits for the last spans. */
  readonly farewellMs?: number;
  readonly onFailure?: (failure: string, spans: number) => void;
}

/** A second is soon enough for a person; 512 spans are about 200 KB; ten seconds outlive a restart of the receiver. */
export const spanExportDefaults = {
  intervalMs: 1000,
  batch: 512,
  inFlight: 4,
  timeoutMs: 10_000,
  farewellMs: 3000,
} as const;

/** What became of exported spans. */
export interface SpanExportCounts {
  exported: number;
  /** Given up: the receiver was away for too long, or refused them. */
  failed: number;
}

/** A running export. */
export interface SpanExport extends AsyncDisposable {
  counts(): SpanExportCounts;
  /** Why the newest batch did not arrive; undefined while batches arrive. */
  failing(): string | undefined;
  /** Sends what there is; resolves when it has arrived or was given up. */
  flush(): Promise<void>;
}

/** Hands kept spans to opentelemetry-js's OTLP exporter in a worker thread. Never blocks and never throws. */
export function startSpanExport(options: SpanExportOptions): SpanExport {
  const { ring, clock, endpoint, intervalMs, batch, inFlight, timeoutMs, farewellMs } = {
    ...spanExportDefaults,
    ...options,
  };
  const counts: SpanExportCounts = { exported: 0, failed: 0 };
  const start: OtlpStart = { url: tracesUrl(endpoint), timeoutMs };
  const worker = new Worker(new URL("./otlp-worker.ts", import.meta.url), { workerData: start });
  worker.unref();
  let open = 0;
  let waiting = 0;
  let dead = false;
  let failing: string | undefined;
  let idle: (() => void)[] = [];

  const settle = ({ spans, failure }: OtlpSent) => {
    open--;
    waiting -= spans;
    failing = failure;
    if (failure === undefined) counts.exported += spans;
    else {
      counts.failed += spans;
      options.onFailure?.(failure, spans);
    }
    send();
  };
  const send = () => {
    while (!dead && open < inFlight) {
      const spans = ring.take(batch);
      if (spans.length === 0) break;
      open++;
      waiting += spans.length;
      worker.postMessage({ spans } satisfies OtlpBatch);
    }
    if (open > 0) return;
    for (const resolve of idle) resolve();
    idle = [];
  };
  const die = (why: unknown) => {
    if (dead) return;
    dead = true;
    if (waiting > 0) settle({ spans: waiting, failure: `the export's thread ended: ${String(why)}` });
    open = 0;
    send();
  };
  worker.on("message", settle);
  worker.on("error", die);
  worker.on("exit", die);
  const timer = clock.every(intervalMs, send);

  const flush = () =>
    new Promise<void>((resolve) => {
      idle.push(resolve);
      send();
    });
  return {
    counts: () => ({ ...counts }),
    failing: () => failing,
    flush,
    async [Symbol.asyncDispose]() {
      timer.cancel();
      const late = Promise.withResolvers<void>();
      const patience = clock.after(farewellMs, late.resolve);
      await Promise.race([flush(), late.promise]);
      patience.cancel();
      await worker.terminate();
    },
  };
}

function tracesUrl(endpoint: string): string {
  return `${endpoint.replace(/\/+$/, "")}/v1/traces`;
}
