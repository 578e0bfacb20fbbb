import { escapeHtml } from "./escape.ts";
import { bundleStudio, type Bundle } from "./studio-bundle.ts";
import type { Page } from "./pages.ts";
import { openStudioCache, type StudioCache } from "./studio-cache.ts";

/** How the studio is made; the defaults are those of the real one. */
export interface StudioOptions {
  readonly cache?: StudioCache;
  readonly bundle?: () => Promise<Bundle>;
}

/**
 * The studio's files by path. They are bundled when the first page is asked for, unless a bundle of the very same
 * sources is remembered. A failing bundle gives a page that says what is wrong, and is tried again with the next.
 */
export function openStudio(options: StudioOptions = {}): () => Promise<ReadonlyMap<string, Page>> {
  const { cache = openStudioCache(), bundle = bundleStudio } = options;
  let pages: Promise<ReadonlyMap<string, Page>> | undefined;
  const make = async () => {
    const known = await cache.read();
    if (known) return toPages(known);
    const made = await bundle();
    await cache.write(made);
    return toPages(made.files);
  };
  return async () => {
    try {
      pages ??= make();
      return await pages;
    } catch (error) {
      pages = undefined;
      return new Map([["/", failurePage(error)]]);
    }
  };
}

const mediaTypes: Readonly<Record<string, string>> = {
  "/": "text/html",
  "/app.js": "text/javascript; charset=utf-8",
  "/app.css": "text/css; charset=utf-8",
  "/favicon.svg": "image/svg+xml",
};

function toPages(files: Bundle["files"]): ReadonlyMap<string, Page> {
  return new Map(
    Object.entries(files).map(([path, text]) => [
      path,
      { mediaType: mediaTypes[path] ?? "application/octet-stream", bytes: Buffer.from(text) },
    ]),
  );
}

function failurePage(error: unknown): Page {
  const message = error instanceof Error ? error.message : String(error);
  const html = `<!doctype html>
<html lang="ko"><meta charset="utf-8"><title>VIBA</title>
<h1>스튜디오를 만들지 못했습니다</h1>
<p>메시는 정상입니다. 아래 잘못을 고치고 새로 고침하거나, 명령줄을 쓰세요: <code>./viba design "문장" --out DIR</code></p>
<p lang="en">The studio could not be bundled. The mesh itself is well: mend what is said below and reload,
or use the command line.</p>
<pre>${escapeHtml(message)}</pre></html>`;
  return { mediaType: "text/html", bytes: Buffer.from(html) };
}
