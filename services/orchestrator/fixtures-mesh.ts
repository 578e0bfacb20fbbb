import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { createClient, type Transport } from "@connectrpc/connect";
import { AttemptState, type Done, DoneSchema } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { type CapabilitySchema, Presence } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import { RegistryService } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import {
  type DispatchRequest,
  type DispatchResponseSchema,
  RouterService,
} from "@viba/contracts/gen/viba/router/v1/router_pb";
import { type Clock, sleep } from "@viba/runtime/clock";
import { MeshError, toDetail } from "@viba/runtime/errors";
import { createLocalTransport } from "@viba/transport/local";
import { route } from "@viba/transport/routes";
import { artifact, goal } from "./fixtures-artifacts.ts";
import type { RegistryClient, RouterClient } from "./ports.ts";

/** A scripted agent and its one promise. */
export interface Maker {
  readonly agentId: string;
  /** Changes when the agent is started again. */
  instanceId: string;
  readonly outputType: string;
  readonly inputs: readonly string[];
  idempotent: boolean;
  /** Time an attempt takes. */
  workMs: number;
  /** What the attempts fail with, one after the other, before they begin to go well. */
  failures: MeshError[];
  /** What it makes; the artifact of its type by default. */
  made: MessageInitShape<typeof DoneSchema>;
  /** What its next attempts make instead, one after the other. */
  madeNext: MessageInitShape<typeof DoneSchema>[];
  fromCache: boolean;
  /** False: nobody can reach it. */
  there: boolean;
  /** True: it has a lease, and is suspect. */
  silent: boolean;
}

/** A router and its agents. They live on whatever becomes of the orchestrator, as processes of their own do. */
export interface FakeMesh {
  readonly transport: Transport;
  readonly router: RouterClient;
  readonly registry: RegistryClient;
  readonly makers: Maker[];
  maker(outputType: string): Maker;
  /** Requests to dispatch, in order. */
  readonly dispatched: DispatchRequest[];
  /** Attempts that an agent really began, by agent id: the same attempt asked for again is begun once. */
  readonly begun: string[];
  readonly released: string[];
  readonly questions: string[];
  /** Times that somebody asked who is there. */
  readonly listed: number;
  /** Ends the maker's process: what it knew is lost, and calls to it too. */
  kill(maker: Maker): void;
  /** Breaks all connections to a maker that lives on. */
  cut(maker: Maker): void;
}

interface Attempt {
  readonly maker: Maker;
  readonly instanceId: string;
  readonly outcome: Promise<Done>;
  state: AttemptState;
  error?: MeshError;
  /** Rejects for those who listen, while the work goes on. */
  readonly listeners: Set<(error: MeshError) => void>;
}

type Response = MessageInitShape<typeof DispatchResponseSchema>;

/** A mesh whose router takes the first maker that fits. */
export function fakeMesh(clock: Clock): FakeMesh {
  const attempts = new Map<string, Attempt>();
  const dispatched: DispatchRequest[] = [];
  const begun: string[] = [];
  const released: string[] = [];
  const questions: string[] = [];
  let decisions = 0;
  let listed = 0;
  const makers = [
    maker("goal", "viba.core.v1.Goal", ["viba.core.v1.Request"], { made: { artifact: goal() } }),
    maker("a", "t.v1.A", ["t.v1.Brief"]),
    maker("b", "t.v1.B", ["t.v1.A"]),
    maker("c", "t.v1.C", ["t.v1.A"]),
    maker("d", "t.v1.D", ["t.v1.B", "t.v1.C"]),
  ];

  const choose = (request: DispatchRequest): Maker => {
    const { outputType = "", availableTypes = [], constraints } = request.want ?? {};
    const fit = makers.filter(
      (one) =>
        one.outputType === outputType &&
        one.inputs.includes(outputType) === (request.want?.refine ?? false) &&
        one.inputs.every((type) => availableTypes.includes(type)),
    );
    const again = fit.find((one) => one.instanceId === request.instanceId);
    const suspect = fit.filter((one) => one.there && one.silent).length;
    const free = fit.filter((one) => one.there && !one.silent && !constraints?.excludedAgents.includes(one.agentId));
    const chosen = again ?? free[0];
    if (!chosen)
      throw new MeshError("NO_CAPABLE_AGENT", `nobody makes ${outputType} now`, {
        facts: { type: outputType, ...(suspect > 0 ? { suspect: String(suspect) } : {}) },
      });
    return chosen;
  };
  const work = async (one: Maker, attempt: () => Attempt): Promise<Done> => {
    await sleep(clock, one.workMs);
    const failure = one.failures.shift();
    if (failure) {
      attempt().state = AttemptState.FAILED;
      attempt().error = failure;
      throw failure;
    }
    attempt().state = AttemptState.DONE;
    return create(DoneSchema, {
      artifact: artifact(one.outputType),
      cpuMs: 100,
      ...(one.madeNext.shift() ?? one.made),
    });
  };
  const begin = (request: DispatchRequest, one: Maker): Attempt => {
    const known = attempts.get(request.attemptId);
    if (known && known.instanceId === one.instanceId) return known;
    begun.push(`${one.agentId} ${request.attemptId}`);
    const attempt: Attempt = {
      maker: one,
      instanceId: one.instanceId,
      state: AttemptState.RUNNING,
      listeners: new Set(),
      outcome: work(one, () => attempt),
    };
    attempt.outcome.catch(() => {});
    attempts.set(request.attemptId, attempt);
    return attempt;
  };
  const listen = async (attempt: Attempt): Promise<Done> => {
    let drop: (error: MeshError) => void = () => {};
    const dropped = new Promise<never>((_resolve, reject) => (drop = reject));
    attempt.listeners.add(drop);
    try {
      return await Promise.race([attempt.outcome, dropped]);
    } finally {
      attempt.listeners.delete(drop);
    }
  };

  const routes = route(RouterService, {
    async *dispatch(request): AsyncGenerator<Response> {
      dispatched.push(request);
      const one = choose(request);
      const decision = {
        decisionId: `decision ${++decisions}`,
        outputType: one.outputType,
        chosenAgentId: one.agentId,
        chosenInstanceId: one.instanceId,
        chosenVersion: "1.0.0",
        chosenCapability: `make.${one.agentId}`,
        propensity: 1,
        chosenIdempotent: one.idempotent,
      };
      yield { event: { case: "decision", value: decision } };
      if (one.fromCache && !request.fresh) {
        yield { event: { case: "done", value: { artifact: artifact(one.outputType), ...one.made } }, fromCache: true };
        return;
      }
      if (!one.there) throw new MeshError("NO_CAPABLE_AGENT", `${one.agentId} was lost before it began`);
      const attempt = begin(request, one);
      yield { event: { case: "accepted", value: { instanceId: one.instanceId } } };
      yield { event: { case: "progress", value: { fraction: 0.5, messageEn: one.agentId } } };
      yield { event: { case: "done", value: await listen(attempt) } };
    },
    findAttempt({ attemptId, instanceId }) {
      questions.push(`${attemptId} at ${instanceId || "anybody"}`);
      const attempt = attempts.get(attemptId);
      const answers = attempt && attempt.maker.there && attempt.maker.instanceId === attempt.instanceId;
      if (!answers || (instanceId !== "" && instanceId !== attempt.instanceId)) {
        return { attempt: { state: AttemptState.UNKNOWN } };
      }
      const { state, error } = attempt;
      return { attempt: { state, ...(error ? { error: toDetail(error), message: error.message } : {}) } };
    },
    releaseAttempt({ attemptId, instanceId }) {
      released.push(`${attemptId} at ${instanceId}`);
      const attempt = attempts.get(attemptId);
      if (attempt?.state === AttemptState.DONE) attempts.delete(attemptId);
      return {};
    },
    listCapabilities: () => ({
      capabilities: makers
        .filter((one) => one.there)
        .map((one) => ({
          agentId: one.agentId,
          version: "1.0.0",
          capability: promiseOf(one),
        })),
    }),
  });
  const drop = (one: Maker, error: MeshError) => {
    for (const attempt of attempts.values()) {
      if (attempt.maker === one) for (const listener of attempt.listeners) listener(error);
    }
  };
  const lost = (one: Maker) =>
    new MeshError("UNKNOWN_OUTCOME", `the connection to ${one.agentId} broke`, {
      facts: { instance: one.instanceId, idempotent: String(one.idempotent) },
    });

  const registry = route(RegistryService, {
    listAgents() {
      listed += 1;
      return {
        agents: makers
          .filter((one) => one.there)
          .map((one) => ({
            manifest: { agentId: one.agentId, capabilities: [promiseOf(one)] },
            instanceId: one.instanceId,
          })),
      };
    },
  });
  const transport = createLocalTransport([routes, registry], { throughBytes: true });

  return {
    transport,
    router: createClient(RouterService, transport),
    registry: createClient(RegistryService, transport),
    makers,
    maker: (outputType) => makers.find((one) => one.outputType === outputType)!,
    dispatched,
    begun,
    released,
    questions,
    get listed() {
      return listed;
    },
    kill(one) {
      drop(one, lost(one));
      for (const [attemptId, attempt] of attempts) if (attempt.maker === one) attempts.delete(attemptId);
      one.instanceId += "'";
    },
    cut: (one) => drop(one, lost(one)),
  };
}

/** A maker of one type. */
export function maker(agentId: string, outputType: string, inputs: string[], more: Partial<Maker> = {}): Maker {
  return {
    agentId,
    instanceId: `${agentId}-1`,
    outputType,
    inputs,
    idempotent: true,
    workMs: 100,
    failures: [],
    made: {},
    madeNext: [],
    fromCache: false,
    there: true,
    silent: false,
    ...more,
  };
}

function promiseOf({ agentId, outputType, inputs, idempotent }: Maker): MessageInitShape<typeof CapabilitySchema> {
  return {
    name: `make.${agentId}`,
    outputType,
    inputs: inputs.map((type) => ({ type, presence: Presence.REQUIRED })),
    cost: 1,
    idempotent,
  };
}
