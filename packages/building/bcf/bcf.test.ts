import { clone, create } from "@bufbuild/protobuf";
import { type CodeReport, CodeReportSchema, Verdict } from "@viba/contracts/gen/viba/aec/v1/code_pb";
import { ModelSchema } from "@viba/contracts/gen/viba/aec/v1/model_pb";
import { ReviewSchema } from "@viba/contracts/gen/viba/aec/v1/review_pb";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { sample } from "../law/sample.ts";
import { mostTopics, writeBcf } from "./bcf.ts";
import { bcfFile } from "./file.ts";
import { issuesOf } from "./issues.ts";

const guids = { "1F/window": "2O2Fr$t4X7Zf8NOew3FLOH", "1F/door": "0uNK5SmiX7Kw$Xtw9VQcVE" };
const finding = (rule: string, verdict: Verdict, more: object = {}) => ({
  ...{
    rule,
    verdict,
    titleKo: `규정 ${rule}`,
    article: "건축법 §1",
    status: "V1",
    measured: "1 m",
    demanded: "2 m 이상",
  },
  ...more,
});
const code: CodeReport = create(CodeReportSchema, {
  permitDate: "2026-11-22",
  findings: [
    finding("a.advice", Verdict.ADVICE, { status: "G", note: "확인이 필요합니다." }),
    finding("b.fail", Verdict.FAIL, { guids: [guids["1F/window"]], titleKo: '폭 < 2 m & 높이 "큼"' }),
    finding("c.pass", Verdict.PASS),
    finding("d.none", Verdict.NOT_APPLICABLE),
  ],
});
const review = create(ReviewSchema, {
  checks: [
    { id: "doors.join", titleKo: "문이 두 곳을 이음", hard: true, measured: "1개", demanded: "2개" },
    { id: "aspect", titleKo: "비례", measured: "80 %", demanded: "90 %" },
  ],
  fixes: [
    { check: "doors.join", elements: ["1F/door", "gone"], text: "문을 옮기십시오." },
    { check: "aspect", text: "실을 넓히십시오." },
  ],
});

test("failures come first, then what the review found, then advice; what holds is no issue", () => {
  const issues = issuesOf(code, review, guids);
  expect(issues.map(({ key, kind }) => [key, kind])).toEqual([
    ["b.fail", "Error"],
    ["doors.join", "Error"],
    ["aspect", "Warning"],
    ["a.advice", "Info"],
  ]);
  expect(issues[1]?.guids).toEqual([guids["1F/door"]]);
});

test("a fault that rule and check both name is one issue", () => {
  const both = create(CodeReportSchema, { findings: [finding("fire.window", Verdict.FAIL)] });
  const same = create(ReviewSchema, {
    fixes: [
      { check: "fire.windows", text: "창" },
      { check: "aspect", text: "비례" },
    ],
  });
  expect(issuesOf(both, same, {}).map(({ key }) => key)).toEqual(["fire.window", "aspect"]);
});

describe("the file", () => {
  const { plan, brief } = sample({ storeys: 2 });
  const model = create(ModelSchema, { guids, sha256: "ab" });
  const file = bcfFile({ brief, plan, model, codeReport: code, review });
  const entries = unzipSync(file.bytes);
  const texts = Object.fromEntries(Object.entries(entries).map(([name, bytes]) => [name, strFromU8(bytes)]));
  const folders = [...new Set(Object.keys(texts).flatMap((name) => (name.includes("/") ? [name.split("/")[0]!] : [])))];

  test("is BCF 2.1 with a folder a topic", () => {
    expect(file.name).toBe("issues.bcf");
    expect(texts["bcf.version"]).toContain('VersionId="2.1"');
    expect(folders).toHaveLength(4);
    for (const folder of folders) {
      expect(folder).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(texts[`${folder}/markup.bcf`]).toContain(`Guid="${folder}"`);
      const view = /<Viewpoints Guid="([^"]+)"/.exec(texts[`${folder}/markup.bcf`]!)?.[1];
      expect(texts[`${folder}/viewpoint.bcfv`]).toContain(`<VisualizationInfo Guid="${view}"`);
    }
  });

  test("selects the elements of an issue and escapes its words", () => {
    const folder = folders.find((name) => texts[`${name}/markup.bcf`]?.includes("폭"))!;
    expect(texts[`${folder}/markup.bcf`]).toContain("폭 &lt; 2 m &amp; 높이 &quot;큼&quot; (건축법 §1)");
    expect(texts[`${folder}/viewpoint.bcfv`]).toContain(`<Component IfcGuid="${guids["1F/window"]}"/>`);
  });

  test("looks at the whole building along perpendicular axes", () => {
    const numbers = (tag: string) => {
      const part = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(texts[`${folders[0]}/viewpoint.bcfv`]!)![1]!;
      return [...part.matchAll(/>(-?[\d.]+)</g)].map((match) => Number(match[1]));
    };
    const [towards, up] = [numbers("CameraDirection"), numbers("CameraUpVector")];
    expect(towards.reduce((sum, value, i) => sum + value * up[i]!, 0)).toBeCloseTo(0, 5);
    expect(Math.hypot(...towards)).toBeCloseTo(1, 5);
    expect(numbers("CameraViewPoint")[2]).toBeGreaterThan(6.8);
  });

  test("is the same twice, and holds no more topics than anybody reads", () => {
    expect(bcfFile({ brief, plan, model, codeReport: code, review }).bytes).toEqual(file.bytes);
    const issues = Array.from({ length: mostTopics + 5 }, (_, i) => ({
      ...{ key: `k${i}`, kind: "Info" as const, title: "t", description: "d", labels: [], guids: [] },
    }));
    const camera = { from: [0, 0, 0], towards: [0, 0, -1], up: [0, 1, 0], height: 1 } as const;
    const bytes = writeBcf({ issues, model: { name: "m", sha256: "" }, date: "2026-01-01", camera });
    expect(Object.keys(unzipSync(bytes))).toHaveLength(1 + 2 * mostTopics);
  });

  test("drops what no XML may hold", () => {
    const odd = clone(CodeReportSchema, code);
    odd.findings[1]!.titleKo = "a\u0000\u0007b";
    const bytes = bcfFile({ brief, plan, model, codeReport: odd, review: create(ReviewSchema) }).bytes;
    const all = Object.values(unzipSync(bytes))
      .map((one) => strFromU8(one))
      .join("");
    expect(all).toContain("ab (건축법");
  });
});
