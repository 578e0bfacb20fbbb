import { resolve } from "node:path";
import { alternatives, type AlternativesJson } from "./alternatives.ts";
import { alternativesText } from "./alternatives-text.ts";
import { design, type DesignOptions } from "./design.ts";
import type { ResultJson } from "./result.ts";

/** What the command line gives. */
export interface DesignCommandOptions extends DesignOptions {
  /** How many designs to compare, as typed. */
  readonly alternatives?: string;
}

/** The design command: designs once, or several times to compare, then tells where the files are. */
export async function runDesign(options: DesignCommandOptions): Promise<void> {
  const result = options.alternatives === undefined ? await design(options) : await alternatives(options);
  if (options.json) {
    process.stdout.write(`${JSON.stringify(result)}\n`);
    return;
  }
  process.stdout.write(isSeveral(result) ? alternativesText(result, options) : designText(result, options));
}

const isSeveral = (result: ResultJson | AlternativesJson): result is AlternativesJson => "alternatives" in result;

function designText(result: ResultJson, options: DesignOptions): string {
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
    `${korean ? "왜 이 에이전트들인지" : "why these agents"}: ./viba explain ${result.run_id}${elsewhere(options.data)}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** What a further command needs to find a data folder that is not the usual one. */
function elsewhere(data: string): string {
  return resolve(data) === resolve(".viba") ? "" : ` --data ${data}`;
}
