import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { systemClock } from "@viba/runtime/clock";
import { seededRandom } from "@viba/runtime/random";
import { afterAll, expect, test } from "vitest";
import { openSqliteJournal } from "./sqlite.ts";

const kills = 20;
const writer = fileURLToPath(new URL("./fixtures/writer.ts", import.meta.url));
const root = await mkdtemp(join(tmpdir(), "viba-crash-"));
afterAll(() => rm(root, { recursive: true, force: true }));

/** Runs a writer, kills it after `acks` acknowledgements, and gives the numbers it had acknowledged by then. */
async function writeAndKill(folder: string, from: number, acks: number): Promise<number[]> {
  const child = spawn(process.execPath, [writer, folder, String(from), "16"], {
    stdio: ["ignore", "pipe", "inherit"],
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

test(`${kills} times kill -9 in mid-append: nothing acknowledged is lost, nothing is torn`, async () => {
  const random = seededRandom(20260101);
  const folder = await mkdtemp(join(root, "j-"));
  const acknowledged: number[] = [];
  for (let kill = 0; kill < kills; kill++) {
    const acks = 1 + Math.floor(random() * 200);
    acknowledged.push(...(await writeAndKill(folder, kill * 1_000_000, acks)));
    await using journal = await openSqliteJournal({ folder, clock: systemClock });
    const records = await journal.records("r1");
    const keys = new Set(records.map((record) => record.key));
    expect(acknowledged.filter((n) => !keys.has(`${n}a`) || !keys.has(`${n}b`))).toEqual([]);
    const half = (record: { atMs: number }, other: string) => keys.has(`${record.atMs}${other}`);
    expect(records.filter((record) => !half(record, "a") || !half(record, "b"))).toEqual([]);
    const wrong = records.filter(
      (r) => r.body.length !== (r.atMs * 37) % 5000 || r.body.some((byte) => byte !== r.atMs % 256),
    );
    expect(wrong).toEqual([]);
  }
  expect(acknowledged.length).toBeGreaterThan(kills);
});
