import { create } from "@bufbuild/protobuf";
import { WantSchema } from "@viba/contracts/gen/viba/router/v1/router_pb";
import type { Random } from "@viba/runtime/random";
import { notLinearizable, type Operation } from "@viba/testkit/linearizable";
import { forSeeds, seedsOf } from "@viba/testkit/seeds";
import { describe, expect, test } from "vitest";
import { leaseDefaults } from "../core/instance.ts";
import { brief, plan } from "../fixtures.ts";
import { type LeaseCall, leaseModel } from "./fixtures-lease-model.ts";
import { createLeaseWorld, type LeaseWorld } from "./fixtures-leases.ts";

const file = "services/router/simulation/leases.test.ts";
const { ttlMs, heartbeatMs } = leaseDefaults;
const sweepMs = heartbeatMs / 4;
const times = { ttlMs, sweepMs };

const op = (invokedMs: number, returnedMs: number, call: LeaseCall): Operation<LeaseCall> => ({
  invokedMs,
  returnedMs,
  call,
});
const gives = (leaseId: string, sequence: number, epoch = 1, proof = "p"): LeaseCall => ({
  ...{ kind: "register", proof },
  got: { leaseId, epoch, sequence },
});
const beats = (leaseId: string, got: "ok" | "drains" | "unknown"): LeaseCall => ({ kind: "heartbeat", leaseId, got });
const look = (there: boolean): LeaseCall => ({ kind: "look", there });
const restart: LeaseCall = { kind: "restart" };

describe("the checker accepts what may be and refuses what may not", () => {
  test.each<[boolean, string, Operation<LeaseCall>[]]>([
    [
      true,
      "a lease, renewed until it is given back",
      [
        op(0, 5, gives("a", 1)),
        op(900, 910, beats("a", "ok")),
        op(1000, 1001, { kind: "deregister", leaseId: "a" }),
        op(1100, 1101, look(false)),
      ],
    ],
    [
      true,
      "one not renewed ends",
      [
        op(0, 5, gives("a", 1)),
        op(3001, 3001, { kind: "expire", leaseId: "a" }),
        op(3100, 3110, beats("a", "unknown")),
      ],
    ],
    [
      true,
      "the same instance again: a new lease, and the old one is unknown",
      [op(0, 5, gives("a", 1)), op(10, 15, gives("b", 2)), op(20, 25, beats("a", "unknown"))],
    ],
    [
      true,
      "another proof while the lease holds",
      [op(0, 5, gives("a", 1)), op(10, 15, { kind: "register", proof: "q", got: "taken" })],
    ],
    [
      true,
      "a registration whose answer was lost with the router",
      [
        { ...op(0, 5, { kind: "register", proof: "p", got: undefined }), lost: true },
        op(6, 6, restart),
        op(10, 20, gives("a", 1, 2)),
      ],
    ],
    [false, "two holders at a time", [op(0, 5, gives("a", 1)), op(10, 15, gives("b", 2, 1, "q"))]],
    [false, "a lease that ends before its time", [op(0, 5, gives("a", 1)), op(2000, 2010, beats("a", "unknown"))]],
    [false, "swept away before its time", [op(0, 5, gives("a", 1)), op(2990, 2990, { kind: "expire", leaseId: "a" })]],
    [false, "renewed after it has ended", [op(0, 5, gives("a", 1)), op(3006, 3010, beats("a", "ok"))]],
    [
      false,
      "renewed after it was given back",
      [op(0, 5, gives("a", 1)), op(6, 7, { kind: "deregister", leaseId: "a" }), op(8, 9, beats("a", "ok"))],
    ],
    [
      false,
      "renewed after the router has forgotten it",
      [op(0, 5, gives("a", 1)), op(6, 6, restart), op(8, 9, beats("a", "ok"))],
    ],
    [false, "a zombie: seen long after it has ended", [op(0, 5, gives("a", 1)), op(3300, 3310, look(true))]],
    [false, "not seen though it holds", [op(0, 5, gives("a", 1)), op(100, 110, look(false))]],
    [false, "seen though nobody has registered", [op(0, 5, look(true))]],
    [false, "a sequence used twice", [op(0, 5, gives("a", 1)), op(10, 15, gives("b", 1))]],
    [false, "an epoch that goes back", [op(0, 5, gives("a", 1, 2)), op(6, 6, restart), op(10, 15, gives("b", 9, 1))]],
    [false, "taken by nobody", [op(0, 5, { kind: "register", proof: "q", got: "taken" })]],
    [false, "told to leave by nobody", [op(0, 5, gives("a", 1)), op(10, 15, beats("a", "drains"))]],
    [
      false,
      "told to leave, and then not any more",
      [
        op(0, 5, gives("a", 1)),
        op(6, 7, { kind: "drain", found: true }),
        op(8, 9, beats("a", "drains")),
        op(10, 11, beats("a", "ok")),
      ],
    ],
    [
      false,
      "not told to leave",
      [op(0, 5, gives("a", 1)), op(6, 7, { kind: "drain", found: true }), op(8, 9, beats("a", "ok"))],
    ],
  ])("%s: %s", (good, _what, history) => {
    expect(notLinearizable(history, leaseModel(times)) === undefined).toBe(good);
  });
});

/** Ten seconds of faults of every kind. */
async function trouble(random: Random): Promise<LeaseWorld> {
  const rate = () => random() * 0.15;
  const world = await createLeaseWorld({
    random,
    routerIds: ["r1:1", "r2:1", "r3:1"].slice(0, 1 + Math.floor(random() * 3)),
    linked: 1 + Math.floor(random() * 3),
    dialled: Math.floor(random() * 3),
    rates: { drop: rate(), loseAnswer: rate(), repeat: rate(), delay: rate(), maxDelayMs: 3000 },
  });
  const { clock, routers, linked, dialled } = world;
  const troubleMs = 10_000;
  const pick = <T>(of: readonly T[]) => of[Math.floor(random() * of.length)]!;
  const at = (times: number, task: (routerId: string, instanceId: string) => void) => {
    for (let n = 0; n < times; n++)
      clock.after(random() * troubleMs, () => task(pick([...routers.keys()]), pick(linked)));
  };
  at(random() * 4, (routerId) => world.restart(routerId, 100 + random() * 2000));
  at(40, world.look);
  at(random() * 4, world.drain);
  at(random() * 10, world.usurp);
  if (dialled.length > 0) at(random() * 2, (routerId) => world.drain(routerId, pick(dialled)));
  await clock.advanceAsync(troubleMs);
  return world;
}

function checkHistories({ histories, linked }: LeaseWorld): number {
  let judged = 0;
  for (const [key, history] of histories) {
    const [routerId, instanceId] = key.split(" ") as [string, string];
    // A dialled agent's lease may move to another router, which is no part of what one router promises.
    if (!linked.includes(instanceId)) continue;
    const drains = [...histories].flatMap(([other, ops]) =>
      other.endsWith(` ${instanceId}`) && other !== key ? ops : [],
    );
    const drainedFromMs = Math.min(
      ...drains.flatMap(({ call, invokedMs }) => (call.kind === "drain" ? [invokedMs] : [])),
    );
    const found = notLinearizable(history, leaseModel({ ...times, drainedFromMs }));
    const around = found && { after: found.explained.slice(-6), stuck: found.stuck };
    expect(around, `the lease of ${instanceId} at ${routerId}`).toBeUndefined();
    judged += history.length;
  }
  return judged;
}

/** What a router knows, as far as all have to know the same. */
function picture(world: LeaseWorld, routerId: string) {
  const { registry, ports } = world.routers.get(routerId)!;
  return {
    there: [...registry.all()].map(({ instanceId, draining }) => `${instanceId}${draining ? " drains" : ""}`).sort(),
    leases: [...registry.all()]
      .filter(({ address }) => address !== "")
      .map(({ instanceId, leaseId }) => `${instanceId} ${leaseId}`)
      .sort(),
    // Nobody is left out by hearsay once nobody says so.
    chosen:
      ports.chooser.explain({
        plan: ports.plan(create(WantSchema, { outputType: plan, availableTypes: [brief] })),
        ...{ runId: "", stepId: "", tried: new Set<string>(), preferred: "" },
      }).decision.chosenInstanceId !== "",
  };
}

test(
  "every lease history is linearizable, no lease outlives its time, and routers come to agree",
  async () => {
    let judged = 0;
    await forSeeds("a world of leases", seedsOf(file, 200, process.env), async (random) => {
      const world = await trouble(random);
      world.heal();
      // The longest pause an agent makes, a lease, and two heartbeats to hear of it.
      await world.clock.advanceAsync(5000 + ttlMs + 2 * heartbeatMs + 3000);
      judged += checkHistories(world);
      const pictures = [...world.routers.keys()].map((routerId) => picture(world, routerId));
      for (const one of pictures) {
        expect(one).toEqual(pictures[0]);
        expect(one.there).toEqual([...world.linked, ...world.dialled].sort());
      }
      // All agents fall silent, and with them a router that may have held their leases: nobody is kept.
      world.silence();
      if (pictures.length > 1) world.restart("r1:1");
      await world.clock.advanceAsync(2 * ttlMs + heartbeatMs + sweepMs);
      for (const [routerId, router] of world.routers)
        expect([routerId, router?.registry.size ?? 0]).toEqual([routerId, 0]);
      checkHistories(world);
      await world.stop();
    });
    if (process.env["VIBA_SEEDS"]) console.log(JSON.stringify({ judged_operations: judged }));
  },
  12 * 3_600_000,
);
