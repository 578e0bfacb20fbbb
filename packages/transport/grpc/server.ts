import * as grpc from "@grpc/grpc-js";
import { create, type DescMethod } from "@bufbuild/protobuf";
import {
  Code,
  ConnectError,
  createContextValues,
  createHandlerContext,
  type HandlerContext,
} from "@connectrpc/connect";
import { systemClock } from "@viba/runtime/clock";
import { MeshError } from "@viba/runtime/errors";
import { principalKey } from "../principal.ts";
import type { Handler, Route } from "../routes.ts";
import { type Identify, identifyBy, serverCredentials, type Tls } from "../tls.ts";
import { maxMessageBytes } from "./client.ts";
import { serviceDefinition } from "./definition.ts";
import { fromMetadata, toMetadata } from "./metadata.ts";
import { toStatus } from "./status.ts";

/** A listening gRPC server. */
export interface GrpcServer {
  /** The port bound; useful when port 0 was asked for. */
  readonly port: number;
  /** Takes no new calls, lets those in flight end within `graceMs`, then cuts them off. */
  close(graceMs: number): Promise<void>;
}

/** What to serve and where. */
export interface GrpcServerOptions {
  readonly routes: readonly Route[];
  /** "127.0.0.1" unless TLS guards a wider address. */
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Adds services that are not routes, for example reflection. */
  readonly extend?: (server: grpc.Server) => void;
  /** Only who shows a certificate of this mesh is let in, and that certificate alone says who calls. */
  readonly tls?: Tls | undefined;
}

/** Serves routes over plain gRPC for any client in any language. */
export async function serveGrpc(options: GrpcServerOptions): Promise<GrpcServer> {
  const server = new grpc.Server({
    "grpc.max_receive_message_length": maxMessageBytes,
    "grpc.max_send_message_length": maxMessageBytes,
  });
  const identify = options.tls && identifyBy(options.tls);
  for (const { service, handlers } of options.routes) {
    const implementation = Object.fromEntries(
      service.methods.map((method) => [method.name, adapt(method, handlers[method.localName], identify)]),
    );
    server.addService(serviceDefinition(service), implementation as grpc.UntypedServiceImplementation);
  }
  options.extend?.(server);
  const port = await bind(server, `${options.host}:${options.port}`, options.tls);
  return {
    port,
    close: (graceMs) =>
      new Promise((resolve) => {
        const force = setTimeout(() => {
          server.forceShutdown();
          // A peer that is gone without a word would keep it waiting.
          resolve();
        }, graceMs);
        server.tryShutdown(() => {
          clearTimeout(force);
          resolve();
        });
      }),
  };
}

/** Binds a server; PORT_TAKEN when somebody else has the port. */
export function bind(server: grpc.Server, address: string, tls?: Tls): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(address, serverCredentials(tls), (error, port) => {
      if (!error) return resolve(port);
      const taken = /EADDRINUSE/.test(error.message);
      reject(
        new MeshError(taken ? "PORT_TAKEN" : "INTERNAL", `${address} can't be listened on: ${error.message}`, {
          messageKo: `${address}에서 들을 수 없습니다`,
          facts: { address },
          cause: error,
        }),
      );
    });
  });
}

type AnyCall = grpc.ServerUnaryCall<unknown, unknown> &
  grpc.ServerReadableStream<unknown, unknown> &
  grpc.ServerWritableStream<unknown, unknown> &
  grpc.ServerDuplexStream<unknown, unknown>;

function adapt(
  method: DescMethod,
  handler: Handler | undefined,
  identify: Identify | undefined,
): (call: AnyCall, callback?: grpc.sendUnaryData<unknown>) => void {
  const missing = () => {
    throw new ConnectError(`${method.name} is not served here`, Code.Unimplemented);
  };
  const run = handler ?? missing;
  return method.methodKind === "unary" || method.methodKind === "client_streaming"
    ? (call, callback) => void answerOnce(method, run, call, callback!, identify)
    : (call) => void answerMany(method, run, call, identify);
}

async function answerOnce(
  method: DescMethod,
  handler: Handler,
  call: AnyCall,
  callback: grpc.sendUnaryData<unknown>,
  identify?: Identify,
) {
  const { context, end } = contextOf(method, call);
  try {
    if (identify) context.values.set(principalKey, identify(call));
    const input = method.methodKind === "unary" ? call.request : call;
    const answer = create(method.output, (await handler(input, context)) as never);
    call.sendMetadata(toMetadata(context.responseHeader));
    callback(null, answer, toMetadata(context.responseTrailer));
  } catch (error) {
    callback(toStatus(error, toMetadata(context.responseTrailer)));
  } finally {
    end();
  }
}

async function answerMany(method: DescMethod, handler: Handler, call: AnyCall, identify?: Identify) {
  const { context, end } = contextOf(method, call);
  let sent = false;
  const sendHeader = () => {
    if (!sent) call.sendMetadata(toMetadata(context.responseHeader));
    sent = true;
  };
  try {
    if (identify) context.values.set(principalKey, identify(call));
    const input = method.methodKind === "server_streaming" ? call.request : call;
    for await (const message of handler(input, context) as AsyncIterable<unknown>) {
      if (call.cancelled) return;
      sendHeader();
      if (!call.write(create(method.output, message as never))) await drained(call, context.signal);
    }
    sendHeader();
    call.end(toMetadata(context.responseTrailer));
  } catch (error) {
    if (!call.cancelled) call.emit("error", toStatus(error, toMetadata(context.responseTrailer)));
  } finally {
    end();
  }
}

function drained(call: AnyCall, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      call.off("drain", go).off("close", go);
      signal.removeEventListener("abort", go);
      resolve();
    };
    if (signal.aborted) return resolve();
    call.once("drain", go).once("close", go);
    signal.addEventListener("abort", go, { once: true });
  });
}

function contextOf(method: DescMethod, call: AnyCall): { context: HandlerContext; end: () => void } {
  const gone = new AbortController();
  call.on("cancelled", () => gone.abort(new ConnectError("the caller is gone or cancelled", Code.Canceled)));
  const context = createHandlerContext({
    service: method.parent,
    method,
    protocolName: "grpc",
    requestMethod: "POST",
    url: `grpc:/${method.parent.typeName}/${method.name}`,
    timeoutMs: remainingMs(call.getDeadline()),
    requestHeader: fromMetadata(call.metadata),
    requestSignal: gone.signal,
    contextValues: createContextValues(),
  });
  return { context, end: () => context.abort() };
}

function remainingMs(deadline: grpc.Deadline): number | undefined {
  const at = deadline instanceof Date ? deadline.getTime() : deadline;
  if (!Number.isFinite(at)) return undefined;
  // By the clock that grpc-js made the date from.
  return Math.max(0, at - systemClock.nowMs());
}
