import { useState } from "preact/hooks";
import { type Problem, problemOf } from "../core/problem.ts";
import { hrefOf } from "../core/route.ts";
import { useStudio } from "./context.ts";
import { ProblemBox } from "./problem-box.tsx";

/** Goes on from a finished design: one line that says what to change starts a new run. */
export function ChangeBox({ runId }: { runId: string }) {
  const { gateway, lang, t } = useStudio();
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    if (busy || text.trim() === "") return;
    setBusy(true);
    try {
      const next = await gateway.startDesign({ text: text.trim(), fromRun: runId, language: lang });
      location.hash = hrefOf({ page: "run", runId: next.runId });
    } catch (error) {
      setProblem(problemOf(error));
    }
    setBusy(false);
  };
  return (
    <section class="panel change" aria-labelledby="change-title">
      <h2 id="change-title">{t.change}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <input
          type="text"
          aria-labelledby="change-title"
          placeholder={t.changePlaceholder}
          maxLength={400}
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setProblem(undefined);
          }}
        />
        <button type="submit" disabled={busy || text.trim() === ""}>
          {busy ? t.submitting : t.changeSubmit}
        </button>
      </form>
      {problem && <ProblemBox problem={problem} />}
    </section>
  );
}
