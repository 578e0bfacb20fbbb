import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import type { Certification, Energy } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import { framed } from "../../drawing/paper.ts";
import { sheetNumber } from "../../drawing/sheet-number.ts";
import { element, text } from "../../drawing/svg.ts";
import { grouped } from "../../law/figures.ts";
import { drawTitleBlock } from "../../drawing/title-block.ts";
import { certificateResult } from "../certificates.ts";
import { energyChain, energyParts, needsOf, niceCeiling, primaryBefore, solarColour } from "../energy.ts";
import { heading } from "../../drawing/heading.ts";
import { drawTable } from "./table.ts";
import { wrap } from "../../drawing/wrap.ts";

const chart = { x: 100, y: 130, width: 940, height: 330 } as const;

/** The energy sheet: months in columns, their figures, and what was assumed. */
export function energySheet(
  title: string,
  { plan, energy, certification }: { plan: Plan; energy: Energy; certification?: Certification | undefined },
  date: string,
): string {
  const grades = (certification?.certificates ?? []).map(
    (entry) => [entry.name, certificateResult(entry, plan)] as const,
  );
  const table = drawTable(
    [
      { title: "요구량 kWh", width: 90 },
      ...Array.from({ length: 12 }, (_, i) => ({ title: `${i + 1}월`, width: 66, numeric: true })),
      { title: "계", width: 80, numeric: true },
    ],
    [...energyParts, { key: "solar" as const, ko: "태양광 발전" }].map(({ key, ko }) => {
      const values = energy.months.map((month) => month[key]);
      const total = values.reduce((sum, value) => sum + value, 0);
      return { cells: [ko, ...values.map(figure), figure(total)] };
    }),
    { x: 48, y: 540, height: 200 },
  );
  const notes = energy.assumptions.flatMap((line) => wrap(`· ${line}`, 980, 11)).slice(0, 12);
  return framed(`${title} 에너지`, [
    heading("에너지 평가", `ENERGY ESTIMATE · ${energy.method}`, { x: 48, y: 66 }),
    text(energyChain(energy), { x: 1040, y: 66 }, { "font-size": 13, "font-weight": 700, "text-anchor": "end" }),
    energy.months.length === 12 ? columnsOf(energy) : "",
    table.markup,
    ...notes.map((line, i) => text(line, { x: 48, y: table.end + 32 + i * 17 }, { "font-size": 11, fill: "#444444" })),
    drawTitleBlock(
      { project: title, drawing: "에너지 평가", english: "ENERGY", number: sheetNumber("energy"), date },
      [
        ["에너지요구량", `${needsOf(energy).toFixed(1)} kWh/㎡·년`],
        ...balanceRows(energy),
        ["에너지 자립률", `${energy.selfSufficiency.toFixed(1)} %`],
        ["태양광 용량", `${energy.solarPower.toFixed(1)} kW`],
        ["평가 면적", `${grouped(energy.floorArea, 1)} ㎡`],
      ],
      {
        title: grades.length > 0 ? "인증 예비 평가" : "비고",
        rows: grades.length > 0 ? grades : [["공식 평가는 ECO2에 따름", ""]],
      },
    ),
  ]);
}

/** Final and primary energy, before and after what the panels make where there are any. */
function balanceRows(energy: Energy): (readonly [name: string, value: string])[] {
  const row = (name: string, value: number) => [name, `${value.toFixed(1)} kWh/㎡·년`] as const;
  if (energy.solarPower === 0) return [row("최종에너지", energy.finalEnergy), row("1차에너지", energy.primaryEnergy)];
  return [
    row("최종에너지 (태양광 전)", energy.finalEnergy),
    row("1차에너지 (태양광 전)", primaryBefore(energy)),
    row("1차에너지 (태양광 뺀 뒤)", energy.primaryEnergy),
  ];
}

const figure = (value: number): string => Math.round(value).toLocaleString("en-US");

/** Stacked columns of need with their scale, a line of solar yield, and the key of colours. */
function columnsOf({ months }: Energy): string {
  const totals = months.map((month) => energyParts.reduce((sum, { key }) => sum + Math.max(0, month[key]), 0));
  const top = niceCeiling(Math.max(1, ...totals, ...months.map(({ solar }) => solar)));
  const y = (value: number) => chart.y + chart.height * (1 - value / top);
  const slot = chart.width / 12;
  const grid = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      element("line", {
        x1: chart.x,
        x2: chart.x + chart.width,
        y1: y(share * top),
        y2: y(share * top),
        stroke: share === 0 ? "#1f1f1f" : "#d9d5cc",
        "stroke-width": 0.8,
      }) +
      text(
        figure(share * top),
        { x: chart.x - 8, y: y(share * top) + 4 },
        { "font-size": 10.5, fill: "#555555", "text-anchor": "end" },
      ),
  );
  const bars = months.map((month, i) => {
    const x = chart.x + slot * (i + 0.22);
    let base = 0;
    const boxes = energyParts.map(({ key, colour }) => {
      const value = Math.max(0, month[key]);
      const box = { x, y: y(base + value), width: slot * 0.56, height: y(base) - y(base + value), fill: colour };
      base += value;
      return element("rect", box);
    });
    const label = text(
      `${i + 1}월`,
      { x: x + slot * 0.28, y: chart.y + chart.height + 18 },
      { "font-size": 10.5, fill: "#555555", "text-anchor": "middle" },
    );
    return boxes.join("") + label;
  });
  // Without panels a line along zero tells nothing.
  const sunny = months.some(({ solar }) => solar > 0);
  const line = months.map(
    ({ solar }, i) => `${i === 0 ? "M" : "L"}${(chart.x + slot * (i + 0.5)).toFixed(1)} ${y(solar).toFixed(1)}`,
  );
  const keys = [...energyParts, ...(sunny ? [{ ko: "태양광 발전", colour: solarColour }] : [])].map(
    ({ ko, colour }, i) => {
      const x = chart.x + i * 110;
      const at = chart.y + chart.height + 38;
      return (
        element("rect", { x, y: at, width: 12, height: 12, fill: colour }) +
        text(ko, { x: x + 18, y: at + 10 }, { "font-size": 11, fill: "#444444" })
      );
    },
  );
  return [
    ...grid,
    ...bars,
    sunny ? element("path", { d: line.join(""), fill: "none", stroke: solarColour, "stroke-width": 2.2 }) : "",
    text(
      "요구량 kWh/월",
      { x: chart.x - 8, y: chart.y - 12 },
      { "font-size": 10.5, fill: "#555555", "text-anchor": "end" },
    ),
    ...keys,
  ].join("");
}
