import type { Assessment } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { sortChecks } from "../core/checks.ts";
import { formatShare } from "../core/format.ts";
import { useStudio } from "./context.ts";

/** Quality on a protractor, with how many checks hold. */
export function Quality({ assessment }: { assessment: Assessment }) {
  const { t } = useStudio();
  const { failed, partly, passed } = sortChecks(assessment.checks);
  const quality = Math.min(1, Math.max(0, assessment.quality));
  return (
    <section class="panel quality" aria-labelledby="quality-title">
      <h2 id="quality-title">{t.quality}</h2>
      <svg viewBox="-110 -108 220 118" role="img" aria-label={`${t.quality} ${formatShare(quality)}`}>
        <path class="scale" d={arc(1, 100)} />
        {Array.from({ length: 21 }, (_, i) => (
          <line key={i} class={i % 10 === 0 ? "tick long" : "tick"} {...tick(i / 20, i % 5 === 0 ? 84 : 91)} />
        ))}
        <path class="value" d={arc(quality, 100)} />
        <text x="0" y="-10">
          {formatShare(quality)}
        </text>
      </svg>
      <p class="tally">
        <span class={failed.length > 0 ? "bad" : ""}>
          <b>{failed.length}</b> {t.checksFailed}
        </span>
        <span>
          <b>{partly.length}</b> {t.checksPartly}
        </span>
        <span class="good">
          <b>{passed.length}</b> {t.checksPassed}
        </span>
      </p>
      <p class="note">{t.qualityNote}</p>
    </section>
  );
}

function at(share: number, radius: number): readonly [number, number] {
  const angle = Math.PI * (1 - share);
  return [radius * Math.cos(angle), -radius * Math.sin(angle)];
}

/** The upper half circle from the left to a share of it. */
function arc(share: number, radius: number): string {
  const [x, y] = at(share, radius);
  return `M${-radius} 0A${radius} ${radius} 0 0 1 ${x.toFixed(2)} ${y.toFixed(2)}`;
}

function tick(share: number, inner: number) {
  const [x1, y1] = at(share, inner);
  const [x2, y2] = at(share, 97);
  return { x1, y1, x2, y2 };
}
