import type { Review } from "@viba/contracts/gen/viba/aec/v1/review_pb";
import type { Check } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { bar } from "./certificates.ts";
import { type Html, html, nothing } from "./html.ts";
import { type KeyNames, named } from "./keys.ts";

/** The quality review: gates first, then scored checks, then what to change. */
export function reviewSection(review: Review, names: KeyNames): Html {
  const gates = review.checks.filter((check) => check.gate);
  const scored = review.checks.filter((check) => !check.gate);
  return html`<section id="quality">
    <h2>품질 검토 <small>Quality review</small></h2>
    <p>
      ${review.basis === "" ? nothing : html`${review.basis}. `}품질 <b>${review.quality.toFixed(3)}</b> — 관문
      ${gates.filter((check) => check.passed).length}/${gates.length} 통과, 평가 항목
      ${scored.filter((check) => check.passed).length}/${scored.length} 충족. 관문이 하나라도 막히면 0이고, 필수 항목이
      하나 어긋날 때마다 0.85를 곱합니다.
    </p>
    <table class="stack">
      <thead>
        <tr>
          <th>항목</th>
          <th>측정</th>
          <th>기준</th>
          <th style="width:13%">점수</th>
          <th>판정</th>
        </tr>
      </thead>
      <tbody>
        ${[...gates, ...scored].map((check) => row(check, names))}
      </tbody>
    </table>
    ${fixes(review, names)}
  </section>`;
}

function row(check: Check, names: KeyNames): Html {
  const kind = check.gate ? "관문" : check.hard ? "필수" : "";
  const tone = check.passed ? "" : check.hard || check.gate ? "bad" : "low";
  return html`<tr>
    <td>
      ${check.titleKo} ${kind === "" ? nothing : html`<span class="status">${kind}</span>`}
      <small>${check.titleEn}</small>
    </td>
    <td data-label="측정">${named(check.measured, names)}</td>
    <td data-label="기준">${named(check.demanded, names)}</td>
    <td>${bar(check.score, tone)}</td>
    <td><span class="mark ${check.passed ? "pass" : "fail"}">${check.passed ? "충족" : "미달"}</span></td>
  </tr>`;
}

function fixes(review: Review, names: KeyNames): Html {
  if (review.fixes.length === 0) return nothing;
  return html`<h3>고칠 점</h3>
    <ul>
      ${review.fixes.map((fix) => html`<li>${named(fix.text, names)}</li>`)}
    </ul>`;
}
