import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { systemClock } from "@viba/runtime/clock";
import { seededRandom } from "@viba/runtime/random";
import { fakeClock } from "@viba/testkit/clock";
import { afterAll, describe, expect, test } from "vitest";
import { journalCore } from "./core.ts";
import { admission, bytes, reason, record } from "./journal-contract.ts";
import { toRefusal } from "./refusal.ts";
import { openDatabase } from "./sqlite-database.ts";
import { journalDefaults, openSqliteJournal } from "./sqlite.ts";

const root = await mkdtemp(join(tmpdir(), "viba-sqlite-"));
afterAll(() => rm(root, { recursive: true, force: true }));
const newFolder = () => mkdtemp(join(root, "s-"));
const open = (folder: string, limits = {}) => openSqliteJournal({ folder, clock: fakeClock(), limits });

describe("over a restart", () => {
  test("keeps runs, records, epochs and shared memory, and frees the leases of the dead", async () => {
    const folder = await newFolder();
    const first = await open(folder);
    await first.admit(admission(), [record({ key: "goal" })]);
    await first.lease("r1", "a", 1e9);
    await first.memoryPut("r1", "k", bytes("v"), 0);
    await first[Symbol.asyncDispose]();
    await using second = await open(folder);
    expect(await second.records("r1")).toEqual([{ ...record({ key: "goal" }), seq: 1 }]);
    expect(await second.memoryGet("r1", "k")).toEqual({ value: bytes("v"), revision: 1 });
    expect(await second.lease("r1", "b", 3000)).toBe(2);
    expect(await second.admit(admission(), [record({ key: "goal" })])).toBe(false);
  });

  test("gives no position twice, also when the last records were pruned", async () => {
    const folder = await newFolder();
    const first = await open(folder);
    await first.admit(admission(), [record(), record()]);
    await first.prune(10, ["accepted"]);
    await first[Symbol.asyncDispose]();
    await using second = await open(folder);
    await second.admit(admission("r2"), [record({ runId: "r2" })]);
    expect((await second.records("r2"))[0]?.seq).toBe(3);
  });
});

describe("refuses", () => {
  test("a second opening of the same folder", async () => {
    const folder = await newFolder();
    await using _first = await open(folder);
    await expect(open(folder)).rejects.toEqual(reason("DATA_FOLDER_TAKEN"));
  });

  test("a folder it cannot make", async () => {
    const folder = await newFolder();
    await writeFile(join(folder, "file"), "");
    await expect(open(join(folder, "file", "deep"))).rejects.toEqual(reason("DATA_FOLDER_UNWRITABLE"));
  });

  test("a file of a later version", async () => {
    const folder = await newFolder();
    const db = new DatabaseSync(join(folder, "journal.sqlite"));
    db.exec("PRAGMA user_version = 99");
    db.close();
    await expect(open(folder)).rejects.toEqual(reason("CONTRACT_MISMATCH"));
  });

  test("a file that is no journal", async () => {
    const folder = await newFolder();
    await writeFile(join(folder, "journal.sqlite"), "this is not a database, and long enough to see it");
    await expect(open(folder)).rejects.toEqual(reason("DAMAGED_RECORD"));
  });
});

test("syncs every commit", () => {
  const db = openDatabase(join(mkdtempSync(join(root, "p-")), "j.sqlite"), 1e9);
  expect(db.prepare("PRAGMA synchronous").get()).toEqual({ synchronous: 2 });
  expect(db.prepare("PRAGMA journal_mode").get()).toEqual({ journal_mode: "wal" });
  db.close();
});

describe("bounds", () => {
  test("a full disk refuses and keeps what was accepted; pruning makes room", async () => {
    await using journal = await open(await newFolder(), { maxBytes: 400_000 });
    await journal.admit({ ...admission("old"), state: "finished" }, []);
    const body = new Uint8Array(10_000);
    let accepted = 0;
    const fill = async () => {
      for (;;) {
        await journal.append([record({ runId: "old", body })]);
        accepted++;
      }
    };
    await expect(fill()).rejects.toEqual(reason("STORAGE_FAILED"));
    expect(accepted).toBeGreaterThan(20);
    expect(await journal.records("old")).toHaveLength(accepted);
    await journal.prune(10, ["finished"]);
    expect(await journal.admit(admission(), [record({ body })])).toBe(true);
  });

  test("a full queue refuses the next call, says when to come back, and counts", async () => {
    await using journal = await open(await newFolder(), { maxQueued: 2 });
    const calls = await Promise.allSettled([1, 2, 3].map((n) => journal.admit(admission(`r${n}`), [])));
    expect(calls.map((call) => call.status)).toEqual(["fulfilled", "fulfilled", "rejected"]);
    expect(calls[2]).toMatchObject({ reason: reason("OVERLOADED") });
    expect(journal.counters()).toMatchObject({ calls: 2, refused: 1, queued: 0 });
  });

  test("a queue full of bytes refuses, but a large call alone gets through", async () => {
    await using journal = await open(await newFolder(), { maxQueuedBytes: 100 });
    const large = record({ body: new Uint8Array(1000) });
    const calls = await Promise.allSettled([
      journal.admit(admission("r1"), [large]),
      journal.admit(admission("r2"), []),
    ]);
    expect(calls.map((call) => call.status)).toEqual(["fulfilled", "rejected"]);
  });

  test("calls that arrive together share a commit", async () => {
    await using journal = await open(await newFolder());
    const calls = Array.from({ length: 500 }, (_, n) => journal.admit(admission(`r${n}`), []));
    await Promise.all(calls);
    expect(journal.counters()).toMatchObject({ calls: 500, commits: 1 });
  });
});

describe("a flipped bit", () => {
  /** Everything that can be read, as one text. */
  const dump = (folder: string): string => {
    const db = openDatabase(join(folder, "journal.sqlite"), journalDefaults.maxBytes);
    try {
      const core = journalCore(db);
      const runs = core.runs({ limit: 100 });
      const records = ["r0", "r1", "r2"].map((runId) => core.records(runId));
      return JSON.stringify([runs, records, core.read(0, 10_000)]);
    } finally {
      db.close();
    }
  };

  /** What comes of a copy of `folder` with one bit of `file` flipped. */
  const outcome = (folder: string, file: string, bit: number): string => {
    const copy = mkdtempSync(join(root, "flip-"));
    cpSync(folder, copy, { recursive: true });
    const content = readFileSync(join(copy, file));
    content[bit >> 3]! ^= 1 << (bit & 7);
    writeFileSync(join(copy, file), content);
    try {
      return dump(copy);
    } catch (error) {
      return toRefusal(error).reason;
    } finally {
      rmSync(copy, { recursive: true });
    }
  };

  const written = async (folder: string) => {
    const journal = await openSqliteJournal({ folder, clock: systemClock });
    for (const runId of ["r0", "r1", "r2"]) {
      await journal.admit(admission(runId), []);
      for (let i = 0; i < 20; i++) {
        await journal.append([record({ runId, key: `k${i}`, body: bytes(`${runId} ${i} `.repeat(9)) })]);
      }
    }
    return journal;
  };

  /** Replaces bytes in the first page of an index. */
  const changeIndex = (folder: string, index: string, from: Buffer, to: Buffer) => {
    const path = join(folder, "journal.sqlite");
    const db = new DatabaseSync(path);
    const row = db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = ?").get(index);
    db.close();
    const content = readFileSync(path);
    const page = ((row as { rootpage: number }).rootpage - 1) * 4096;
    const at = content.indexOf(from, page);
    expect(at).toBeLessThan(page + 4096);
    to.copy(content, at);
    writeFileSync(path, content);
  };

  test("that makes an index lose a record is noticed when the run is read", async () => {
    const folder = await newFolder();
    await (await written(folder))[Symbol.asyncDispose]();
    const entryOf = (run: number) => Buffer.from([run, 0x6b, 0x37]);
    changeIndex(folder, "sqlite_autoindex_records_1", entryOf(2), entryOf(34));
    await using journal = await open(folder);
    expect(await journal.records("r0")).toHaveLength(20);
    await expect(journal.records("r1")).rejects.toEqual(reason("DAMAGED_RECORD"));
  });

  test("that makes an index lose a run is noticed when the journal is opened", async () => {
    const folder = await newFolder();
    await (await written(folder))[Symbol.asyncDispose]();
    changeIndex(folder, "sqlite_autoindex_runs_1", Buffer.from("r1"), Buffer.from("q1"));
    await expect(open(folder)).rejects.toEqual(reason("DAMAGED_RECORD"));
  });

  test("in the file never goes unnoticed where it matters: 300 places", async () => {
    const folder = await newFolder();
    await (await written(folder))[Symbol.asyncDispose]();
    const sound = dump(folder);
    const random = seededRandom(7);
    const size = readFileSync(join(folder, "journal.sqlite")).length * 8;
    const places = Array.from({ length: 300 }, () => Math.floor(random() * size));
    const outcomes = places.map((bit) => [bit, outcome(folder, "journal.sqlite", bit)]);
    const other = outcomes.filter(([, what]) => what !== "DAMAGED_RECORD" && what !== sound);
    expect(other).toEqual([]);
    expect(outcomes.filter(([, what]) => what === "DAMAGED_RECORD").length).toBeGreaterThan(20);
  });

  test("in the log of a killed process is refused, unless it hits the last transaction", async () => {
    const folder = await newFolder();
    const killed = await newFolder();
    await using journal = await written(folder);
    await journal.append([record({ key: "last" })]);
    cpSync(folder, killed, { recursive: true });
    const random = seededRandom(8);
    const file = "journal.sqlite-wal";
    const size = readFileSync(join(killed, file)).length * 8;
    // The last transaction is a handful of pages: a bit in it cannot be told from a torn tail.
    const tail = 10 * 4120 * 8;
    const places = Array.from({ length: 100 }, () => Math.floor(random() * (size - tail)));
    const other = places.filter((bit) => outcome(killed, file, bit) !== "DAMAGED_RECORD");
    expect(other).toEqual([]);
    expect(JSON.parse(outcome(killed, file, size - 9))[1][1]).toHaveLength(20);
  });
});
