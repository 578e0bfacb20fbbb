import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { createClient } from "@connectrpc/connect";
import { AgentService, type ExecuteResponseSchema, ManifestSchema } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { RegistryService } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import { DispatchRequestSchema, RouterService } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { systemClock as clock, sleep } from "@viba/runtime/clock";
import { digestOf } from "@viba/runtime/digest";
import { systemRandom } from "@viba/runtime/random";
import { dialLink } from "@viba/transport/link/dial-link";
import { route } from "@viba/transport/routes";
import { openMeshRouter } from "../mesh/router.ts";

const agents = 8;
const placesEach = 2;
/** Asked for at a time: half as much again as there are places, so that somebody always waits. */
const callers = 24;
/** Long beside what choosing and sending takes: it is the router that is judged, not the machine. */
const workMs = 250;
const inline = new Uint8Array(64);
const made = { type: "t.v1.Made", inline, digest: digestOf(inline), size: 64n };

/** Shares of the agents' places over a time in which more was asked for than they can do, 0 to 1. */
export interface Busy {
  /** Given out by the router: below 1 it held work back though somebody was free. */
  readonly given: number;
  /** At work at the agents: what the way there and back takes is missing. */
  readonly working: number;
}

/** How often the router's books are looked at. */
const lookMs = 20;

/** Asks for half as much again as the agents have places, and measures how busy they are. */
export async function busyAtSaturation(durationMs: number): Promise<Busy> {
  const router = await openMeshRouter();
  const { port } = router;
  let busyMs = 0;
  let counting = false;
  async function* execute(): AsyncGenerator<MessageInitShape<typeof ExecuteResponseSchema>> {
    const sinceMs = clock.monotonicMs();
    yield { event: { case: "accepted" as const, value: {} } };
    await sleep(clock, workMs);
    if (counting) busyMs += clock.monotonicMs() - sinceMs;
    yield { event: { case: "done" as const, value: { artifact: made } } };
  }
  const links = [];
  for (let n = 0; n < agents; n++) {
    const routes = [route(AgentService, { execute, acknowledge: () => ({}) })];
    const link = dialLink({ address: `127.0.0.1:${port}`, clock, random: systemRandom, name: `busy-${n}`, routes });
    links.push(link);
    await link.ready();
    const capabilities = [
      { name: "work", outputType: made.type, cost: 1, maxConcurrency: placesEach, idempotent: false },
    ];
    const manifest = create(ManifestSchema, {
      agentId: `busy_${n}`,
      version: "1.0.0",
      contractVersions: [1],
      capabilities,
    });
    const identity = { manifest, instanceId: `busy-${n}`, instanceProof: "proof" };
    await createClient(RegistryService, link.transport).register(identity);
  }
  const calls = createClient(RouterService, router.local);
  let stopped = false;
  let number = 0;
  const caller = async () => {
    while (!stopped) {
      const attemptId = `busy/${++number}`;
      const request = create(DispatchRequestSchema, {
        attemptId,
        runId: attemptId,
        want: { outputType: made.type },
        fresh: true,
      });
      for await (const { event } of calls.dispatch(request)) if (event.case === "done") break;
    }
  };
  const all = Promise.all(Array.from({ length: callers }, caller));
  await sleep(clock, durationMs / 4);
  const registry = createClient(RegistryService, router.local);
  const given: number[] = [];
  const look = clock.every(lookMs, () => {
    void registry.listAgents({}).then(({ agents: all }) => {
      given.push(all.reduce((sum, { routerInFlight }) => sum + routerInFlight, 0));
    });
  });
  counting = true;
  const sinceMs = clock.monotonicMs();
  await sleep(clock, durationMs);
  counting = false;
  look.cancel();
  const tookMs = clock.monotonicMs() - sinceMs;
  stopped = true;
  await all;
  for (const link of links) link.close();
  await router.close();
  const places = agents * placesEach;
  const mean = given.reduce((sum, one) => sum + one, 0) / given.length;
  return { given: mean / places, working: busyMs / (tookMs * places) };
}
