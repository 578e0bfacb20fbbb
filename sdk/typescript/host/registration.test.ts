import { create } from "@bufbuild/protobuf";
import { ManifestSchema } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { RegistryService } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import type { ReasonName } from "@viba/runtime/error-table";
import { durationFromMs, MeshError } from "@viba/runtime/errors";
import { createLog } from "@viba/runtime/log";
import { fakeClock, type FakeClock } from "@viba/testkit/clock";
import { createLocalTransport } from "@viba/transport/local";
import { route } from "@viba/transport/routes";
import { afterEach, describe, expect, test } from "vitest";
import { keepRegistered } from "./registration.ts";

/** What the router answers to the next calls: a reason to refuse with, or "ok", which the last answer repeats. */
type Answers = (ReasonName | "ok" | "drain")[];

let stop: AbortController;
let ended: Promise<void>;
afterEach(async () => {
  stop.abort();
  await ended;
});

/** Keeps an instance registered at a router with these answers, on a clock that only the test moves. */
function rig(answers: { register?: Answers; heartbeat?: Answers; leaseMs?: number; intervalMs?: number }) {
  const { register = ["ok"], heartbeat = ["ok"], leaseMs = 3000, intervalMs = 1000 } = answers;
  const clock: FakeClock = fakeClock();
  const heard: string[] = [];
  const lines: string[] = [];
  const answer = (call: string, list: Answers) => {
    const next = (list.length > 1 ? list.shift() : list[0]) ?? "ok";
    heard.push(`${call} ${Math.round(clock.monotonicMs())}`);
    if (next !== "ok" && next !== "drain") throw new MeshError(next, `refused with ${next}`);
    return next;
  };
  const registry = route(RegistryService, {
    register() {
      answer("register", register);
      const lease = { id: "lease", timeToLive: durationFromMs(leaseMs), heartbeatInterval: durationFromMs(intervalMs) };
      return { lease, callToken: "call" };
    },
    heartbeat: () => ({ drain: answer("heartbeat", heartbeat) === "drain" }),
  });
  const told = { tokens: 0, drains: 0, redials: 0, leases: [] as string[] };
  stop = new AbortController();
  ended = keepRegistered(
    {
      transport: createLocalTransport([registry]),
      identity: {
        manifest: create(ManifestSchema),
        instanceId: "i",
        address: "a",
        instanceProof: "p",
        pid: 1,
      },
      clock,
      random: () => 0.5,
      log: createLog({ service: "test", clock, write: (line) => void lines.push(line) }),
      load: () => ({}),
      refreshToken: async () => void (told.tokens += 1),
      onLease: (lease, callToken) => void told.leases.push(`${lease.id} ${callToken}`),
      onDrain: () => void (told.drains += 1),
      redial: () => void (told.redials += 1),
    },
    stop.signal,
  );
  return { clock, heard, told, lines };
}

test("registers at once and beats at the interval the router names", async () => {
  const { clock, heard, told } = rig({});
  await clock.advanceAsync(3000);
  expect(heard).toEqual(["register 0", "heartbeat 1000", "heartbeat 2000", "heartbeat 3000"]);
  expect(told).toMatchObject({ leases: ["lease call"], tokens: 1, drains: 0, redials: 0 });
});

test("beats at least twice a lease, whatever interval is named", async () => {
  const { clock, heard } = rig({ leaseMs: 500, intervalMs: 5000 });
  await clock.advanceAsync(1000);
  expect(heard).toEqual(["register 0", "heartbeat 250", "heartbeat 500", "heartbeat 750", "heartbeat 1000"]);
});

describe("a router that is away", () => {
  test("at the start: tries for ever, with waits up to a second", async () => {
    const { clock, heard, lines } = rig({ register: ["NOT_STARTED"] });
    await clock.advanceAsync(20_000);
    const times = heard.map((call) => Number(call.split(" ")[1]));
    const waits = times.slice(1).map((at, index) => at - times[index]!);
    expect(waits.slice(0, 5)).toEqual([50, 100, 200, 400, 500]);
    expect(Math.max(...waits)).toBe(500);
    expect(times.at(-1)).toBeGreaterThan(19_000);
    expect(lines).toHaveLength(1);
  });

  test("later: beats on until somebody answers, then at the interval again", async () => {
    const { clock, heard } = rig({ heartbeat: ["ok", "NOT_STARTED", "UNKNOWN_OUTCOME", "ok"] });
    await clock.advanceAsync(4000);
    expect(heard.slice(1)).toEqual([
      "heartbeat 1000",
      "heartbeat 2000",
      "heartbeat 2050",
      "heartbeat 2150",
      "heartbeat 3150",
    ]);
  });

  test("that takes calls and never answers is dialled anew after three", async () => {
    const { clock, told } = rig({ heartbeat: ["DEADLINE", "DEADLINE", "DEADLINE", "ok"] });
    await clock.advanceAsync(1100);
    expect(told.redials).toBe(0);
    await clock.advanceAsync(1000);
    expect(told.redials).toBe(1);
  });
});

describe("a lost lease", () => {
  test.each<ReasonName>(["UNKNOWN_LEASE", "UNAUTHENTICATED", "DENIED"])(
    "%s: registers again at once, with the newest token",
    async (reason) => {
      const { clock, heard, told } = rig({ heartbeat: [reason, "ok"] });
      await clock.advanceAsync(2000);
      expect(heard).toEqual(["register 0", "heartbeat 1000", "register 1000", "heartbeat 2000"]);
      expect(told.tokens).toBe(2);
    },
  );
});

test("a refusal is told once for each reason and tried again without hurry", async () => {
  const { clock, heard, lines } = rig({ register: ["UNAUTHENTICATED", "UNAUTHENTICATED", "TYPE_CONFLICT", "ok"] });
  await clock.advanceAsync(2000);
  expect(heard.slice(0, 4)).toEqual(["register 0", "register 250", "register 750", "register 1750"]);
  const told = lines.map((line) => (JSON.parse(line) as { reason?: string }).reason);
  expect(told).toEqual(["UNAUTHENTICATED", "TYPE_CONFLICT", undefined]);
});

test("the router's wish to drain is passed on, and the lease is renewed until the end", async () => {
  const { clock, told, heard } = rig({ heartbeat: ["ok", "drain"] });
  await clock.advanceAsync(3000);
  expect({ drains: told.drains, calls: heard.length }).toEqual({ drains: 2, calls: 4 });
});
