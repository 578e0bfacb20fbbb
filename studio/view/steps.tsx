import { useState } from "preact/hooks";
import { formatMs, pick } from "../core/format.ts";
import { agentLabel, typeLabel } from "../core/labels.ts";
import { hasEnded, type RunModel, type StepModel } from "../core/run-model.ts";
import { type Edge, layOutSteps, type StepLayout } from "../core/step-layout.ts";
import { useNow } from "../shell/hooks.ts";
import { useStudio } from "./context.ts";
import { Why } from "./why.tsx";

/** Height of a row of the drawing, pixels: cards have a fixed height so that lines meet them. */
const rowHeight = 104;

/** The workflow: who makes what, how far it is, what waits for what. */
export function Steps({ run }: { run: RunModel }) {
  const { t } = useStudio();
  const [open, setOpen] = useState<string>();
  const layout = layOutSteps(run.steps);
  const nowMs = useNow(!hasEnded(run) && run.steps.some((step) => step.phase === "running"));
  const chosen = run.steps.find((step) => step.id === open);
  if (run.steps.length === 0) return null;
  return (
    <section class="workflow" aria-labelledby="workflow-title">
      <div class="section-head">
        <h2 id="workflow-title">{t.workflow}</h2>
        <p class="note">{t.workflowNote}</p>
      </div>
      <div class="dag-scroll">
        <div class="dag" style={{ "--columns": layout.columns, "--rows": layout.rows }}>
          <Lines layout={layout} />
          <ol>
            {layout.placed.map(({ step, column, row }) => (
              <li key={step.id} style={{ "--column": column + 1, "--row": row + 1 }}>
                <StepCard
                  step={step}
                  nowMs={nowMs}
                  open={step.id === open}
                  onOpen={() => setOpen(step.id === open ? undefined : step.id)}
                />
              </li>
            ))}
          </ol>
        </div>
      </div>
      <div id="step-detail">{chosen && <Why key={chosen.id} step={chosen} />}</div>
    </section>
  );
}

function StepCard(props: { step: StepModel; nowMs: number; open: boolean; onOpen: () => void }) {
  const { step, nowMs, open, onOpen } = props;
  const { lang, t, agents } = useStudio();
  const phase = { pending: t.pending, running: t.stepRunning, accepted: t.stepAccepted, failed: t.stepFailed }[
    step.phase
  ];
  const runningMs = step.startedMs === undefined ? undefined : Math.max(0, nowMs - step.startedMs);
  const timeMs = step.phase === "running" ? runningMs : step.durationMs;
  const message = step.problem
    ? pick(lang, step.problem.messageKo, step.problem.messageEn)
    : pick(lang, step.messageKo, step.messageEn);
  return (
    <button
      type="button"
      class={`step ${step.phase}${step.cached ? " cached" : ""}`}
      aria-expanded={open}
      aria-controls="step-detail"
      onClick={onOpen}
    >
      <span class="step-top">
        <Mark phase={step.phase} />
        <span class="step-name">{typeLabel(step.outputType, lang)}</span>
        <span class="step-time">{timeMs === undefined ? "" : formatMs(timeMs)}</span>
      </span>
      <span class="step-agent">{step.agentId ? agentLabel(step.agentId, agents, lang) : phase}</span>
      <span class="step-foot">
        <span class="sr">{phase}</span>
        {step.round > 0 && <span class="tag">{`${step.round}${lang === "ko" ? "" : " "}${t.round}`}</span>}
        {step.cached && (
          <span class="tag" title={t.cachedNote}>
            {t.cached}
          </span>
        )}
        {step.optional && <span class="tag">{t.optional}</span>}
        {step.attempts > 1 && (
          <span class="tag warn">
            {lang === "ko" ? `${step.attempts}${t.attempt}` : `${t.attempt} ${step.attempts}`}
          </span>
        )}
        {message && <span class="step-message">{message}</span>}
      </span>
      {step.phase === "running" && (
        <progress max={1} {...(step.fraction > 0 ? { value: step.fraction } : {})} aria-label={phase} />
      )}
    </button>
  );
}

/** State as a sign: an open ring, a turning one, a tick, a cross. */
function Mark({ phase }: { phase: StepModel["phase"] }) {
  return (
    <svg class="mark" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="6.6" />
      {phase === "accepted" && <path d="M4.8 8.2l2.3 2.3 4.2-4.8" />}
      {phase === "failed" && <path d="M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2" />}
    </svg>
  );
}

function Lines({ layout }: { layout: StepLayout }) {
  const percent = (columns: number) => `${(100 * columns) / layout.columns}%`;
  return (
    <svg class="lines" aria-hidden="true" width="100%" height={layout.rows * rowHeight}>
      {layout.edges.map((edge) => (
        <Line key={`${edge.from.step.id}-${edge.to.step.id}`} edge={edge} percent={percent} />
      ))}
    </svg>
  );
}

/** A line in three strokes. It travels along the lower of the two rows, where fewer cards stand in its way. */
function Line({ edge: { from, to }, percent }: { edge: Edge; percent: (columns: number) => string }) {
  const y = (row: number) => row * rowHeight + rowHeight / 2;
  const turn = to.row > from.row ? from.column + 1 : to.column;
  const state = to.step.phase === "pending" ? "waits" : "flows";
  return (
    <g class={state}>
      <line x1={percent(from.column + 0.5)} y1={y(from.row)} x2={percent(turn)} y2={y(from.row)} />
      <line x1={percent(turn)} y1={y(from.row)} x2={percent(turn)} y2={y(to.row)} />
      <line x1={percent(turn)} y1={y(to.row)} x2={percent(to.column + 0.5)} y2={y(to.row)} />
    </g>
  );
}
