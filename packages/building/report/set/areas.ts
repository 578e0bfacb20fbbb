import { storeyCount } from "../../drawing/building-words.ts";
import { framed } from "../../drawing/paper.ts";
import { numbered, sheetNumber } from "../../drawing/sheet-number.ts";
import { drawTitleBlock } from "../../drawing/title-block.ts";
import { area } from "../../geometry/polygon.ts";
import type { Facts } from "../../law/facts.ts";
import { grouped } from "../../law/figures.ts";
import { pyeong } from "../areas.ts";
import { storeyUseLabel } from "../use-label.ts";
import { heading } from "../../drawing/heading.ts";
import { flowTable } from "./table.ts";
import type { Column, TableRow } from "./table.ts";

const columns: readonly Column[] = [
  { title: "층", width: 48 },
  { title: "실", width: 142 },
  { title: "㎡", width: 66, numeric: true },
  { title: "평", width: 64, numeric: true },
];

/** 면적표 on as many sheets as it takes: floor areas, then the net area of every room. */
export function areaSheets(facts: Facts, date: string): string[] {
  const boxes = [0, 1, 2].map((i) => ({ x: 48 + i * 336, y: 112, height: 830 }));
  const pages = flowTable(columns, [storeyRows(facts), ...facts.storeys.map(roomRows)], boxes);
  return pages.map((tables, i) =>
    framed(`${facts.plan.title} 면적표`, [
      heading("면적표", "AREA SCHEDULE", { x: 48, y: 66 }),
      ...tables,
      drawTitleBlock(
        {
          project: facts.plan.title,
          drawing: numbered("면적표", i, pages.length),
          english: "AREA SCHEDULE",
          number: sheetNumber("areas", i),
          date,
        },
        [
          ["연면적", `${grouped(facts.grossM2, 2)} ㎡`],
          ["건축면적", `${grouped(facts.footprintM2, 2)} ㎡`],
          ["층수", storeyCount(facts.plan)],
        ],
        {
          title: "층별 바닥면적",
          rows: facts.storeys.map(({ storey, grossM2 }) => [storey.name, `${grouped(grossM2, 2)} ㎡`]),
        },
      ),
    ]),
  );
}

const row = (storey: string, name: string, m2: number, tone?: TableRow["tone"]): TableRow => ({
  cells: [storey, name, grouped(m2, 2), pyeong(m2).replace(" 평", "")],
  ...(tone ? { tone } : {}),
});

const storeyRows = (facts: Facts): TableRow[] => [
  { cells: ["", "층별 바닥면적", "", ""], tone: "group" },
  ...facts.storeys.map(({ storey, use, grossM2 }) => row(storey.name, storeyUseLabel(facts, use), grossM2)),
  row("", "합계 (연면적)", facts.grossM2, "sum"),
];

function roomRows({ storey }: Facts["storeys"][number]): TableRow[] {
  const rooms = storey.spaces.map(({ name, net }) => ({ name, m2: area(net?.points ?? []) }));
  return [
    { cells: ["", `${storey.name} 실별 전용면적`, "", ""], tone: "group" },
    ...rooms.map(({ name, m2 }) => row(storey.name, name, m2)),
    row(
      "",
      "소계",
      rooms.reduce((sum, { m2 }) => sum + m2, 0),
      "sum",
    ),
  ];
}
