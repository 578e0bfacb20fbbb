import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { systemClock } from "@viba/runtime/clock";
import { nodeFlags } from "@viba/runtime/node-flags";
import { seededRandom } from "@viba/runtime/random";
import { afterAll, expect, test } from "vitest";
import type { StoredRecord } from "./journal.ts";
import { openSqliteJournal } from "./sqlite.ts";

const kills = 20;
const writer = fileURLToPath(new URL("./fixtures/writer.ts", import.meta.url));
const root = await mkdtemp(join(tmpdir(), "viba-crash-"));
afterAll(() => rm(root, { recursive: true, force: true }));

/** Runs a writer, kills it after `acks` acknowledgements, and gives the numbers it had acknowledged by then. */
async function writeAndKill(folder: string, from: number, acks: number): Promise<number[]> {
  const child = spawn(process.execPath, [...nodeFlags, writer, folder, String(from), "16"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_COMPILE_CACHE: join(root, "compiled") },
  });
  const acknowledged: number[] = [];
  for await (const line of createInterface(child.stdout)) {
    acknowledged.push(Number(line));
    if (acknowledged.length === acks) child.kill("SIGKILL");
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  expect(child.signalCode).toBe("SIGKILL");
  return acknowledged;
}

/** What is wrong with records: halves without the other half, and bodies that are not what their number says. */
function wrongIn(records: StoredRecord[]): StoredRecord[] {
  const keys = new Set(records.map((record) => record.key));
  return records.filter(
    ({ atMs: n, body }) =>
      !keys.has(`${n}a`) ||
      !keys.has(`${n}b`) ||
      body.length !== (n * 37) % 3000 ||
      body.some((byte) => byte !== n % 256),
  );
}

const missing = (acknowledged: number[], records: StoredRecord[]) => {
  const kept = new Set(records.map((record) => record.atMs));
  return acknowledged.filter((n) => !kept.has(n));
};

test(`${kills} times kill -9 in mid-append: nothing acknowledged is lost, nothing is torn`, async () => {
  const random = seededRandom(20260101);
  const folder = await mkdtemp(join(root, "j-"));
  const all: number[] = [];
  let cursor = 0;
  for (let kill = 0; kill < kills; kill++) {
    const acks = 1 + Math.floor(random() * 100);
    const acknowledged = await writeAndKill(folder, kill * 1_000_000, acks);
    all.push(...acknowledged);
    await using journal = await openSqliteJournal({ folder, clock: systemClock });
    const records: StoredRecord[] = [];
    for (let page = await journal.read(cursor, 10_000); page.records.length > 0;) {
      records.push(...page.records);
      cursor = page.cursor;
      page = await journal.read(cursor, 10_000);
    }
    expect([missing(acknowledged, records), wrongIn(records)]).toEqual([[], []]);
  }
  await using journal = await openSqliteJournal({ folder, clock: systemClock });
  const records = await journal.records("r1");
  expect([missing(all, records), wrongIn(records)]).toEqual([[], []]);
  expect(all.length).toBeGreaterThan(kills);
}, 180_000);
