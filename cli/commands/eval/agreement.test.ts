import { parseBrief } from "@viba/building/brief/parse";
import { makeConcept } from "@viba/building/concept/concept";
import { writeIfc } from "@viba/building/ifc/model";
import { checkCode } from "@viba/building/law/check";
import { makePlan } from "@viba/building/plan/plan";
import { reviewModel } from "@viba/building/review/review";
import { seededRandom } from "@viba/runtime/random";
import { describe, expect, test } from "vitest";
import { permitDate } from "./designs.ts";
import { sentences } from "./sentences.ts";

/** Sentences whose sheets once said one thing and the list of quality another. */
const names = ["mixed", "cafe 3F", "restaurant B1", "restaurant 1800", "shop 6F", "shop 3000", "office 2F"];

/** The first figure in metres of a text. */
const metresIn = (text: string | undefined): string | undefined => /([\d.]+) m/.exec(text ?? "")?.[1];

describe.each(sentences.filter(({ name }) => names.includes(name)))("$name: $text", ({ text }) => {
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
});
