import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tempFolder, viba } from "../support/command.ts";

interface Result {
  run_id: string;
  trace_id: string;
  quality: number;
  checks: { id: string; score: number; weight: number; gate: boolean; hard: boolean; passed: boolean }[];
  agents_used: string[];
  assumed: { subject: string; value: string; reason: string }[];
  artifacts: Record<string, string>;
  design_ms: number;
}

interface Brief {
  area_m2: number;
  area_given?: number;
  area_kind: string;
  use: string;
  storeys: number;
  styles?: string[];
  certificates?: string[];
  location?: { name?: string };
  modern_amenities?: boolean;
}

async function design(text: string, extra: string[] = []) {
  using folder = tempFolder();
  const out = join(folder.path, "out");
  const ended = await viba(["design", text, "--out", out, "--data", join(folder.path, "data"), "--json", ...extra]);
  const read = (name: string) => (existsSync(join(out, name)) ? readFileSync(join(out, name), "utf8") : "");
  return {
    ...ended,
    result: JSON.parse(read("result.json") || "{}") as Result,
    brief: JSON.parse(read("brief.json") || "{}") as Brief,
    model: read("model.ifc"),
    names: ["plan-1F.svg", "view.svg", "model.ifc", "report.html", "brief.json"].filter((name) => read(name) !== ""),
  };
}

/** Quality again from the checks listed beside it. */
function qualityOf(checks: Result["checks"]): number {
  if (checks.some((check) => check.gate && !check.passed)) return 0;
  const weighted = checks.filter((check) => !check.gate && check.weight > 0);
  const mean =
    weighted.reduce((sum, c) => sum + c.weight * c.score, 0) / weighted.reduce((sum, c) => sum + c.weight, 0);
  return 0.85 ** checks.filter((check) => check.hard && !check.passed).length * mean;
}

const every = ["brief.json", "model.ifc", "plan-1F.svg", "report.html", "view.svg"];

test("a cafe of 50 pyeong in Gangnam", async () => {
  const { code, stderr, result, brief, model, names } = await design("강남에 50평 모던 카페를 설계해줘");
  expect(stderr).toBe("");
  expect(code).toBe(0);
  expect(brief.area_m2).toBeCloseTo(165.29, 1);
  expect(brief).toMatchObject({
    area_given: 50,
    area_kind: "AREA_KIND_GROSS_FLOOR",
    use: "cafe",
    storeys: 1,
    styles: ["modern"],
  });
  expect(brief.location?.name).toBe("강남");
  expect(result.assumed.map((a) => a.subject)).toContain("area_kind");
  expect(result.agents_used).toEqual(expect.arrayContaining(["design_theorist", "bim_specialist"]));
  expect(names.sort()).toEqual(every);
  expect(model).toContain("FILE_SCHEMA(('IFC4X3_ADD2'))");
  expect(result.quality).toBeCloseTo(qualityOf(result.checks), 6);
  expect(result.quality).toBeGreaterThan(0.5);
});

test("a three-storey mixed building that wants a green certificate", async () => {
  const { code, result, brief, names } = await design("3층 상업+주거 복합건물을 친환경 인증 받을 수 있게 설계해줘");
  expect(code).toBe(0);
  expect(brief).toMatchObject({ use: "mixed", storeys: 3, certificates: ["G-SEED"] });
  expect(result.agents_used).toEqual(
    expect.arrayContaining(["design_theorist", "bim_specialist", "performance_analyst", "design_reviewer"]),
  );
  expect(Object.keys(result.artifacts)).toEqual(expect.arrayContaining(["plan-3F.svg", "energy.svg"]));
  expect(names.sort()).toEqual(every);
});

test("a hanok guest house with modern amenities", async () => {
  const { code, result, brief } = await design("전통 한옥 스타일 게스트하우스를 설계해줘. 현대적 편의시설도 포함해서");
  expect(code).toBe(0);
  expect(brief).toMatchObject({ use: "guesthouse", styles: ["hanok"], modern_amenities: true });
  expect(result.agents_used).toEqual(
    expect.arrayContaining(["design_theorist", "architectural_design_specialist", "bim_specialist"]),
  );
});

test("without an agent that makes the model the answer names the missing artifact type", async () => {
  const { code, stdout } = await design("강남에 50평 모던 카페를 설계해줘", ["--without", "bim_specialist"]);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    error: { reason: "NO_WORKFLOW", facts: { missing: "viba.aec.v1.Model" } },
  });
});
