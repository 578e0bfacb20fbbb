import { ChoiceRole } from "@viba/contracts/gen/viba/core/v1/decision_pb";
import type { Lang } from "../output/failure.ts";
import { shortName } from "../output/progress.ts";
import { table } from "../output/table.ts";
import type { Gateway } from "../session.ts";
import type { Answer } from "./in-session.ts";

const roles: Record<number, string> = {
  [ChoiceRole.FIRST]: "first",
  [ChoiceRole.FAILOVER]: "failover",
  [ChoiceRole.HEDGE]: "hedge",
};

/** Why each agent of a run was chosen: candidates, scores, weights, propensity. */
export async function explain(gateway: Gateway, runId: string, lang: Lang): Promise<Answer> {
  const { run } = await gateway.getRun({ runId });
  const json = (run?.steps ?? []).map((step) => ({
    step: step.step?.stepId,
    makes: step.step?.outputType,
    reads: step.step?.inputTypes,
    from_cache: step.fromCache,
    decisions: step.decisions.map((d) => ({
      chosen: d.chosenAgentId,
      version: d.chosenVersion,
      capability: d.chosenCapability,
      instance: d.chosenInstanceId,
      because: d.because,
      role: roles[d.role] ?? "first",
      propensity: d.propensity,
      policy_version: Number(d.policyVersion),
      duration_us: d.durationUs,
      weights: d.weights,
      candidates: d.candidates.map((c) => ({
        agent: c.agentId,
        version: c.version,
        capability: c.capability,
        total: c.total,
        scores: c.scores,
        left_out: c.leftOut,
      })),
    })),
  }));
  return { json, text: json.map((step) => stepText(step, lang)).join("\n") };
}

type StepJson = { step?: string | undefined; makes?: string | undefined; decisions: DecisionJson[] };
type DecisionJson = {
  chosen: string;
  role: string;
  because: string;
  propensity: number;
  policy_version: number;
  duration_us: number;
  candidates: { agent: string; total: number; scores: Record<string, number>; left_out: string }[];
};

function stepText({ step, makes, decisions }: StepJson, lang: Lang): string {
  const parts = decisions.map((decision) => {
    const objectives = Object.keys(decision.candidates[0]?.scores ?? {});
    const header = [lang === "ko" ? "후보" : "candidate", lang === "ko" ? "합계" : "total", ...objectives];
    const rows = decision.candidates.map((c) =>
      c.left_out
        ? [c.agent, "-", c.left_out]
        : [c.agent, c.total.toFixed(3), ...objectives.map((o) => (c.scores[o] ?? 0).toFixed(2))],
    );
    const facts = `p=${decision.propensity.toFixed(2)}, policy ${decision.policy_version}, ${decision.duration_us.toFixed(0)} µs`;
    const role = decision.role === "first" ? "" : `${decision.role}, `;
    return `  → ${decision.chosen} (${role}${facts})\n    ${decision.because}\n${indent(table(header, rows))}`;
  });
  return `${step} ${shortName(makes ?? "")}\n${parts.join("")}`;
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "    ");
}
