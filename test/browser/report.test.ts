import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { create } from "@bufbuild/protobuf";
import { certify } from "@viba/building/energy/certify";
import { estimateEnergy } from "@viba/building/energy/estimate";
import { mixedBrief } from "@viba/building/fixtures";
import { checkCode } from "@viba/building/law/check";
import { planOf } from "@viba/building/plan/testing";
import { reportFiles } from "@viba/building/report/sheets";
import { pretendard } from "@viba/building/typeface/load";
import { ReviewSchema } from "@viba/contracts/gen/viba/aec/v1/review_pb";
import { type Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tempFolder } from "../support/command.ts";
import { skipReason } from "../support/servers.ts";
import { desktop, launch, openPage, phone } from "./chromium.ts";

const skipped = skipReason("chromium");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The report of shops and homes with everything a report can show. */
function reportOfMixed(): Uint8Array {
  const brief = mixedBrief();
  const plan = planOf(brief);
  const energy = estimateEnergy(plan, brief);
  const review = create(ReviewSchema, {
    quality: 0.9,
    checks: [
      { id: "gate.stairs", titleKo: "층을 잇는 계단", titleEn: "stairs", gate: true, passed: true, score: 1 },
      { id: "area.gross", titleKo: "연면적", titleEn: "gross area", hard: true, score: 0.4, measured: "250 m²" },
    ],
    fixes: [{ check: "area.gross", text: "3F를 10 m² 줄이십시오." }],
  });
  const certification = certify(brief, plan, energy);
  const design = { brief, plan, concept: plan.concept, codeReport: checkCode(plan, brief, {}), review };
  return reportFiles({ ...design, energy, certification }, pretendard())[0]!.bytes;
}

describe.skipIf(skipped)(`the report in a browser${skipped ? ` (${skipped})` : ""}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  test.each([
    ["on a desk", desktop],
    ["on a phone", phone],
  ] as const)(
    "fits its window %s, keeps nobody out, asks for nothing and shows its own letters",
    async (_, viewport) => {
      using folder = tempFolder();
      const path = join(folder.path, "report.html");
      writeFileSync(path, reportOfMixed());
      await using opened = await openPage(browser, { viewport });
      const { page, complaints } = opened;
      const asked: string[] = [];
      page.on("request", (request) => asked.push(request.url().slice(0, 80)));
      await page.goto(`file://${path}`);
      await page.evaluate(() => document.fonts.ready);

      expect(asked.filter((url) => !url.startsWith("data:") && !url.endsWith("/report.html"))).toEqual([]);
      expect(complaints).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      const loaded = await page.evaluate(() => [...document.fonts].map(({ family, status }) => [family, status]));
      expect(loaded).toEqual([
        ["Pretendard", "loaded"],
        ["Pretendard", "loaded"],
      ]);
      const drawn = await page.evaluate(() => [...document.images].map(({ naturalWidth }) => naturalWidth));
      expect(drawn.length).toBeGreaterThan(5);
      expect(drawn.every((width) => width > 0)).toBe(true);
      // A drawing wider than the window begins in its middle, where something is drawn.
      const begun = await page
        .locator(".sheet.pan")
        .evaluateAll((pans) =>
          pans
            .filter((pan) => pan.scrollWidth > pan.clientWidth && pan.querySelector("img"))
            .map((pan) => pan.scrollLeft + pan.clientWidth / 2),
        );
      expect(begun.every((middle) => Math.abs(middle - 550) < 20)).toBe(true);
      for (const link of await page.locator("nav a[href^='#']").all()) {
        const target = (await link.getAttribute("href"))!;
        expect(await page.locator(target).count(), target).toBe(1);
      }
      await page.evaluate(axe);
      const found = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
        'axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "best-practice"] })',
      );
      expect(found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([]);
    },
  );
});
