import { decisionJson, decisionText } from "../output/decision.ts";
import type { Lang } from "../output/failure.ts";
import { shortName } from "../output/progress.ts";
import type { Answer } from "./in-session.ts";
import type { RunReader } from "./kept-runs.ts";

/** Why each agent of a run was chosen: candidates, scores, weights, propensity, and why not the others. */
export async function explain(reader: RunReader, runId: string, lang: Lang): Promise<Answer> {
  const { run } = await reader.getRun({ runId });
  const steps = run?.steps ?? [];
  const json = steps.map((step) => ({
    step: step.step?.stepId,
    makes: step.step?.outputType,
    reads: step.step?.inputTypes,
    from_cache: step.fromCache,
    decisions: step.decisions.map(decisionJson),
  }));
  const cached = lang === "ko" ? "캐시에서 가져옴" : "from the cache";
  const text = steps.map(({ step, fromCache, decisions }) => {
    const title = `${step?.stepId} ${shortName(step?.outputType ?? "")}${fromCache ? ` (${cached})` : ""}`;
    return `${title}\n${decisions.map((decision) => decisionText(decision, lang)).join("")}`;
  });
  return { json, text: text.join("\n") };
}
