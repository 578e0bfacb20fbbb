import type { AsyncResource } from "node:async_hooks";
import { getOption, type DescMethod } from "@bufbuild/protobuf";
import type { HandlerContext } from "@connectrpc/connect";
import { type Context, context as otel, propagation, SpanKind, trace, TraceFlags, type Span } from "@opentelemetry/api";
import { access, Role } from "@viba/contracts/gen/viba/core/v1/access_pb";
import { MeshError, toConnectError, toMeshError } from "@viba/runtime/errors";
import { emptyContext, runWithin } from "@viba/runtime/trace/context-manager";
import { RingSpan, type SpanSite } from "@viba/runtime/trace/span";
import { beginKeptSpan, beginSpan } from "@viba/runtime/trace/tracer";
import { endSpan } from "./link/call-spans.ts";
import { CallContext } from "./call-context.ts";
import type { OpaqueRoute } from "./link/served-call.ts";
import { anonymous, mayCall, principalKey, type Verify } from "./principal.ts";
import type { Handler, Route } from "./routes.ts";

/** What one call was, for metrics. */
export interface CallRecord {
  readonly method: string;
  /** "ok" or the reason of the error table. */
  readonly outcome: string;
  readonly durationMs: number;
  /** Trace of the call if it is kept from its head on, so that a metric can point to it. */
  readonly traceId: string | undefined;
}

/** What the guard needs from outside. */
export interface GuardOptions {
  readonly verify: Verify;
  readonly monotonicMs: () => number;
  readonly onCall?: (record: CallRecord) => void;
}

/** Roles a method declares; a method without any may be called by nobody. */
export function rolesOf(method: DescMethod): readonly Role[] {
  return getOption(method, access).roles;
}

/**
 * Wraps every handler of a route with what each call needs, whatever transport it came by:
 * who calls and whether they may, a server span under the caller's, typed errors, one record for metrics.
 */
export function guard(route: Route, options: GuardOptions): Route {
  const handlers: Record<string, Handler> = {};
  for (const method of route.service.methods) {
    const handler = route.handlers[method.localName];
    const begin = route.traced?.includes(method.localName) ? beginKeptSpan : beginSpan;
    if (handler) handlers[method.localName] = guardHandler(method, handler, { ...options, begin });
  }
  return { service: route.service, handlers };
}

/** Guards several routes. */
export function guardAll(routes: readonly Route[], options: GuardOptions): Route[] {
  return routes.map((r) => guard(r, options));
}

/** Wraps a handler of bytes with the same. */
export function guardOpaque({ method, handler }: OpaqueRoute, options: GuardOptions): OpaqueRoute {
  const guarded = guardHandler(method, handler as Handler, { ...options, begin: beginSpan });
  return { method, handler: guarded as OpaqueRoute["handler"] };
}

/** What the guard of one method needs: also how its spans begin. */
interface MethodOptions extends GuardOptions {
  readonly begin: typeof beginSpan;
}

function guardHandler(method: DescMethod, handler: Handler, options: MethodOptions): Handler {
  const roles = rolesOf(method);
  const streams = method.methodKind === "server_streaming" || method.methodKind === "bidi_streaming";
  const site = siteOf(method);
  return (input, context) => {
    const call = new Call(site, context, options);
    const run = () => {
      admit(method, roles, context, options.verify);
      return handler(input, context);
    };
    return streams ? guardStream(call, run, context.signal) : guardUnary(call, run);
  };
}

function siteOf(method: DescMethod): SpanSite {
  return {
    name: `${method.parent.typeName}/${method.name}`,
    kind: SpanKind.SERVER,
    // Frozen, so that a span needs no copy.
    constant: Object.freeze({
      "rpc.system": "grpc",
      "rpc.service": method.parent.typeName,
      "rpc.method": method.name,
    }),
    lasting: true,
  };
}

/** A call that is being served. */
class Call {
  private readonly site: SpanSite;
  private readonly options: MethodOptions;
  private readonly startMs: number;
  private readonly span: Span;
  private readonly active: Context;
  private readonly scope: AsyncResource | undefined;
  private ended = false;

  constructor(site: SpanSite, context: HandlerContext, options: MethodOptions) {
    // On a link what is active belongs to whoever dialled: the caller's span was read from the frame.
    const remote = context instanceof CallContext ? context.remoteSpan : undefined;
    const parent = remote ? emptyContext : parentOf(context);
    this.scope = context instanceof CallContext ? context.scope : undefined;
    this.site = site;
    this.options = options;
    this.startMs = options.monotonicMs();
    this.span = options.begin(trace.getTracer("viba"), site, remote ?? trace.getSpan(parent), this.startMs);
    this.active = trace.setSpan(parent, this.span);
  }

  /** Runs the task with the call's span active. */
  within<T>(task: () => T): T {
    return this.scope ? runWithin(this.scope, this.active, task) : otel.with(this.active, task);
  }

  /** Ends the span and tells the metrics; the first end counts. */
  end(error?: unknown): void {
    if (this.ended) return;
    this.ended = true;
    const { options, site, span, startMs } = this;
    const endMs = options.monotonicMs();
    endSpan(span, error, endMs);
    const outcome = error === undefined ? "ok" : toMeshError(error).reason;
    options.onCall?.({ method: site.name, outcome, durationMs: endMs - startMs, traceId: sampledTraceOf(span) });
  }
}

/** The context with the caller's span in it, read from headers. */
function parentOf(context: HandlerContext): Context {
  return context.requestHeader.has("traceparent")
    ? propagation.extract(otel.active(), context.requestHeader, headerGetter)
    : otel.active();
}

/** The trace of a span if it is kept from its head on. */
export function sampledTraceOf(span: Span): string | undefined {
  // Most are not: nothing is made text for them.
  if (span instanceof RingSpan && (span.flags & TraceFlags.SAMPLED) === 0) return undefined;
  const { traceId, traceFlags } = span.spanContext();
  return (traceFlags & TraceFlags.SAMPLED) === 0 ? undefined : traceId;
}

function admit(method: DescMethod, roles: readonly Role[], context: HandlerContext, verify: Verify): void {
  let principal = context.values.get(principalKey);
  if (!principal) {
    principal = verify(context.requestHeader);
    if (!principal && !roles.includes(Role.OPEN)) {
      throw new MeshError("UNAUTHENTICATED", `${method.name} needs a valid token`, {
        messageKo: `${method.name} 호출에는 올바른 토큰이 필요합니다`,
      });
    }
    context.values.set(principalKey, principal ?? anonymous);
  }
  if (!mayCall(principal ?? anonymous, roles)) {
    const wanted = roles.map(roleName).join(", ") || "nobody";
    throw new MeshError("DENIED", `${method.name} may be called by: ${wanted}`, {
      messageKo: `${method.name}: 다음 역할만 호출할 수 있습니다: ${wanted}`,
      facts: { method: `${method.parent.typeName}/${method.name}`, roles: wanted },
    });
  }
}

/** An answer that is there at once is given at once: the transport then waits for no promise. */
function guardUnary(call: Call, run: () => unknown): unknown {
  let answer: unknown;
  try {
    answer = call.within(run);
  } catch (error) {
    call.end(error);
    throw toConnectError(error);
  }
  if (!(answer instanceof Promise)) {
    call.end();
    return answer;
  }
  return answer.then(
    (given: unknown) => {
      call.end();
      return given;
    },
    (error: unknown) => {
      call.end(error);
      throw toConnectError(error);
    },
  );
}

async function* guardStream(call: Call, run: () => unknown, signal: AbortSignal): AsyncGenerator<unknown> {
  let iterator: AsyncIterator<unknown> | undefined;
  let failure: unknown;
  // Many callers leave by aborting and never ask again: then nobody resumes this generator, and what hangs on the
  // handler's (counters, connections, the span) would never be let go.
  const leave = () => {
    call.end(signal.reason);
    void end(iterator);
  };
  signal.addEventListener("abort", leave, { once: true });
  try {
    iterator = call.within(() => (run() as AsyncIterable<unknown>)[Symbol.asyncIterator]());
    if (signal.aborted) leave();
    for (;;) {
      const next = await call.within(() => iterator!.next());
      if (next.done) return;
      yield next.value;
    }
  } catch (error) {
    failure = error;
    throw toConnectError(error);
  } finally {
    signal.removeEventListener("abort", leave);
    // A caller that stops listening ends the handler too, so that nothing runs on for nobody.
    if (failure === undefined) await end(iterator);
    call.end(failure);
  }
}

/** Ends a handler's stream; how its clean-up fares is of no use to a caller that has left. */
async function end(iterator: AsyncIterator<unknown> | undefined): Promise<void> {
  try {
    await iterator?.return?.();
  } catch {
    // The failure is the handler's own; whoever listened is gone.
  }
}

const headerGetter = {
  keys: (header: Headers) => [...header.keys()],
  get: (header: Headers, key: string) => header.get(key) ?? undefined,
};

function roleName(role: Role): string {
  return (Object.entries(Role).find(([, value]) => value === role)?.[0] ?? String(role)).toLowerCase();
}
