import { create } from "@bufbuild/protobuf";
import { CapabilitySchema, Presence } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import { AttributeValuesSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { describe, expect, test } from "vitest";
import { candidateOf, claimsOf, factsOf, goalWords } from "./candidate.ts";

const values = (...list: string[]) => create(AttributeValuesSchema, { values: list });
const words = goalWords({ style: values("Modern"), use: values("cafe", "house") });
const work = { words, types: ["t.Brief"] };
const facts = { agentId: "a", instanceId: "a-1", version: "1.2.0", inFlight: 1, silentMs: 5, leaseMs: 3000 };

describe("candidate", () => {
  test("the goal's values are compared in lower case", () => {
    expect([...words]).toEqual(["modern", "cafe", "house"]);
  });

  test.each([
    { story: "no claims", tags: [], conditions: 0, claims: 0, met: 0 },
    { story: "tags that hit and miss", tags: ["CAFE", "hanok"], conditions: 0, claims: 2, met: 1 },
    { story: "a tag said twice counts once", tags: ["cafe", "Cafe"], conditions: 0, claims: 1, met: 1 },
    { story: "conditions hold already", tags: ["hanok"], conditions: 2, claims: 3, met: 2 },
  ])("$story", ({ tags, conditions, claims, met }) => {
    const list = Array.from({ length: conditions }, () => ({ attribute: "use" }));
    const capability = create(CapabilitySchema, { name: "plan", outputType: "t.Plan", tags, conditions: list });
    expect(claimsOf(factsOf(capability), work)).toEqual({ claims, claimsMet: met });
  });

  test.each([
    {
      story: "an optional input that is there is a claim met",
      type: "t.Brief",
      presence: Presence.OPTIONAL,
      claims: 1,
    },
    { story: "one that is not there is no claim", type: "t.Site", presence: Presence.OPTIONAL, claims: 0 },
    {
      story: "a required one is no claim: it always is there",
      type: "t.Brief",
      presence: Presence.REQUIRED,
      claims: 0,
    },
  ])("$story", ({ type, presence, claims }) => {
    const capability = create(CapabilitySchema, { inputs: [{ type, presence }] });
    expect(claimsOf(factsOf(capability), work)).toEqual({ claims, claimsMet: claims });
  });

  test("what protobuf gives as 0 was not declared", () => {
    const capability = create(CapabilitySchema, { name: "plan", outputType: "t.Plan" });
    expect(candidateOf(factsOf(capability), facts, { claims: 0, claimsMet: 0 })).toEqual({
      agentId: "a",
      instanceId: "a-1",
      version: "1.2.0",
      capability: "plan",
      outputType: "t.Plan",
      claims: 0,
      claimsMet: 0,
      expectedLatencyMs: undefined,
      cost: undefined,
      inFlight: 1,
      queued: 0,
      cpu: 0,
      memory: 0,
      maxConcurrency: 1,
      silentMs: 5,
      leaseMs: 3000,
    });
  });

  test("a duration is read in milliseconds", () => {
    const expectedLatency = { seconds: 2n, nanos: 500_000_000 };
    const capability = create(CapabilitySchema, { expectedLatency, cost: 0.5, maxConcurrency: 3 });
    expect(factsOf(capability)).toMatchObject({ expectedLatencyMs: 2500, cost: 0.5, maxConcurrency: 3 });
  });
});
