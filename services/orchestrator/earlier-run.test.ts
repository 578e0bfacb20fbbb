import { create } from "@bufbuild/protobuf";
import { RequestSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { StartRunRequestSchema } from "@viba/contracts/gen/viba/orchestrator/v1/orchestrator_pb";
import { toMeshError } from "@viba/runtime/errors";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openWorld, type World } from "./fixtures.ts";
import { driveRun } from "./run-driver.ts";
import { readRun } from "./run-log.ts";
import { admitRun } from "./start-run.ts";

let world: World;
beforeEach(async () => void (world = await openWorld()));
afterEach(() => world[Symbol.asyncDispose]());

const never = new AbortController().signal;
const first = { text: "카페", permitDate: "2025-01-02", seed: 5n, siteGeojson: "{}" };

/** Takes run "r" in, ends it, and goes on from it as run "next". */
async function goOn(asked: object, more: object = {}) {
  const request = create(RequestSchema, { text: "더 넓게", fromRun: "r", ...asked });
  const admitted = admitRun(create(StartRunRequestSchema, { runId: "next", request, ...more }), world.ports());
  await world.until(admitted);
  return (await readRun("next", world.ports())).run.request!;
}

const reasonOf = (task: Promise<unknown>) =>
  task.then(
    () => "none",
    (error: unknown) => toMeshError(error).reason,
  );

describe("a run that goes on from another", () => {
  beforeEach(async () => {
    await world.admit({ request: first });
    await world.drive();
  });

  test("takes over what its goal had attached, with its bytes, and seed, site and permit date", async () => {
    const { attached } = (await world.view()).run.goal!;
    const request = await goOn({});
    expect(request).toMatchObject({ ...first, text: "더 넓게", fromRun: "r" });
    expect(request.attached.map(({ type, digest }) => [type, digest])).toEqual(
      attached.map(({ type, digest }) => [type, digest]),
    );
    expect(request.attached.length).toBeGreaterThan(0);
    for (const { inline, size } of request.attached) expect(BigInt(inline.length)).toBe(size);
  });

  test("knows who made what, and asks them first", async () => {
    const { steps } = (await world.view()).run;
    await goOn({});
    const { makers } = await readRun("next", world.ports());
    expect(makers.map(({ outputType, agentId }) => [outputType, agentId])).toEqual(
      steps.map(({ step, agentId }) => [step!.outputType, agentId]),
    );
    expect(makers.length).toBeGreaterThan(0);
    await world.until(driveRun("next", world.ports(), never, never));
    const asked = world.mesh.dispatched.filter((one) => one.runId === "next").map(({ want }) => want!);
    for (const { outputType, familiar } of asked) {
      expect(familiar).toEqual(makers.filter((one) => one.outputType === outputType).map(({ agentId }) => agentId));
    }
    expect(asked.length).toBeGreaterThan(0);
  });

  test("keeps what the caller gave instead", async () => {
    const request = await goOn({ seed: 9n, permitDate: "2026-05-06" });
    expect(request).toMatchObject({ seed: 9n, permitDate: "2026-05-06", siteGeojson: "{}" });
  });

  test("sent twice is one run; the same id with another change is refused", async () => {
    await goOn({});
    expect(await reasonOf(goOn({}))).toBe("none");
    expect(await reasonOf(goOn({ text: "더 좁게" }))).toBe("CONFLICT");
  });

  test.each([
    { story: "a run nobody knows", asked: { fromRun: "nope" }, more: {}, reason: "NOT_FOUND" },
    { story: "a run of somebody else", asked: {}, more: { tenant: "other" }, reason: "NOT_FOUND" },
    { story: "no id at all", asked: { fromRun: "a/b" }, more: {}, reason: "INVALID_ARGUMENT" },
    { story: "another plot", asked: { siteGeojson: "[]" }, more: {}, reason: "INVALID_ARGUMENT" },
    {
      story: "artifacts of the caller's own",
      asked: { attached: [{ type: "t.v1.Brief" }] },
      more: {},
      reason: "INVALID_ARGUMENT",
    },
  ])("$story: $reason", async ({ asked, more, reason }) => {
    expect(await reasonOf(goOn(asked, more))).toBe(reason);
    expect(await world.journal.run("next")).toBeUndefined();
  });
});

test("a run that has not finished is refused", async () => {
  await world.admit({ request: first });
  expect(await reasonOf(goOn({}))).toBe("INVALID_ARGUMENT");
});
