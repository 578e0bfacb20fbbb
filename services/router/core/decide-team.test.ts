import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { PolicySnapshotSchema } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import { DecideTeamRequestSchema } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { describe, expect, test } from "vitest";
import { add, plan, promise, wanted } from "../fixtures.ts";
import { decideTeam } from "./decide-team.ts";
import { createRegistry } from "./registry.ts";
import { leaseDefaults } from "./instance.ts";

const model = "t.v1.Model";
const modelled = (cost = 1) => promise({ name: "model", outputType: model, cost });
const drawn = (cost = 1) => promise({ cost });

function mesh() {
  const registry = createRegistry(leaseDefaults);
  add(registry, "a-1", drawn(0.1));
  add(registry, "b-1", drawn(2));
  add(registry, "b-2", drawn(2));
  add(registry, "c-1", modelled());
  add(registry, "d-1", drawn(3), modelled(3));
  return registry;
}

const team = (
  registry: ReturnType<typeof mesh>,
  more: MessageInitShape<typeof DecideTeamRequestSchema> = {},
  synergies: MessageInitShape<typeof PolicySnapshotSchema>["synergies"] = [],
) =>
  decideTeam({
    request: create(DecideTeamRequestSchema, { wants: [wanted(), wanted({ outputType: model })], ...more }),
    makers: registry.making,
    snapshot: create(PolicySnapshotSchema, { version: 1n, kind: "frozen", synergies }),
    times: leaseDefaults,
    nowMs: 0,
  });
const agents = (found: ReturnType<typeof team>) => found.members?.map(({ agentId }) => agentId);

describe("a team", () => {
  test("has somebody for each want, each agent once whatever runs of it", () => {
    const found = team(mesh());
    expect(agents(found)).toEqual(["a", "c"]);
    expect(found).toMatchObject({ exact: true, candidates: 4 });
    expect(found.members!.map(({ wants }) => wants)).toEqual([[0], [1]]);
  });

  test("is the one that gets on best", () => {
    const pair = { agentId: "b", otherAgentId: "c", gain: 0.9, runs: 9n };
    expect(agents(team(mesh(), {}, [pair]))).toEqual(["b", "c"]);
    const quarrel = { agentId: "a", otherAgentId: "c", gain: -0.9, runs: 9n };
    expect(agents(team(mesh(), {}, [quarrel]))).toEqual(["a", "d"]);
  });

  test("keeps those apart who can't work together", () => {
    const found = team(mesh(), { conflicts: [{ agentId: "c", otherAgentId: "a" }] });
    expect(agents(found)).toEqual(["a", "d"]);
  });

  test("of one is whoever can do all", () => {
    expect(agents(team(mesh(), { maxSize: 1 }))).toEqual(["d"]);
  });

  test("without anybody for a want names that want", () => {
    const registry = mesh();
    registry.get("c-1")!.draining = true;
    const wants = [wanted(), wanted({ outputType: model, constraints: { excludedAgents: ["d"] } })];
    expect(team(registry, { wants })).toMatchObject({ unmet: [1], unmetIsSmallest: true });
  });

  test("of one, where nobody can do both, names both", () => {
    const registry = mesh();
    registry.get("d-1")!.draining = true;
    expect(team(registry, { maxSize: 1 }).unmet).toEqual([0, 1]);
  });

  test.each([[[]], [Array.from({ length: 31 }, () => wanted())]])("wants nothing, or too much: refused", (wants) => {
    expect(() => team(mesh(), { wants })).toThrow("wants: 1 to 30");
  });

  test("is asked for by the type of what it makes", () => {
    expect(agents(team(mesh(), { wants: [wanted({ outputType: plan })] }))).toEqual(["a"]);
  });
});
