import { create, toBinary } from "@bufbuild/protobuf";
import { createClient, type Transport } from "@connectrpc/connect";
import { OutcomesRecordedSchema } from "@viba/contracts/gen/viba/event/v1/event_pb";
import { RouterService } from "@viba/contracts/gen/viba/router/v1/router_pb";
import type { Bus } from "@viba/bus/bus";
import { subjects } from "@viba/bus/subjects";
import type { Clock } from "@viba/runtime/clock";
import { newId, type Random } from "@viba/runtime/random";
import type { Blobs } from "@viba/store/blobs";
import type { Journal } from "@viba/store/journal";
import type { Route } from "@viba/transport/routes";
import { artifactRoutes } from "./artifact-routes.ts";
import { createEventHub } from "./events.ts";
import { type RunLimits, runLimits, type RunPorts } from "./ports.ts";
import { driveRun } from "./run-driver.ts";
import { type Drivers, runRoute } from "./run-routes.ts";

/** What the orchestrator needs. */
export interface OrchestratorOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly journal: Journal;
  readonly blobs: Blobs;
  readonly bus: Bus;
  readonly router: Transport;
  readonly limits?: Partial<RunLimits>;
  readonly log: (message: string, facts: Record<string, unknown>) => void;
}

/** A running orchestrator. */
export interface OrchestratorService extends AsyncDisposable {
  readonly routes: Route[];
  /** Goes on with every run that was not ended; call when the router can be reached. */
  resume(): Promise<number>;
}

/** States of runs that go on after a restart. */
const unfinished = ["accepted", "running", "waiting"];

/** Opens the orchestrator: it alone decides over runs. */
export function openOrchestrator(options: OrchestratorOptions): OrchestratorService {
  const ports: RunPorts = {
    ...options,
    router: createClient(RouterService, options.router),
    hub: createEventHub(),
    owner: newId("orchestrator"),
    limits: { ...runLimits, ...options.limits },
    onEnded: (runId, outcomes) => void announce(runId, outcomes, options),
  };
  const drivers = createDrivers(ports);
  const sweep = options.clock.every(ports.limits.leaseMs, () => void drivers.adopt().catch(() => {}));
  return {
    routes: [runRoute(ports, drivers), ...artifactRoutes(ports)],
    resume: () => drivers.adopt(),
    async [Symbol.asyncDispose]() {
      sweep.cancel();
      await drivers.stop();
    },
  };
}

async function announce(runId: string, outcomes: number, { bus, log }: OrchestratorOptions): Promise<void> {
  try {
    const event = create(OutcomesRecordedSchema, { runId, outcomes });
    await bus.append(
      { subject: subjects.outcome.name, body: toBinary(OutcomesRecordedSchema, event) },
      `outcome/${runId}`,
    );
  } catch (error) {
    // News only: the learner reads the journal, and looks again by itself.
    log("outcomes were not announced", { run: runId, error: String(error) });
  }
}

function createDrivers(ports: RunPorts): Drivers & { adopt(): Promise<number>; stop(): Promise<void> } {
  const stopping = new AbortController();
  const running = new Map<string, { cancel: AbortController; ended: Promise<void> }>();
  const start = (runId: string) => {
    if (running.has(runId) || stopping.signal.aborted) return;
    const cancel = new AbortController();
    const ended = driveRun(runId, ports, stopping.signal, cancel.signal)
      .catch((error: unknown) => ports.log("a run's driver failed", { run: runId, error: String(error) }))
      .finally(() => running.delete(runId));
    running.set(runId, { cancel, ended });
  };
  return {
    start,
    cancel: (runId) => running.get(runId)?.cancel.abort(),
    async adopt() {
      const rows = await ports.journal.runs({ states: unfinished, limit: 500 });
      for (const row of rows) start(row.runId);
      return rows.length;
    },
    async stop() {
      stopping.abort();
      await Promise.allSettled([...running.values()].map((driver) => driver.ended));
    },
  };
}
