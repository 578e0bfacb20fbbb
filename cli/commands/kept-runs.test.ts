import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create } from "@bufbuild/protobuf";
import { RunState } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { StartRunRequestSchema } from "@viba/contracts/gen/viba/orchestrator/v1/orchestrator_pb";
import { createEventHub } from "@viba/orchestrator-service/event-hub";
import { admitRun } from "@viba/orchestrator-service/start-run";
import { systemClock } from "@viba/runtime/clock";
import { toMeshError } from "@viba/runtime/errors";
import { openBlobFolder } from "@viba/store/blob-folder";
import { lockFolder } from "@viba/store/lock";
import { openSqliteJournal } from "@viba/store/sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hasOnlyKeptRuns, withKeptRuns } from "./kept-runs.ts";

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "viba-kept-"));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

/** A mesh took a run in and ended before it began. */
async function admit(runId: string): Promise<void> {
  const clock = systemClock;
  await using journal = await openSqliteJournal({ folder: data, clock });
  await using blobs = await openBlobFolder({ folder: join(data, "blobs"), clock });
  const request = create(StartRunRequestSchema, { runId, request: { text: "카페" } });
  using hub = createEventHub({ journal, clock, log: () => {} });
  await admitRun(request, { clock, journal, blobs, hub });
}

test("a folder without runs, or whose mesh runs, is not read", async () => {
  expect(await hasOnlyKeptRuns(data, {})).toBe(false);
  await admit("run_1");
  expect(await hasOnlyKeptRuns(data, {})).toBe(true);
  expect(await hasOnlyKeptRuns(data, { VIBA_GATEWAY: "mesh:7070" })).toBe(false);
  await using _owner = await lockFolder(data);
  expect(await hasOnlyKeptRuns(data, {})).toBe(false);
  const refused = await withKeptRuns(data, async () => "read").catch(toMeshError);
  expect(refused).toMatchObject({ reason: "DATA_FOLDER_TAKEN" });
});

test("runs are told as they stand, and none goes on", async () => {
  await admit("run_1");
  const read = () =>
    withKeptRuns(data, async (runs) => ({
      all: (await runs.listRuns({ limit: 5 })).runs.map(({ runId, state }) => [runId, state]),
      text: (await runs.getRun({ runId: "run_1" })).run!.request!.text,
      none: await runs.getRun({ runId: "run_2" }).catch((error: unknown) => toMeshError(error).reason),
    }));
  const told = { all: [["run_1", RunState.ACCEPTED]], text: "카페", none: "NOT_FOUND" };
  expect(await read()).toEqual(told);
  expect(await read()).toEqual(told);
});
