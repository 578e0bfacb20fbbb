import { create } from "@bufbuild/protobuf";
import { LoadSchema } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plan, promise, registration } from "../fixtures.ts";
import { createRegistry, isSuspect } from "./registry.ts";
import { type Instance, leaseDefaults } from "./instance.ts";

const names = (leaseId = "lease-1") => ({ leaseId, callToken: `call-${leaseId}` });
const registered = (found: Instance | string): Instance => {
  if (typeof found === "string") throw new TypeError(found);
  return found;
};

describe("a lease", () => {
  test("ends at its time, and not before", () => {
    const registry = createRegistry(leaseDefaults);
    registry.register(registration(), names(), 100, 5);
    expect(registry.expire(3099)).toEqual([]);
    expect(registry.expire(3100).map((i) => i.instanceId)).toEqual(["a-1"]);
    expect([registry.size, registry.get("a-1"), [...registry.making(plan)]]).toEqual([0, undefined, []]);
  });

  test("is renewed by a heartbeat, which brings load and clears a lost call", () => {
    const registry = createRegistry(leaseDefaults);
    const instance = registered(registry.register(registration(), names(), 0, 0));
    instance.unreachable = true;
    const load = create(LoadSchema, { inFlight: 3, routers: 2 });
    expect(registry.heartbeat("lease-1", load, 2999)).toBe(instance);
    expect(instance).toMatchObject({ leaseEndsMs: 5999, lastSeenMs: 2999, unreachable: false, load, links: 2 });
    expect(registry.expire(5998)).toEqual([]);
  });

  test("that has ended can't be renewed, swept or not", () => {
    const registry = createRegistry(leaseDefaults);
    registry.register(registration(), names(), 0, 0);
    expect(registry.heartbeat("lease-1", undefined, 3000)).toBeUndefined();
    registry.expire(3000);
    expect(registry.heartbeat("lease-1", undefined, 3001)).toBeUndefined();
    expect(registry.heartbeat("lease-of-another-router", undefined, 0)).toBeUndefined();
  });

  test("given back is gone at once; giving it back twice is harmless", () => {
    const registry = createRegistry(leaseDefaults);
    registry.register(registration(), names(), 0, 0);
    expect(registry.deregister("lease-1")?.instanceId).toBe("a-1");
    expect(registry.deregister("lease-1")).toBeUndefined();
    expect(registry.size).toBe(0);
  });
});

describe("the same id again", () => {
  test("with another proof is taken, until the lease has ended", () => {
    const registry = createRegistry(leaseDefaults);
    registry.register(registration(), names(), 0, 0);
    const other = registration("a-1", { proof: "stolen" });
    expect(registry.register(other, names("lease-2"), 2999, 0)).toBe("taken");
    expect(registry.heartbeat("lease-1", undefined, 2999)).toBeDefined();
    expect(registered(registry.register(other, names("lease-2"), 6000, 0)).proof).toBe("stolen");
    expect(registry.size).toBe(1);
  });

  test("with the same proof keeps what is in flight, its counts, its breaker and its drain", () => {
    const registry = createRegistry(leaseDefaults);
    const first = registered(registry.register(registration(), names(), 0, 0));
    first.draining = true;
    Object.assign(first.work, { inFlight: 2, attempts: 9, failures: 4, breaker: { state: "closed", failures: 4 } });
    const second = registered(registry.register(registration(), names("lease-2"), 10, 0));
    expect(second).toMatchObject({ draining: true, work: { inFlight: 2, attempts: 9, failures: 4 } });
    // An attempt that began under the first lease ends under the second.
    first.work.inFlight--;
    expect(second.work.inFlight).toBe(1);
    expect(registry.heartbeat("lease-1", undefined, 20)).toBeUndefined();
    expect([registry.size, second.sequence]).toEqual([1, first.sequence + 1]);
  });

  test("with other promises is found by the new ones only", () => {
    const registry = createRegistry(leaseDefaults);
    registry.register(registration(), names(), 0, 0);
    const outputType = "t.v1.Model";
    registry.register(registration("a-1", { capabilities: [promise({ outputType })] }), names("lease-2"), 1, 0);
    expect([...registry.making(plan)]).toEqual([]);
    expect([...registry.making(outputType)].map((i) => i.leaseId)).toEqual(["lease-2"]);
  });
});

test("a full registry refuses newcomers, and lets those it has register again", () => {
  const registry = createRegistry(leaseDefaults, 2);
  for (const id of ["a-1", "a-2"]) registry.register(registration(id), names(id), 0, 0);
  expect(registry.register(registration("a-3"), names("a-3"), 0, 0)).toBe("full");
  expect(typeof registry.register(registration("a-2"), names("again"), 0, 0)).toBe("object");
});

test.each([
  { silentMs: 2000, suspect: false },
  { silentMs: 2001, suspect: true },
])("silent for $silentMs ms is suspect: $suspect", ({ silentMs, suspect }) => {
  const registry = createRegistry(leaseDefaults);
  const instance = registered(registry.register(registration(), names(), 0, 0));
  expect(isSuspect(instance, leaseDefaults, silentMs)).toBe(suspect);
});

test("whatever happens, each instance is held once, by its newest lease, and found by what it makes", () => {
  const ids = fc.constantFrom("a-1", "a-2", "b-1");
  const step = fc.oneof(
    fc.record({ kind: fc.constant("register" as const), id: ids, type: fc.constantFrom("t.v1.X", "t.v1.Y") }),
    fc.record({ kind: fc.constant("beat" as const), at: fc.nat(20) }),
    fc.record({ kind: fc.constant("leave" as const), at: fc.nat(20) }),
    fc.record({ kind: fc.constant("wait" as const), ms: fc.integer({ min: 1, max: 2500 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const registry = createRegistry(leaseDefaults);
      const model = new Map<string, { lease: string; endsMs: number; type: string }>();
      let nowMs = 0;
      let leases = 0;
      for (const one of steps) {
        if (one.kind === "wait") {
          nowMs += one.ms;
          registry.expire(nowMs);
          for (const [id, { endsMs }] of model) if (endsMs <= nowMs) model.delete(id);
        } else if (one.kind === "register") {
          const lease = `l${leases++}`;
          const brought = registration(one.id, { capabilities: [promise({ outputType: one.type })] });
          registry.register(brought, names(lease), nowMs, 0);
          model.set(one.id, { lease, endsMs: nowMs + 3000, type: one.type });
        } else {
          const known = [...model.values()].find(({ lease }) => lease === `l${one.at}`);
          const id = [...model].find(([, held]) => held === known)?.[0];
          const found =
            one.kind === "beat"
              ? registry.heartbeat(`l${one.at}`, undefined, nowMs)
              : registry.deregister(`l${one.at}`);
          expect(found?.instanceId).toBe(id);
          if (known && one.kind === "beat") known.endsMs = nowMs + 3000;
          if (id && one.kind === "leave") model.delete(id);
        }
      }
      expect([...registry.all()].map((i) => i.leaseId).sort()).toEqual([...model.values()].map((m) => m.lease).sort());
      for (const type of ["t.v1.X", "t.v1.Y"]) {
        const makers = [...model].filter(([, held]) => held.type === type).map(([id]) => id);
        expect([...registry.making(type)].map((i) => i.instanceId).sort()).toEqual(makers.sort());
      }
    }),
  );
});
