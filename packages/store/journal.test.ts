import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fakeClock } from "@viba/testkit/clock";
import { afterAll } from "vitest";
import { journalContract } from "./journal-contract.ts";
import { openMemoryJournal } from "./memory.ts";
import { openSqliteJournal } from "./sqlite.ts";

const root = await mkdtemp(join(tmpdir(), "viba-journal-"));
afterAll(() => rm(root, { recursive: true, force: true }));

journalContract("memory", (clock) => openMemoryJournal({ clock }), fakeClock);
journalContract(
  "sqlite",
  async (clock) => openSqliteJournal({ folder: await mkdtemp(join(root, "j-")), clock }),
  fakeClock,
);
