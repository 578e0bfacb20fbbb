import type { MessageInitShape } from "@bufbuild/protobuf";
import type { Done, ExecuteResponseSchema } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import type { MeshError } from "@viba/runtime/errors";
import type { AttemptNames } from "../context.ts";
import type { WireProgress } from "../wire.ts";

/** Where an attempt stands. */
export type AttemptOutcome =
  | { readonly kind: "running" }
  | { readonly kind: "done"; readonly done: Done; readonly bytes: number }
  | { readonly kind: "failed"; readonly error: MeshError };

/** An event of Execute, as a handler yields it. */
export type ExecuteEvent = MessageInitShape<typeof ExecuteResponseSchema>;

/** One attempt and those who watch it. */
export interface Attempt extends AttemptNames {
  readonly capability: string;
  /** Newest proof for calls to artifacts and memory: a new owner of the run brings its own. */
  token: string;
  readonly outcome: AttemptOutcome;
  /** True once a caller was given the outcome. */
  readonly fetched: boolean;
  progress(progress: WireProgress): void;
  /** Ends it; only the first outcome counts. */
  settle(outcome: AttemptOutcome): void;
  /** The outcome has been given to a caller. */
  markFetched(): void;
  /** Newest progress, then the outcome. Any number may watch; a slow one misses old progress and nothing else. */
  watch(signal: AbortSignal): AsyncGenerator<ExecuteEvent>;
}

/** A new attempt, running. `onFetched` is told when a caller was given the outcome. */
export function createAttempt(
  names: AttemptNames & { readonly capability: string },
  token: string,
  onFetched: () => void = () => {},
): Attempt {
  const watchers = new Set<() => void>();
  let outcome: AttemptOutcome = { kind: "running" };
  let latest: WireProgress | undefined;
  let fetched = false;

  const changed = () => {
    for (const wake of watchers) wake();
  };
  const change = (signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      const wake = () => {
        watchers.delete(wake);
        signal.removeEventListener("abort", wake);
        resolve();
      };
      watchers.add(wake);
      signal.addEventListener("abort", wake, { once: true });
    });

  const markFetched = () => {
    fetched = true;
    onFetched();
  };

  return {
    ...names,
    token,
    get outcome() {
      return outcome;
    },
    get fetched() {
      return fetched;
    },
    markFetched,
    progress(progress) {
      if (outcome.kind !== "running") return;
      latest = progress;
      changed();
    },
    settle(next) {
      if (outcome.kind !== "running") return;
      outcome = next;
      changed();
    },
    async *watch(signal) {
      let told: WireProgress | undefined;
      while (!signal.aborted) {
        if (latest !== told) {
          told = latest;
          yield { event: { case: "progress", value: told! } };
        } else if (outcome.kind === "failed") {
          markFetched();
          throw outcome.error;
        } else if (outcome.kind === "done") {
          yield { event: { case: "done", value: outcome.done } };
          markFetched();
          return;
        } else await change(signal);
      }
    },
  };
}
