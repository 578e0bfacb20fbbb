import { context, propagation, trace, type TracerProvider } from "@opentelemetry/api";
import { systemClock } from "@viba/runtime/clock";
import { createContextManager } from "@viba/runtime/trace/context-manager";
import { createSpanRing } from "@viba/runtime/trace/ring";
import { createSpanSummaries } from "@viba/runtime/trace/summary";
import { w3cPropagator } from "@viba/runtime/trace/w3c";

/** How a process of a bench records spans: not at all, as the mesh does, or with opentelemetry-js's SDK, all of them. */
export type TracingMode = "none" | "ring" | "otel";

/** The provider of a mode; undefined records nothing. The SDK's exporter drops what it is given: only recording is measured. */
export async function tracerProvider(mode: TracingMode, instance: string): Promise<TracerProvider | undefined> {
  if (mode === "none") return undefined;
  // As in production: a hundredth of the traces (of so many: some a second) is kept from the head on, summaries count all, and errors keep theirs.
  if (mode === "ring") {
    const summaries = createSpanSummaries();
    return createSpanRing({ clock: systemClock, service: "bench", instance, summaries }).provider;
  }
  const sdk = await import("@opentelemetry/sdk-trace");
  const exporter = {
    export: (_spans: unknown, done: (result: { code: 0 }) => void) => done({ code: 0 }),
    shutdown: async () => {},
  };
  return new sdk.TracerProvider({
    sampler: new sdk.AlwaysOnSampler(),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter })],
  });
}

/**
 * Makes this process record in another way from now on, with the mesh's context manager and propagation: what a process does when it
 * starts, and undoes when it ends.
 */
export function createTracingSwitch(instance: string): (mode: TracingMode) => Promise<void> {
  const made = new Map<TracingMode, TracerProvider | undefined>();
  propagation.setGlobalPropagator(w3cPropagator);
  return async (mode) => {
    if (!made.has(mode)) made.set(mode, await tracerProvider(mode, instance));
    const provider = made.get(mode);
    trace.disable();
    context.disable();
    if (!provider) return;
    trace.setGlobalTracerProvider(provider);
    context.setGlobalContextManager(createContextManager().enable());
  };
}
