import { pick } from "../core/format.ts";
import type { Problem } from "../core/problem.ts";
import { useStudio } from "./context.ts";

/** What went wrong, and what to do next. */
export function ProblemBox({ problem, onRetry }: { problem: Problem; onRetry?: () => void }) {
  const { lang, t } = useStudio();
  const next = pick(lang, problem.nextKo, problem.nextEn);
  return (
    <div class="problem" role="alert">
      <p class="problem-what">{pick(lang, problem.messageKo, problem.messageEn)}</p>
      {next && (
        <p class="problem-next">
          <strong>{t.nextStep}</strong> {next}
        </p>
      )}
      <p class="problem-foot">
        <code>{problem.reason}</code>
        {onRetry && (
          <button type="button" class="quiet" onClick={onRetry}>
            {t.retry}
          </button>
        )}
      </p>
    </div>
  );
}
