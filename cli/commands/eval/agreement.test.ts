import { parseBrief } from "@viba/building/brief/parse";
import { makeConcept } from "@viba/building/concept/concept";
import { levelsOf } from "@viba/building/drawing/levels";
import { drawSection } from "@viba/building/drawing/section";
import { topOfBuilding } from "@viba/building/drawing/view/top";
import { area } from "@viba/building/geometry/polygon";
import { writeIfc } from "@viba/building/ifc/model";
import { checkCode } from "@viba/building/law/check";
import { listedM2, metres, squareMetres } from "@viba/building/law/figures";
import { makePlan } from "@viba/building/plan/plan";
import { reviewModel } from "@viba/building/review/review";
import { seededRandom } from "@viba/runtime/random";
import { describe, expect, test } from "vitest";
import { permitDate } from "./designs.ts";
import { sentences } from "./sentences.ts";

/** The first figure in metres of a text. */
const metresIn = (text: string | undefined): string | undefined => /([\d.]+) m/.exec(text ?? "")?.[1];

/** The figure of a law row or a check after a word, as "0.164 m" after "단높이". */
const after = (word: string, text: string | undefined): string | undefined =>
  new RegExp(`${word} ([\\d.]+ m)`).exec(text ?? "")?.[1];

describe.each(sentences)("$name: $text", ({ text }) => {
  const understood = parseBrief({ text, permitDate, seed: 1n, siteGeojson: "" });
  if (!understood.ok) throw new Error(understood.problem.reason);
  const { brief } = understood;
  const plan = makePlan(brief, makeConcept(brief, seededRandom(1)), seededRandom(1));
  const model = writeIfc(plan, brief, { permitDate });
  const codeReport = checkCode(plan, brief, model.guids);
  const review = reviewModel({ brief, ifcText: model.text, codeReport });
  const rule = (id: string) => codeReport.findings.find((one) => one.rule === id && one.measured !== "");
  const check = (id: string) => review.checks.find((one) => one.id === id);

  test("the code report and the review ask for the same distance to the north", () => {
    const asked = ["sun.n.10to17", "sun.n.gt17", "sun.n.le10"].flatMap((id) => metresIn(rule(id)?.demanded) ?? []);
    const listed = metresIn(check("site.north")?.demanded);
    expect(asked.length === 0 ? undefined : asked.includes(listed!)).toBe(listed === undefined ? undefined : true);
    // A part over 10 m has to keep more than the 1.5 m of low ones.
    if (rule("sun.n.10to17") ?? rule("sun.n.gt17")) expect(Number(listed)).toBeGreaterThanOrEqual(5);
  });

  test("stairs are measured alike: their railings, and the clear height over them", () => {
    // Small buildings are free of the rules of stairs.
    const guarded = rule("st.guard")?.measured;
    if (guarded !== undefined) expect(guarded).toBe(check("stairs.guard")?.measured);
    const open = rule("st.head")?.measured;
    if (open !== undefined) expect(open).toBe(check("stairs.headroom")?.measured);
    expect(open).not.toBe("없음");
  });

  test("no way is said to be nothing long", () => {
    const ways = ["egress.30", "egress.50"].map((id) => rule(id)?.measured);
    expect(ways).not.toContain("0.00 m");
  });

  test("a stair has one riser, width and rise, a way one length, a skin one limit", () => {
    const stairs = ["st.design", "st.apt.in"].flatMap((id) => rule(id)?.measured ?? []);
    const of = (word: string) => stairs.map((text) => after(word, text)!);
    const size = check("stairs.size")?.measured;
    expect(size === undefined).toBe(stairs.length === 0);
    if (size !== undefined) {
      expect(after("단높이", size)).toBe(of("단높이").toSorted().at(-1));
      expect(after("너비", size)).toBe(of("너비").toSorted()[0]);
    }
    const rise = after("참 사이", rule("st.landing")?.measured);
    if (rise !== undefined) expect(after("한 번에", check("stairs.landing")?.measured)).toBe(rise);

    const way = check("egress.distance")?.measured;
    const told = rule("egress.50")?.measured ?? rule("egress.30")?.measured;
    if (way && !way.includes("(1F)")) expect(way).toContain(`${told} (`);
    expect(way ?? "").not.toMatch(/^0\.0/);

    const limit = (text: string | undefined) => text?.split(" 이하")[0];
    const wall = rule("u.wall.res") ?? rule("u.wall.non");
    expect(limit(check("energy.walls")?.demanded)).toBe(limit(wall?.demanded));
    const windows = check("energy.windows")?.demanded;
    if (windows !== undefined) expect(limit(windows)).toBe(limit(rule("u.win")?.demanded));
  });

  test("the building has one height and one floor area", () => {
    const flat = plan.roof?.kind === "flat";
    const top = metres(topOfBuilding(plan));
    for (const id of ["struct.2f", "sun.n.exempt_low"]) {
      const finding = rule(id);
      if (finding) expect(finding.measured).toMatch(new RegExp(`${top}$`));
    }
    if (flat) {
      const deck = levelsOf(plan).find(({ name }) => name === "RFL")!.z;
      expect(metres(deck + plan.roof!.parapet)).toBe(top);
      const highest = plan.storeys.at(-1)!;
      const panel = Math.round((deck - highest.elevation - highest.height) * 1000);
      expect(drawSection(plan)).toContain(`>${panel} mm<`);
      const north = rule("sun.n.gt17") ?? rule("sun.n.10to17");
      if (north?.measured.includes(`(${highest.name},`)) expect(north.measured).toContain(`높이 ${top})`);
    }
    const storeys = plan.storeys.map(({ outline }) => listedM2(area(outline!.points)));
    const gross = squareMetres(storeys.reduce((sum, m2) => sum + m2, 0));
    const asked = check("area.gross")!;
    if (asked.titleKo.startsWith("연면적")) expect(asked.measured).toBe(gross);
    expect(squareMetres(plan.grossFloorArea)).toBe(gross);
    const stated = rule("st.apply")?.measured;
    if (stated !== undefined) expect(stated).toBe(`연면적 ${gross}`);
  });

  test("the figures of ways on the plot say which they are", () => {
    const exits = plan.storeys.find(({ number }) => number === 1)!.openings.filter(({ exit }) => exit).length;
    expect(rule("site.path")!.measured.includes("좁은 쪽 출구")).toBe(exits > 1);
    const approach = metresIn(rule("bf.approach")?.measured);
    if (approach !== undefined) expect(Number(approach)).toBeLessThanOrEqual(1.5);
    if (plan.storeys.length === 1) expect(rule("egress.ground")?.measured ?? "").not.toContain("계단");
  });
});
