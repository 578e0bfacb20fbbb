import { create } from "@bufbuild/protobuf";
import { parseBrief } from "@viba/building/brief/parse";
import { makeConcept } from "@viba/building/concept/concept";
import { bounds } from "@viba/building/geometry/polygon";
import { ringOf } from "@viba/building/geometry/plan-shape";
import { drawElevation } from "@viba/building/drawing/elevation";
import { makePlan } from "@viba/building/plan/plan";
import { estimateEnergy } from "@viba/building/energy/estimate";
import { checkCode } from "@viba/building/law/check";
import { factsOf } from "@viba/building/law/facts";
import { squareMetres } from "@viba/building/law/figures";
import { openingTypes } from "@viba/building/openings/types";
import { renderReport } from "@viba/building/report/render";
import { ReviewSchema } from "@viba/contracts/gen/viba/aec/v1/review_pb";
import { factRows } from "@viba/building/report/overview";
import { seededRandom } from "@viba/runtime/random";
import { describe, expect, test } from "vitest";
import { judgePlan } from "./pipeline.ts";
import { permitDate } from "./designs.ts";
import { sentences } from "./sentences.ts";

describe.each(sentences.map(({ name, text }) => [name, text] as const))("%s: %s", (_, text) => {
  const understood = parseBrief({ text, permitDate, seed: 1n, siteGeojson: "" });
  if (!understood.ok) throw new Error(understood.problem.reason);
  const { brief } = understood;
  const plan = makePlan(brief, makeConcept(brief, seededRandom(1)), seededRandom(1));
  const { narrativeKo: ko, narrativeEn: en } = plan.concept!;
  const above = plan.storeys.filter(({ number }) => number > 0);
  const facts = factsOf(plan, brief);

  test("the first lines tell the area of the table, the storeys of the building and the size of the elevations", () => {
    expect(ko).toContain(`연면적 ${squareMetres(facts.grossM2)},`);
    const storeys = factRows(facts).find(([name]) => name === "층수")?.[2];
    expect(ko).toContain(`${storeys}의 `);
    const [, width, depth] = /([\d.]+) × ([\d.]+) m/.exec(ko)!;
    const millimetres = (metres: string) => String(Math.round(Number(metres) * 1000));
    const figures = (side: "S" | "E") =>
      [...drawElevation(plan, side).matchAll(/>([\d,]{4,7})<\/text>/g)].map(([, figure]) => figure!.replace(",", ""));
    const close = (figure: string) => (shown: string) => Math.abs(Number(shown) - Number(millimetres(figure))) <= 5;
    expect(figures("S").some(close(width!))).toBe(true);
    expect(figures("E").some(close(depth!))).toBe(true);
  });

  test("nothing is said of the building that isn't there", () => {
    expect(ko.includes("태양광")).toBe((plan.roof?.solarArea ?? 0) > 0);
    expect(ko).not.toMatch(/팔작|남쪽 앞면|완전히/);
    if (above.length + facts.basements.length === 1) expect(ko).not.toContain("층마다");
    const corners = ringOf(above[0]!.outline).length;
    if (/안마당을 ㄷ자/.test(ko)) expect(corners).toBe(8);
    if (/안마당을 ㄱ자/.test(ko)) expect(corners).toBe(6);
    if (/ㅡ자/.test(ko)) expect(corners).toBe(4);
    if (/모임지붕/.test(ko)) expect(plan.roof?.kind).toBe("hip");
    if (/평지붕/.test(ko)) expect(plan.roof?.kind).toBe("flat");
  });

  test("homes stand beside their stairs as is said, and their rooms look where is said", () => {
    for (const { spaces, outline } of above.filter(({ use }) => use === "house")) {
      const south = bounds(ringOf(outline)).minY;
      const box = (space: (typeof spaces)[number]) => bounds(ringOf(space.gross));
      if (/양옆/.test(ko)) {
        const homes = Map.groupBy(
          spaces.filter(({ unit }) => unit !== ""),
          ({ unit }) => unit,
        );
        const middles = [...homes.values()].map((rooms) => {
          const { minX, maxX } = bounds(rooms.flatMap(({ gross }) => ringOf(gross)));
          return (minX + maxX) / 2;
        });
        const stairs = spaces
          .filter(({ kind }) => kind === "stair")
          .map((space) => (box(space).minX + box(space).maxX) / 2);
        expect(middles.length).toBe(stairs.length * 2);
        for (const stair of stairs) expect(middles.filter((at) => at < stair).length % 2).toBe(1);
      }
      const [, looking] = /((?:거실|침실|가족실)[가-힣 ]*)은 남쪽을 [보봅]/.exec(ko) ?? [];
      const kinds = { 거실: "living", 침실: "bedroom", 가족실: "family" } as const;
      for (const [name, kind] of Object.entries(kinds).filter(([name]) => looking?.includes(name))) {
        for (const room of spaces.filter((space) => space.kind === kind)) {
          expect([name, Math.abs(box(room).minY - south) < 0.05]).toEqual([name, true]);
        }
      }
    }
  });

  test("homes share no stair with shops where they are said to have their own", () => {
    if (!/출입구와 계단을 따로/.test(ko)) return;
    for (const { spaces, openings } of plan.storeys.filter(({ use }) => use !== "house")) {
      const kinds = new Map(spaces.map(({ id, kind }) => [id, kind]));
      const isCommon = (id: string) => ["stair", "corehall", "lift"].includes(kinds.get(id) ?? "");
      expect(openings.filter((one) => one.spaces.some(isCommon) && !one.spaces.every(isCommon))).toEqual([]);
    }
  });

  test("the page names parts as the drawings do, in Korean, and no other city's ordinance as this one's", () => {
    const codeReport = checkCode(plan, brief, {});
    const energy = estimateEnergy(plan, brief);
    const page = renderReport({ brief, plan, codeReport, energy, review: create(ReviewSchema), planSvgs: [] });
    const words = page.replaceAll(/<style>.*?<\/style>/gs, "").replaceAll(/<[^>]*>/g, "\n");
    expect(words).not.toMatch(/(?<![\w/])(?:B\d|\d+F)\/\w/);
    expect(words).not.toMatch(/용도별\([^)]*[a-z]/);
    expect(words).not.toMatch(/[·,] *\n *(?:\n|$)|근린생활·숙박시설에는/);
    if (facts.city !== "서울") expect(words).not.toContain("서울 5/10/15");
  });

  test("the English is English", () => {
    expect(en).not.toMatch(/\(s\)|\b[Aa] [aeiou]|\b[Aa]n [^aeiou]|[가-힣]/);
    expect(en).not.toMatch(/[.] [a-z]/);
    expect(en.includes("basement")).toBe(brief.basements > 0);
  });
});

test.each(["강남에 50평 모던 카페를 설계해줘", "3층 빌라 480㎡"])(
  "%s: the review counts the doors of the schedule",
  (text) => {
    const understood = parseBrief({ text, permitDate, seed: 1n, siteGeojson: "" });
    if (!understood.ok) throw new Error(understood.problem.reason);
    const { brief } = understood;
    const plan = makePlan(brief, makeConcept(brief, seededRandom(1)), seededRandom(1));
    const doors = openingTypes(plan)
      .filter(({ mark }) => mark.startsWith("D"))
      .reduce((sum, { placed }) => sum + placed.length, 0);
    const check = judgePlan(brief, plan).review.checks.find(({ id }) => id === "doors.join");
    expect(check?.measured).toMatch(new RegExp(`^문 ${doors}개 중 ${doors}개(?:, 문짝 없는 통로 .*)?$`));
  },
);
