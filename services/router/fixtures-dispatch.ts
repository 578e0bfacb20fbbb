import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { createClient } from "@connectrpc/connect";
import { CacheService } from "@viba/contracts/gen/viba/cache/v1/cache_pb";
import { DispatchRequestSchema } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { MeshError, toMeshError } from "@viba/runtime/errors";
import type { FairQueueOptions } from "@viba/runtime/fair-queue";
import { fakeClock } from "@viba/testkit/clock";
import { createLocalTransport } from "@viba/transport/local";
import { route } from "@viba/transport/routes";
import { createChooser } from "./chooser.ts";
import { createRegistry } from "./core/registry.ts";
import { leaseDefaults } from "./core/instance.ts";
import { dispatch } from "./dispatch.ts";
import { add, artifact, brief, promise, wanted } from "./fixtures.ts";
import { fakeAgents } from "./fixtures-agents.ts";
import { createResultMemory } from "./memory.ts";
import { openDispatch } from "./open-dispatch.ts";

/** How a choice is told, by its role. */
const roles: Record<number, string> = { 1: "decision", 2: "decision", 3: "hedge" };

/** A router with these instances (promise by id), whose agents are fakes. Chance always takes the first of equals. */
export function setUpDispatch(
  instances: Record<string, ReturnType<typeof promise>[]> = { "a-1": [promise()] },
  queue: Partial<FairQueueOptions> = {},
) {
  const clock = fakeClock();
  const registry = createRegistry(leaseDefaults);
  for (const [id, capabilities] of Object.entries(instances)) add(registry, id, ...capabilities);
  const agents = fakeAgents();
  const cached = new Map<string, Uint8Array>();
  let cacheFails = false;
  const cache = route(CacheService, {
    get({ key }) {
      if (cacheFails) throw new MeshError("INTERNAL", "broken");
      const value = cached.get(key);
      return value ? { found: true, value } : {};
    },
    put({ key, value }) {
      if (cacheFails) throw new MeshError("INTERNAL", "broken");
      cached.set(key, value);
      return {};
    },
  });
  const hedges: string[] = [];
  const ports = openDispatch({
    clock,
    queue,
    onHedge: (outcome) => hedges.push(outcome),
    registry,
    connections: agents.connections,
    tokenKey: "key",
    memory: createResultMemory(createClient(CacheService, createLocalTransport([cache], { throughBytes: true }))),
    chooser: createChooser({ clock, random: () => 0, registry, times: leaseDefaults, origin: "d" }),
  });
  const request = (more: MessageInitShape<typeof DispatchRequestSchema> = {}) =>
    create(DispatchRequestSchema, {
      attemptId: "r/s1/1",
      runId: "r",
      stepId: "s1",
      epoch: 3n,
      want: wanted(),
      inputs: [artifact(brief, "a brief"), artifact("t.v1.Noise", "unread")],
      seed: 5n,
      language: "ko",
      ...more,
    });
  /** All that a caller hears, short: "decision a-1", "done", "! REASON". */
  const run = async (more: Parameters<typeof request>[0] = {}, signal = new AbortController().signal) => {
    const told: string[] = [];
    let error: MeshError | undefined;
    try {
      for await (const { event, fromCache } of dispatch(request(more), ports, signal)) {
        if (event.case === "decision") told.push(`${roles[event.value.role]} ${event.value.chosenInstanceId}`);
        else if (event.case === "failover") told.push(`failover ${event.value.fromInstanceId}`);
        else told.push(`${event.case}${fromCache ? " cached" : ""}`);
      }
    } catch (thrown) {
      error = toMeshError(thrown);
      told.push(`! ${error.reason}`);
    }
    return { told, error };
  };
  const work = (id = "a-1") => registry.get(id)!.work;
  const two = () => ["a-1", "b-1"].map((id) => agents.heard.filter((h) => h.startsWith(`${id} execute`)).length);
  return {
    clock,
    hedges,
    registry,
    agents,
    ports,
    request,
    run,
    work,
    cached,
    failCache: () => (cacheFails = true),
    two,
  };
}
