import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "./nats.ts";
import { findServer } from "./servers.ts";

/** A real Jaeger of a test's own, in memory. */
export interface TestJaeger extends AsyncDisposable {
  /** Base address for OTLP over HTTP. */
  readonly otlp: string;
  readonly otlpPort: number;
  /** Base address of the query API. */
  readonly query: string;
}

/** Starts Jaeger with nothing but OTLP over HTTP and its query API, on free ports of this machine alone. */
export async function startJaeger(folder: string): Promise<TestJaeger> {
  const [otlp, http, grpc] = [await freePort(), await freePort(), await freePort()];
  const file = join(folder, "jaeger.yaml");
  writeFileSync(file, configOf(otlp, http, grpc));
  const server = spawn(findServer("jaeger")!, ["--config", file], { stdio: ["ignore", "ignore", "pipe"] });
  let log = "";
  server.stderr.setEncoding("utf8").on("data", (text: string) => (log = (log + text).slice(-20_000)));
  const gone = new Promise((resolve) => server.once("exit", resolve));
  const query = `http://127.0.0.1:${http}`;
  while (
    !(await fetch(`${query}/api/services`).then(
      (response) => response.ok,
      () => false,
    ))
  ) {
    if (server.exitCode !== null) throw new Error(`jaeger ended with ${server.exitCode}: ${log}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    otlp: `http://127.0.0.1:${otlp}`,
    otlpPort: otlp,
    query,
    async [Symbol.asyncDispose]() {
      server.kill("SIGKILL");
      await gone;
    },
  };
}

const configOf = (otlp: number, http: number, grpc: number) => `
service:
  extensions: [jaeger_storage, jaeger_query]
  pipelines:
    traces: { receivers: [otlp], exporters: [jaeger_storage_exporter] }
  telemetry:
    metrics: { level: none }
extensions:
  jaeger_storage:
    backends: { memory: { memory: { max_traces: 10000 } } }
  jaeger_query:
    storage: { traces: memory }
    http: { endpoint: "127.0.0.1:${http}" }
    grpc: { endpoint: "127.0.0.1:${grpc}" }
receivers:
  otlp:
    protocols:
      http: { endpoint: "127.0.0.1:${otlp}" }
exporters:
  jaeger_storage_exporter: { trace_storage: memory }
`;

/** A span as Jaeger's query API gives it. */
export interface JaegerSpan {
  readonly spanID: string;
  readonly operationName: string;
  readonly references: readonly { readonly refType: string; readonly traceID: string; readonly spanID: string }[];
  readonly tags: readonly { readonly key: string; readonly value: unknown }[];
  readonly processID: string;
}

/** A trace as Jaeger's query API gives it. */
export interface JaegerTrace {
  readonly traceID: string;
  readonly spans: readonly JaegerSpan[];
  readonly processes: Readonly<Record<string, { readonly serviceName: string }>>;
}

/** One trace; undefined while Jaeger has none of it. */
export async function jaegerTrace(query: string, traceId: string): Promise<JaegerTrace | undefined> {
  const response = await fetch(`${query}/api/traces/${traceId}`);
  if (!response.ok) return undefined;
  return ((await response.json()) as { data: JaegerTrace[] }).data[0];
}

/** The newest traces of a service. */
export async function jaegerTraces(query: string, service: string): Promise<JaegerTrace[]> {
  const response = await fetch(`${query}/api/traces?service=${encodeURIComponent(service)}&limit=1000`);
  return ((await response.json()) as { data: JaegerTrace[] }).data;
}

/** Spans whose parent is neither in the trace nor of another trace. */
export function orphansOf({ traceID, spans }: JaegerTrace): JaegerSpan[] {
  const ids = new Set(spans.map(({ spanID }) => spanID));
  return spans.filter(({ references }) =>
    references.some((each) => each.refType === "CHILD_OF" && each.traceID === traceID && !ids.has(each.spanID)),
  );
}
