import type { NatsConnection } from "@nats-io/transport-node";
import type { Clock } from "@viba/runtime/clock";
import type { BusHealth } from "./bus.ts";

/** What is known of the connection now, and a way to wait for it. */
export interface NatsLine {
  readonly connected: boolean;
  readonly reconnects: number;
  health(): BusHealth;
  /** Called after each return of the connection; the result forgets it. */
  onReturn(task: () => void): () => void;
  /** True once there is a connection; false if the time is over or the connection is closed for good. */
  wait(timeoutMs: number, signal?: AbortSignal): Promise<boolean>;
}

/** Follows the connection's own reports. */
export function watchLine(connection: NatsConnection, clock: Clock): NatsLine {
  const tasks = new Set<() => void>();
  const state = { connected: true, reconnects: 0, sinceMs: clock.monotonicMs(), last: "" };
  const set = (connected: boolean) => {
    if (state.connected === connected) return;
    state.connected = connected;
    state.sinceMs = clock.monotonicMs();
    if (!connected) return;
    state.reconnects++;
    for (const task of [...tasks]) task();
  };
  const follow = async () => {
    for await (const status of connection.status()) {
      if (status.type === "disconnect" || status.type === "staleConnection") set(false);
      if (status.type === "reconnect") set(true);
      if (status.type === "error") state.last = status.error.message;
    }
    set(false);
  };
  void follow();

  const onReturn = (task: () => void) => {
    tasks.add(task);
    return () => void tasks.delete(task);
  };
  return {
    get connected() {
      return state.connected;
    },
    get reconnects() {
      return state.reconnects;
    },
    health() {
      if (state.connected) return { connected: true, note: "NATS" };
      const seconds = Math.round((clock.monotonicMs() - state.sinceMs) / 1000);
      return { connected: false, note: `NATS has been away for ${seconds} s${state.last && ` (${state.last})`}` };
    },
    onReturn,
    wait: (timeoutMs, signal) =>
      new Promise((resolve) => {
        if (state.connected || timeoutMs <= 0 || signal?.aborted || connection.isClosed()) {
          return resolve(state.connected);
        }
        const done = () => {
          timer.cancel();
          forget();
          signal?.removeEventListener("abort", done);
          resolve(state.connected);
        };
        const timer = clock.after(timeoutMs, done);
        const forget = onReturn(done);
        signal?.addEventListener("abort", done, { once: true });
      }),
  };
}
