import { create, toBinary } from "@bufbuild/protobuf";
import { createClient, type Transport } from "@connectrpc/connect";
import { OutcomesRecordedSchema } from "@viba/contracts/gen/viba/event/v1/event_pb";
import { RegistryService } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import { RouterService } from "@viba/contracts/gen/viba/router/v1/router_pb";
import type { Bus } from "@viba/bus/bus";
import { subjects } from "@viba/bus/subjects";
import type { Clock } from "@viba/runtime/clock";
import { newId, type Random } from "@viba/runtime/random";
import type { Blobs } from "@viba/store/blobs";
import type { Journal } from "@viba/store/journal";
import type { Route } from "@viba/transport/routes";
import { announceState } from "./announce-state.ts";
import { artifactRoutes } from "./artifact-routes.ts";
import { createSeenOffers } from "./core/seen-offers.ts";
import { createDrivers } from "./drivers.ts";
import { createEventHub } from "./event-hub.ts";
import { type RunLimits, runLimits, type RunPorts } from "./ports.ts";
import { runRoute } from "./run-routes.ts";

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

/** Opens the orchestrator: it alone decides over runs. */
export function openOrchestrator(options: OrchestratorOptions): OrchestratorService {
  const hub = createEventHub(options);
  const ports: RunPorts = {
    ...options,
    router: createClient(RouterService, options.router),
    registry: createClient(RegistryService, options.router),
    hub,
    seen: createSeenOffers(),
    owner: newId("orchestrator"),
    limits: { ...runLimits, ...options.limits },
    onEnded: (runId, outcomes) => void announce(runId, outcomes, options),
    onState: (change) => void announceState(change, options.bus, options.log),
  };
  const drivers = createDrivers(ports);
  const sweep = options.clock.every(ports.limits.leaseMs, () => {
    drivers.adopt().catch((error: unknown) => options.log("unfinished runs could not be looked for", { error }));
  });
  return {
    routes: [runRoute(ports, drivers), ...artifactRoutes(ports)],
    resume: () => drivers.adopt(),
    async [Symbol.asyncDispose]() {
      sweep.cancel();
      await drivers.stop();
      hub[Symbol.dispose]();
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
