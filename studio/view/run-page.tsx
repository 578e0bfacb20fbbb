import { announce } from "../core/announce.ts";
import { sortFiles } from "../core/files.ts";
import { pick } from "../core/format.ts";
import { typeLabel } from "../core/labels.ts";
import { hasEnded } from "../core/run-model.ts";
import { useRun } from "../shell/hooks.ts";
import { Assumptions } from "./assumptions.tsx";
import { ChangeBox } from "./change-box.tsx";
import { Checks } from "./checks.tsx";
import { useStudio } from "./context.ts";
import { Downloads } from "./downloads.tsx";
import { ProblemBox } from "./problem-box.tsx";
import { Quality } from "./quality.tsx";
import { Report } from "./report.tsx";
import { RunHead } from "./run-head.tsx";
import { Sheets } from "./sheets.tsx";
import { Steps } from "./steps.tsx";
import { Trace } from "./trace.tsx";

/** One run: how it goes, what came of it, and why. */
export function RunPage({ runId }: { runId: string }) {
  const { gateway, lang, t } = useStudio();
  const { run, lost, problem } = useRun(gateway, runId);
  const files = sortFiles(runId, run.files);
  const ended = hasEnded(run);
  if (problem && run.admittedMs === undefined) return <ProblemBox problem={problem} />;
  return (
    <article class="run">
      <RunHead run={run} />
      <p class="sr" role="status" aria-live="polite">
        {announce(run, lang)}
      </p>
      {lost && (
        <p class="banner" role="status">
          {t.reconnecting} · {pick(lang, lost.nextKo, lost.nextEn)}
        </p>
      )}
      {(run.problem ?? problem) && <ProblemBox problem={(run.problem ?? problem)!} />}
      <Steps run={run} />
      <div class={ended && files.sheets.length === 0 ? "board bare" : "board"}>
        <div class="results">
          <Sheets
            sheets={files.sheets}
            waiting={!ended}
            title={pick(lang, run.goal?.titleKo ?? "", run.goal?.titleEn ?? "")}
          />
          {run.assessment && <Checks assessment={run.assessment} />}
        </div>
        <aside>
          {run.assessment && <Quality assessment={run.assessment} />}
          <Assumptions assumed={run.goal?.assumed ?? []} />
          {ended && !run.problem && <ChangeBox runId={runId} />}
          <Downloads files={files.all} />
          {run.missing.length > 0 && (
            <section class="panel">
              <h2>{t.missing}</h2>
              <p>{run.missing.map((type) => typeLabel(type, lang)).join(", ")}</p>
            </section>
          )}
        </aside>
      </div>
      {files.reports.map((report) => (
        <Report key={report.name} name={report.name} src={report.src} />
      ))}
      {ended && <Trace runId={runId} />}
    </article>
  );
}
