import type { MessageInitShape } from "@bufbuild/protobuf";
import type { DoneSchema } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { RunState } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { MeshError } from "@viba/runtime/errors";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openWorld, type World } from "./fixtures.ts";
import { artifact } from "./fixtures-artifacts.ts";
import { maker } from "./fixtures-mesh.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await world.admit();
});
afterEach(() => world[Symbol.asyncDispose]());

/** What the critic (the maker of D) says, and the report it writes. */
const judged = (quality: number, accepted: boolean, reviseType = "t.v1.A"): MessageInitShape<typeof DoneSchema> => ({
  artifact: artifact("t.v1.D", `D ${quality}`),
  assessment: { quality, accepted, reviseType },
  files: [{ name: "report.txt", content: artifact("text", `report ${quality}`) }],
});
const criticSays = (...rounds: MessageInitShape<typeof DoneSchema>[]) =>
  world.mesh.maker("t.v1.D").madeNext.push(...rounds);
const addReviser = (more: Parameters<typeof maker>[3] = {}) =>
  world.mesh.makers.push(
    maker("reviser", "t.v1.A", ["t.v1.A", "t.v1.D"], { made: { artifact: artifact("t.v1.A", "A revised") }, ...more }),
  );
const steps = async () => {
  const { run } = await world.view();
  return run.steps.map(({ step, agentId, state }) => `${step!.outputType.at(-1)}${step!.round} ${agentId} ${state}`);
};
const report = async () => {
  const { run } = await world.view();
  const text = new TextDecoder().decode(run.files.find((file) => file.name === "report.txt")?.content?.inline);
  return [run.state, run.assessment?.quality, text];
};

const firstPass = ["l0 goal 3", "A0 a 3", "B0 b 3", "C0 c 3", "D0 d 3"];

describe("a critic that doesn't accept", () => {
  test("gets the revised thing and all that was made from it again, once", async () => {
    addReviser();
    criticSays(judged(0.5, false), judged(0.7, false));
    await world.drive();
    expect(await steps()).toEqual([...firstPass, "A1 reviser 3", "B1 b 3", "C1 c 3", "D1 d 3"]);
    expect(await report()).toEqual([RunState.FINISHED, 0.7, "report 0.7"]);
  });

  test("its finding goes to the reviser, and the revised thing to the makers after it", async () => {
    addReviser();
    criticSays(judged(0.5, false), judged(0.9, true));
    await world.drive();
    const asked = (type: string) => world.mesh.dispatched.filter(({ want }) => want?.outputType === type);
    const [, refine] = asked("t.v1.A");
    expect(refine?.want).toMatchObject({ refine: true, availableTypes: ["t.v1.A", "t.v1.D"] });
    const text = (at: number) => new TextDecoder().decode(asked("t.v1.B")[at]?.inputs[0]?.inline);
    expect([text(0), text(1)]).toEqual(["t.v1.A", "A revised"]);
  });

  test.each([0.5, 0.4])("keeps the first design where the second is judged %d", async (second) => {
    addReviser();
    criticSays(judged(0.5, false), judged(second, false));
    await world.drive();
    expect(await report()).toEqual([RunState.FINISHED, 0.5, "report 0.5"]);
  });

  test("keeps the first design where the revision fails, and nothing counts as missing", async () => {
    addReviser({ failures: [1, 2, 3].map(() => new MeshError("INVALID_ARGUMENT", "nothing better")) });
    criticSays(judged(0.5, false));
    await world.drive();
    expect(await steps()).toEqual([...firstPass, "A1 reviser 4", "B1  1", "C1  1", "D1  1"]);
    expect(await report()).toEqual([RunState.FINISHED, 0.5, "report 0.5"]);
    expect((await world.view()).run.missingOptional).toEqual([]);
  });

  test("keeps the first design where a maker fails after the revision", async () => {
    addReviser();
    criticSays(judged(0.5, false), judged(0.9, true));
    const driven = world.drive();
    await world.when(async () => (await steps()).includes("C0 c 3"));
    world.mesh.maker("t.v1.C").failures.push(...[1, 2, 3, 4].map(() => new MeshError("INVALID_ARGUMENT", "no")));
    await driven;
    expect(await report()).toEqual([RunState.FINISHED, 0.5, "report 0.5"]);
  });
});

describe("no round of revision", () => {
  test.each<[string, () => void]>([
    ["when the critic accepts", () => (addReviser(), criticSays(judged(0.9, true)))],
    ["when nobody can revise", () => criticSays(judged(0.5, false))],
    ["when the critic names nothing", () => (addReviser(), criticSays(judged(0.5, false, "")))],
    ["when there is no critic", () => addReviser()],
  ])("%s", async (_, arrange) => {
    arrange();
    await world.drive();
    expect(await steps()).toEqual(firstPass);
    expect((await world.view()).run.state).toBe(RunState.FINISHED);
  });
});

test("a run lost in the middle of a revision goes on with it", async () => {
  addReviser();
  criticSays(judged(0.5, false), judged(0.8, true));
  const stop = new AbortController();
  const driven = world.drive(world.ports(), stop.signal);
  await world.when(async () => (await steps()).includes("A1 reviser 3"));
  stop.abort();
  expect(await driven).toBe("stopped");
  expect(await world.drive()).toBe("ended");
  expect(await report()).toEqual([RunState.FINISHED, 0.8, "report 0.8"]);
  expect(world.mesh.begun.filter((one) => one.startsWith("reviser "))).toHaveLength(1);
});
