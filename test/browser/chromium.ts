import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { findServer } from "../support/servers.ts";

/** Starts the real browser, without window, sandbox or calls home. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: findServer("chromium")!,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** Windows the studio must look right in. */
export const desktop = { width: 1400, height: 1000 };
export const phone = { width: 390, height: 844 };

/** A page that keeps every complaint of the browser: errors, refused content, failed requests. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: desktop, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() };
}

/** Saves a picture into the folder VIBA_SCREENSHOTS, if that is set: for people who want to look. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env["VIBA_SCREENSHOTS"];
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
