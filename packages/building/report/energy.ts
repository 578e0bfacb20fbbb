import type { Energy, MonthlyEnergy } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import { primaryFactors } from "../energy/systems.ts";
import { grouped } from "../law/figures.ts";
import { type Html, html, nothing } from "./html.ts";

type Part = Exclude<keyof MonthlyEnergy, "$typeName" | "$unknown" | "solar">;

/** What energy is needed for, with colours. */
export const energyParts: readonly { key: Part; ko: string; colour: string }[] = [
  { key: "heating", ko: "난방", colour: "#b5533c" },
  { key: "cooling", ko: "냉방", colour: "#3f7cac" },
  { key: "hotWater", ko: "급탕", colour: "#d99a4e" },
  { key: "lighting", ko: "조명", colour: "#e3c565" },
  { key: "ventilation", ko: "환기", colour: "#7fa99b" },
];

/** Colour of what the sun yields. */
export const solarColour = "#2f7d4f";
const chart = { width: 960, height: 280, left: 62, right: 12, top: 24, bottom: 30 } as const;

/** Energy figures with a chart of the months; nothing when there is no estimate. */
export function energySection(energy: Energy | undefined): Html {
  if (energy === undefined) return nothing;
  return html`<section id="energy">
    <h2>에너지 <small>Energy estimate · ${energy.method}</small></h2>
    <div class="cards">
      ${figure("에너지요구량 · needs", needsOf(energy).toFixed(1), "kWh/m²a")}
      ${figure(finalName(energy), energy.finalEnergy.toFixed(1), "kWh/m²a")}
      ${figure(primaryName(energy), energy.primaryEnergy.toFixed(1), "kWh/m²a")}
      ${figure("에너지 자립률 · self-sufficiency", energy.selfSufficiency.toFixed(1), "%")}
    </div>
    <p class="chain">
      ${energyChain(energy)} · 태양광 ${energy.solarPower.toFixed(1)} kW · 평가 면적 ${grouped(energy.floorArea, 1)} m²
    </p>
    ${energy.months.length === 12 ? monthlyChart(energy.months) : nothing}
    <ul>
      ${energy.assumptions.map((line) => html`<li>${line}</li>`)}
    </ul>
  </section>`;
}

const finalName = ({ solarPower }: Energy): string =>
  solarPower > 0 ? "최종에너지 (태양광 전) · final" : "최종에너지 · final";
const primaryName = ({ solarPower }: Energy): string =>
  solarPower > 0 ? "1차에너지 (태양광 뺀 뒤) · primary" : "1차에너지 · primary";

/**
 * From what is needed to what counts, in one line; the panels' yield is taken off last, so each figure says on which
 * side of it it stands: "요구량 71.4 → 최종 38.8 → 1차 106.7 − 태양광 120.9 = -14.2 kWh/㎡·년".
 */
export function energyChain(energy: Energy): string {
  const before = primaryBefore(energy);
  const made = before - energy.primaryEnergy;
  const solar = energy.solarPower > 0 ? ` − 태양광 ${made.toFixed(1)} = ${energy.primaryEnergy.toFixed(1)}` : "";
  return `요구량 ${needsOf(energy).toFixed(1)} → 최종 ${energy.finalEnergy.toFixed(1)} → 1차 ${before.toFixed(1)}${solar} kWh/㎡·년`;
}

/** Primary energy before what the panels make is taken off, kWh/(m2 a). */
export function primaryBefore({ months, floorArea, primaryEnergy }: Energy): number {
  const made = months.reduce((sum, { solar }) => sum + solar, 0) * primaryFactors.electricity;
  return primaryEnergy + made / Math.max(floorArea, 1);
}

/** Heat, cold, hot water, light and air that the building needs in a year, kWh/(m2 a). */
export function needsOf({ months, floorArea }: Energy): number {
  const whole = months.reduce((sum, month) => sum + totalOf(month), 0);
  return floorArea > 0 ? whole / floorArea : 0;
}

const figure = (label: string, value: string, unit: string): Html =>
  html`<div class="card">
    <b>${value} <small>${unit}</small></b
    ><span>${label}</span>
  </div>`;

const totalOf = (month: MonthlyEnergy): number =>
  energyParts.reduce((sum, part) => sum + Math.max(0, month[part.key]), 0);

/** Stacked columns of need, a line of solar yield; kWh a month. */
function monthlyChart(months: readonly MonthlyEnergy[]): Html {
  const highest = Math.max(1, ...months.map((month) => Math.max(totalOf(month), month.solar)));
  const top = niceCeiling(highest);
  const y = (value: number) => chart.height - chart.bottom - (value / top) * (chart.height - chart.top - chart.bottom);
  const slot = (chart.width - chart.left - chart.right) / 12;
  // Without panels a line along zero tells nothing.
  const sunny = months.some(({ solar }) => solar > 0);
  const line = months
    .map((month, index) => `${(chart.left + slot * (index + 0.5)).toFixed(1)},${y(month.solar).toFixed(1)}`)
    .join(" ");
  return html`<div class="pan" tabindex="0">
      <svg class="chart" viewBox="0 0 ${chart.width} ${chart.height}" role="img" aria-label="월별 에너지요구량">
        ${[0, 0.25, 0.5, 0.75, 1].map((share) => gridLine(share * top, y(share * top)))}
        ${months.map((month, index) => column(month, index, slot, y))}
        ${sunny ? html`<polyline points="${line}" fill="none" stroke="${solarColour}" stroke-width="2.5" />` : nothing}
        <text x="${chart.left - 8}" y="10" text-anchor="end" font-size="11" fill="#5c6870">kWh/월</text>
      </svg>
    </div>
    <p class="aside">월별 에너지요구량${sunny ? "과 태양광 발전" : ""}</p>
    <div class="legend">
      ${energyParts.map((part) => html`<span><i style="background:${part.colour}"></i>${part.ko}</span>`)}
      ${sunny ? html`<span><i style="background:${solarColour}"></i>태양광 발전</span>` : nothing}<span
        >단위 kWh/월</span
      >
    </div>`;
}

function gridLine(value: number, y: number): Html {
  return html`<line
      x1="${chart.left}"
      x2="${chart.width - chart.right}"
      y1="${y.toFixed(1)}"
      y2="${y.toFixed(1)}"
      stroke="#d9dfe2"
    />
    <text x="${chart.left - 8}" y="${(y + 4).toFixed(1)}" text-anchor="end" font-size="12" fill="#5c6870"
      >${Math.round(value).toLocaleString("en-US")}</text
    >`;
}

function column(month: MonthlyEnergy, index: number, slot: number, y: (value: number) => number): Html {
  const x = chart.left + slot * index + slot * 0.2;
  let base = 0;
  const boxes = energyParts.map((part) => {
    const value = Math.max(0, month[part.key]);
    const box = html`<rect
      x="${x.toFixed(1)}"
      width="${(slot * 0.6).toFixed(1)}"
      y="${y(base + value).toFixed(1)}"
      height="${(y(base) - y(base + value)).toFixed(1)}"
      fill="${part.colour}"
      ><title>${index + 1}월 ${part.ko} ${value.toFixed(0)} kWh</title></rect
    >`;
    base += value;
    return box;
  });
  return html`${boxes}<text
      x="${(x + slot * 0.3).toFixed(1)}"
      y="${chart.height - 9}"
      text-anchor="middle"
      font-size="12"
      fill="#5c6870"
      >${index + 1}월</text
    >`;
}

/** The next round figure above a value: its quarters make the axis. */
export function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10].find((step) => step * power >= value) ?? 10);
}
