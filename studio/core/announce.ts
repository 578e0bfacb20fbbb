import { formatMs, formatShare, type Lang, pick } from "./format.ts";
import { typeLabel } from "./labels.ts";
import { hasEnded, type RunModel, stepCount } from "./run-model.ts";
import { textsIn } from "./texts.ts";

/** One sentence on how the run stands, for a screen reader: it changes when a step does, not with every percent. */
export function announce(run: RunModel, lang: Lang): string {
  const t = textsIn(lang);
  if (hasEnded(run)) {
    const quality = run.assessment ? `, ${t.quality} ${formatShare(run.assessment.quality)}` : "";
    const problem = run.problem ? `. ${pick(lang, run.problem.messageKo, run.problem.messageEn)}` : "";
    return `${t[run.phase]}${quality}${problem}`;
  }
  const step = run.steps.find((s) => s.id === run.lastStepId);
  if (!step) return t[run.phase];
  const { done, total } = stepCount(run);
  const name = typeLabel(step.outputType, lang);
  const how = { pending: t.pending, running: t.stepRunning, accepted: t.stepAccepted, failed: t.stepFailed }[
    step.phase
  ];
  const time = step.phase === "accepted" && step.durationMs !== undefined ? `, ${formatMs(step.durationMs)}` : "";
  return `${done}/${total} ${name} ${how}${time}`;
}
