import { create } from "@bufbuild/protobuf";
import {
  RunEndedSchema,
  type RunEvent,
  RunState,
  StepProgressSchema,
} from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { MeshError, toMeshError } from "@viba/runtime/errors";
import { settle } from "@viba/testkit/clock";
import { forSeeds } from "@viba/testkit/seeds";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEventHub, type EventHub, maxWaiting } from "./event-hub.ts";
import { type EventBody, newEvent, toRecord } from "./events.ts";
import { openWorld, type World } from "./fixtures.ts";
import { watchRun } from "./watch-run.ts";

let world: World;
let hub: EventHub;
beforeEach(async () => {
  world = await openWorld();
  hub = createEventHub({ ...world, log: (message) => void world.logged.push(message) });
  for (const runId of ["r", "other"]) await world.admit({ runId });
});
afterEach(async () => {
  hub[Symbol.dispose]();
  await world[Symbol.asyncDispose]();
});

const progress = (n: number): EventBody => ({
  case: "stepProgress",
  value: create(StepProgressSchema, { stepId: `${n}` }),
});
const ended: EventBody = { case: "runEnded", value: create(RunEndedSchema, { state: RunState.FINISHED }) };
let keys = 0;

/** Appends an event as the driver would, and tells the hub. */
async function append(runId: string, event: EventBody): Promise<void> {
  await world.journal.append([toRecord(newEvent(runId, 0, event), 0, `k${keys++}`)]);
  hub.wake();
}

/** Reads a watch to its end into a list; "1", "2" are journalled, "(1)" are told. */
function watch(runId: string, afterSequence = 0n, signal = new AbortController().signal) {
  const told: RunEvent[] = [];
  const names = () =>
    told.map(({ event, sequence }) => {
      const name = event.case === "stepProgress" ? event.value.stepId : event.case!;
      return sequence > 0n ? name : `(${name})`;
    });
  const over = (async () => {
    for await (const event of watchRun(runId, afterSequence, { journal: world.journal, hub }, signal)) told.push(event);
    return "ended";
  })().catch((error: unknown) => toMeshError(error).reason);
  return { told, names, over };
}

const turns = async (count = 30) => {
  for (let n = 0; n < count; n++) await settle();
};

describe("watching a run", () => {
  test("tells what happened, then what happens, in the journal's order, until it has ended", async () => {
    await append("r", progress(1));
    const { names, over, told } = watch("r");
    await turns();
    await append("other", progress(99));
    await append("r", progress(2));
    await append("r", ended);
    await append("r", progress(3));
    expect(await over).toBe("ended");
    expect(names()).toEqual(["runAdmitted", "1", "2", "runEnded"]);
    expect(told.every((event, n) => n === 0 || event.sequence > told[n - 1]!.sequence)).toBe(true);
  });

  test("of one that has ended tells what happened and ends", async () => {
    await append("r", ended);
    const { names, over } = watch("r");
    expect([await over, names()]).toEqual(["ended", ["runAdmitted", "runEnded"]]);
  });

  test("goes on after a sequence that a live event brought", async () => {
    const first = watch("r");
    await turns();
    await append("r", progress(1));
    await append("r", progress(2));
    await turns();
    const after = first.told.find((event) => event.event.case === "stepProgress")!.sequence;
    const second = watch("r", after);
    await append("r", ended);
    expect([await second.over, second.names()]).toEqual(["ended", ["2", "runEnded"]]);
  });

  test("tells nothing up to the sequence it was asked to go on after, whenever that comes", async () => {
    const { names, over } = watch("r", 4n);
    await turns();
    // Admitted twice: 1 and 2.
    for (const n of [3, 4, 5]) await append("r", progress(n));
    await append("r", ended);
    await over;
    expect(names()).toEqual(["5", "runEnded"]);
  });

  test("tells progress as it comes, after what was journalled before it", async () => {
    const { names, over } = watch("r");
    await turns();
    await world.journal.append([toRecord(newEvent("r", 0, progress(1)), 0, "one")]);
    hub.wake();
    hub.tell(newEvent("r", 0, progress(2)));
    await turns();
    hub.tell(newEvent("r", 0, progress(3)));
    hub.tell(newEvent("other", 0, progress(4)));
    await append("r", ended);
    await over;
    expect(names()).toEqual(["runAdmitted", "1", "(2)", "(3)", "runEnded"]);
  });

  test("hears what another process wrote, within a second", async () => {
    const { names } = watch("r");
    await turns();
    await world.journal.append([toRecord(newEvent("r", 0, progress(1)), 0, "elsewhere")]);
    await turns();
    expect(names()).toEqual(["runAdmitted"]);
    world.clock.advance(1000);
    await turns();
    expect(names()).toEqual(["runAdmitted", "1"]);
  });

  test("that nobody knows is NOT_FOUND", async () => {
    expect(await watch("nobody").over).toBe("NOT_FOUND");
  });

  test("ends with its caller's reason when they leave", async () => {
    const left = new AbortController();
    const { over } = watch("r", 0n, left.signal);
    await turns();
    left.abort(new MeshError("CANCELLED", "gone"));
    expect(await over).toBe("CANCELLED");
  });

  test("survives a journal that can't be read for a moment", async () => {
    let broken = false;
    hub[Symbol.dispose]();
    hub = createEventHub({
      clock: world.clock,
      log: (message) => void world.logged.push(message),
      journal: { read: (...args) => (broken ? Promise.reject(new TypeError("no")) : world.journal.read(...args)) },
    });
    const { names, over } = watch("r");
    await turns();
    broken = true;
    await append("r", progress(1));
    await turns();
    broken = false;
    await append("r", ended);
    await over;
    expect(names()).toEqual(["runAdmitted", "1", "runEnded"]);
    expect(world.logged).toEqual(["the tail of the journal could not be read"]);
  });
});

describe("a slow watcher", () => {
  test("is dropped with OVERLOADED once a thousand events wait, and others aren't held up", async () => {
    const { signal } = new AbortController();
    const slow = watchRun("r", 0n, { journal: world.journal, hub }, signal);
    expect((await slow.next()).value?.event.case).toBe("runAdmitted");
    // The second event makes it join the tail; then it reads no more.
    const second = slow.next();
    await turns();
    await append("r", progress(0));
    await second;
    const quick = watch("r");
    await turns();
    for (let n = 1; n <= maxWaiting + 5; n += 100) {
      const records = Array.from({ length: 100 }, (_, k) =>
        toRecord(newEvent("r", 0, progress(n + k)), 0, `n${n + k}`),
      );
      await world.journal.append(records);
      hub.wake();
      await turns(12);
    }
    await append("r", ended);
    expect(await quick.over).toBe("ended");
    const rest = Array.fromAsync(slow);
    expect(toMeshError(await rest.catch((error: unknown) => error)).reason).toBe("OVERLOADED");
  });
});

describe("the hub", () => {
  test("reads nothing while nobody watches, and no place is kept for those who left", async () => {
    let reads = 0;
    const counting = createEventHub({
      clock: world.clock,
      log: () => {},
      journal: {
        read(...args) {
          reads++;
          return world.journal.read(...args);
        },
      },
    });
    counting.wake();
    world.clock.advance(5000);
    await turns();
    expect(reads).toBe(0);
    // One who never reads, one who leaves before reading, one whose call is over already.
    const left = new AbortController();
    counting.join("r", left.signal).follow(1);
    counting.join("r", left.signal).leave();
    const over = AbortSignal.abort();
    counting.join("r", over).follow(1);
    await turns();
    expect(reads).toBeGreaterThan(0);
    left.abort();
    await turns();
    reads = 0;
    counting.wake();
    world.clock.advance(5000);
    await turns();
    expect(reads).toBe(0);
    counting[Symbol.dispose]();
  });

  test("does not read again what it has read for others before", async () => {
    for (let n = 0; n < 50; n++) await append("r", progress(n));
    const first = watch("r");
    await turns();
    await append("r", ended);
    expect(await first.over).toBe("ended");
    const cursors: number[] = [];
    const read = world.journal.read.bind(world.journal);
    world.journal.read = (cursor, limit) => {
      cursors.push(cursor);
      return read(cursor, limit);
    };
    const second = watch("other");
    await turns();
    await append("other", ended);
    expect(await second.over).toBe("ended");
    expect(Math.min(...cursors)).toBeGreaterThan(50);
  });

  test("goes back for one who joined first and read the journal first, but says so last", async () => {
    const { signal } = new AbortController();
    const early = hub.join("other", signal);
    const upTo = (await world.journal.records("other")).at(-1)!.seq;
    await world.journal.append([toRecord(newEvent("other", 0, progress(1)), 0, "between")]);
    await world.journal.append([toRecord(newEvent("r", 0, progress(2)), 0, "later")]);
    const late = hub.join("r", signal);
    late.follow((await world.journal.records("r")).at(-1)!.seq);
    await turns();
    await append("other", progress(3));
    await turns();
    early.follow(upTo);
    const events = early.events();
    const heard = [await events.next(), await events.next()];
    // In the journal's order, though the tail was at the later one before.
    expect(heard.map(({ value }) => value?.event.value)).toMatchObject([{ stepId: "1" }, { stepId: "3" }]);
    early.leave();
    late.leave();
  });
});

test("whoever joins whenever misses nothing and hears nothing twice", async () => {
  await forSeeds("watchers", { count: 300 }, async (random) => {
    await using one = await openWorld();
    const own = createEventHub({ ...one, log: () => {} });
    const runs = ["r1", "r2", "r3"];
    for (const runId of runs) await one.admit({ runId });
    const watching: { runId: string; seen: bigint[]; over: Promise<void> }[] = [];
    const join = (runId: string) => {
      const seen: bigint[] = [];
      const over = (async () => {
        for await (const event of watchRun(
          runId,
          0n,
          { journal: one.journal, hub: own },
          new AbortController().signal,
        )) {
          if (event.sequence > 0n) seen.push(event.sequence);
          if (random() < 0.3) await settle();
        }
      })();
      watching.push({ runId, seen, over });
    };
    const pick = () => runs[Math.floor(random() * runs.length)]!;
    for (let n = 0; n < 40; n++) {
      const dice = random();
      if (dice < 0.15) join(pick());
      else if (dice < 0.3) own.tell(newEvent(pick(), 0, progress(n)));
      else if (dice < 0.5) await settle();
      else if (dice < 0.6) one.clock.advance(400);
      else {
        const writing = one.journal.append([toRecord(newEvent(pick(), 0, progress(n)), 0, `k${n}`)]);
        if (random() < 0.5) await writing;
        if (random() < 0.8) void writing.then(() => own.wake());
      }
    }
    for (const runId of runs) await one.journal.append([toRecord(newEvent(runId, 0, ended), 0, "ended")]);
    await one.until(Promise.all(watching.map(({ over }) => over)));
    for (const { runId, seen } of watching) {
      const all = (await one.journal.records(runId)).map((record) => BigInt(record.seq));
      expect(seen).toEqual(all);
    }
    own[Symbol.dispose]();
  });
}, 120_000);
