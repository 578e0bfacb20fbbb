import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FakeClock } from "@viba/testkit/clock";
import type { Journal, JournalRecord } from "./journal.ts";

/** What the suite needs of an implementation: a fresh, empty journal over the clock it is given. */
export type OpenJournal = (clock: FakeClock) => Promise<Journal>;

/** Bytes of a text. */
export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A record of run "r1" unless told otherwise. */
export function record(change: Partial<JournalRecord> = {}): JournalRecord {
  return { runId: "r1", kind: "step", key: undefined, body: bytes("body"), atMs: 7.5, ...change };
}

/** A run "r1" unless told otherwise. */
export function admission(runId = "r1", atMs = 1) {
  return { runId, state: "accepted", summary: bytes(`summary of ${runId}`), atMs };
}

/** Matches a MeshError by its reason. */
export const reason = (name: string) => expect.objectContaining({ name: "MeshError", reason: name });

type Use = (title: string, body: (journal: Journal, clock: FakeClock) => Promise<void>) => void;

/** The suite every Journal passes. */
export function journalContract(name: string, open: OpenJournal, fakeClock: () => FakeClock): void {
  const use: Use = (title, body) =>
    test(title, async () => {
      const clock = fakeClock();
      await using journal = await open(clock);
      await body(journal, clock);
    });
  describe(`journal: ${name}`, () => {
    describe("admit", () => admitSuite(use));
    describe("append", () => appendSuite(use));
    describe("decide and lease", () => leaseSuite(use));
    describe("read", () => readSuite(use));
    describe("prune", () => pruneSuite(use));
    describe("shared memory", () => memorySuite(use));
    describe("model", () => modelSuite(use));
  });
}

function admitSuite(use: Use): void {
  use("takes a run in with its first records", async (journal) => {
    expect(await journal.admit(admission(), [record({ key: "goal" })])).toBe(true);
    expect(await journal.run("r1")).toEqual({
      runId: "r1",
      state: "accepted",
      owner: "",
      epoch: 0,
      admittedAtMs: 1,
      summary: bytes("summary of r1"),
    });
    expect(await journal.records("r1")).toEqual([{ ...record({ key: "goal" }), seq: 1 }]);
  });

  use("answers false to the same run, whatever its times say", async (journal) => {
    await journal.admit(admission(), [record({ key: "goal" })]);
    const again = journal.admit({ ...admission(), atMs: 99, state: "other" }, [record({ key: "goal", atMs: 99 })]);
    expect(await again).toBe(false);
    expect((await journal.run("r1"))?.admittedAtMs).toBe(1);
    expect(await journal.records("r1")).toHaveLength(1);
  });

  const others: [string, JournalRecord[]][] = [
    ["body", [record({ key: "goal", body: bytes("other") })]],
    ["kind", [record({ key: "goal", kind: "other" })]],
    ["key", [record({ key: "other" })]],
    ["number of records", [record({ key: "goal" }), record()]],
    ["no record", []],
  ];
  for (const [what, first] of others) {
    use(`refuses the same run with another ${what}`, async (journal) => {
      await journal.admit(admission(), [record({ key: "goal" })]);
      await expect(journal.admit(admission(), first)).rejects.toEqual(reason("CONFLICT"));
      expect(await journal.records("r1")).toHaveLength(1);
    });
  }

  use("refuses first records of another run and keeps nothing", async (journal) => {
    const stray = journal.admit(admission(), [record({ runId: "r2" })]);
    await expect(stray).rejects.toEqual(reason("INVALID_ARGUMENT"));
    expect(await journal.run("r1")).toBeUndefined();
  });

  use("lets one of many equal admissions in", async (journal) => {
    const all = Array.from({ length: 20 }, () => journal.admit(admission(), [record()]));
    expect((await Promise.all(all)).filter(Boolean)).toHaveLength(1);
    expect(await journal.records("r1")).toHaveLength(1);
  });
}

function appendSuite(use: Use): void {
  use("stores a key once a run, and records without a key always", async (journal) => {
    await journal.admit(admission("r1"), []);
    await journal.admit(admission("r2"), []);
    const first = record({ key: "step/plan/1", body: bytes("first") });
    expect(await journal.append([first, record(), record()])).toEqual([true, true, true]);
    const late = record({ key: "step/plan/1", body: bytes("late") });
    expect(await journal.append([late, record()])).toEqual([false, true]);
    expect(await journal.append([{ ...late, runId: "r2" }])).toEqual([true]);
    const kept = (await journal.records("r1")).filter((r) => r.key === "step/plan/1");
    expect(kept.map((r) => r.body)).toEqual([bytes("first")]);
  });

  use("stores one of two equal keys in one call", async (journal) => {
    await journal.admit(admission(), []);
    const twice = [record({ key: "k", body: bytes("1") }), record({ key: "k", body: bytes("2") })];
    expect(await journal.append(twice)).toEqual([true, false]);
  });

  use("is all or nothing", async (journal) => {
    await journal.admit(admission(), []);
    const mixed = journal.append([record({ key: "good" }), record({ runId: "unknown" })]);
    await expect(mixed).rejects.toEqual(reason("NOT_FOUND"));
    expect(await journal.records("r1")).toEqual([]);
    expect(await journal.append([record({ key: "good" })])).toEqual([true]);
  });

  use("keeps one failing call from failing its neighbours", async (journal) => {
    await journal.admit(admission(), []);
    const calls = await Promise.allSettled([
      journal.append([record({ key: "a" })]),
      journal.append([record({ runId: "unknown" })]),
      journal.append([record({ key: "b" })]),
    ]);
    expect(calls.map((call) => call.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect((await journal.records("r1")).map((r) => r.key)).toEqual(["a", "b"]);
  });

  use("keeps bytes as they were handed in", async (journal) => {
    await journal.admit(admission(), []);
    const body = Uint8Array.from([0, 255, 128, 10]);
    const appended = journal.append([record({ body }), record({ body: new Uint8Array() })]);
    body.fill(1);
    await appended;
    const kept = (await journal.records("r1")).map((r) => [...r.body]);
    expect(kept).toEqual([[0, 255, 128, 10], []]);
  });

  use("takes an empty list", async (journal) => {
    expect(await journal.append([])).toEqual([]);
  });

  use("refuses a body above the limit", async (journal) => {
    await journal.admit(admission(), []);
    const large = journal.append([record({ body: new Uint8Array(64 * 1024 * 1024) })]);
    await expect(large).rejects.toEqual(reason("TOO_LARGE"));
  });

  use("refuses work after it was closed", async (journal) => {
    await journal[Symbol.asyncDispose]();
    await expect(journal.append([])).rejects.toEqual(reason("STORAGE_FAILED"));
    await journal[Symbol.asyncDispose]();
  });
}

function leaseSuite(use: Use): void {
  use("lets one owner hold a run until the lease runs out", async (journal, clock) => {
    await journal.admit(admission(), []);
    expect(await journal.lease("r1", "a", 3000)).toBe(1);
    expect(await journal.lease("r1", "b", 3000)).toBeUndefined();
    clock.advance(2000);
    expect(await journal.lease("r1", "a", 3000)).toBe(1);
    clock.advance(2999);
    expect(await journal.lease("r1", "b", 3000)).toBeUndefined();
    clock.advance(1);
    expect(await journal.lease("r1", "b", 3000)).toBe(2);
    expect(await journal.lease("r1", "a", 3000)).toBeUndefined();
    expect(await journal.run("r1")).toMatchObject({ owner: "b", epoch: 2 });
  });

  use("does not notice a jump of the wall clock", async (journal, clock) => {
    await journal.admit(admission(), []);
    await journal.lease("r1", "a", 3000);
    clock.setWall(clock.nowMs() + 86_400_000);
    expect(await journal.lease("r1", "b", 3000)).toBeUndefined();
  });

  use("frees a run on release, and counts on when the same owner returns", async (journal) => {
    await journal.admit(admission(), []);
    await journal.lease("r1", "a", 3000);
    await journal.release("r1", { owner: "a", epoch: 9 });
    expect(await journal.lease("r1", "b", 3000)).toBeUndefined();
    await journal.release("r1", { owner: "a", epoch: 1 });
    expect(await journal.run("r1")).toMatchObject({ owner: "", epoch: 1 });
    expect(await journal.lease("r1", "a", 3000)).toBe(2);
  });

  use("gives a contested lease to one", async (journal) => {
    await journal.admit(admission(), []);
    const owners = Array.from({ length: 20 }, (_, i) => journal.lease("r1", `o${i}`, 3000));
    expect((await Promise.all(owners)).filter((epoch) => epoch !== undefined)).toEqual([1]);
  });

  use("knows no lease of an unknown run", async (journal) => {
    await expect(journal.lease("none", "a", 3000)).rejects.toEqual(reason("NOT_FOUND"));
    await expect(journal.lease("none", "", 3000)).rejects.toEqual(reason("INVALID_ARGUMENT"));
    await journal.release("none", { owner: "a", epoch: 1 });
  });

  use("lets the holder decide, and changes the run with the records", async (journal) => {
    await journal.admit(admission(), []);
    const holder = { owner: "a", epoch: (await journal.lease("r1", "a", 3000))! };
    const change = { state: "finished", summary: bytes("done") };
    expect(await journal.decide("r1", holder, [record({ key: "k" })], change)).toEqual([true]);
    expect(await journal.run("r1")).toMatchObject(change);
    expect(await journal.decide("r1", holder, [record({ key: "k" })])).toEqual([false]);
    expect(await journal.run("r1")).toMatchObject({ ...change, owner: "a", epoch: 1 });
  });

  const strangers = [
    { title: "nobody", holder: { owner: "", epoch: 1 } },
    { title: "another owner", holder: { owner: "b", epoch: 1 } },
    { title: "an older epoch", holder: { owner: "a", epoch: 0 } },
    { title: "a later epoch", holder: { owner: "a", epoch: 2 } },
  ];
  for (const { title, holder } of strangers) {
    use(`refuses a decision of ${title} and keeps nothing of it`, async (journal) => {
      await journal.admit(admission(), []);
      await journal.lease("r1", "a", 3000);
      const decision = journal.decide("r1", holder, [record()], { state: "failed" });
      await expect(decision).rejects.toEqual(reason("NOT_OWNER"));
      expect(await journal.records("r1")).toEqual([]);
      expect((await journal.run("r1"))?.state).toBe("accepted");
    });
  }

  use("refuses the earlier owner once the lease moved, also behind it in the queue", async (journal, clock) => {
    await journal.admit(admission(), []);
    const old = { owner: "a", epoch: (await journal.lease("r1", "a", 3000))! };
    clock.advance(3000);
    expect(await journal.decide("r1", old, [record()])).toEqual([true]);
    const [epoch, late] = await Promise.allSettled([
      journal.lease("r1", "b", 3000),
      journal.decide("r1", old, [record()]),
    ]);
    expect(epoch).toMatchObject({ value: 2 });
    expect(late).toMatchObject({ reason: reason("NOT_OWNER") });
  });

  use("refuses a decision with a record of another run", async (journal) => {
    await journal.admit(admission(), []);
    await journal.admit(admission("r2"), []);
    await journal.lease("r1", "a", 3000);
    const stray = journal.decide("r1", { owner: "a", epoch: 1 }, [record({ runId: "r2" })]);
    await expect(stray).rejects.toEqual(reason("INVALID_ARGUMENT"));
  });
}

function readSuite(use: Use): void {
  use("pages through the journal in order", async (journal) => {
    for (const runId of ["r1", "r2"]) await journal.admit(admission(runId), []);
    for (let i = 0; i < 10; i++) await journal.append([record({ runId: `r${1 + (i % 2)}`, key: `${i}` })]);
    const keys: (string | undefined)[] = [];
    let cursor = 0;
    for (let page = await journal.read(0, 3); page.records.length > 0;) {
      expect(page.records.length).toBeLessThanOrEqual(3);
      expect(page.cursor).toBe(page.records.at(-1)!.seq);
      keys.push(...page.records.map((r) => r.key));
      cursor = page.cursor;
      page = await journal.read(cursor, 3);
    }
    expect(keys).toEqual(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
    expect(await journal.read(cursor, 3)).toEqual({ records: [], cursor });
    await journal.append([record({ key: "new" })]);
    expect((await journal.read(cursor, 3)).records.map((r) => r.key)).toEqual(["new"]);
  });

  use("ends a page early when the bodies are large", async (journal) => {
    await journal.admit(admission(), []);
    const body = new Uint8Array(2 * 1024 * 1024);
    for (let i = 0; i < 8; i++) await journal.append([record({ body })]);
    const page = await journal.read(0, 100);
    expect(page.records.length).toBeGreaterThan(0);
    expect(page.records.length).toBeLessThan(8);
  });

  use("lists runs newest first, by state and age", async (journal) => {
    for (let i = 1; i <= 5; i++) {
      await journal.admit({ ...admission(`r${i}`, i), state: i % 2 ? "running" : "finished" }, []);
    }
    const ids = async (filter: Parameters<Journal["runs"]>[0]) => (await journal.runs(filter)).map((run) => run.runId);
    expect(await ids({ limit: 10 })).toEqual(["r5", "r4", "r3", "r2", "r1"]);
    expect(await ids({ limit: 2 })).toEqual(["r5", "r4"]);
    expect(await ids({ limit: 2, beforeMs: 4 })).toEqual(["r3", "r2"]);
    expect(await ids({ limit: 9, states: ["finished"] })).toEqual(["r4", "r2"]);
    expect(await ids({ limit: 9, states: [] })).toEqual([]);
  });

  use("has no unknown run", async (journal) => {
    expect(await journal.run("none")).toBeUndefined();
    expect(await journal.records("none")).toEqual([]);
  });
}

function pruneSuite(use: Use): void {
  use("deletes old finished runs with all they had, and nothing else", async (journal) => {
    const runs = [
      { runId: "old", state: "finished", atMs: 1 },
      { runId: "running", state: "running", atMs: 1 },
      { runId: "new", state: "finished", atMs: 10 },
    ];
    for (const run of runs) {
      await journal.admit({ ...admission(run.runId), ...run }, [record({ runId: run.runId })]);
      await journal.memoryPut(run.runId, "k", bytes("v"), undefined);
    }
    expect(await journal.prune(10, ["finished", "failed"])).toBe(1);
    expect((await journal.runs({ limit: 9 })).map((run) => run.runId)).toEqual(["new", "running"]);
    expect((await journal.read(0, 9)).records.map((r) => r.runId)).toEqual(["running", "new"]);
    expect(await journal.memoryGet("old", "k")).toBeUndefined();
    expect(await journal.memoryGet("new", "k")).toBeDefined();
  });

  use("deletes more than one transaction takes", async (journal) => {
    await Promise.all(Array.from({ length: 250 }, (_, i) => journal.admit(admission(`r${i}`), [])));
    expect(await journal.prune(10, ["accepted"])).toBe(250);
    expect(await journal.prune(10, ["accepted"])).toBe(0);
  });

  use("refuses what comes late for a pruned run, and never gives a position twice", async (journal) => {
    await journal.admit(admission(), [record(), record()]);
    await journal.prune(10, ["accepted"]);
    await expect(journal.append([record()])).rejects.toEqual(reason("NOT_FOUND"));
    await journal.admit(admission("r2"), [record({ runId: "r2" })]);
    expect((await journal.read(0, 9)).records[0]!.seq).toBeGreaterThan(2);
  });
}

function memorySuite(use: Use): void {
  use("writes only over the revision that was read", async (journal) => {
    expect(await journal.memoryGet("r1", "k")).toBeUndefined();
    expect(await journal.memoryPut("r1", "k", bytes("a"), 1)).toBeUndefined();
    expect(await journal.memoryPut("r1", "k", bytes("a"), undefined)).toBe(1);
    expect(await journal.memoryPut("r1", "k", bytes("b"), undefined)).toBeUndefined();
    expect(await journal.memoryPut("r1", "k", bytes("b"), 0)).toBeUndefined();
    expect(await journal.memoryPut("r1", "k", bytes("b"), 1)).toBe(2);
    expect(await journal.memoryGet("r1", "k")).toEqual({ value: bytes("b"), revision: 2 });
    expect(await journal.memoryGet("r2", "k")).toBeUndefined();
  });

  use("loses no update of writers that read, add and try again", async (journal) => {
    const addOne = async (): Promise<void> => {
      const old = await journal.memoryGet("r1", "sum");
      const next = Uint8Array.of((old?.value[0] ?? 0) + 1);
      if ((await journal.memoryPut("r1", "sum", next, old?.revision)) === undefined) await addOne();
    };
    await Promise.all(Array.from({ length: 20 }, addOne));
    expect((await journal.memoryGet("r1", "sum"))?.value[0]).toBe(20);
  });
}

/** Random appends against a plain list: the same keys win and the same order comes out. */
function modelSuite(use: Use): void {
  const key = fc.option(fc.constantFrom("a", "b", "c"), { nil: undefined });
  const one = fc.record({ run: fc.constantFrom("r1", "r2"), key, body: fc.uint8Array({ maxLength: 8 }) });
  const list = fc.array(fc.array(one, { maxLength: 4 }), { maxLength: 12 });

  use("keeps what a list would keep", async (journal) => {
    let cursor = 0;
    let round = 0;
    const agrees = async (calls: { run: string; key: string | undefined; body: Uint8Array }[][]) => {
      const prefix = `${round++}/`;
      for (const run of ["r1", "r2"]) await journal.admit(admission(prefix + run), []);
      const expected: JournalRecord[] = [];
      const records = calls.map((call) => call.map(({ run, ...rest }) => record({ ...rest, runId: prefix + run })));
      const answers = records.map((call) =>
        call.map((each) => {
          const same = (r: JournalRecord) => r.runId === each.runId && r.key === each.key;
          const fresh = each.key === undefined || !expected.some(same);
          if (fresh) expected.push(each);
          return fresh;
        }),
      );
      expect(await Promise.all(records.map((call) => journal.append(call)))).toEqual(answers);
      const page = await journal.read(cursor, 1000);
      cursor = page.cursor;
      expect(page.records.map(({ seq: _, ...rest }) => rest)).toEqual(expected);
    };
    await fc.assert(fc.asyncProperty(list, agrees), { numRuns: 50 });
  });
}
