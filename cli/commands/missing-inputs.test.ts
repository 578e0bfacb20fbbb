import { create } from "@bufbuild/protobuf";
import { ManifestSchema } from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import { Presence } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import { expect, test } from "vitest";
import { missingInputs } from "./missing-inputs.ts";

const required = (...types: string[]) => types.map((type) => ({ type, presence: Presence.REQUIRED }));
const optional = { type: "t.v1.Note", presence: Presence.OPTIONAL };
const manifests = [
  { agentId: "thorough", inputs: required("t.v1.Brief", "t.v1.Concept", "t.v1.Site") },
  { agentId: "plain", inputs: [...required("t.v1.Brief", "t.v1.Concept"), optional] },
].map(({ agentId, inputs }) =>
  create(ManifestSchema, { agentId, capabilities: [{ outputType: "t.v1.Plan", inputs }] }),
);

test.each([
  { have: [], says: /^plain makes Plan from more: add Brief, Concept with --input$/ },
  { have: ["t.v1.Brief"], says: /^plain makes Plan from more: add Concept with --input$/ },
  { have: ["t.v1.Concept", "t.v1.Site"], says: /add Brief with --input$/ },
])("with $have the inputs that are missing are named", ({ have, says }) => {
  const error = missingInputs("t.v1.Plan", have, manifests);
  expect(error).toMatchObject({ reason: "INVALID_ARGUMENT", message: expect.stringMatching(says) });
  expect(error!.messageKo).toMatch(/[가-힣]/);
});

test("nothing is said of a type nobody promises, nor when all inputs are there", () => {
  expect(missingInputs("t.v1.Model", [], manifests)).toBeUndefined();
  expect(missingInputs("t.v1.Plan", ["t.v1.Brief", "t.v1.Concept"], manifests)).toBeUndefined();
});
