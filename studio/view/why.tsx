import type { Candidate, Decision } from "@viba/contracts/gen/viba/core/v1/decision_pb";
import { useEffect, useRef } from "preact/hooks";
import { formatBytes, formatMs, formatShare, pick } from "../core/format.ts";
import { agentLabel, objectiveLabel, typeLabel } from "../core/labels.ts";
import type { StepModel } from "../core/run-model.ts";
import { useStudio } from "./context.ts";

/** Everything known of one step: what went in and out, who could do it, why this one was chosen. */
export function Why({ step }: { step: StepModel }) {
  const { lang, t } = useStudio();
  const section = useRef<HTMLElement>(null);
  // On a phone the steps fill the window: what was asked for must not open out of sight.
  useEffect(() => section.current?.scrollIntoView({ block: "nearest", behavior: "smooth" }), []);
  return (
    <section ref={section} class="why" aria-label={`${typeLabel(step.outputType, lang)}: ${t.why}`}>
      <dl class="facts">
        <div>
          <dt>{t.reads}</dt>
          <dd>{step.inputTypes.map((type) => typeLabel(type, lang)).join(", ") || "—"}</dd>
        </div>
        <div>
          <dt>{t.makes}</dt>
          <dd>
            {typeLabel(step.outputType, lang)} <code>{step.outputType}</code>
          </dd>
        </div>
        {step.artifact && (
          <div>
            <dt>{t.digest}</dt>
            <dd>
              <code title={step.artifact.digest}>{step.artifact.digest.slice(0, 16)}…</code>{" "}
              {formatBytes(Number(step.artifact.size))}
            </dd>
          </div>
        )}
      </dl>
      <h3>{t.why}</h3>
      {step.decisions.length === 0 && <p class="note">{step.cached ? t.cachedNote : t.noDecision}</p>}
      {step.decisions.map((decision) => (
        <DecisionTable key={decision.decisionId} decision={decision} />
      ))}
      {step.failedAttempts.length > 0 && (
        <>
          <h3>{t.failedAttempts}</h3>
          <ul>
            {step.failedAttempts.map(({ attemptId, problem }) => (
              <li key={attemptId}>
                <code>{problem.reason}</code> {pick(lang, problem.messageKo, problem.messageEn)}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function DecisionTable({ decision }: { decision: Decision }) {
  const { t, lang } = useStudio();
  const objectives = Object.keys(decision.weights).toSorted((a, b) => decision.weights[b]! - decision.weights[a]!);
  const policy = decision.policyVersion === 0n ? t.baseline : `#${decision.policyVersion}`;
  return (
    <div class="decision">
      <p>{decision.because}</p>
      <div class="table-scroll" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t.candidate}</th>
              <th scope="col">{t.total}</th>
              {objectives.map((name) => (
                <th key={name} scope="col">
                  {objectiveLabel(name, lang)}
                  <small>×{decision.weights[name]!.toFixed(2)}</small>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {decision.candidates.map((candidate) => (
              <CandidateRow
                key={`${candidate.instanceId}/${candidate.capability}`}
                candidate={candidate}
                objectives={objectives}
                chosen={
                  candidate.instanceId === decision.chosenInstanceId &&
                  candidate.capability === decision.chosenCapability
                }
              />
            ))}
          </tbody>
        </table>
      </div>
      <p class="note">
        {t.propensity} {formatShare(decision.propensity)} · {t.policy} {policy} · {t.decisionTime}{" "}
        {formatMs(decision.durationUs / 1000)}
      </p>
    </div>
  );
}

function CandidateRow(props: { candidate: Candidate; objectives: readonly string[]; chosen: boolean }) {
  const { candidate, objectives, chosen } = props;
  const { t, lang, agents } = useStudio();
  const { agentId, version, capability, scores, total, leftOut } = candidate;
  return (
    <tr class={chosen ? "chosen" : leftOut ? "left-out" : ""}>
      <th scope="row">
        {agentLabel(agentId, agents, lang)} <small>{`${capability} · ${version}`}</small>
        {chosen && <span class="tag">{t.chosen}</span>}
        {leftOut && <small>{`${t.leftOut}: ${leftOut}`}</small>}
      </th>
      <td>
        <Score value={total} />
      </td>
      {objectives.map((name) => (
        <td key={name}>
          <Score value={scores[name] ?? 0} />
        </td>
      ))}
    </tr>
  );
}

function Score({ value }: { value: number }) {
  return (
    <span class="score">
      <meter min={0} max={1} value={value} aria-hidden="true" />
      {value.toFixed(2)}
    </span>
  );
}
