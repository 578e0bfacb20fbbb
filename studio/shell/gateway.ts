import { create } from "@bufbuild/protobuf";
import { type Client, Code, ConnectError, createClient, type Interceptor } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-web";
import {
  GatewayService,
  type StartDesignRequest,
  StartDesignRequestSchema,
} from "@viba/contracts/gen/viba/gateway/v1/gateway_pb";
import { type Problem, problemOf } from "../core/problem.ts";

/** A client of the mesh this page came from. */
export type Gateway = Client<typeof GatewayService>;

/** Fetches the first page again: its answer carries the cookie that makes this browser known to the mesh. */
export async function renewCookie(): Promise<void> {
  await fetch("/", { cache: "no-store" });
}

/** A mesh that was started anew doesn't know the old cookie; one more try with a new one hides that. */
const renewing: Interceptor = (next) => async (request) => {
  try {
    return await next(request);
  } catch (error) {
    if (request.stream || ConnectError.from(error).code !== Code.Unauthenticated) throw error;
    await renewCookie();
    return next(request);
  }
};

/** Pauses before a lost start is tried again, milliseconds: a mesh that is started anew is back in some seconds. */
const pausesMs = [500, 1000, 2000, 4000];

/**
 * A design is asked for under a name of its own: if the answer is lost (the mesh is just being started anew), it is asked for
 * again and is the same run.
 */
export function insisting(wait: (delayMs: number) => Promise<void>): Interceptor {
  return (next) => async (request) => {
    if (request.stream || request.method !== GatewayService.method.startDesign) return next(request);
    const message = create(StartDesignRequestSchema, request.message as StartDesignRequest);
    message.runId ||= newRunId();
    for (const pauseMs of pausesMs) {
      try {
        return await next({ ...request, message });
      } catch (error) {
        if (!isLost(problemOf(error))) throw error;
        await wait(pauseMs);
      }
    }
    return next({ ...request, message });
  };
}

/** Not `randomUUID`, which a page has only from this machine or over TLS. */
function newRunId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `run_${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

const isLost = ({ reason }: Problem) => ["UNREACHABLE", "UNKNOWN_OUTCOME", "NOT_STARTED"].includes(reason);
const pause = (delayMs: number) => new Promise<void>((resolve) => setTimeout(resolve, delayMs));

/** Opens the gateway at an address, by default the one this page came from. */
export function openGateway(baseUrl: string): Gateway {
  return createClient(GatewayService, createConnectTransport({ baseUrl, interceptors: [insisting(pause), renewing] }));
}
