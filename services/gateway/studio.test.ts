import { mkdtemp, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { studioFolder } from "@viba/studio/folder";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openStudio } from "./studio.ts";
import { type Bundle, bundleStudio } from "./studio-bundle.ts";
import { openStudioCache, type StudioCache } from "./studio-cache.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "viba-studio-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const text = (page: { bytes: Uint8Array } | undefined) => Buffer.from(page?.bytes ?? []).toString();

/** A bundler that counts, over one source file. */
async function counted() {
  const source = join(root, "main.ts");
  await writeFile(source, "one");
  let calls = 0;
  const bundle = async (): Promise<Bundle> => {
    calls++;
    const content = await readFile(source, "utf8");
    return { files: { "/": `<p>${content}`, "/app.js": content }, inputs: [source] };
  };
  const cache = openStudioCache(root, join(root, "cache"));
  return { source, cache, bundle, calls: () => calls };
}

describe("the real studio", () => {
  test("is bundled whole, with nothing inline and nothing from elsewhere", async () => {
    const { files, inputs } = await bundleStudio();
    expect(Object.keys(files).toSorted()).toEqual(["/", "/app.css", "/app.js", "/favicon.svg"]);
    const html = files["/"]!;
    expect(html).toContain('src="/app.js"');
    expect(html).toContain("script-src 'self'");
    expect(html).not.toMatch(/<script(?![^>]*src=)|style=|\son\w+=|https?:/);
    expect(files["/app.css"]).not.toMatch(/url\(|@import/);
    expect(files["/app.js"]).not.toMatch(/\beval\(|new Function\(/);
    expect(inputs.some((input) => input.endsWith("fold.ts"))).toBe(true);
    expect(inputs.every((input) => input.startsWith(dirname(studioFolder)))).toBe(true);
    expect(inputs.some((input) => input.endsWith(".test.ts"))).toBe(false);
  });
});

describe("the cache", () => {
  test("spares the second start the bundling", async () => {
    const { cache, bundle, calls } = await counted();
    const first = await openStudio({ cache, bundle })();
    const second = await openStudio({ cache, bundle })();
    expect(calls()).toBe(1);
    expect(second).toEqual(first);
    expect(second.get("/")?.mediaType).toBe("text/html");
    expect(text(second.get("/app.js"))).toBe("one");
  });

  test("is not believed once a source has changed, or is gone", async () => {
    const { source, cache, bundle, calls } = await counted();
    await openStudio({ cache, bundle })();
    await writeFile(source, "two");
    expect(text((await openStudio({ cache, bundle })()).get("/"))).toBe("<p>two");
    expect(calls()).toBe(2);
    await rm(source);
    expect(await cache.read()).toBeUndefined();
  });

  test.each(["", "{", "[]", '{"key":"x","inputs":[]}'])("survives %j in its file", async (damage) => {
    const { cache, bundle, calls } = await counted();
    await mkdir(join(root, "cache"));
    await writeFile(join(root, "cache", "bundle.json"), damage);
    expect(text((await openStudio({ cache, bundle })()).get("/"))).toBe("<p>one");
    expect(calls()).toBe(1);
  });

  test("that can't be written costs nothing but time", async () => {
    const { bundle, calls } = await counted();
    await writeFile(join(root, "cache"), "a file stands where the folder should be");
    const cache = openStudioCache(root, join(root, "cache"));
    await openStudio({ cache, bundle })();
    expect(text((await openStudio({ cache, bundle })()).get("/"))).toBe("<p>one");
    expect(calls()).toBe(2);
  });
});

describe("many askers", () => {
  test("share one bundling", async () => {
    const { cache, bundle, calls } = await counted();
    const pages = openStudio({ cache, bundle });
    await Promise.all([pages(), pages(), pages()]);
    expect(calls()).toBe(1);
  });
});

describe("a failing bundle", () => {
  const forgetful: StudioCache = { read: async () => undefined, write: async () => {} };

  test("gives a page that says so, and is tried again", async () => {
    let broken = true;
    const bundle = async (): Promise<Bundle> => {
      if (broken) throw new Error("main.tsx:3: expected <b> & found </b>");
      return { files: { "/": "<p>well" }, inputs: [] };
    };
    const pages = openStudio({ cache: forgetful, bundle });
    const page = text((await pages()).get("/"));
    expect(page).toContain("스튜디오를 만들지 못했습니다");
    expect(page).toContain("main.tsx:3: expected &lt;b&gt; &amp; found &lt;/b&gt;");
    broken = false;
    expect(text((await pages()).get("/"))).toBe("<p>well");
  });

  test("names the file and the line", async () => {
    const folder = join(root, "studio");
    await mkdir(folder);
    await symlink(join(studioFolder, "node_modules"), join(folder, "node_modules"));
    await writeFile(join(folder, "main.tsx"), "const open = {\n");
    await writeFile(join(folder, "app.css"), "body {}");
    await expect(bundleStudio(folder)).rejects.toThrow(/main\.tsx:\d/);
  });
});
