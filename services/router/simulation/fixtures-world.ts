import { create } from "@bufbuild/protobuf";
import type { ExecuteRequest } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import type { Capability } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import { DispatchRequestSchema } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { durationFromMs, MeshError, toMeshError } from "@viba/runtime/errors";
import type { FairQueueOptions } from "@viba/runtime/fair-queue";
import type { Random } from "@viba/runtime/random";
import { fakeClock, type FakeClock } from "@viba/testkit/clock";
import { artifact, brief, plan, promise, wanted } from "../fixtures.ts";
import { type Mood, type SimAgent, startSimAgent } from "./fixtures-agent.ts";
import { type SimRouter, startSimRouter } from "./fixtures-router.ts";

/** The type whose work may not run twice. */
export const model = "t.v1.Model";

/** One call and how it ended. */
export interface SimCall {
  readonly name: string;
  readonly runId: string;
  /** Which start of the router it went to. */
  readonly epoch: bigint;
  readonly tenant: string;
  readonly outputType: string;
  readonly startedMs: number;
  readonly deadlineMs: number;
  endedMs: number | undefined;
  outcome: "done" | MeshError["reason"] | undefined;
}

/** What is asked for. */
export interface SimAsk {
  readonly name: string;
  readonly runId?: string;
  readonly tenant?: string;
  readonly outputType?: string;
  readonly timeoutMs?: number;
  readonly priority?: number;
}

/** Routers and agents that fail as told, on a clock of their own. */
export interface World {
  readonly clock: FakeClock;
  readonly agents: SimAgent[];
  readonly calls: SimCall[];
  readonly executed: {
    readonly instanceId: string;
    readonly request: ExecuteRequest;
    readonly begun: boolean;
    readonly epoch: bigint;
  }[];
  /** What broke a rule while it happened. */
  readonly broken: string[];
  readonly router: SimRouter | undefined;
  addAgent(agentId: string, capacity: number): SimAgent;
  call(ask: SimAsk): Promise<SimCall>;
  /** The router's process dies; another one is there after a while. */
  restartRouter(afterMs: number): void;
  stop(): void;
}

/** What a world is made of. */
export interface WorldOptions {
  readonly random: Random;
  readonly mood: (agent: string, request: ExecuteRequest) => Mood;
  readonly takesMs: () => number;
  /** Whether an agent that died is started again, as another instance. */
  readonly restartAgents?: boolean;
  readonly queue?: Partial<FairQueueOptions>;
}

/** A world with a router and nobody else. */
export function createWorld(options: WorldOptions): World {
  const { random } = options;
  const clock = fakeClock();
  const agents: SimAgent[] = [];
  const calls: SimCall[] = [];
  const executed: World["executed"] = [];
  const broken: string[] = [];
  let starts = 0;
  let epoch = 0n;
  let stopped = false;
  let router: SimRouter | undefined;
  const byInstance = new Map<string, SimAgent>();

  const startRouter = () => {
    epoch += 1n;
    router = startSimRouter({
      clock,
      random,
      epoch,
      agent: ({ instanceId }) => byInstance.get(instanceId)!.client,
      ...(options.queue ? { queue: options.queue } : {}),
    });
  };
  const addAgent = (agentId: string, capacity: number): SimAgent => {
    const instanceId = `${agentId}-${++starts}`;
    const agent = startSimAgent({
      agentId,
      instanceId,
      capabilities: capabilities(capacity),
      clock,
      random,
      router: () => router,
      mood: (request) => options.mood(agentId, request),
      takesMs: options.takesMs,
      onExecute(to, request, begun) {
        executed.push({ instanceId, request, begun, epoch });
        if (!router?.registry.get(instanceId))
          broken.push(`${request.attemptId} was sent to ${instanceId} without a lease`);
        if (to.open >= capacity * 2)
          broken.push(`${instanceId} runs ${to.open + 1}, it takes ${capacity} of each kind`);
      },
      onDeath() {
        if (stopped || options.restartAgents === false) return;
        clock.after(100 + 900 * random(), () => stopped || addAgent(agentId, capacity));
      },
    });
    agents.push(agent);
    byInstance.set(instanceId, agent);
    return agent;
  };
  startRouter();

  return {
    clock,
    agents,
    calls,
    executed,
    broken,
    get router() {
      return router;
    },
    addAgent,
    async call(ask) {
      const startedMs = clock.monotonicMs();
      const { name, runId = name, tenant = "local", outputType = plan, timeoutMs = 5000, priority = 0 } = ask;
      const deadlineMs = startedMs + timeoutMs;
      const call: SimCall = {
        name,
        runId,
        epoch,
        tenant,
        outputType,
        startedMs,
        deadlineMs,
        endedMs: undefined,
        outcome: undefined,
      };
      calls.push(call);
      call.outcome = await send(router, { ...ask, runId, tenant, outputType, timeoutMs, priority });
      call.endedMs = clock.monotonicMs();
      return call;
    },
    restartRouter(afterMs) {
      router?.kill();
      router = undefined;
      clock.after(afterMs, () => {
        if (!stopped && !router) startRouter();
      });
    },
    stop() {
      stopped = true;
      for (const agent of agents) agent.die();
      router?.kill();
    },
  };
}

/** Both kinds of work: one may run twice, the other may not. */
function capabilities(maxConcurrency: number): Capability[] {
  return [
    promise({ maxConcurrency }),
    promise({ name: "model", outputType: model, maxConcurrency, idempotent: false }),
  ];
}

async function send(router: SimRouter | undefined, ask: Required<SimAsk>): Promise<SimCall["outcome"]> {
  if (!router) return "NOT_STARTED";
  const { name, runId, tenant, outputType, timeoutMs, priority } = ask;
  const request = create(DispatchRequestSchema, {
    attemptId: name,
    runId,
    stepId: name,
    want: wanted({ outputType, tenant }),
    inputs: [artifact(brief, "a brief")],
    timeout: durationFromMs(timeoutMs),
    priority,
  });
  try {
    for await (const { event } of router.calls.dispatch(request, { signal: router.died })) {
      if (event.case === "done") return "done";
    }
    return undefined;
  } catch (thrown) {
    // Its caller's connection to the router broke: nobody knows.
    return router.died.aborted ? "UNKNOWN_OUTCOME" : toMeshError(thrown).reason;
  }
}
