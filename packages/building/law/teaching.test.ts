import { Verdict } from "@viba/contracts/gen/viba/aec/v1/code_pb";
import { expect, test } from "vitest";
import { briefOf, planOf } from "../plan/testing.ts";
import { checkCode } from "./check.ts";

test.each([
  ["school", 1200, 2, ["cor.school", "st.school.p", "room.light"]],
  ["kindergarten", 700, 2, ["cor.school", "room.light"]],
  ["kindergarten", 900, 3, ["cor.school", "room.light"]],
] as const)("a %s of %d m2 on %d storeys keeps the rules of its use", (use, areaM2, storeys, wanted) => {
  const brief = briefOf({ use, areaM2, storeys });
  const { findings } = checkCode(planOf(brief), brief, {});
  const broken = findings.filter(({ verdict }) => verdict === Verdict.FAIL).map(({ rule }) => rule);
  expect(broken).toEqual([]);
  const kept = findings.filter(({ verdict }) => verdict === Verdict.PASS).map(({ rule }) => rule);
  expect(kept).toEqual(expect.arrayContaining([...wanted]));
});
