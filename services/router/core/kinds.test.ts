import type { MessageInitShape } from "@bufbuild/protobuf";
import type { WantSchema } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { expect, test } from "vitest";
import { add, brief, promise, wanted } from "../fixtures.ts";
import { leaseDefaults } from "./instance.ts";
import { createKinds } from "./kinds.ts";
import { planOf } from "./plan.ts";
import { createRegistry } from "./registry.ts";

const registry = createRegistry(leaseDefaults);
add(registry, "a-1", promise());
add(registry, "b-1", promise({ inputs: [], tags: ["hanok"] }));
const kinds = createKinds();
const kindOf = (more: MessageInitShape<typeof WantSchema>) => {
  const want = wanted(more);
  return kinds.of(planOf(want, registry.making(want.outputType)));
};

test.each([
  {
    story: "other weights, goals and teams ask for no other agents",
    more: { weights: { cost: 1 }, team: ["x"] },
    same: true,
  },
  { story: "an input that nobody reads", more: { availableTypes: [brief, "t.v1.Noise"] }, same: true },
  { story: "an input that is missing", more: { availableTypes: [] }, same: false },
  { story: "a constraint", more: { constraints: { maxCost: 3 } }, same: false },
  { story: "a tenant of its own", more: { tenant: "other" }, same: false },
])("$story: the same kind is $same", ({ more, same }) => {
  expect(kindOf(more) === kindOf({})).toBe(same);
});

test("constraints too long to be remembered make no kind", () => {
  expect(kindOf({ constraints: { excludedAgents: Array.from({ length: 200 }, (_, n) => `agent_${n}`) } })).toBe("");
});
