import { create } from "@bufbuild/protobuf";
import { ArtifactSchema } from "@viba/contracts/gen/viba/core/v1/artifact_pb";
import { expect, test } from "vitest";
import { artifact, plan } from "../fixtures.ts";
import { artifactProblem } from "./artifact.ts";

const digest = "a".repeat(64);

test.each([
  ["with its bytes", artifact(), undefined],
  ["by digest", create(ArtifactSchema, { type: plan, digest, size: 9n }), undefined],
  ["empty", artifact(plan, ""), undefined],
  ["missing", undefined, "promised t.v1.Plan, got nothing"],
  ["of another type", artifact("t.v1.Model"), "promised t.v1.Plan, got t.v1.Model"],
  ["without a digest", create(ArtifactSchema, { type: plan, size: 9n }), "no digest"],
  ["whose digest is another's", { ...artifact(), digest }, "do not match"],
  ["whose size is another's", { ...artifact(), size: 3n }, "4 bytes where 3"],
  ["that says to be empty and isn't", { ...artifact(), size: 0n }, "4 bytes where 0"],
  ["empty with a digest of something", create(ArtifactSchema, { type: plan, digest }), "do not match"],
])("an artifact %s", (_story, given, problem) => {
  const found = artifactProblem(given, plan);
  if (problem === undefined) expect(found).toBeUndefined();
  else expect(found).toContain(problem);
});
