import { type CodeReport, type Finding, Verdict } from "@viba/contracts/gen/viba/aec/v1/code_pb";
import { framed } from "../../drawing/paper.ts";
import { numbered, sheetNumber } from "../../drawing/sheet-number.ts";
import { drawTitleBlock } from "../../drawing/title-block.ts";
import { heading } from "../../drawing/heading.ts";
import { flowTable } from "./table.ts";
import type { Column, TableRow } from "./table.ts";

const columns: readonly Column[] = [
  { title: "판정", width: 58 },
  { title: "규정", width: 250 },
  { title: "근거 조항", width: 190 },
  { title: "측정", width: 220 },
  { title: "기준", width: 230 },
  { title: "확인", width: 46 },
];

const names: readonly (readonly [verdict: Verdict, ko: string])[] = [
  [Verdict.FAIL, "부적합"],
  [Verdict.ADVICE, "참고"],
  [Verdict.PASS, "적합"],
];

/** 법규 검토서 on as many sheets as it takes: what fails first, then advice, then what holds. */
export function codeSheets(title: string, report: CodeReport, date: string): string[] {
  const rows = names.flatMap(([verdict, ko]) =>
    report.findings.filter((finding) => finding.verdict === verdict).map((finding) => rowOf(finding, ko)),
  );
  const unbound = report.findings.filter(({ verdict }) => verdict === Verdict.NOT_APPLICABLE).length;
  const count = (verdict: Verdict) => report.findings.filter((finding) => finding.verdict === verdict).length;
  const pages = flowTable(columns, [rows], [{ x: 48, y: 112, height: 830 }]);
  return pages.map((tables, i) =>
    framed(`${title} 법규 검토서`, [
      heading("법규 검토서", "BUILDING CODE CHECK", { x: 48, y: 66 }),
      ...tables,
      drawTitleBlock(
        {
          project: title,
          drawing: numbered("법규 검토서", i, pages.length),
          english: "CODE CHECK",
          number: sheetNumber("code", i),
          date,
        },
        [
          ["규정표 기준일", report.asof],
          ["허가 신청일", report.permitDate],
          ...names.map(([verdict, ko]) => [ko, `${count(verdict)}건`] as const),
          ["해당 없음", `${unbound}건`],
        ],
        {
          title: "확인 상태",
          rows: [
            ["V1", "법령 원문 확인"],
            ["V2", "2차 자료"],
            ["G", "미확정"],
          ],
        },
      ),
    ]),
  );
}

const rowOf = (finding: Finding, ko: string): TableRow => ({
  cells: [ko, finding.titleKo, finding.article, finding.measured, finding.demanded, finding.status],
  ...(finding.verdict === Verdict.FAIL ? { tone: "bad" as const } : {}),
});
