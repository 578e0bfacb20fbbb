import { timestampDate } from "@bufbuild/protobuf/wkt";
import type { Check } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import type { Run } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";

/** What `result.json` holds. */
export interface ResultJson {
  readonly run_id: string;
  readonly trace_id: string;
  readonly title: string;
  /** 0 to 1, computed from the checks beside it. */
  readonly quality: number;
  /** How well it is laid out beyond what the checks demand, 0 to 1; absent if nobody looked. */
  readonly merit?: number;
  readonly checks: readonly Record<string, unknown>[];
  readonly agents_used: readonly string[];
  readonly decisions: readonly Record<string, unknown>[];
  readonly assumed: readonly Record<string, unknown>[];
  /** What is different from the run this one goes on from; absent for new work. */
  readonly from?: { readonly run_id: string; readonly changes: readonly Record<string, string>[] };
  /** Optional artifact types nobody made. */
  readonly missing: readonly string[];
  readonly started_at: string;
  /** From the command's start until the mesh took work. */
  readonly mesh_ready_ms: number;
  /** From the durable admit to the last file written. */
  readonly design_ms: number;
  /** File name -> path. */
  readonly artifacts: Readonly<Record<string, string>>;
}

/** A finished run as `result.json` shows it. */
export function resultOf(
  run: Run,
  artifacts: Record<string, string>,
  times: { meshReadyMs: number; designMs: number },
): ResultJson {
  const agents = run.steps.map((step) => step.agentId).filter((agent) => agent !== "");
  return {
    run_id: run.runId,
    trace_id: run.traceId,
    title: run.goal?.titleKo ?? "",
    quality: run.assessment?.quality ?? 0,
    ...(run.assessment?.merit === undefined ? {} : { merit: run.assessment.merit }),
    checks: (run.assessment?.checks ?? []).map(checkJson),
    agents_used: [...new Set(agents)].sort(),
    decisions: run.steps.map((step) => ({
      step: step.step?.stepId,
      makes: step.step?.outputType,
      agent: step.agentId,
      capability: step.capability,
      attempts: step.attempts,
      duration_ms: Math.round(step.durationMs * 10) / 10,
      from_cache: step.fromCache,
      because: step.decisions.at(-1)?.because ?? "",
      propensity: step.decisions.at(-1)?.propensity ?? 1,
      given_up: step.decisions.at(-1)?.givenUp ?? [],
      policy_version: Number(step.decisions.at(-1)?.policyVersion ?? 0),
      candidates: (step.decisions.at(-1)?.candidates ?? []).map((c) => ({
        agent: c.agentId,
        version: c.version,
        total: c.total,
        scores: c.scores,
        left_out: c.leftOut,
      })),
    })),
    assumed: (run.goal?.assumed ?? []).map(({ subject, value, reasonKo, reasonEn }) => ({
      subject,
      value,
      reason: reasonKo,
      reason_en: reasonEn,
    })),
    ...(run.request?.fromRun ? { from: { run_id: run.request.fromRun, changes: changesOf(run) } } : {}),
    missing: run.missingOptional,
    started_at: run.admittedAt ? timestampDate(run.admittedAt).toISOString() : "",
    mesh_ready_ms: Math.round(times.meshReadyMs),
    design_ms: Math.round(times.designMs),
    artifacts,
  };
}

function changesOf(run: Run): Record<string, string>[] {
  return (run.goal?.changes ?? []).map(({ subject, before, after, nameKo, nameEn }) => ({
    subject,
    name: nameKo,
    name_en: nameEn,
    before,
    after,
  }));
}

function checkJson(check: Check): Record<string, unknown> {
  const { id, titleKo, titleEn, score, weight, gate, hard, passed, measured, demanded } = check;
  return { id, title: titleKo, title_en: titleEn, score, weight, gate, hard, passed, measured, demanded };
}
