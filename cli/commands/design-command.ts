import { design, type DesignOptions } from "./design.ts";

/** The design command: designs, then tells where the files are. */
export async function runDesign(options: DesignOptions): Promise<void> {
  const result = await design(options);
  if (options.json) {
    process.stdout.write(`${JSON.stringify(result)}\n`);
    return;
  }
  const korean = options.lang === "ko";
  const lines = [
    `${korean ? "품질" : "quality"} ${result.quality.toFixed(2)}  ·  ${(result.design_ms / 1000).toFixed(1)} s  ·  ${result.agents_used.join(", ")}`,
    ...(result.from?.changes ?? []).map(
      (change) =>
        `  ${(korean ? change["name"] : change["name_en"]) ?? ""}: ${change["before"] || "–"} → ${change["after"] || "–"}`,
    ),
    ...(result.missing.length > 0 ? [`${korean ? "빠짐" : "missing"}: ${result.missing.join(", ")}`] : []),
    ...Object.values(result.artifacts).map((path) => `  ${path}`),
    `  ${options.out}/result.json`,
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}
