import type { Page } from "./pages.ts";

/** The studio's files by path. Placeholder composition until bundled: see studio/. */
export function openStudio(): () => Promise<ReadonlyMap<string, Page>> {
  const html = Buffer.from("<!doctype html><meta charset=utf-8><title>VIBA</title>");
  return async () => new Map([["/", { mediaType: "text/html", bytes: html }]]);
}
