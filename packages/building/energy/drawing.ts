import { grouped } from "../law/figures.ts";
import type { Energy, MonthlyEnergy } from "@viba/contracts/gen/viba/aec/v1/energy_pb";

/** A part of a month's bar. */
interface Series {
  readonly key: "heating" | "cooling" | "hotWater" | "lighting" | "ventilation";
  readonly name: string;
  readonly colour: string;
}

/** From the bottom of the bar up; the colours stay apart for colour-blind eyes. */
const series: readonly Series[] = [
  { key: "hotWater", name: "급탕", colour: "#c77d52" },
  { key: "lighting", name: "조명", colour: "#e3c04b" },
  { key: "ventilation", name: "환기", colour: "#8fae8b" },
  { key: "heating", name: "난방", colour: "#b5413c" },
  { key: "cooling", name: "냉방", colour: "#3f78a8" },
];
const sunColour = "#2f2f2f";

const width = 860;
const height = 470;
const frame = { left: 64, right: 28, top: 132, bottom: 62 } as const;
const plotWidth = width - frame.left - frame.right;
const plotHeight = height - frame.top - frame.bottom;
const font = "'Noto Sans KR','Apple SD Gothic Neo','Malgun Gothic',sans-serif";

/** Bars of the year by month with Korean labels, and the year's figures above them: a whole SVG document. */
export function drawEnergy(energy: Energy): string {
  const highest = Math.max(1, ...energy.months.map((month) => Math.max(sumOf(month), month.solar)));
  const step = niceStep(highest / 5);
  const steps = Math.ceil(highest / step);
  const top = step * steps;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="${font}" role="img" aria-label="월별 에너지">`,
    `<rect width="${width}" height="${height}" fill="#fbfaf7"/>`,
    header(energy),
    grid(step, steps),
    ...energy.months.map((month, index) => bar(month, index, top)),
    legend(energy.solarPower > 0),
    "</svg>",
    "",
  ].join("\n");
}

function sumOf(month: MonthlyEnergy): number {
  return series.reduce((sum, { key }) => sum + month[key], 0);
}

/** The next round number: 1, 2, 2.5 or 5 times a power of ten. */
function niceStep(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 2.5, 5].find((factor) => factor * power >= value) ?? 10) * power;
}

function text(x: number, y: number, content: string, attributes = ""): string {
  return `<text x="${round(x)}" y="${round(y)}" ${attributes}>${content}</text>`;
}

function round(value: number): string {
  return (Math.round(value * 10) / 10).toString();
}

function thousands(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ",");
}

function header(energy: Energy): string {
  const figures: readonly (readonly [string, string, string])[] = [
    [energy.solarPower > 0 ? "최종에너지 (태양광 전)" : "최종에너지", energy.finalEnergy.toFixed(0), "kWh/㎡·년"],
    [
      energy.solarPower > 0 ? "1차에너지 (태양광 뺀 뒤)" : "1차에너지소요량",
      energy.primaryEnergy.toFixed(0),
      "kWh/㎡·년",
    ],
    ["에너지자립률", energy.selfSufficiency.toFixed(0), "%"],
    ["태양광", energy.solarPower.toFixed(1), "kW"],
  ];
  const step = plotWidth / figures.length;
  return [
    text(frame.left, 38, "월별 에너지요구량 추정", 'font-size="19" font-weight="700" fill="#222"'),
    text(
      width - frame.right,
      38,
      `난방면적 ${grouped(energy.floorArea, 1)} ㎡ · ${energy.method}`,
      'font-size="12" fill="#777" text-anchor="end"',
    ),
    ...figures.map(([name, value, unit], index) => {
      const x = frame.left + index * step;
      return [
        text(x, 64, name, 'font-size="12" fill="#777"'),
        `<text x="${round(x)}" y="90" font-size="24" font-weight="700" fill="#222">${value}<tspan dx="5" font-size="12" font-weight="400" fill="#777">${unit}</tspan></text>`,
      ].join("");
    }),
  ].join("\n");
}

function grid(step: number, steps: number): string {
  const lines = Array.from({ length: steps + 1 }, (_, index) => {
    const y = frame.top + plotHeight * (1 - index / steps);
    const colour = index === 0 ? "#8a8a8a" : "#e2dfd8";
    return [
      `<line x1="${frame.left}" x2="${width - frame.right}" y1="${round(y)}" y2="${round(y)}" stroke="${colour}"/>`,
      text(frame.left - 8, y + 4, thousands(step * index), 'font-size="11" fill="#777" text-anchor="end"'),
    ].join("");
  });
  return [...lines, text(frame.left - 8, frame.top - 12, "kWh", 'font-size="11" fill="#777" text-anchor="end"')].join(
    "\n",
  );
}

function bar(month: MonthlyEnergy, index: number, top: number): string {
  const step = plotWidth / 12;
  const barWidth = step * 0.56;
  const left = frame.left + index * step + (step - barWidth) / 2;
  const floor = frame.top + plotHeight;
  const scale = plotHeight / top;
  let y = floor;
  const parts = series
    .filter(({ key }) => month[key] * scale >= 0.1)
    .map(({ key, name, colour }) => {
      const tall = month[key] * scale;
      y -= tall;
      return `<rect x="${round(left)}" y="${round(y)}" width="${round(barWidth)}" height="${round(tall)}" fill="${colour}"><title>${index + 1}월 ${name} ${thousands(month[key])} kWh</title></rect>`;
    });
  const sun = floor - month.solar * scale;
  const marker =
    month.solar > 0
      ? `<line x1="${round(left - 5)}" x2="${round(left + barWidth + 5)}" y1="${round(sun)}" y2="${round(sun)}" stroke="${sunColour}" stroke-width="2.5" stroke-linecap="round"><title>${index + 1}월 태양광 발전 ${thousands(month.solar)} kWh</title></line>`
      : "";
  const label = text(
    left + barWidth / 2,
    floor + 18,
    `${index + 1}월`,
    'font-size="12" fill="#444" text-anchor="middle"',
  );
  return [...parts, marker, label].join("");
}

function legend(withSun: boolean): string {
  const y = height - 20;
  const items = series.map(({ name, colour }, index) => {
    const x = frame.left + index * 74;
    return `<rect x="${x}" y="${y - 10}" width="12" height="12" rx="2" fill="${colour}"/>${text(x + 18, y, name, 'font-size="12" fill="#444"')}`;
  });
  const x = frame.left + series.length * 74;
  const sun = withSun
    ? `<line x1="${x}" x2="${x + 16}" y1="${y - 4}" y2="${y - 4}" stroke="${sunColour}" stroke-width="2.5" stroke-linecap="round"/>${text(x + 22, y, "태양광 발전량", 'font-size="12" fill="#444"')}`
    : "";
  const note = text(
    width - frame.right,
    y,
    "난방·냉방·급탕은 요구량, 조명·환기는 전력",
    'font-size="11" fill="#999" text-anchor="end"',
  );
  return [...items, sun, note].join("\n");
}
