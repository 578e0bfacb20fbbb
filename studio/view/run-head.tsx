import { useState } from "preact/hooks";
import { formatMs, pick, shortId } from "../core/format.ts";
import { type Problem, problemOf } from "../core/problem.ts";
import { hrefOf } from "../core/route.ts";
import { elapsedMs, hasEnded, type RunModel, stepCount } from "../core/run-model.ts";
import { keepDraft } from "../shell/draft.ts";
import { useFocusOn, useNow } from "../shell/hooks.ts";
import { useStudio } from "./context.ts";
import { ProblemBox } from "./problem-box.tsx";

/** Title, sentence and facts of a run, as the title block of a drawing. */
export function RunHead({ run }: { run: RunModel }) {
  const { lang, t } = useStudio();
  const heading = useFocusOn(run.runId);
  const text = run.request?.text ?? "";
  const title = pick(lang, run.goal?.titleKo ?? "", run.goal?.titleEn ?? "") || text || run.runId;
  return (
    <header class="run-head">
      <div class="run-name">
        <p class={`phase ${run.phase}`}>{t[run.phase]}</p>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {text && text !== title && (
          <p class="quote" lang="ko">
            “{text}”
          </p>
        )}
        <Actions run={run} text={text} />
      </div>
      <Facts run={run} />
    </header>
  );
}

function Facts({ run }: { run: RunModel }) {
  const { t } = useStudio();
  const nowMs = useNow(!hasEnded(run));
  const elapsed = elapsedMs(run, nowMs);
  const { done, total } = stepCount(run);
  return (
    <dl class="title-block">
      <Fact name={t.seconds} value={elapsed === undefined ? "—" : formatMs(elapsed)} />
      <Fact name={t.workflow} value={total === 0 ? "—" : `${done} / ${total}`} />
      <Fact name={t.permitDate} value={run.request?.permitDate || "—"} />
      <Fact name={t.seed} value={run.request ? String(run.request.seed) : "—"} />
      <div class="wide">
        <dt>ID</dt>
        <dd>
          <CopyId id={run.runId} />
        </dd>
      </div>
    </dl>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function CopyId({ id }: { id: string }) {
  const { t } = useStudio();
  const [copied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(id).then(
      () => setCopied(true),
      () => {},
    );
  return (
    <button type="button" class="copy" title={id} aria-label={`${t.copy}: ${id}`} onClick={() => void copy()}>
      <code>{shortId(id)}</code>
      <span role="status">{copied ? t.copied : t.copy}</span>
    </button>
  );
}

function Actions({ run, text }: { run: RunModel; text: string }) {
  const { gateway, t } = useStudio();
  const [problem, setProblem] = useState<Problem>();
  const again = () => {
    keepDraft({ text });
    location.hash = hrefOf({ page: "compose" });
  };
  const cancel = () => gateway.cancelRun({ runId: run.runId }).catch((error: unknown) => setProblem(problemOf(error)));
  return (
    <div class="actions">
      {run.admittedMs !== undefined &&
        (hasEnded(run) ? (
          <button type="button" class="quiet" onClick={again}>
            {t.again}
          </button>
        ) : (
          <button type="button" class="quiet" onClick={() => void cancel()}>
            {t.cancel}
          </button>
        ))}
      {problem && <ProblemBox problem={problem} />}
    </div>
  );
}
