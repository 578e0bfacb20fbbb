import { join } from "node:path";
import { expect, test } from "vitest";
import { root, tempFolder, viba } from "../support/command.ts";

const careless = join(root, "test", "fixtures", "careless_planner");
/** Who would draw a sound cafe at once. */
const otherPlanners = ["design_theorist", "slicing_planner", "typology_planner"];

interface Result {
  readonly quality: number;
  readonly checks: readonly { readonly id: string; readonly passed: boolean }[];
  readonly decisions: readonly { readonly makes: string; readonly agent: string }[];
}

async function design(data: string, ...without: string[]): Promise<Result> {
  const left = [...otherPlanners, ...without].flatMap((name) => ["--without", name]);
  const args = ["--out", join(data, "out"), "--data", join(data, "data"), "--agent", careless, ...left, "--json"];
  const { code, stdout, stderr } = await viba(["design", "강남에 50평 모던 카페를 설계해줘", ...args]);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Result;
}

const failed = ({ checks }: Result) => checks.filter((check) => !check.passed).map((check) => check.id);
const planners = ({ decisions }: Result) =>
  decisions.filter(({ makes }) => makes === "viba.aec.v1.Plan").map(({ agent }) => agent);

test("a design its reviewer doesn't accept is drawn again once, and the better one is handed out", async () => {
  using folder = tempFolder();
  const result = await design(folder.path);
  expect(planners(result)).toEqual(["careless_planner", "architectural_design_specialist"]);
  expect(failed(result)).not.toContain("ceiling");
  expect(result.quality).toBeGreaterThanOrEqual(0.9);
});

test("where nobody revises, the person gets the design as it is, with its faults named", async () => {
  using folder = tempFolder();
  const result = await design(folder.path, "architectural_design_specialist");
  expect(planners(result)).toEqual(["careless_planner"]);
  expect(failed(result)).toContain("ceiling");
  expect(result.quality).toBeLessThan(0.8);
});
