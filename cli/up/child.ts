import { type ChildProcess, spawn } from "node:child_process";
import type { Socket } from "node:net";
import type { Clock } from "@viba/runtime/clock";
import type { Log } from "@viba/runtime/log";

/** A process to keep alive. */
export interface ChildSpec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** A secret it can read from descriptor 4, once. */
  readonly secret?: string;
  /** Its descriptor 4, for reading and writing, at each start. */
  readonly onChannel?: (channel: Socket) => void;
  /** A process of it has ended, wanted or not. */
  readonly onEnded?: (pid: number, why: string) => void;
  /** It has ended and is not started again. */
  readonly onGivenUp?: (why: string) => void;
}

/** A process that is kept alive. */
export interface Child {
  readonly name: string;
  readonly pid: number | undefined;
  /** Starts so far, minus one. */
  readonly restarts: number;
  readonly state: "running" | "waiting" | "given up" | "stopped";
  /** Ends it: asked first, then, after the grace, by force. */
  stop(graceMs: number): Promise<void>;
}

/** How often a process may be started again before a person has to look. */
export const restartBudget = { restarts: 10, windowMs: 60_000, firstDelayMs: 50, maxDelayMs: 2000 } as const;

/**
 * Starts a process and starts it again when it ends, within the budget. It runs in a session of its own, so that a
 * terminal's Ctrl-C reaches only the parent; it is ended through its handle, never by a bare pid.
 */
export function keepAlive(spec: ChildSpec, ports: { clock: Clock; log: Log }): Child {
  const { clock, log } = ports;
  let process: ChildProcess | undefined;
  let stopping = false;
  let restarts = 0;
  let state: Child["state"] = "running";
  let recent: number[] = [];
  let ended: () => void = () => {};

  const start = () => {
    state = "running";
    const started = launch(spec);
    const { pid } = started;
    process = started;
    process.once("error", (error) => log.error("a process could not be started", { name: spec.name, error }));
    process.once("exit", (code, signal) => {
      if (pid !== undefined) spec.onEnded?.(pid, `its process ended with ${signal ?? `exit code ${code}`}`);
      onExit(code, signal);
    });
  };
  const onExit = (code: number | null, signal: string | null) => {
    process = undefined;
    ended();
    if (stopping) {
      state = "stopped";
      return;
    }
    const nowMs = clock.monotonicMs();
    recent = [...recent.filter((at) => nowMs - at < restartBudget.windowMs), nowMs];
    if (recent.length > restartBudget.restarts || code === usageExit) {
      state = "given up";
      const why =
        code === usageExit
          ? "it can't run like this (exit 2)"
          : `it ended ${recent.length} times within a minute, last with ${signal ?? `exit code ${code}`}`;
      spec.onGivenUp?.(why);
      return;
    }
    state = "waiting";
    const delayMs = Math.min(restartBudget.maxDelayMs, restartBudget.firstDelayMs * 2 ** (recent.length - 1));
    log.warn("a process ended and is started again", { name: spec.name, code, signal, delay_ms: delayMs });
    clock.after(delayMs, () => {
      if (stopping) return;
      restarts++;
      start();
    });
  };
  start();

  return {
    name: spec.name,
    get pid() {
      return process?.pid;
    },
    get restarts() {
      return restarts;
    },
    get state() {
      return state;
    },
    async stop(graceMs) {
      stopping = true;
      if (!process) {
        state = "stopped";
        return;
      }
      const gone = new Promise<void>((resolve) => (ended = resolve));
      process.kill("SIGTERM");
      const force = clock.after(graceMs, () => process?.kill("SIGKILL"));
      await gone;
      force.cancel();
    },
  };
}

/** A process that exits so was asked for something impossible; starting it again changes nothing. */
const usageExit = 2;

/** Descriptor 3 ends when this process ends, however it ends: that tells the child that its parent is gone. */
function launch(spec: ChildSpec): ChildProcess {
  const child = spawn(spec.command, spec.args, {
    // Descriptor 1 of a child goes to our standard error: standard output is for the command's answer.
    stdio: ["ignore", 2, 2, "pipe", "pipe"],
    env: { ...globalThis.process.env, ...spec.env, VIBA_PARENT_FD: "3", VIBA_JOIN_FD: "4" },
    detached: true,
  });
  const [, , , lifeline, channel] = child.stdio as (Socket | null)[];
  lifeline?.on("error", () => {});
  channel?.on("error", () => {});
  if (spec.secret !== undefined) channel?.end(`${spec.secret}\n`);
  if (channel) spec.onChannel?.(channel);
  return child;
}
