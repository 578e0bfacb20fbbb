import { context, propagation, trace } from "@opentelemetry/api";
import { createContextManager } from "./context-manager.ts";
import type { SpanRing } from "./ring.ts";
import { w3cPropagator } from "./w3c.ts";

/** What `installTracing` did; disposing it takes back what was installed, and nothing else. */
export interface InstalledTracing extends Disposable {
  /** False when the process had a tracer provider already (an agent with its own SDK): that one stays. */
  readonly installed: boolean;
}

/** Makes the ring the process's tracer provider, with our context manager and W3C propagation. */
export function installTracing(ring: SpanRing): InstalledTracing {
  const provider = trace.setGlobalTracerProvider(ring.provider);
  const own = createContextManager();
  const manager = context.setGlobalContextManager(own);
  // Only the manager in use may be enabled.
  if (manager) own.enable();
  const propagator = propagation.setGlobalPropagator(w3cPropagator);
  return {
    installed: provider,
    [Symbol.dispose]() {
      if (provider) trace.disable();
      if (manager) context.disable();
      if (propagator) propagation.disable();
    },
  };
}
