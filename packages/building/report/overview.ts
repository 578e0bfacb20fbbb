import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { type CodeReport, Verdict } from "@viba/contracts/gen/viba/aec/v1/code_pb";
import type { Energy } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Review } from "@viba/contracts/gen/viba/aec/v1/review_pb";
import { topOfBuilding } from "../drawing/view/top.ts";
import { type Facts, factsOf } from "../law/facts.ts";
import { grouped, metres, percent, squareMetres } from "../law/figures.ts";
import { areaTables } from "./areas.ts";
import { type Html, html } from "./html.ts";
import { roofName, storeyCount, structureName } from "../drawing/building-words.ts";
import { storeyUseLabel, useLabel } from "./use-label.ts";
import { styleName } from "./words.ts";

/** One 평 in square metres. */
const pyeongM2 = 400 / 121;

const withPyeong = (areaM2: number): string => `${squareMetres(areaM2)} (${grouped(areaM2 / pyeongM2, 1)}평)`;

/** The four figures one looks for first: quality, code, floor area, primary energy or height. */
export function cards(input: {
  plan: Plan;
  brief: Brief;
  codeReport: CodeReport;
  review: Review;
  energy?: Energy | undefined;
}): Html {
  const failed = input.codeReport.findings.filter((finding) => finding.verdict === Verdict.FAIL);
  const facts = factsOf(input.plan, input.brief);
  const last = input.energy
    ? card("1차에너지소요량 · primary energy", html`${input.energy.primaryEnergy.toFixed(0)} <small>kWh/m²a</small>`)
    : card("건물 높이 · height", metres(topOfBuilding(input.plan)));
  return html`<section class="cards">
    ${qualityCard(input.review)}
    ${card("법규 부적합 · code failures", `${failed.length}건`, failed.length === 0 ? "pass" : "fail")}
    ${card("연면적 · gross floor area", squareMetres(facts.grossM2))} ${last}
  </section>`;
}

/** Green only where nothing is missing; what is, is named, as a figure alone reads like a pass. */
function qualityCard(review: Review): Html {
  const missing = missingOf(review);
  const tone = review.quality < 0.8 ? "fail" : missing.length > 0 ? "part" : "pass";
  const label = missing.length > 0 ? `품질 · 빠짐: ${missing.join(", ")}` : "품질 · quality";
  return card(label, review.quality.toFixed(2), tone);
}

/** What a design lacks: the gates and musts that do not hold, in Korean. */
export const missingOf = ({ checks }: Review): string[] =>
  checks.filter(({ passed, gate, hard }) => !passed && (gate || hard)).map(({ titleKo }) => titleKo);

const card = (label: string, value: string | Html, tone = ""): Html =>
  html`<div class="card ${tone}"><b>${value}</b><span>${label}</span></div>`;

/** 건축개요: the table every Korean drawing set begins with. */
export function overview(plan: Plan, brief: Brief): Html {
  const facts = factsOf(plan, brief);
  const rows = factRows(facts);
  const pairs = Array.from({ length: Math.ceil(rows.length / 2) }, (_, index) => rows.slice(index * 2, index * 2 + 2));
  return html`<section id="overview">
    <h2>건축개요 <small>Building overview</small></h2>
    <table class="facts">
      ${pairs.map(
        (pair) =>
          html`<tr>
            ${pair.map(
              (row) =>
                html`<th>${row[0]}<small>${row[1]}</small></th>
                  <td>${row[2]}</td>`,
            )}
          </tr>`,
      )}
    </table>
    ${storeyTable(facts)} ${areaTables(facts)}
  </section>`;
}

type Row = readonly [ko: string, en: string, value: string];

/** Rows of 건축개요: name in Korean and English, value. */
export function factRows(facts: Facts): Row[] {
  const { plan, brief } = facts;
  const ratio = (areaM2: number) => (facts.siteM2 > 0 ? percent(areaM2 / facts.siteM2) : "-");
  const styles = brief.styles.map(styleName).join(", ");
  const site = plan.site ?? brief.site;
  return [
    ["위치", "Location", placeName(brief) || "지정되지 않음"],
    ["용도지역", "Zoning", brief.location?.zone || "알 수 없음"],
    ["용도", "Use", useLabel(facts)],
    ["양식", "Style", styles || "지정되지 않음"],
    ["대지면적", "Site area", withPyeong(facts.siteM2)],
    ["도로", "Road", `${sideName(site?.roadSide ?? "S")}측 ${metres(site?.roadWidth ?? 0)}`],
    ["건축면적", "Building footprint", withPyeong(facts.footprintM2)],
    ["건폐율", "Coverage", ratio(facts.footprintM2)],
    ["연면적", "Gross floor area", withPyeong(facts.grossM2)],
    ["용적률", "Floor area ratio", ratio(facts.farM2)],
    ["층수", "Storeys", storeyCount(plan)],
    ["최고 높이", "Height", metres(topOfBuilding(plan))],
    ["구조", "Structure", structureName(plan) || "-"],
    ["지붕", "Roof", roofName(plan) || "-"],
    ["주차", "Parking", parkingText(plan)],
    ["조경", "Landscape", `${squareMetres(plan.landscapeArea)} (${ratio(plan.landscapeArea)})`],
    ["허가 신청일", "Permit date", brief.permitDate],
    ["인증 목표", "Certificates", brief.certificates.join(", ") || "없음"],
  ];
}

/** City and place of a brief, the city once where the place begins with it ("광주 북구"); empty without either. */
export function placeName({ location }: Brief): string {
  const { city = "", name = "" } = location ?? {};
  return [name.startsWith(city) ? "" : city, name].filter((part) => part !== "").join(" ") || city;
}

const sideName = (side: string): string => ({ S: "남", N: "북", E: "동", W: "서" })[side] ?? side;

function parkingText(plan: Plan): string {
  const accessible = plan.parking.filter((space) => space.accessible).length;
  return `${plan.parking.length}대${accessible > 0 ? ` (장애인 ${accessible}대 포함)` : ""}`;
}

function storeyTable(facts: Facts): Html {
  return html`<h3>층별 개요</h3>
    <table>
      <thead>
        <tr>
          <th>층</th>
          <th class="name">용도</th>
          <th>주요 실</th>
          <th class="num">층고</th>
        </tr>
      </thead>
      <tbody>
        ${facts.storeys.toReversed().map(
          (entry) =>
            html`<tr>
              <td class="name">${entry.storey.name}</td>
              <td class="whole">${storeyUseLabel(facts, entry.use)}</td>
              <td>${roomNames(entry.storey.spaces.map((space) => space.name))}</td>
              <td class="num">${metres(entry.storey.height)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

/** Room names with their number, for example "객실 ×3": a trailing number of a name is left out. */
function roomNames(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) {
    const stem = name.replace(/[\s-]*\d+(호)?$/, "") || name;
    counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  return [...counts].map(([name, times]) => (times > 1 ? `${name} ×${times}` : name)).join(", ");
}
