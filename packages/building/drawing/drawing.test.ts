import { describe, expect, test } from "vitest";
import { houseplan } from "../ifc/test-plans.ts";
import { cafeBrief, hanokBrief, mixedBrief } from "../fixtures.ts";
import { briefOf, planOf } from "../plan/testing.ts";
import { storeyCount } from "./building-words.ts";
import { millimetres, pyeong, squareMetres } from "./figures.ts";
import { numbered } from "./sheet-number.ts";
import { planDrawings } from "./files.ts";
import { drawPlan } from "./plan.ts";
import { drawSite } from "./site.ts";
import { escape, textWidth } from "./svg.ts";

interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  readonly text: string;
}

/** Boxes of the lines written into rooms. */
function labelBoxes(svg: string): Box[] {
  const group = /<g id="labels">(.*?)<\/g>/s.exec(svg)?.[1] ?? "";
  const line = /<tspan x="([\d.]+)" y="([\d.]+)" font-size="([\d.]+)"[^>]*>([^<]*)<\/tspan>/g;
  return [...group.matchAll(line)].map(([, x, y, size, text]) => {
    const half = (textWidth(text!) * Number(size)) / 2;
    const [cx, base, height] = [Number(x), Number(y), Number(size)];
    return { x0: cx - half, x1: cx + half, y0: base - height * 0.85, y1: base + height * 0.15, text: text! };
  });
}

function clashes(boxes: readonly Box[]): string[] {
  return boxes.flatMap((a, i) =>
    boxes
      .slice(i + 1)
      .filter((b) => a.x0 < b.x1 - 0.5 && b.x0 < a.x1 - 0.5 && a.y0 < b.y1 - 0.5 && b.y0 < a.y1 - 0.5)
      .map((b) => `${a.text} / ${b.text}`),
  );
}

/** Whether every tag is closed by its own. */
function wellFormed(svg: string): boolean {
  const open: string[] = [];
  for (const [, slash, name, attributes] of svg.matchAll(/<(\/?)([a-z]+)((?:\s[^<>]*)?)>/gi)) {
    if (slash) {
      if (open.pop() !== name) return false;
    } else if (!attributes!.endsWith("/")) open.push(name!);
  }
  return open.length === 0 && !/NaN|undefined|Infinity/.test(svg);
}

const plans = [
  ["cafe", planOf(cafeBrief())],
  ["mixed", planOf(mixedBrief())],
  ["hanok", planOf(hanokBrief())],
  ["office", planOf(briefOf({ use: "office", areaM2: 900, storeys: 3 }))],
  ["clinic with two bars", planOf(briefOf({ use: "clinic", areaM2: 700, storeys: 1 }))],
  ["house in the north of its street", planOf(briefOf({ use: "house", areaM2: 150, storeys: 2, roadSide: "N" }))],
] as const;

describe.each(plans)("the drawings of the %s", (_name, plan) => {
  const sheets = plan.storeys.map((_, i) => drawPlan(plan, i));

  test("are well-formed documents", () => {
    for (const svg of [...sheets, drawSite(plan)]) expect(wellFormed(svg)).toBe(true);
  });

  test("write every room's name once, and no label over another", () => {
    sheets.forEach((svg, i) => {
      const boxes = labelBoxes(svg);
      expect(clashes(boxes)).toEqual([]);
      const written = boxes
        .map((box) => box.text)
        .join("")
        .replaceAll(" ", "");
      for (const { name } of plan.storeys[i]!.spaces) expect(written).toContain(name.replaceAll(" ", ""));
    });
  });

  test("keep everything that is written on the sheet", () => {
    for (const svg of sheets) {
      for (const { x0, x1, y0, y1 } of labelBoxes(svg)) {
        expect(Math.min(x0, y0)).toBeGreaterThan(24);
        expect(x1).toBeLessThan(1076);
        expect(y1).toBeLessThan(966);
      }
    }
  });
});

test("each storey is a file and the site one more", () => {
  const files = planDrawings(planOf(mixedBrief()));
  expect(files.map((file) => file.name)).toEqual(["plan-1F.svg", "plan-2F.svg", "plan-3F.svg", "site.svg"]);
  expect(files.every((file) => file.mediaType === "image/svg+xml" && file.bytes.length > 2000)).toBe(true);
});

test("a plan without a plot has no site plan, a storey that is not there an empty sheet", () => {
  const plan = planOf(cafeBrief());
  plan.site = undefined;
  expect(planDrawings(plan).map((file) => file.name)).toEqual(["plan-1F.svg"]);
  expect(wellFormed(drawPlan(plan, 9))).toBe(true);
});

test("names from outside can't break out of the drawing", () => {
  const plan = planOf(cafeBrief());
  plan.title = '<script>"&';
  const svg = drawPlan(plan, 0);
  expect(svg).not.toContain("<script>");
  expect(svg).toContain(escape(plan.title));
});

test("figures are written the Korean way", () => {
  expect(millimetres(14.7)).toBe("14,700");
  expect(millimetres(0.85)).toBe("850");
  expect(pyeong(165.289)).toBe("50.0 평");
});

test("areas part their thousands, sheets alike are numbered, basements count as storeys", () => {
  expect([squareMetres(1188), squareMetres(999.96), pyeong(4000)]).toEqual(["1,188.0 ㎡", "1,000.0 ㎡", "1,210.0 평"]);
  expect([numbered("창호표", 1, 2), numbered("창호표", 0, 1)]).toEqual(["창호표 (2)", "창호표"]);
  expect(storeyCount(houseplan({ basement: true }))).toBe("지하 1층, 지상 2층");
});
