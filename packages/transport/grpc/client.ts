import * as grpc from "@grpc/grpc-js";
import { create, type DescMethod } from "@bufbuild/protobuf";
import { Code, ConnectError, type Transport } from "@connectrpc/connect";
import { systemClock } from "@viba/runtime/clock";
import { toConnectError } from "@viba/runtime/errors";
import { first } from "../iterate.ts";
import { channelCredentials, peerName, type TlsTowards } from "../tls.ts";
import { methodDefinition } from "./definition.ts";
import { fromMetadata, toMetadata } from "./metadata.ts";
import { fromServiceError } from "./status.ts";

/** Largest message either way, in bytes: an artifact of 16 MiB with its envelope. */
export const maxMessageBytes = 20 * 1024 * 1024;

/** Where and how to dial. */
export interface GrpcClientOptions {
  /** "host:port". */
  readonly address: string;
  /** Headers added to every call, for example the token. */
  readonly header?: () => Record<string, string>;
  /** Absent: not encrypted, for this machine alone. */
  readonly tls?: TlsTowards | undefined;
}

/** A transport over one grpc-js channel. */
export interface ClosableTransport extends Transport {
  /** Where the channel is; it connects when the first call is made. */
  state(): "ready" | "connecting" | "down";
  /** Ends the channel; calls that have begun go on. */
  close(): void;
}

/**
 * A Connect transport whose wire is grpc-js. It sends no HTTP/2 keepalive: servers that aren't ours end calls for it.
 */
export function createGrpcTransport(options: GrpcClientOptions): ClosableTransport {
  const client = new grpc.Client(options.address, channelCredentials(options.tls), {
    "grpc.max_receive_message_length": maxMessageBytes,
    "grpc.max_send_message_length": maxMessageBytes,
    ...peerName(options.tls),
    // Shared with other channels, a connection that hangs would come back with the channel that replaces this one.
    "grpc.use_local_subchannel_pool": 1,
    "grpc.initial_reconnect_backoff_ms": 100,
    "grpc.min_reconnect_backoff_ms": 100,
    "grpc.max_reconnect_backoff_ms": 1000,
  });
  const outgoing = (header: HeadersInit | undefined) => {
    const all = new Headers(header);
    for (const [key, value] of Object.entries(options.header?.() ?? {})) all.set(key, value);
    return toMetadata(all);
  };

  return {
    close: () => client.close(),
    state() {
      const state = client.getChannel().getConnectivityState(false);
      if (state === grpc.connectivityState.READY) return "ready";
      return state === grpc.connectivityState.CONNECTING ? "connecting" : "down";
    },

    async unary(method, signal, timeoutMs, header, input) {
      refuseAborted(signal);
      const message = create(method.input, input as never);
      return await new Promise((resolve, reject) => {
        const responseHeader = new Headers();
        const trailer = new Headers();
        const definition = methodDefinition(method);
        const call = client.makeUnaryRequest(
          definition.path,
          definition.requestSerialize,
          definition.responseDeserialize,
          message,
          outgoing(header),
          callOptions(timeoutMs),
          (error, answer) => {
            unlink();
            if (error) return reject(abortedOr(signal, fromServiceError(error)));
            resolve({
              stream: false,
              service: method.parent,
              method,
              header: responseHeader,
              trailer,
              message: answer as never,
            });
          },
        );
        call.on("metadata", (metadata) => copyInto(responseHeader, fromMetadata(metadata)));
        call.on("status", (status) => copyInto(trailer, fromMetadata(status.metadata)));
        const unlink = linkAbort(signal, () => call.cancel());
      });
    },

    async stream(method, signal, timeoutMs, header, input) {
      refuseAborted(signal);
      const definition = methodDefinition(method);
      const responseHeader = new Headers();
      const trailer = new Headers();
      const call = await open(client, method, definition, outgoing(header), callOptions(timeoutMs), input);
      call.on("metadata", (metadata: grpc.Metadata) => copyInto(responseHeader, fromMetadata(metadata)));
      call.on("status", (status: grpc.StatusObject) => copyInto(trailer, fromMetadata(status.metadata)));
      return {
        stream: true,
        service: method.parent,
        method,
        header: responseHeader,
        trailer,
        message: read(call, signal) as never,
      };
    },
  };
}

type ReadableCall = grpc.ClientReadableStream<unknown> | grpc.ClientDuplexStream<unknown, unknown>;

async function open(
  client: grpc.Client,
  method: DescMethod,
  definition: grpc.MethodDefinition<unknown, unknown>,
  metadata: grpc.Metadata,
  options: grpc.CallOptions,
  input: AsyncIterable<unknown>,
): Promise<ReadableCall> {
  const { path, requestSerialize, responseDeserialize } = definition;
  if (method.methodKind === "server_streaming") {
    const message = create(method.input, (await first(input)) as never);
    return client.makeServerStreamRequest(path, requestSerialize, responseDeserialize, message, metadata, options);
  }
  // Client streaming is a bidirectional call on the wire; the one answer is read as a stream of one.
  const call = client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize, metadata, options);
  void pump(call, method, input);
  return call;
}

async function pump(
  call: grpc.ClientDuplexStream<unknown, unknown>,
  method: DescMethod,
  input: AsyncIterable<unknown>,
) {
  try {
    for await (const message of input) {
      if (call.destroyed || call.writableEnded) return;
      if (!call.write(create(method.input, message as never))) {
        await new Promise<void>((resolve) => {
          const go = () => {
            call.off("drain", go).off("close", go).off("status", go);
            resolve();
          };
          call.once("drain", go).once("close", go).once("status", go);
        });
      }
    }
    call.end();
  } catch {
    // The source of the requests failed: the peer must not take what came as the whole.
    call.cancel();
  }
}

async function* read(call: ReadableCall, signal: AbortSignal | undefined): AsyncGenerator<unknown> {
  const unlink = linkAbort(signal, () => call.cancel());
  try {
    for await (const message of call) yield message;
  } catch (error) {
    throw abortedOr(
      signal,
      "code" in (error as object) ? fromServiceError(error as grpc.ServiceError) : toConnectError(error),
    );
  } finally {
    unlink();
    call.cancel();
  }
}

function callOptions(timeoutMs: number | undefined): grpc.CallOptions {
  return timeoutMs === undefined ? {} : { deadline: deadlineIn(timeoutMs) };
}

/**
 * grpc-js wants a date of the wall clock and turns it back into a duration at once, by what that clock says now: a time that only goes
 * forward differs from it once the clock was set or the machine slept, and then every call would be over before it began.
 */
function deadlineIn(timeoutMs: number): number {
  return systemClock.nowMs() + timeoutMs;
}

function linkAbort(signal: AbortSignal | undefined, cancel: () => void): () => void {
  signal?.addEventListener("abort", cancel, { once: true });
  return () => signal?.removeEventListener("abort", cancel);
}

function refuseAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw toConnectError(signal.reason);
}

function abortedOr(signal: AbortSignal | undefined, error: ConnectError): ConnectError {
  if (error.code === Code.Canceled && signal?.aborted) return toConnectError(signal.reason);
  return error;
}

function copyInto(target: Headers, source: Headers): void {
  for (const [key, value] of source) target.append(key, value);
}
