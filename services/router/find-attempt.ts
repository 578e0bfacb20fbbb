import type { MessageInitShape } from "@bufbuild/protobuf";
import { AttemptState } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import type { FindAttemptResponseSchema } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { toMeshError } from "@viba/runtime/errors";
import type { Connections } from "./connections.ts";
import type { Registry } from "./core/registry.ts";
import type { Instance } from "./core/instance.ts";
import type { Whereabouts } from "./core/whereabouts.ts";

/** What asking for attempts needs. */
export interface FindPorts {
  readonly registry: Registry;
  readonly connections: Pick<Connections, "client" | "reachable">;
  readonly whereabouts: Whereabouts;
}

type Found = MessageInitShape<typeof FindAttemptResponseSchema>;

const callTimeoutMs = 2000;
/** How long a lost link is waited for: an agent opens the next one within a second, and has its work in hand. */
const backWithinMs = 2000;
/** Instances asked at a time when nobody knows where an attempt went, and in all. */
const atATime = 32;
const mostAsked = 1024;

/**
 * What became of an attempt, by the instance that had it. Without an instance id it is the one this router remembers,
 * or whoever answers for it when all are asked: after a restart of the router only the agents know.
 */
export async function findAttempt(
  attemptId: string,
  instanceId: string,
  ports: FindPorts,
  signal: AbortSignal,
): Promise<Found> {
  const named = instanceId || ports.whereabouts.of(attemptId);
  if (named === undefined) return askAll(attemptId, ports, signal);
  const instance = ports.registry.get(named);
  if (!instance) return { attempt: { state: AttemptState.UNKNOWN } };
  await ports.connections.reachable(instance, backWithinMs);
  signal.throwIfAborted();
  return { attempt: await ask(attemptId, instance, ports, signal) };
}

/** Lets an instance forget a result; an attempt that still runs is wanted by nobody any more and is cancelled. */
export async function releaseAttempt(
  attemptId: string,
  instanceId: string,
  ports: FindPorts,
  signal: AbortSignal,
): Promise<void> {
  const instance = ports.registry.get(instanceId || (ports.whereabouts.of(attemptId) ?? ""));
  ports.whereabouts.forget(attemptId);
  if (!instance) return;
  const agent = ports.connections.client(instance);
  const options = { signal, timeoutMs: callTimeoutMs };
  try {
    await agent.acknowledge({ attemptId }, options);
  } catch (error) {
    if (toMeshError(error).reason !== "CONFLICT") throw error;
    await agent.cancel({ attemptId }, options);
  }
}

async function askAll(attemptId: string, ports: FindPorts, signal: AbortSignal): Promise<Found> {
  const instances = [...ports.registry.all()].slice(0, mostAsked);
  for (let at = 0; at < instances.length; at += atATime) {
    const some = instances.slice(at, at + atATime);
    const answers = await Promise.all(some.map((one) => ask(attemptId, one, ports, signal).catch(() => undefined)));
    signal.throwIfAborted();
    const index = answers.findIndex((answer) => answer !== undefined && answer.state !== AttemptState.UNKNOWN);
    if (index < 0) continue;
    ports.whereabouts.note(attemptId, some[index]!.instanceId);
    return { attempt: answers[index]! };
  }
  return { attempt: { state: AttemptState.UNKNOWN } };
}

async function ask(attemptId: string, instance: Instance, { connections }: FindPorts, signal: AbortSignal) {
  return connections.client(instance).getAttempt({ attemptId }, { signal, timeoutMs: callTimeoutMs });
}
