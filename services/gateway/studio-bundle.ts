import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { MeshError } from "@viba/runtime/errors";
import { studioFolder } from "@viba/studio/folder";

/** A bundled studio. */
export interface Bundle {
  /** Path -> text, for example "/app.js". */
  readonly files: Readonly<Record<string, string>>;
  /** Every file that went in, absolute. */
  readonly inputs: readonly string[];
}

/** Bundles the studio's page, program and style. */
export async function bundleStudio(folder: string = studioFolder): Promise<Bundle> {
  // Loaded only when there is something to bundle: a second start needs neither the module nor its process.
  const esbuild = await import("esbuild");
  try {
    const built = await esbuild.build({
      absWorkingDir: folder,
      entryPoints: [
        { in: "main.tsx", out: "app" },
        { in: "app.css", out: "app" },
      ],
      outdir: "/",
      bundle: true,
      write: false,
      metafile: true,
      minify: true,
      format: "esm",
      target: ["chrome120", "firefox120", "safari17"],
      jsx: "automatic",
      jsxImportSource: "preact",
      // The folders above have settings of their own, which are not the browser's.
      tsconfigRaw: "{}",
      legalComments: "none",
      logLevel: "silent",
    });
    const statics = { "/": "index.html", "/favicon.svg": "favicon.svg" };
    const files: Record<string, string> = {};
    for (const { path, text } of built.outputFiles) files[path] = text;
    for (const [path, name] of Object.entries(statics)) files[path] = await readFile(join(folder, name), "utf8");
    const inputs = [...Object.keys(built.metafile.inputs), ...Object.values(statics)];
    return { files, inputs: inputs.map((path) => resolve(folder, path)) };
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new MeshError("INTERNAL", `the studio can't be bundled: ${message}`, { cause });
  } finally {
    await esbuild.stop();
  }
}
