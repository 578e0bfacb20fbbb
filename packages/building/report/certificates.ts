import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Certificate, Certification } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import { certificateScale } from "../law/residential.ts";
import { type Html, html, nothing } from "./html.ts";

/** Certificates whose levels differ by homes and all else. */
const scaled: readonly string[] = ["G-SEED", "ZEB"];

/** A certificate's result in one line, with the scale its level is of: "우수 (68.6점 · 주거용 기준)". */
export function certificateResult({ name, level, reached }: Certificate, plan: Plan): string {
  const unit = name === "ZEB" ? " %" : name === "G-SEED" ? "점" : "";
  const scale = scaled.includes(name) ? ` · ${certificateScale(plan)} 기준` : "";
  return `${level === "" ? "등급 미달" : level} (${reached.toFixed(1)}${unit}${scale})`;
}

/** Certificates asked for, item by item; nothing when none was. */
export function certificateSection(certification: Certification | undefined, plan: Plan): Html {
  if (certification === undefined || certification.certificates.length === 0) return nothing;
  return html`<section id="certificates">
    <h2>인증 예비 평가 <small>Certification estimate</small></h2>
    ${certification.certificates.map((entry) => certificate(entry, plan))}
    <ul>
      ${certification.assumptions.map((line) => html`<li>${line}</li>`)}
    </ul>
  </section>`;
}

function certificate(entry: Certificate, plan: Plan): Html {
  return html`<h3>${entry.name} · ${certificateResult(entry, plan)}</h3>
    <table>
      <thead>
        <tr>
          <th>항목</th>
          <th class="num">획득</th>
          <th class="num">최고</th>
          <th style="width:18%">비율</th>
          <th>비고</th>
        </tr>
      </thead>
      <tbody>
        ${entry.items.map(
          (item) =>
            html`<tr>
              <td>${item.title}</td>
              <td class="num">${item.reached.toFixed(1)}</td>
              <td class="num">${item.best.toFixed(1)}</td>
              <td>${bar(item.best === 0 ? 0 : item.reached / item.best)}</td>
              <td>${item.note}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

/** A bar of a share between 0 and 1. */
export function bar(share: number, tone = ""): Html {
  const width = (Math.min(1, Math.max(0, share)) * 100).toFixed(0);
  return html`<div class="bar ${tone}"><i style="width:${width}%"></i></div>`;
}
