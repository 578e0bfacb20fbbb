import type { Assumption } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { pick } from "../core/format.ts";
import { subjectLabel } from "../core/labels.ts";
import { useStudio } from "./context.ts";

/** What nobody said and was chosen, with the reason. */
export function Assumptions({ assumed }: { assumed: readonly Assumption[] }) {
  const { lang, t } = useStudio();
  if (assumed.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="assumptions-title">
      <h2 id="assumptions-title">{t.assumptions}</h2>
      <p class="note">{t.assumptionsNote}</p>
      <dl class="assumed">
        {assumed.map((assumption) => (
          <div key={`${assumption.subject}/${assumption.value}`}>
            <dt>{subjectLabel(assumption.subject, lang)}</dt>
            <dd>
              <strong>{subjectLabel(assumption.value, lang)}</strong>
              <small>{pick(lang, assumption.reasonKo, assumption.reasonEn)}</small>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
