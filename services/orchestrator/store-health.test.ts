import { MeshError } from "@viba/runtime/errors";
import { openMemoryJournal } from "@viba/store/memory";
import { fakeClock } from "@viba/testkit/clock";
import { expect, test } from "vitest";
import { watchJournal } from "./store-health.ts";

async function setUp() {
  const clock = fakeClock();
  const memory = await openMemoryJournal({ clock });
  let broken: MeshError | undefined;
  const append: typeof memory.append = (records) => (broken ? Promise.reject(broken) : memory.append(records));
  const watched = watchJournal({ ...memory, append }, clock);
  const write = (error?: MeshError) => {
    broken = error;
    return watched.journal.append([]).catch(() => {});
  };
  return { clock, write, failing: watched.failing };
}
const full = new MeshError("STORAGE_FAILED", "the disk is full");

test("a disk that takes nothing in is told of until it takes something again", async () => {
  const { write, failing } = await setUp();
  expect(failing()).toBeUndefined();
  await write(full);
  expect(failing()).toBe("the disk is full");
  await write();
  expect(failing()).toBeUndefined();
});

test("it is not told of for ever when nobody writes any more, nor when it is the record that was refused", async () => {
  const { clock, write, failing } = await setUp();
  await write(full);
  clock.advance(60_000);
  expect(failing()).toBeUndefined();
  await write(new MeshError("NOT_OWNER", "somebody else's"));
  expect(failing()).toBeUndefined();
});
