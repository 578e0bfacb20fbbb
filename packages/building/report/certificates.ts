import type { Certificate, Certification } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import { type Html, html, nothing } from "./html.ts";

/** Certificates asked for, item by item; nothing when none was. */
export function certificateSection(certification: Certification | undefined): Html {
  if (certification === undefined || certification.certificates.length === 0) return nothing;
  return html`<section id="certificates">
    <h2>인증 예비 평가 <small>Certification estimate</small></h2>
    ${certification.certificates.map(certificate)}
    <ul>
      ${certification.assumptions.map((line) => html`<li>${line}</li>`)}
    </ul>
  </section>`;
}

function certificate(entry: Certificate): Html {
  const level = entry.level === "" ? "등급 미달" : entry.level;
  return html`<h3>${entry.name} · ${level} <small>${entry.reached.toFixed(1)}</small></h3>
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
