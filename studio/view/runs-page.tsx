import { useFocusOn } from "../shell/hooks.ts";
import { useStudio } from "./context.ts";
import { RunCards } from "./run-cards.tsx";

/** Most runs listed. */
const listedRuns = 60;

/** All earlier designs. */
export function RunsPage() {
  const { t } = useStudio();
  const heading = useFocusOn("runs");
  return (
    <section aria-labelledby="runs-title">
      <div class="page-head">
        <h1 id="runs-title" ref={heading} tabIndex={-1}>
          {t.runs}
        </h1>
      </div>
      <RunCards limit={listedRuns} />
    </section>
  );
}
