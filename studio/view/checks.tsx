import type { Assessment, Check } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { kindOf, sortChecks } from "../core/checks.ts";
import { formatShare, pick } from "../core/format.ts";
import { useStudio } from "./context.ts";

/** What was looked at: failed checks open, those that hold folded away. */
export function Checks({ assessment }: { assessment: Assessment }) {
  const { t } = useStudio();
  const { failed, partly, passed } = sortChecks(assessment.checks);
  const groups = [
    { key: "bad", title: t.checksFailed, checks: failed },
    { key: "partly", title: t.checksPartly, checks: partly },
    { key: "good", title: t.checksPassed, checks: passed },
  ].filter(({ checks }) => checks.length > 0);
  return (
    <section class="checks" aria-labelledby="checks-title">
      <h2 id="checks-title">{t.checks}</h2>
      {assessment.fixes.length > 0 && (
        <div class="fixes">
          <h3>{t.fixes}</h3>
          <ul lang="ko">
            {assessment.fixes.map((fix) => (
              <li key={fix}>{fix}</li>
            ))}
          </ul>
        </div>
      )}
      {groups.map(({ key, title, checks }) => (
        <details key={key} class={`check-group ${key}`} open={key !== "good"}>
          <summary>
            {title} <b>{checks.length}</b>
          </summary>
          <CheckTable checks={checks} />
        </details>
      ))}
    </section>
  );
}

function CheckTable({ checks }: { checks: readonly Check[] }) {
  const { lang, t } = useStudio();
  return (
    <div class="table-scroll" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t.checks}</th>
            <th scope="col">{t.measured}</th>
            <th scope="col">{t.demanded}</th>
            <th scope="col">{t.quality}</th>
          </tr>
        </thead>
        <tbody>
          {checks.map((check) => (
            <tr key={check.id}>
              <th scope="row">
                {pick(lang, check.titleKo, check.titleEn)}
                <small>
                  <code>{check.id}</code> {t[kindOf(check)]}
                </small>
              </th>
              <td data-name={t.measured}>{check.measured || "—"}</td>
              <td data-name={t.demanded}>{check.demanded || "—"}</td>
              <td class="number">{formatShare(check.score)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
