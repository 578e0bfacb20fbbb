import * as grpc from "@grpc/grpc-js";
import type { Clock } from "@viba/runtime/clock";
import { fromServiceError } from "../grpc/status.ts";
import { channelCredentials, peerName, type TlsTowards } from "../tls.ts";
import { maxBatchBytes } from "./limits.ts";
import type { LinkPort, PortListener } from "./port.ts";
import { notStarted } from "./status.ts";

const asIs = (bytes: Buffer): Buffer => bytes;

/** `LinkService.Open` as grpc-js wants it: batches pass as the bytes they are, since the link has its own codec. */
export const openDefinition: grpc.MethodDefinition<Buffer, Buffer> = {
  path: "/viba.link.v1.LinkService/Open",
  requestStream: true,
  responseStream: true,
  requestSerialize: asIs,
  requestDeserialize: asIs,
  responseSerialize: asIs,
  responseDeserialize: asIs,
};

/** HTTP/2's own window only has to be larger than what the link has under way. */
export const windowBytes = 4 * 1024 * 1024;

/** Limits of a channel or server that carries links only. */
export const linkChannelOptions: grpc.ChannelOptions = {
  "grpc.max_receive_message_length": maxBatchBytes,
  "grpc.max_send_message_length": maxBatchBytes,
  "grpc-node.flow_control_window": windowBytes,
};

/** Bytes handed to grpc-js and not yet sent at which writing pauses: what small calls may have to wait behind. */
const highWaterBytes = 2 * maxBatchBytes;

type Duplex = grpc.ClientDuplexStream<Buffer, Buffer> | grpc.ServerDuplexStream<Buffer, Buffer>;

interface Writes {
  write(batch: Buffer, written: () => void): boolean;
}

function writesOn(stream: Duplex, listener: () => PortListener | undefined): Writes {
  let pendingBytes = 0;
  let paused = false;
  return {
    write(batch, written) {
      const size = batch.length;
      pendingBytes += size;
      stream.write(batch, () => {
        pendingBytes -= size;
        written();
        if (!paused || pendingBytes > maxBatchBytes) return;
        paused = false;
        listener()?.drain();
      });
      paused ||= pendingBytes >= highWaterBytes;
      return !paused;
    },
  };
}

/** The port of an accepted stream. */
export function acceptedPort(call: grpc.ServerDuplexStream<Buffer, Buffer>): LinkPort {
  let listener: PortListener | undefined;
  const closed = (error?: unknown) => {
    const told = listener;
    listener = undefined;
    told?.closed(error);
    call.end();
  };
  return {
    ...writesOn(call, () => listener),
    open(given) {
      listener = given;
      call.on("data", (batch: Buffer) => listener?.batch(batch));
      call.on("end", () => closed());
      call.on("cancelled", () => closed(notStarted("the peer closed the link")));
      call.on("error", (error: unknown) => closed(error));
    },
    end: () => void call.end(),
    cut: () => {
      // A stream that was ended already ignores it; one that hangs is reset with the status.
      if (!call.cancelled) call.emit("error", { code: grpc.status.CANCELLED, details: "the link was cut" });
      listener = undefined;
    },
  };
}

/** Where to dial, and how long connecting may take. */
export interface DialPortOptions {
  /** "host:port". */
  readonly address: string;
  readonly clock: Clock;
  readonly connectMs: number;
  readonly tls?: TlsTowards | undefined;
}

/**
 * A port on a connection of its own. One that is still connecting after `connectMs` is closed: a server that takes the TCP
 * connection and never answers would otherwise hold grpc-js for ever.
 */
export function dialPort({ address, clock, connectMs, tls }: DialPortOptions): LinkPort {
  const client = new grpc.Client(address, channelCredentials(tls), {
    ...linkChannelOptions,
    ...peerName(tls),
    "grpc.use_local_subchannel_pool": 1,
  });
  const stream = client.makeBidiStreamRequest(openDefinition.path, asIs, asIs);
  let listener: PortListener | undefined;
  const closed = (error?: unknown) => {
    const told = listener;
    listener = undefined;
    watchdog.cancel();
    stream.cancel();
    client.close();
    told?.closed(error);
  };
  const watchdog = clock.after(connectMs, () => {
    if (client.getChannel().getConnectivityState(false) === grpc.connectivityState.READY) return;
    closed(notStarted(`${address} has not answered within ${connectMs} ms`));
  });
  return {
    ...writesOn(stream, () => listener),
    open(given) {
      listener = given;
      stream.on("data", (batch: Buffer) => listener?.batch(batch));
      stream.on("error", (error: grpc.ServiceError) => closed(fromServiceError(error)));
      stream.on("end", () => closed());
    },
    end: () => void stream.end(),
    cut: () => closed(),
  };
}
