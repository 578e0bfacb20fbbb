import { timestampMs } from "@bufbuild/protobuf/wkt";
import type { Run } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { thumbnail } from "../core/files.ts";
import { phaseOf } from "../core/fold.ts";
import { formatMoment, formatMs, formatShare, pick } from "../core/format.ts";
import { hrefOf } from "../core/route.ts";
import { useLoaded } from "../shell/hooks.ts";
import { useStudio } from "./context.ts";
import { ProblemBox } from "./problem-box.tsx";

/** How often a list of runs is read again while it is looked at, milliseconds. */
const refreshMs = 4000;

/** Runs as sheets of a drawer, newest first. */
export function RunCards({ limit }: { limit: number }) {
  const { gateway, t } = useStudio();
  const { value, problem, again } = useLoaded(() => gateway.listRuns({ limit }), `runs-${limit}`, refreshMs);
  if (problem && !value) return <ProblemBox problem={problem} onRetry={again} />;
  if (!value) return <p class="note">{t.loading}</p>;
  if (value.runs.length === 0) return <p class="note">{t.noRuns}</p>;
  return (
    <ul class="run-cards">
      {value.runs.map((run) => (
        <li key={run.runId}>
          <RunCard run={run} />
        </li>
      ))}
    </ul>
  );
}

function RunCard({ run }: { run: Run }) {
  const { lang, t } = useStudio();
  const phase = phaseOf(run.state);
  const picture = thumbnail(run.runId, run.files);
  const text = run.request?.text ?? run.runId;
  const title = pick(lang, run.goal?.titleKo ?? "", run.goal?.titleEn ?? "") || text;
  const beganMs = run.admittedAt && timestampMs(run.admittedAt);
  const endedMs = run.endedAt && timestampMs(run.endedAt);
  return (
    <a class={`run-card ${phase}`} href={hrefOf({ page: "run", runId: run.runId })}>
      <span class="run-picture">{picture ? <img src={picture} alt="" loading="lazy" /> : <Blank />}</span>
      <span class="run-title">{title}</span>
      <span class="run-text" lang="ko">
        {text}
      </span>
      <span class="run-facts">
        <span class={`phase ${phase}`}>{t[phase]}</span>
        {run.assessment && phase === "finished" && (
          <span>
            {t.quality} {formatShare(run.assessment.quality)}
          </span>
        )}
        {beganMs !== undefined && endedMs !== undefined && <span>{formatMs(endedMs - beganMs)}</span>}
        {beganMs !== undefined && <span class="when">{formatMoment(beganMs, lang)}</span>}
      </span>
    </a>
  );
}

/** An empty sheet. */
function Blank() {
  return (
    <svg viewBox="0 0 160 110" aria-hidden="true" class="blank">
      <path d="M20 18h120v74H20zM120 78h20M120 78v14" />
    </svg>
  );
}
