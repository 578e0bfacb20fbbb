import { type CodeReport, type Finding, Verdict } from "@viba/contracts/gen/viba/aec/v1/code_pb";
import { type Html, html, nothing } from "./html.ts";
import { type KeyNames, listed, named } from "./keys.ts";

interface Group {
  readonly verdict: Verdict;
  readonly ko: string;
  readonly en: string;
  readonly tone: string;
}

const groups: readonly Group[] = [
  { verdict: Verdict.FAIL, ko: "부적합", en: "Fails", tone: "fail" },
  { verdict: Verdict.ADVICE, ko: "참고", en: "Advice", tone: "advice" },
  { verdict: Verdict.PASS, ko: "적합", en: "Passes", tone: "pass" },
];

/** Most elements named in a row; the rest is counted. */
const maxElements = 6;

/** Findings grouped by verdict; rules that do not bind the building are listed by name only. */
export function codeSection(report: CodeReport, names: KeyNames): Html {
  const unbound = report.findings.filter((finding) => finding.verdict === Verdict.NOT_APPLICABLE);
  return html`<section id="code">
    <h2>법규 검토 <small>Building code check</small></h2>
    <p class="aside">기준일 ${report.asof} · 허가 신청일 ${report.permitDate}</p>
    <p>
      ${groups.map((group) => html`<span class="mark ${group.tone}">${group.ko} ${matching(report, group).length}</span> `)}<span
        class="mark none"
        >해당 없음 ${unbound.length}</span
      >
    </p>
    ${groups.map((group) => groupTable(group, matching(report, group), names))}
    <details>
      <summary>해당 없는 규정 ${unbound.length}개 · rules that do not apply</summary>
      <p>${unbound.map((finding) => `${finding.titleKo} (${finding.article})`).join(" · ")}</p>
    </details>
    <p>
      <small
        >확인 상태: <b>V1</b> 법령 원문 확인 · <b>V2</b> 2차 자료 · <b>G</b> 미확정. V2와 G는 부적합으로 판정하지
        않습니다.</small
      >
    </p>
  </section>`;
}

/** Findings of a verdict; among the advice, what falls short of its figure comes first. */
const matching = (report: CodeReport, group: Group): Finding[] =>
  report.findings
    .filter((finding) => finding.verdict === group.verdict)
    .toSorted((a, b) => Number(fallsShort(b)) - Number(fallsShort(a)));

const fallsShort = (finding: Finding): boolean => finding.note.includes("못 미칩니다");

function groupTable(group: Group, findings: readonly Finding[], names: KeyNames): Html {
  if (findings.length === 0) return nothing;
  return html`<h3>${group.ko} <small>${group.en}</small></h3>
    <table class="stack">
      <thead>
        <tr>
          <th style="width:31%">규정</th>
          <th style="width:26%">측정</th>
          <th style="width:26%">기준</th>
          <th>근거</th>
        </tr>
      </thead>
      <tbody>
        ${findings.map((finding) => row(finding, names))}
      </tbody>
    </table>`;
}

function row(finding: Finding, names: KeyNames): Html {
  return html`<tr>
    <td>${finding.titleKo}<small>${finding.titleEn}</small></td>
    <td data-label="측정">${named(finding.measured, names)}${elementsOf(finding, names)}</td>
    <td data-label="기준">
      ${finding.demanded}${finding.note === "" ? nothing : html`<small>${finding.note}</small>`}
    </td>
    <td data-label="근거">${finding.article} <span class="status">${finding.status}</span>${periodOf(finding)}</td>
  </tr>`;
}

function elementsOf(finding: Finding, names: KeyNames): Html {
  if (finding.elements.length === 0) return nothing;
  const parts = listed(finding.elements, names);
  const shown = parts.slice(0, maxElements).join(", ");
  const rest = parts.length - maxElements;
  return html`<small>${shown}${rest > 0 ? ` 외 ${rest}곳` : ""}</small>`;
}

function periodOf(finding: Finding): Html {
  if (finding.from === "" && finding.until === "") return nothing;
  return html`<small>${finding.from} ~ ${finding.until}</small>`;
}
