import { useEffect, useRef, useState } from "preact/hooks";
import { type Draft, emptyDraft, toRequest } from "../core/compose.ts";
import { letters } from "../core/format.ts";
import { type Problem, problemOf } from "../core/problem.ts";
import { hrefOf } from "../core/route.ts";
import { samples } from "../core/texts.ts";
import { useStudio } from "./context.ts";
import { takeDraft } from "../shell/draft.ts";
import { ProblemBox } from "./problem-box.tsx";
import { RunCards } from "./run-cards.tsx";

/** Designs shown beneath the form. */
const recentRuns = 6;

/** The start: one sentence, and what was designed before. */
export function ComposePage() {
  const { t } = useStudio();
  return (
    <>
      <ComposeForm />
      <section class="recent" aria-labelledby="recent-title">
        <div class="section-head">
          <h2 id="recent-title">{t.recent}</h2>
          <a href={hrefOf({ page: "runs" })}>{t.allRuns}</a>
        </div>
        <RunCards limit={recentRuns} />
      </section>
    </>
  );
}

function ComposeForm() {
  const { gateway, lang, t } = useStudio();
  const [draft, setDraft] = useState<Draft>(() => ({ ...emptyDraft, ...takeDraft() }));
  const [fault, setFault] = useState("");
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const change = (part: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...part }));
    setFault("");
    setProblem(undefined);
  };
  useEffect(() => grow(box.current), [draft.text]);
  const submit = async () => {
    if (busy) return;
    const made = toRequest(draft, lang);
    if ("fault" in made) {
      setFault(t[made.fault === "seed" ? "seed-fault" : made.fault]);
      box.current?.focus();
      return;
    }
    setBusy(true);
    try {
      const { runId } = await gateway.startDesign(made.request);
      location.hash = hrefOf({ page: "run", runId });
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
  };
  return (
    <form
      class="compose"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h1>{t.lead}</h1>
      <p class="lead">{t.leadNote}</p>
      <div class="slab">
        <label class="sr" for="sentence">
          {t.sentence}
        </label>
        <textarea
          id="sentence"
          ref={box}
          rows={2}
          placeholder={t.placeholder}
          value={draft.text}
          aria-invalid={fault !== ""}
          aria-describedby="sentence-fault"
          onInput={(event) => change({ text: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void submit();
          }}
        />
        <div class="dimension" aria-hidden="true">
          {draft.text.trim() !== "" && <span>{`${letters(draft.text.trim())} ${t.letters}`}</span>}
        </div>
        <div class="slab-foot">
          <Options draft={draft} onChange={change} />
          <button type="submit" class="primary" disabled={busy}>
            {busy ? t.submitting : t.submit}
          </button>
        </div>
      </div>
      <p id="sentence-fault" class="fault" role="alert">
        {fault}
      </p>
      {problem && <ProblemBox problem={problem} onRetry={() => void submit()} />}
      <ul class="chips" aria-label={t.samples}>
        {samples.map((sample) => (
          <li key={sample}>
            <button type="button" lang="ko" onClick={() => (change({ text: sample }), box.current?.focus())}>
              {sample}
            </button>
          </li>
        ))}
      </ul>
    </form>
  );
}

function Options({ draft, onChange }: { draft: Draft; onChange: (part: Partial<Draft>) => void }) {
  const { t } = useStudio();
  return (
    <details class="options">
      <summary>{t.options}</summary>
      <div class="fields">
        <label>
          <span>{t.permitDate}</span>
          <input
            type="date"
            value={draft.permitDate}
            onInput={(event) => onChange({ permitDate: event.currentTarget.value })}
          />
          <small>{t.permitDateNote}</small>
        </label>
        <label>
          <span>{t.seed}</span>
          <input
            type="text"
            inputMode="numeric"
            pattern="[0-9]*"
            value={draft.seed}
            onInput={(event) => onChange({ seed: event.currentTarget.value })}
          />
          <small>{t.seedNote}</small>
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={draft.fresh}
            onInput={(event) => onChange({ fresh: event.currentTarget.checked })}
          />
          <span>{t.fresh}</span>
        </label>
      </div>
    </details>
  );
}

/** The box is as high as its text. */
function grow(box: HTMLTextAreaElement | null): void {
  if (!box) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
}
