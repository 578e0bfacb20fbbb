import { timestampDate } from "@bufbuild/protobuf/wkt";
import { type Run, RunState, StepState } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import type { Lang } from "../output/failure.ts";
import { shortName } from "../output/progress.ts";
import { table } from "../output/table.ts";
import type { Answer } from "./in-session.ts";
import type { RunReader } from "./kept-runs.ts";

const states: Record<number, string> = {
  [RunState.ACCEPTED]: "accepted",
  [RunState.RUNNING]: "running",
  [RunState.WAITING]: "waiting",
  [RunState.FINISHED]: "finished",
  [RunState.FAILED]: "failed",
  [RunState.CANCELLED]: "cancelled",
};

/** Runs, newest first; or one run with its steps. */
export async function runs(reader: RunReader, runId: string | undefined, lang: Lang): Promise<Answer> {
  const found = runId ? [(await reader.getRun({ runId })).run!] : (await reader.listRuns({ limit: 50 })).runs;
  const json = found.map(runJson);
  const korean = lang === "ko";
  if (!runId) {
    const header = korean ? ["실행", "상태", "시작", "문장"] : ["run", "state", "started", "sentence"];
    return {
      json,
      text: table(
        header,
        json.map((r) => [r.run_id, r.state, r.started_at, r.text.slice(0, 60)]),
      ),
    };
  }
  const header = korean
    ? ["단계", "만드는 것", "에이전트", "시도", "시간(ms)", "상태"]
    : ["step", "makes", "agent", "attempts", "ms", "state"];
  const rows = json[0]!.steps.map((s) => [
    s.step,
    shortName(s.makes),
    s.agent,
    String(s.attempts),
    s.duration_ms.toFixed(0),
    s.state,
  ]);
  return { json, text: `${json[0]!.text}\n${json[0]!.state} ${json[0]!.message}\n${table(header, rows)}` };
}

function runJson(run: Run) {
  return {
    run_id: run.runId,
    trace_id: run.traceId,
    state: states[run.state] ?? "unknown",
    text: run.request?.text ?? "",
    started_at: run.admittedAt ? timestampDate(run.admittedAt).toISOString() : "",
    message: run.message,
    quality: run.assessment?.quality,
    steps: run.steps.map((step) => ({
      step: step.step?.stepId ?? "",
      makes: step.step?.outputType ?? "",
      capability: step.capability,
      agent: step.agentId,
      attempts: step.attempts,
      accepted: step.state === StepState.ACCEPTED,
      state: stepState(step.state),
      duration_ms: step.durationMs,
    })),
  };
}

function stepState(state: StepState): string {
  const name = Object.entries(StepState).find(([, value]) => value === state)?.[0] ?? "unknown";
  return name.toLowerCase();
}
