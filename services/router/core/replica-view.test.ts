import { create } from "@bufbuild/protobuf";
import { type RouterTold, RouterToldSchema } from "@viba/contracts/gen/viba/event/v1/event_pb";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createReplicaView } from "./replica-view.ts";

const told = (routerId: string, sequence: number, inFlight: number, epoch = 1): RouterTold =>
  create(RouterToldSchema, {
    routerId,
    epoch: BigInt(epoch),
    sequence: BigInt(sequence),
    instances:
      inFlight < 0 ? [] : [{ instanceId: "x", inFlight, draining: inFlight === 7, ejectedForMs: inFlight * 10 }],
  });

describe("what routers say of an instance", () => {
  test("is added up; the newest of each counts, and what is not told any more is over", () => {
    const view = createReplicaView("me", 3000);
    view.hear(told("a", 1, 2), 0);
    view.hear(told("b", 1, 3), 100);
    view.hear(told("me", 1, 99), 100);
    expect(view.of("x")).toMatchObject({ inFlight: 5, draining: false, ejectedUntilMs: 130 });
    expect([...view.hear(told("a", 2, -1), 200)]).toEqual(["x"]);
    expect(view.of("x").inFlight).toBe(3);
  });

  test("an earlier word, or one of an earlier start, changes nothing", () => {
    const view = createReplicaView("me", 3000);
    view.hear(told("a", 5, 1, 2), 0);
    expect([view.hear(told("a", 4, 9, 2), 1).size, view.hear(told("a", 50, 9, 1), 1).size]).toEqual([0, 0]);
    expect(view.of("x").inFlight).toBe(1);
  });

  test("of a router that is silent nothing counts any more", () => {
    const view = createReplicaView("me", 3000);
    view.hear(told("a", 1, 2), 0);
    expect([view.sweep(2999).size, view.of("x").inFlight]).toEqual([0, 2]);
    expect([[...view.sweep(3000)], view.of("x").inFlight]).toEqual([["x"], 0]);
  });

  test("a lease stands while its router, since that start, says so", () => {
    const view = createReplicaView("me", 3000);
    const instances = [{ instanceId: "x", leaseId: "l1" }];
    view.hear(create(RouterToldSchema, { routerId: "a", epoch: 2n, sequence: 1n, instances }), 0);
    const confirms = (routerId: string, epoch: bigint, leaseId: string) => view.confirms({ routerId, epoch, leaseId });
    expect(confirms("a", 2n, "l1")).toBe(true);
    expect([confirms("a", 1n, "l1"), confirms("b", 2n, "l1"), confirms("a", 2n, "l2")]).toEqual([false, false, false]);
  });

  test("whatever is lost, repeated or late: who has heard the last words agrees with everybody else who has", () => {
    const word = fc.record({ router: fc.constantFrom("a", "b", "c"), inFlight: fc.integer({ min: -1, max: 9 }) });
    const property = fc.property(fc.array(word, { maxLength: 30 }), fc.func(fc.nat(5)), (words, chance) => {
      const all = words.map(({ router, inFlight }, at) => told(router, at + 1, inFlight));
      const last = ["a", "b", "c"].flatMap((router) => all.filter((one) => one.routerId === router).slice(-1));
      const direct = createReplicaView("me", 3000);
      for (const one of all) direct.hear(one, 0);
      const tried = createReplicaView("me", 3000);
      const lossy = all.flatMap((one, at) => Array.from({ length: chance(at) % 3 }, () => one));
      for (const one of [...lossy.toSorted((p, q) => chance(p.sequence) - chance(q.sequence)), ...last])
        tried.hear(one, 0);
      expect(tried.of("x")).toMatchObject({ inFlight: direct.of("x").inFlight, draining: direct.of("x").draining });
    });
    fc.assert(property);
  });
});
