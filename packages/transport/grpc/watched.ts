import type { Clock, Timer } from "@viba/runtime/clock";
import { type ClosableTransport, createGrpcTransport, type GrpcClientOptions } from "./client.ts";

/** How long a channel may take to connect: a LAN needs milliseconds, a lease lives three seconds. */
export const connectMsDefault = 3000;

/** What watching a channel needs. */
export interface WatchedOptions extends GrpcClientOptions {
  readonly clock: Clock;
  /** @default 3000 */
  readonly connectMs?: number;
}

/** A transport whose channel can be replaced under it. */
export interface WatchedTransport extends ClosableTransport {
  /** The next call goes over a new channel; calls that wait for this one to connect end as NOT_STARTED, others go on. */
  replace(): void;
}

/**
 * A gRPC transport that replaces a channel which is connecting for too long: where TCP is accepted and nothing more comes,
 * grpc-js itself waits for ever. Watched only from a call on a channel that is not up, so that idle ones cost nothing.
 */
export function createWatchedTransport(options: WatchedOptions): WatchedTransport {
  const { clock, connectMs = connectMsDefault } = options;
  let current = createGrpcTransport(options);
  let watchdog: Timer | undefined;
  const replace = () => {
    current.close();
    current = createGrpcTransport(options);
  };
  const watched = (): ClosableTransport => {
    if (!watchdog && current.state() !== "ready") {
      watchdog = clock.after(connectMs, () => {
        watchdog = undefined;
        if (current.state() === "connecting") replace();
      });
    }
    return current;
  };
  return {
    unary: (...call) => watched().unary(...call),
    stream: (...call) => watched().stream(...call),
    state: () => current.state(),
    replace,
    close() {
      watchdog?.cancel();
      current.close();
    },
  };
}
