import { Code, ConnectError, type HandlerContext } from "@connectrpc/connect";
import { ConformanceService } from "@viba/contracts/gen/viba/conformance/v1/conformance_pb";
import { errorTable, type ReasonName } from "@viba/runtime/error-table";
import { MeshError, msFromDuration } from "@viba/runtime/errors";
import { principalOf } from "./principal.ts";
import { route, type Route } from "./routes.ts";

/** The service that the conformance suite and the benches call. `log` tells what handlers saw at their end. */
export function conformanceRoute(log: (event: string) => void): Route {
  return route(ConformanceService, {
    async unary(request, context) {
      if (request.wait) await waitFor(msFromDuration(request.wait), context, log);
      if (request.failWith) throw failure(request.failWith);
      if (request.echoHeader) context.responseHeader.set("x-echo", request.echoHeader);
      return {
        body: request.body,
        seenHeader: context.requestHeader.get("x-request") ?? "",
        seenTimeoutMs: context.timeoutMs() ?? 0,
      };
    },
    async *serverStream(request, context) {
      try {
        for (let index = 0; index < request.count; index++) yield { index, body: new Uint8Array(request.size) };
        if (request.failWith) throw failure(request.failWith);
        if (request.hang) await aborted(context);
      } finally {
        log("stream ended");
      }
    },
    async clientStream(requests) {
      let count = 0;
      let size = 0n;
      for await (const { body } of requests) {
        count++;
        size += BigInt(body.length);
      }
      return { count, size };
    },
    async *bidiStream(requests) {
      for await (const { body } of requests) yield { body };
    },
    guarded: (_request, context) => ({ subject: principalOf(context).subject }),
  });
}

function failure(reason: string): MeshError {
  const known = (reason in errorTable ? reason : "INTERNAL") as ReasonName;
  return new MeshError(known, `failed with ${reason}`, {
    messageKo: "실패",
    facts: { asked: reason },
    retryAfterMs: 1500,
  });
}

function waitFor(ms: number, context: HandlerContext, log: (event: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    context.signal.addEventListener("abort", () => {
      clearTimeout(timer);
      log("unary aborted");
      reject(context.signal.reason);
    });
  });
}

function aborted(context: HandlerContext): Promise<never> {
  return new Promise((_resolve, reject) => {
    const abort = () => reject(context.signal.reason ?? new ConnectError("cancelled", Code.Canceled));
    if (context.signal.aborted) return abort();
    context.signal.addEventListener("abort", abort, { once: true });
  });
}
