import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fakeClock } from "@viba/testkit/clock";
import { afterAll, expect, test } from "vitest";
import { openBlobFolder } from "./blob-folder.ts";
import { blobsContract } from "./blobs-contract.ts";
import { bytes, reason } from "./journal-contract.ts";

const root = await mkdtemp(join(tmpdir(), "viba-blobs-"));
afterAll(() => rm(root, { recursive: true, force: true }));
const newFolder = () => mkdtemp(join(root, "b-"));

blobsContract(
  "folder",
  async (clock) => openBlobFolder({ folder: await newFolder(), clock, maxBlobBytes: 1024 * 1024 }),
  fakeClock,
);

const pathOf = (folder: string, digest: string) => join(folder, digest.slice(0, 2), digest.slice(2));

test.each([
  ["a flipped bit", (data: Buffer) => Buffer.from(data.map((byte, i) => (i === 2 ? byte ^ 1 : byte)))],
  ["a missing end", (data: Buffer) => data.subarray(0, -1)],
  ["nothing left", () => Buffer.alloc(0)],
])("refuses a blob with %s, and a new put mends it", async (_what, damage) => {
  const folder = await newFolder();
  await using blobs = await openBlobFolder({ folder, clock: fakeClock() });
  const digest = await blobs.put(bytes("content"));
  const path = pathOf(folder, digest);
  await writeFile(path, damage(await readFile(path)));
  await expect(blobs.get(digest)).rejects.toEqual(reason("DAMAGED_RECORD"));
  await blobs.put(bytes("content"));
  expect(await blobs.get(digest)).toEqual(Buffer.from("content"));
});

test("keeps blobs over a restart and removes what a crash left half written", async () => {
  const folder = await newFolder();
  const first = await openBlobFolder({ folder, clock: fakeClock() });
  const digest = await first.put(bytes("content"));
  await writeFile(join(folder, "tmp", "half"), "con");
  await using second = await openBlobFolder({ folder, clock: fakeClock() });
  expect(await second.get(digest)).toEqual(Buffer.from("content"));
  expect(await readdir(join(folder, "tmp"))).toEqual([]);
});

test("says when it cannot write", async () => {
  const folder = await newFolder();
  await writeFile(join(folder, "file"), "");
  const open = openBlobFolder({ folder: join(folder, "file"), clock: fakeClock() });
  await expect(open).rejects.toEqual(reason("DATA_FOLDER_UNWRITABLE"));
});

test("a failing disk is STORAGE_FAILED and leaves nothing behind", async () => {
  const folder = await newFolder();
  await using blobs = await openBlobFolder({ folder, clock: fakeClock() });
  await rm(join(folder, "tmp"), { recursive: true });
  await expect(blobs.put(bytes("content"))).rejects.toEqual(reason("STORAGE_FAILED"));
  expect(await Array.fromAsync(blobs.list())).toEqual([]);
});
