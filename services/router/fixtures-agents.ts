import { AgentService, AttemptState, type ExecuteRequest } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { createClient } from "@connectrpc/connect";
import type { DoneSchema, ExecuteResponseSchema } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { MeshError } from "@viba/runtime/errors";
import { createLocalTransport } from "@viba/transport/local";
import { route } from "@viba/transport/routes";
import type { Connections } from "./connections.ts";
import type { Instance } from "./core/instance.ts";
import { artifact, plan } from "./fixtures.ts";

type Event = MessageInitShape<typeof ExecuteResponseSchema>;

/** How one fake agent answers Execute. */
export type Behaviour = (request: ExecuteRequest, signal: AbortSignal) => AsyncIterable<Event>;

/** Agents in this process, each behind a transport that passes every message through its bytes. */
export interface FakeAgents {
  readonly connections: Pick<Connections, "client" | "reachable" | "linkOf">;
  /** What reached whom, in order: "a-1 execute x". */
  readonly heard: string[];
  readonly requests: ExecuteRequest[];
  behave(instanceId: string, behaviour: Behaviour): void;
  /** What the agent answers when asked for an attempt. */
  know(instanceId: string, attemptId: string, state: AttemptState): void;
  /** Makes an instance unreachable for questions. */
  lose(instanceId: string): void;
}

/** The agent has begun. */
export const accepted: Event = { event: { case: "accepted", value: { instanceId: "" } } };
/** It is half way. */
export const half: Event = { event: { case: "progress", value: { fraction: 0.5 } } };

/** It has made a plan. */
export function done(more: MessageInitShape<typeof DoneSchema> = {}): Event {
  return { event: { case: "done", value: { artifact: artifact(plan), cpuMs: 5, ...more } } };
}

/** An agent that yields these, or throws what is an error. */
export function says(...events: (Event | Error)[]): Behaviour {
  return async function* () {
    for (const one of events) {
      if (one instanceof Error) throw one;
      yield one;
    }
  };
}

/** Accepts, then waits until its caller leaves. */
export async function* hangs(_request: ExecuteRequest, signal: AbortSignal): AsyncIterable<Event> {
  yield accepted;
  await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}

/** Agents that all make a plan, until told to behave otherwise. */
export function fakeAgents(): FakeAgents {
  const behaviours = new Map<string, Behaviour>();
  const known = new Map<string, AttemptState>();
  const lost = new Set<string>();
  const heard: string[] = [];
  const requests: ExecuteRequest[] = [];

  const routeOf = ({ instanceId }: Instance) => {
    const note = (what: string, attemptId: string) => {
      heard.push(`${instanceId} ${what} ${attemptId}`);
      if (lost.has(instanceId)) throw new MeshError("NOT_STARTED", `${instanceId} is away`);
    };
    const stateOf = (attemptId: string) => known.get(`${instanceId} ${attemptId}`) ?? AttemptState.UNKNOWN;
    return route(AgentService, {
      execute(request, { signal }) {
        heard.push(`${instanceId} execute ${request.attemptId}`);
        requests.push(request);
        return (behaviours.get(instanceId) ?? says(accepted, done()))(request, signal);
      },
      getAttempt({ attemptId }) {
        note("get", attemptId);
        return { state: stateOf(attemptId) };
      },
      acknowledge({ attemptId }) {
        note("acknowledge", attemptId);
        if (stateOf(attemptId) === AttemptState.RUNNING) throw new MeshError("CONFLICT", "still runs");
        return {};
      },
      cancel({ attemptId }) {
        note("cancel", attemptId);
        return {};
      },
    });
  };
  return {
    heard,
    requests,
    connections: {
      reachable: async () => {},
      linkOf: () => undefined,
      client: (instance) =>
        createClient(AgentService, createLocalTransport([routeOf(instance)], { throughBytes: true })),
    },
    behave: (instanceId, behaviour) => void behaviours.set(instanceId, behaviour),
    know: (instanceId, attemptId, state) => void known.set(`${instanceId} ${attemptId}`, state),
    lose: (instanceId) => void lost.add(instanceId),
  };
}
