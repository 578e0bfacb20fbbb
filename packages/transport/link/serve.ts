import type { DescMethod } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { MeshError } from "@viba/runtime/errors";
import type { RemoteSpan } from "@viba/runtime/trace/remote-span";
import type { Handler, Route } from "../routes.ts";
import type { LinkCore } from "./core.ts";
import type { CallEnd } from "./call-end.ts";
import { type FrameView, headersOf } from "./decode.ts";
import { namesSpan, spanOf, spanTextOf } from "./frame-span.ts";
import { type HeaderPair, noPairs } from "./frame.ts";
import { isHeader } from "./link-headers.ts";
import type { Methods } from "./methods.ts";
import { type OpaqueRoute, type Served, ServedCall } from "./served-call.ts";
import { errorFrame } from "./status.ts";

/** Looks at a call before it is served here. */
export interface PassThrough {
  /** The call's end on this link when it is passed on; "refused" when that can't be; undefined to serve it here. */
  accept(view: FrameView, from: LinkCore): CallEnd | MeshError | undefined;
}

/** What is served, by path. */
export type ServedMethods = ReadonlyMap<string, Served>;

/** What is served, by path. Methods without a handler are left out. */
export function servedMethods(
  routes: readonly Route[],
  opaque: readonly OpaqueRoute[],
  methods: Methods,
): ServedMethods {
  const found = new Map<string, Served>();
  const add = (method: DescMethod, served: Pick<Served, "handler" | "opaque">) => {
    const info = methods.of(method);
    found.set(info.path, { info, ...served });
  };
  for (const { service, handlers } of routes) {
    for (const method of service.methods) {
      const handler: Handler | undefined = handlers[method.localName];
      if (handler !== undefined) add(method, { handler, opaque: false });
    }
  }
  for (const { method, handler } of opaque) add(method, { handler: handler as Served["handler"], opaque: true });
  return found;
}

/** Begins a call that the peer made, or refuses it. */
export function acceptCall(
  core: LinkCore,
  methods: ServedMethods,
  view: FrameView,
  passThrough: PassThrough | undefined,
): void {
  const number = view.call;
  const refuse = (error: unknown) => {
    core.counts.refused += 1;
    core.outbox.send(errorFrame(number, error));
  };
  if (Math.max(core.running, core.incoming.size) >= core.limits.maxCalls) {
    return refuse(
      new MeshError("OVERLOADED", `${core.running} calls of this link run here already`, {
        messageKo: "이 링크의 호출이 이미 너무 많이 실행 중입니다",
      }),
    );
  }
  const passed = passThrough?.accept(view, core);
  if (passed instanceof MeshError) return refuse(passed);
  if (passed) return void core.incoming.set(number, passed);
  const path = core.names.read(view.bytes, view.methodStart, view.methodEnd);
  const served = methods.get(path);
  if (!served) return refuse(new ConnectError(`${path} is not served here`, Code.Unimplemented));
  const remote = remoteSpan(view);
  const headers = requestHeaders(view, remote);
  if (!headers) return refuse(new MeshError("INVALID_ARGUMENT", "headers with a name or value that can be none"));
  const call = new ServedCall({
    core,
    number,
    served,
    headers,
    remote,
    deadlineMs: view.timeoutMs === 0 ? 0 : core.nowMs() + view.timeoutMs,
  });
  core.incoming.set(number, call);
  call.begin(view);
}

/** The caller's span; undefined without one, and where the frame's text says more of it than a span holds. */
function remoteSpan(view: FrameView): RemoteSpan | undefined {
  if (!namesSpan(view)) return undefined;
  if (view.headers !== undefined && headersOf(view).some(([name]) => name === "tracestate")) return undefined;
  return spanOf(view);
}

/** Headers of the request; a traceparent that `remote` stands for is left to it. Undefined when one can be no header. */
function requestHeaders(view: FrameView, remote: RemoteSpan | undefined): readonly HeaderPair[] | undefined {
  const traceparent = remote ? "" : spanTextOf(view);
  if (view.headers === undefined) return traceparent === "" ? noPairs : [["traceparent", traceparent]];
  const headers = headersOf(view);
  if (!headers.every(isHeader)) return undefined;
  return traceparent === "" ? headers : [...headers, ["traceparent", traceparent]];
}
