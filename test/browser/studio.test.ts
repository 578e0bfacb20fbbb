import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { recordedRun, recordedRunId, recordedText } from "@viba/studio/fixtures";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tempFolder } from "../support/command.ts";
import { startMesh } from "../support/mesh.ts";
import { skipReason } from "../support/servers.ts";
import { desktop, launch, openPage, phone, picture } from "./chromium.ts";
import { openFakeMesh } from "./fake-mesh.ts";

const skipped = skipReason("chromium");
const all = recordedRun.length;
const planRuns = recordedRun.findIndex(({ event }) => event.case === "stepProgress") + 1;

/** axe looks for what keeps people from using a page. */
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface AxeResult {
  violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
}

async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const options = '{ iframes: false, runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "best-practice"] }';
  const { violations } = await page.evaluate<AxeResult>(`axe.run(document, ${options})`);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}\n${node.failureSummary}`));
}

/** Whether the page is no wider than its window. */
const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

/** The recorded report tries to run a script on purpose; that the browser says so is no fault of the page. */
const own = (complaints: readonly string[]) =>
  complaints.filter((complaint) => !/^Blocked script execution in '[^']*report\.html/.test(complaint));

const pictureIsThere = (page: Page, selector: string) =>
  page.waitForFunction((at) => (document.querySelector<HTMLImageElement>(at)?.naturalWidth ?? 0) > 0, selector);

describe.skipIf(skipped)(`the studio in a browser${skipped ? ` (${skipped})` : ""}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  test("a sentence becomes a building before one's eyes", async () => {
    await using mesh = await openFakeMesh();
    await using opened = await openPage(browser);
    const { page, complaints } = opened;
    await page.goto(mesh.url);
    await page.getByText("아직 설계가 없습니다").waitFor();
    await page.getByRole("button", { name: recordedText }).click();
    expect(await page.getByLabel("설계할 건물").inputValue()).toBe(recordedText);
    await page.getByRole("button", { name: "설계하기" }).click();
    await page.waitForURL(`**/#/runs/${recordedRunId}`);

    mesh.play(planRuns);
    const plan = page.getByRole("button", { name: /^평면/ });
    await plan.getByText("벽을 세우는 중").waitFor();
    expect(await page.locator(".step.accepted").count()).toBe(2);
    expect(await page.locator(".step.cached").innerText()).toContain("기억");
    expect(await plan.locator("progress").getAttribute("value")).toBe("0.4");
    expect(await page.locator(".sr[aria-live]").innerText()).toBe("2/6 평면 진행 중");
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("강남 모던 카페");
    expect(await page.getByText("층수를 말하지 않아").isVisible()).toBe(true);
    await picture(page, "running");

    mesh.play(all);
    await page.getByRole("img", { name: "품질 0.87" }).waitFor();
    expect(await page.locator(".sr[aria-live]").innerText()).toBe("완성, 품질 0.87");
    await pictureIsThere(page, ".sheet.view img");
    await pictureIsThere(page, ".sheet.plan img");
    expect(await page.locator(".sheet figcaption .sheet-number").allInnerTexts()).toEqual(["A-002", "A-101"]);
    const door = page.getByRole("row").filter({ hasText: "출입구 너비" });
    expect(await door.innerText()).toMatch(/0\.8 m\s+0\.9 m 이상\s+0\.40/);
    expect(await page.locator(".files a").first().getAttribute("download")).toBe("report.html");
    await picture(page, "finished");
    expect(own(complaints)).toEqual([]);
  });

  test("an agent's report is shown, but its script doesn't run", async () => {
    await using mesh = await openFakeMesh();
    mesh.play(all);
    await using opened = await openPage(browser);
    const { page, complaints } = opened;
    await page.goto(`${mesh.url}#/runs/${recordedRunId}`);
    const frame = page.locator("iframe");
    await frame.scrollIntoViewIfNeeded();
    await page.frameLocator("iframe").getByRole("heading", { name: "설계 보고서" }).waitFor();
    expect(await frame.getAttribute("sandbox")).toBe("");
    const inner = await (await frame.elementHandle())!.contentFrame();
    expect(await inner!.title()).not.toBe("ran");
    expect(complaints).toEqual([expect.stringContaining("Blocked script execution")]);
  });

  test("why an agent was chosen, and where the time went", async () => {
    await using mesh = await openFakeMesh();
    mesh.play(all);
    await using opened = await openPage(browser);
    const { page } = opened;
    await page.goto(`${mesh.url}#/runs/${recordedRunId}`);
    const model = page.getByRole("button", { name: /^BIM 모델/ });
    await model.click();
    expect(await model.getAttribute("aria-expanded")).toBe("true");
    const why = page.getByRole("region", { name: /왜 이 에이전트인가/ });
    expect(await why.getByRole("row").filter({ hasText: "BIM 전문가" }).first().innerText()).toMatch(
      /선택[\s\S]*0\.78/,
    );
    expect(await why.innerText()).toContain("제외: breaker open");
    expect(await why.innerText()).toContain("에이전트가 사라졌습니다");
    await model.click();
    expect(await why.count()).toBe(0);
    await page.getByRole("button", { name: "추적 보기" }).click();
    await page.getByRole("img", { name: "추적: 4 spans" }).waitFor();
    expect(await page.locator(".fall .bar").count()).toBe(4);
    expect(await page.locator(".fall .bar text").nth(1).textContent()).toBe("step Plan 67 ms");
    expect(await page.locator(".fall .bar.error").count()).toBe(1);
  });

  test("a sentence nobody understands is answered with what to do, in both languages", async () => {
    await using mesh = await openFakeMesh();
    await using opened = await openPage(browser);
    const { page } = opened;
    await page.goto(mesh.url);
    await page.getByRole("button", { name: "설계하기" }).click();
    await page.getByText("무엇을 설계할지 적어 주세요.").waitFor();
    expect(mesh.asked).toEqual([]);
    await page.getByLabel("설계할 건물").fill("음");
    await page.keyboard.press("Control+Enter");
    const alert = page.locator(".problem");
    await alert.waitFor();
    expect(await alert.innerText()).toContain("무엇을 설계할지 알 수 없습니다");
    expect(await alert.innerText()).toContain("건물의 종류를 적어 주세요");
    await page.getByRole("button", { name: "영어로 보기" }).click();
    expect(await alert.innerText()).toContain("the sentence names nothing that can be designed");
    expect(await alert.innerText()).toContain("Name a kind of building");
    expect(await page.getAttribute("html", "lang")).toBe("en");
    await page.reload();
    await page.getByRole("heading", { name: "One sentence becomes a building" }).waitFor();
  });

  test("a run that isn't there says so", async () => {
    await using mesh = await openFakeMesh();
    await using opened = await openPage(browser);
    await opened.page.goto(`${mesh.url}#/runs/run_gone`);
    await opened.page.getByText("run_gone 런이 없습니다").waitFor();
  });

  test("a lost stream goes on where it broke off", async () => {
    await using mesh = await openFakeMesh();
    await using opened = await openPage(browser);
    const { page } = opened;
    mesh.play(planRuns);
    await page.goto(`${mesh.url}#/runs/${recordedRunId}`);
    await page.getByText("벽을 세우는 중").waitFor();
    mesh.cut();
    await page.getByText("연결이 끊겨 다시 잇는 중입니다").waitFor();
    mesh.play(all);
    await page.getByRole("img", { name: "품질 0.87" }).waitFor();
    expect(mesh.watched.slice(0, 2)).toEqual([0n, recordedRun[planRuns - 2]!.sequence]);
    expect(await page.getByText("연결이 끊겨").count()).toBe(0);
  });

  test("a mesh that was ended and started anew is found again without a reload", async () => {
    await using mesh = await openFakeMesh();
    await using opened = await openPage(browser);
    const { page } = opened;
    mesh.play(planRuns);
    await page.goto(`${mesh.url}#/runs/${recordedRunId}`);
    await page.getByText("벽을 세우는 중").waitFor();
    await mesh.stop();
    await page.getByText(/메시가 실행 중인지 확인하세요/).waitFor();
    await page.getByText("연결 끊김", { exact: true }).waitFor();
    await mesh.restart();
    mesh.play(all);
    await page.getByRole("img", { name: "품질 0.87" }).waitFor();
    await page.getByText("에이전트 3").waitFor();
  });

  test("everything can be reached with the keyboard", async () => {
    await using mesh = await openFakeMesh();
    mesh.play(all);
    await using opened = await openPage(browser);
    const { page } = opened;
    const focused = () => page.evaluate(() => document.activeElement?.textContent || document.activeElement?.id);
    await page.goto(mesh.url);
    await page.getByText("에이전트 3").waitFor();
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("본문으로 가기");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("sentence");
    await page.goto(`${mesh.url}#/runs/${recordedRunId}`);
    await page.getByRole("button", { name: "조감도: 크게 보기" }).press("Enter");
    const box = page.getByRole("dialog");
    await box.waitFor();
    expect(await box.getAttribute("aria-label")).toBe("조감도");
    await page.keyboard.press("ArrowRight");
    expect(await box.getAttribute("aria-label")).toBe("1층 평면도");
    await page.keyboard.press("+");
    expect(await box.locator("img").evaluate((img) => img.style.getPropertyValue("--zoom"))).toBe("1.5");
    await page.keyboard.press("Escape");
    await box.waitFor({ state: "detached" });
  });

  test.each([
    ["desktop", { viewport: desktop }],
    ["night", { viewport: desktop, colorScheme: "dark" as const }],
    ["phone", { viewport: phone, hasTouch: true }],
  ])("on %s every page fits its window and keeps nobody out", async (name, options) => {
    await using mesh = await openFakeMesh();
    mesh.play(all);
    await using opened = await openPage(browser, options);
    const { page, complaints } = opened;
    const visit = async (hash: string, ready: string) => {
      await page.goto(`${mesh.url}${hash}`);
      await page.locator(ready).first().waitFor();
      await picture(page, `${name}-${hash.replace(/\W+/g, "") || "start"}`);
      expect(await fits(page), hash).toBe(true);
      expect(await barriers(page), hash).toEqual([]);
    };
    await visit("", ".run-card img");
    await visit("#/runs", ".run-card img");
    await visit("#/agents", ".agent");
    await page.goto(`${mesh.url}#/runs/${recordedRunId}`);
    await page.getByRole("button", { name: /^BIM 모델/ }).click();
    await page.getByRole("button", { name: "추적 보기" }).click();
    await page.locator(".fall .bar").first().waitFor();
    await visit(`#/runs/${recordedRunId}`, ".quality");
    expect(own(complaints)).toEqual([]);
  });

  test("against the real mesh: a cafe in Gangnam", async () => {
    using data = tempFolder();
    await using mesh = await startMesh(data.path);
    await using opened = await openPage(browser);
    const { page, complaints } = opened;
    await page.goto(`${mesh.studio}/`);
    await page.getByLabel("설계할 건물").fill(recordedText);
    await page.keyboard.press("Control+Enter");
    await page.getByRole("img", { name: /^품질/ }).waitFor();
    await page.locator(".phase.finished").waitFor();
    for (const kind of ["view", "plan"]) await pictureIsThere(page, `.sheet.${kind} img`);
    expect(await page.locator(".files a").allInnerTexts()).toEqual(
      expect.arrayContaining(
        ["brief.json", "plan-1F.svg", "view.svg", "model.ifc", "report.html"].map((name) =>
          expect.stringContaining(name),
        ),
      ),
    );
    await page.getByRole("button", { name: "추적 보기" }).click();
    await page.locator(".fall .bar").first().waitFor();
    expect(await fits(page)).toBe(true);
    await picture(page, "real-run");
    await page.goto(`${mesh.studio}/#/agents`);
    await page.locator(".agent").nth(4).waitFor();
    await picture(page, "real-agents");
    expect(own(complaints)).toEqual([]);
  });
});
