import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { CodeReport } from "@viba/contracts/gen/viba/aec/v1/code_pb";
import type { Concept } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import type { Certification, Energy } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Review } from "@viba/contracts/gen/viba/aec/v1/review_pb";
import { certificateSection } from "./certificates.ts";
import { reviewSection } from "./checks.ts";
import { codeSection } from "./code.ts";
import { type Drawing, drawings, hero } from "./drawings.ts";
import { energySection } from "./energy.ts";
import { type Html, html, nothing } from "./html.ts";
import { cards, overview } from "./overview.ts";
import { fontRules, type Typeface } from "../typeface/typeface.ts";
import { keyNames } from "./keys.ts";
import { openingSection } from "./openings.ts";
import { style } from "./style.ts";
import { assumedValue, subjectName } from "./words.ts";

/** All that a report shows. */
export interface ReportInput {
  readonly brief: Brief;
  readonly plan: Plan;
  /** The plan's own concept is shown when absent. */
  readonly concept?: Concept | undefined;
  readonly codeReport: CodeReport;
  readonly review: Review;
  readonly energy?: Energy | undefined;
  readonly certification?: Certification | undefined;
  readonly planSvgs: readonly Drawing[];
  readonly viewSvg?: string | undefined;
  /** Set, the page carries its letters. */
  readonly typeface?: Typeface | undefined;
}

/** Forbids everything the page does not need: it loads nothing and runs nothing. */
const policy = "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'";

/** The design report as one self-contained, printable page; every text from outside is escaped. */
export function renderReport(input: ReportInput): string {
  const names = keyNames(input.plan);
  const title = input.plan.title || input.brief.title || "설계 보고서";
  const page = html`<!doctype html>
    <html lang="ko">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <title>${title}</title>
        <style>
          ${{ markup: style }}
        </style>
      </head>
      <body>
        <main>
          ${head(input, title)} ${hero(input.viewSvg)} ${cards(input)} ${contents(input)}
          ${overview(input.plan, input.brief)} ${drawings(input.planSvgs)} ${openingSection(input.plan)}
          ${codeSection(input.codeReport, names)} ${energySection(input.energy)}
          ${certificateSection(input.certification, input.plan)} ${reviewSection(input.review, names)}
          ${assumptions(input)}
          <footer>
            이 보고서는 계획 설계 단계의 참고 자료이며 인허가 서류나 법률 자문이 아닙니다. This report is a design-stage
            estimate, not legal advice.
          </footer>
        </main>
      </body>
    </html>`;
  return `${withLetters(page.markup, input.typeface)}\n`;
}

/** The page with the letters it shows: those of its text, not of the pictures in it. */
function withLetters(page: string, typeface: Typeface | undefined): string {
  if (!typeface) return page;
  const shown = page.replaceAll(/src="data:[^"]*"/g, "").replaceAll(/<style>[\s\S]*?<\/style>/g, "");
  const letters = [...new Set(shown.replaceAll(/<[^>]*>/g, ""))].join("");
  return page.replace("</style>", () => `${fontRules(typeface, { regular: letters, bold: letters })}</style>`);
}

function head(input: ReportInput, title: string): Html {
  const concept = input.concept ?? input.plan.concept;
  const told = (concept?.narrativeKo ?? "") !== "";
  return html`<header>
    <p class="over">계획 설계 보고서 · DESIGN REPORT</p>
    <h1>${title}</h1>
    ${input.brief.text === "" ? nothing : html`<p class="sentence">“${input.brief.text}”</p>`}
    ${told ? html`<p class="narrative">${concept!.narrativeKo}<em lang="en">${concept!.narrativeEn}</em></p>` : nothing}
  </header>`;
}

/** Where to find what on the page, and the set of drawings beside it. */
function contents({ plan, energy, certification, planSvgs }: ReportInput): Html {
  const parts: readonly (readonly [id: string, ko: string, en: string, shown: boolean])[] = [
    ["overview", "건축개요", "Overview", true],
    ["drawings", "도면", "Drawings", planSvgs.length > 0],
    ["openings", "창호표", "Doors and windows", plan.storeys.some(({ openings }) => openings.length > 0)],
    ["code", "법규 검토", "Code", true],
    ["energy", "에너지", "Energy", energy !== undefined],
    ["certificates", "인증", "Certificates", (certification?.certificates.length ?? 0) > 0],
    ["quality", "품질", "Quality", true],
    ["assumptions", "가정", "Assumptions", true],
  ];
  return html`<nav aria-label="차례 · contents">
    ${parts.flatMap(([id, ko, en, shown]) =>
      shown ? [html`<a href="#${id}">${ko} <span lang="en">${en}</span></a> `] : [],
    )}<a class="set" href="drawings.pdf">A3 도면집 <span lang="en">PDF set</span></a>
  </nav>`;
}

function assumptions({ brief, codeReport }: ReportInput): Html {
  return html`<section id="assumptions">
    <h2>가정 <small>Assumptions</small></h2>
    ${
      brief.assumed.length === 0
        ? nothing
        : html`<table class="stack">
            <thead>
              <tr>
                <th>항목</th>
                <th>값</th>
                <th>이유</th>
              </tr>
            </thead>
            <tbody>
              ${brief.assumed.map(
                (entry) =>
                  html`<tr>
                    <td>${subjectName(entry.subject)}</td>
                    <td data-label="값">${assumedValue(entry.subject, entry.value)}</td>
                    <td data-label="이유">${entry.reasonKo}<small>${entry.reasonEn}</small></td>
                  </tr>`,
              )}
            </tbody>
          </table>`
    }
    <ul>
      ${codeReport.assumptions.map((line) => html`<li>${line}</li>`)}
    </ul>
  </section>`;
}
