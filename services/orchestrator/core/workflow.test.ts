import { create } from "@bufbuild/protobuf";
import { type Capability, CapabilitySchema, Presence } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type SearchInput, searchWorkflow } from "./workflow.ts";

/** "A+B?->C@2" reads A and, if there, B; makes C; costs 2. */
function cap(text: string): Capability {
  const [, inputs = "", output = "", cost = "1"] = /^(.*)->(\w+)(?:@([\d.]+))?$/.exec(text)!;
  return create(CapabilitySchema, {
    name: text,
    outputType: output,
    cost: Number(cost),
    inputs: inputs
      .split("+")
      .filter(Boolean)
      .map((i) => ({ type: i.replace("?", ""), presence: i.endsWith("?") ? Presence.OPTIONAL : Presence.REQUIRED })),
  });
}

function search(wanted: string, caps: string[], more: Partial<SearchInput> = {}) {
  const split = (text: string) => text.split(" ").filter(Boolean);
  return searchWorkflow({
    wanted: split(wanted),
    optional: [],
    available: ["Brief"],
    capabilities: caps.map(cap),
    firstStep: 1,
    ...more,
  });
}

/** "s1:C(A,B)<s0 …": what the steps are, short. */
function shape(result: ReturnType<typeof search>): string {
  if (!result.ok) return `missing ${result.missing.join(" ")}`;
  return result.steps.map((s) => `${s.outputType}(${s.inputTypes})${s.optional ? "?" : ""}<${s.needs}`).join(" ");
}

describe("searching back from what is wanted", () => {
  test.each([
    { story: "one step", wanted: "Plan", caps: ["Brief->Plan"], is: "Plan(Brief)<" },
    { story: "a chain", wanted: "Model", caps: ["Plan->Model", "Brief->Plan"], is: "Plan(Brief)< Model(Plan)<s1" },
    { story: "what is there is not made", wanted: "Brief", caps: ["X->Brief"], is: "" },
    {
      story: "a shared input is made once",
      wanted: "A B",
      caps: ["P->A", "P->B", "Brief->P"],
      is: "P(Brief)< A(P)<s1 B(P)<s1",
    },
    { story: "the cheaper way", wanted: "A", caps: ["Brief->A@5", "B->A@1", "Brief->B@1"], is: "B(Brief)< A(B)<s1" },
    { story: "the shorter of equal ways", wanted: "A", caps: ["Brief->A@2", "B->A@1", "Brief->B@1"], is: "A(Brief)<" },
    { story: "a refiner makes nothing", wanted: "A", caps: ["A+B->A", "Brief->B"], is: "missing A" },
    { story: "a cycle leads nowhere", wanted: "A", caps: ["B->A", "A->B"], is: "missing A" },
    { story: "a cycle beside a way", wanted: "A", caps: ["B->A@1", "A->B@1", "Brief->B@9"], is: "B(Brief)< A(B)<s1" },
    { story: "a missing leaf needed by two steps", wanted: "R", caps: ["M+C->R", "M->C"], is: "missing M" },
    { story: "the missing leaf is named", wanted: "A", caps: ["B+Brief->A", "C->B"], is: "missing C" },
    {
      story: "an optional input that somebody makes",
      wanted: "R E",
      caps: ["Brief+E?->R", "Brief->E"],
      is: "E(Brief)< R(Brief,E)<s1",
    },
    { story: "an optional input that nobody makes", wanted: "R", caps: ["Brief+E?->R"], is: "R(Brief)<" },
    { story: "an optional input that would close a cycle", wanted: "R E", caps: ["E?->R", "R->E"], is: "R()< E(R)<s1" },
  ])("$story", ({ wanted, caps, is }) => {
    expect(shape(search(wanted, caps))).toBe(is);
  });

  test("an optional type is made if somebody promises it, else named", () => {
    const found = search("A", ["Brief->A", "Brief->E"], { optional: ["E", "F"] });
    expect(shape(found)).toBe("A(Brief)< E(Brief)?<");
    expect(found.ok && found.missingOptional).toEqual(["F"]);
  });

  test("the order of promises changes nothing", () => {
    const caps = ["P->A@2", "P+B?->C", "Brief->P", "Brief->B", "B->A@2"];
    fc.assert(
      fc.property(fc.shuffledSubarray(caps, { minLength: caps.length }), (shuffled) => {
        expect(shape(search("A C", shuffled))).toBe(shape(search("A C", caps)));
      }),
    );
  });

  test("any set of promises gives a workflow that could run in its order, or names what is missing", () => {
    const type = fc.constantFrom("A", "B", "C", "D", "E", "Brief");
    const promise = fc
      .tuple(fc.uniqueArray(type, { maxLength: 3 }), type, fc.integer({ min: 0, max: 5 }))
      .map(([inputs, output, cost]) => `${inputs.join("+")}->${output}@${cost}`);
    fc.assert(
      fc.property(fc.array(promise, { maxLength: 12 }), (caps) => {
        const found = search("A B", caps);
        if (!found.ok) {
          expect(found.missing.length).toBeGreaterThan(0);
          return;
        }
        const made = new Set(["Brief"]);
        for (const step of found.steps) {
          expect(step.inputTypes.every((input) => made.has(input))).toBe(true);
          made.add(step.outputType);
        }
        expect(made.has("A") && made.has("B")).toBe(true);
      }),
    );
  });
});
