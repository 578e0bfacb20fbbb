import { create } from "@bufbuild/protobuf";
import { type Client, createClient, type Transport } from "@connectrpc/connect";
import { AgentService, type ExecuteRequest } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import type { Capability } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import { ManifestSchema } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { sleep } from "@viba/runtime/clock";
import { MeshError, toMeshError } from "@viba/runtime/errors";
import type { Random } from "@viba/runtime/random";
import type { FakeClock } from "@viba/testkit/clock";
import { createLocalTransport } from "@viba/transport/local";
import { route } from "@viba/transport/routes";
import { artifact } from "../fixtures.ts";
import { accepted, done, half } from "../fixtures-agents.ts";
import type { SimRouter } from "./fixtures-router.ts";

/** How an agent answers one call. */
export type Mood = "good" | "slow" | "hangs" | "fails" | "lies" | "refuses" | "ends" | "dies";

/** One process of an agent. */
export interface SimAgent {
  readonly agentId: string;
  readonly instanceId: string;
  readonly capacity: number;
  readonly client: Client<typeof AgentService>;
  /** Up; lost (both ends notice); half open (nobody notices). */
  link: "up" | "lost" | "half-open";
  readonly alive: boolean;
  readonly open: number;
  /** Milliseconds of work, over all its places. */
  readonly busyMs: number;
  die(): void;
  cut(link: "lost" | "half-open"): void;
}

/** What an agent needs of its world. */
export interface SimAgentOptions {
  readonly agentId: string;
  readonly instanceId: string;
  readonly capabilities: readonly Capability[];
  readonly clock: FakeClock;
  readonly random: Random;
  readonly router: () => SimRouter | undefined;
  readonly mood: (request: ExecuteRequest) => Mood;
  /** Length of honest work, milliseconds. */
  readonly takesMs: () => number;
  /** Told of every call that reaches it. */
  readonly onExecute: (agent: SimAgent, request: ExecuteRequest, begun: boolean) => void;
  readonly onDeath: (agent: SimAgent) => void;
}

/** Starts an agent: it registers, keeps its lease and works until it dies. */
export function startSimAgent(options: SimAgentOptions): SimAgent {
  const { clock, random, agentId, instanceId } = options;
  const death = new AbortController();
  let cut = new AbortController();
  const state = { link: "up" as SimAgent["link"], open: 0, busyMs: 0 };
  const agent: SimAgent = {
    agentId,
    instanceId,
    capacity: options.capabilities[0]!.maxConcurrency,
    client: createClient(AgentService, untimed(createLocalTransport([route(AgentService, { execute })]))),
    get link() {
      return state.link;
    },
    set link(link) {
      state.link = link;
    },
    get alive() {
      return !death.signal.aborted;
    },
    get open() {
      return state.open;
    },
    get busyMs() {
      return state.busyMs;
    },
    die() {
      if (death.signal.aborted) return;
      death.abort(new MeshError("UNKNOWN_OUTCOME", "read ECONNRESET"));
      options.onDeath(agent);
    },
    cut(link) {
      state.link = link;
      if (link !== "lost") return;
      cut.abort(new MeshError("UNKNOWN_OUTCOME", "the link was lost"));
      cut = new AbortController();
    },
  };

  async function* execute(request: ExecuteRequest, { signal }: { signal: AbortSignal }) {
    if (!agent.alive || state.link === "lost") throw new MeshError("NOT_STARTED", "connect ECONNREFUSED");
    const end = AbortSignal.any([signal, death.signal, cut.signal]);
    if (state.link === "half-open") await sleep(clock, 1e9, end);
    const mood = options.mood(request);
    options.onExecute(agent, request, mood !== "refuses");
    if (mood === "refuses") throw new MeshError("OVERLOADED", "full", { retryAfterMs: 200 });
    const sinceMs = clock.monotonicMs();
    let over = false;
    const close = () => {
      if (over) return;
      over = true;
      state.open -= 1;
      state.busyMs += clock.monotonicMs() - sinceMs;
    };
    // A caller that leaves between two messages is heard of by its signal alone.
    end.addEventListener("abort", close, { once: true });
    state.open += 1;
    try {
      yield accepted;
      if (mood === "hangs") await sleep(clock, 1e9, end);
      if (mood === "dies") {
        await sleep(clock, options.takesMs() / 2, end);
        agent.die();
      }
      await sleep(clock, options.takesMs() * (mood === "slow" ? 20 : 1), end);
      if (state.link === "half-open") await sleep(clock, 1e9, end);
      if (mood === "fails") throw new MeshError("AGENT_FAILED", "broken");
      if (mood === "ends") return;
      yield half;
      close();
      yield mood === "lies" ? lie(random) : done({ artifact: artifact(wantedOf(request, options)) });
    } finally {
      close();
    }
  }

  void keepLease(agent, options, death.signal);
  return agent;
}

/** Without the time-outs of calls, which Connect keeps on the real clock: there a busy machine would end calls of a world. */
function untimed({ unary, stream }: Transport): Transport {
  return {
    unary: (method, signal, _timeoutMs, ...rest) => unary(method, signal, undefined, ...rest),
    stream: (method, signal, _timeoutMs, ...rest) => stream(method, signal, undefined, ...rest),
  };
}

function wantedOf(request: ExecuteRequest, { capabilities }: SimAgentOptions): string {
  return capabilities.find((one) => one.name === request.capability)!.outputType;
}

function lie(random: Random) {
  if (random() < 0.5) throw new MeshError("NOT_STARTED", "never began");
  return random() < 0.5 ? done({ artifact: artifact("t.v1.Other") }) : done({ artifact: undefined });
}

/** Registers and renews, as an SDK does: an unknown lease is registered anew at once, with jitter. */
async function keepLease(agent: SimAgent, options: SimAgentOptions, death: AbortSignal): Promise<void> {
  const { clock, random } = options;
  const manifest = create(ManifestSchema, {
    agentId: agent.agentId,
    version: "1.0.0",
    contractVersions: [1],
    capabilities: [...options.capabilities],
  });
  let leaseId = "";
  while (agent.alive) {
    try {
      const router = options.router();
      if (!router || agent.link !== "up") throw new MeshError("NOT_STARTED", "no router there");
      if (leaseId === "") {
        const { instanceId } = agent;
        const identity = { instanceId, instanceProof: `proof ${instanceId}`, address: "127.0.0.1:1", pid: 1 };
        leaseId = (await router.register.register({ manifest, ...identity })).lease!.id;
      } else await router.register.heartbeat({ leaseId });
      await sleep(clock, 900 + 100 * random(), death).catch(() => {});
    } catch (error) {
      const { reason, retryAfterMs } = toMeshError(error);
      const lost = reason === "UNKNOWN_LEASE";
      if (lost) leaseId = "";
      // At once, but spread over the time that the router names.
      await sleep(clock, lost ? random() * (retryAfterMs ?? 0) : 100 + 100 * random(), death).catch(() => {});
    }
  }
}
