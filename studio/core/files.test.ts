import { expect, test } from "vitest";
import { drawing, textFile } from "../fixtures.ts";
import { filePath, sheetTitle, sortFiles, thumbnail } from "./files.ts";

const files = [
  textFile("brief.json", "application/json", "{}"),
  drawing("plan-2F.svg"),
  drawing("energy.svg"),
  drawing("plan-10F.svg"),
  drawing("plan-B1F.svg"),
  drawing("site.svg"),
  drawing("plan-B2F.svg"),
  drawing("plan-1F.svg"),
  drawing("section.svg"),
  drawing("facade.svg"),
  drawing("elevation-E.svg"),
  drawing("view.svg"),
  textFile("report.html", "text/html; charset=utf-8", "<p>"),
];

test("drawings come in the order of a drawing set, with numbers and names", () => {
  const { sheets } = sortFiles("run_1", files);
  expect(sheets.map((sheet) => [sheet.number, sheet.name, sheetTitle(sheet, "ko")])).toEqual([
    ["A-002", "view.svg", "조감도"],
    ["A-101", "plan-B2F.svg", "지하 2층 평면도"],
    ["A-102", "plan-B1F.svg", "지하 1층 평면도"],
    ["A-103", "plan-1F.svg", "1층 평면도"],
    ["A-104", "plan-2F.svg", "2층 평면도"],
    ["A-105", "plan-10F.svg", "10층 평면도"],
    ["A-011", "site.svg", "배치도"],
    ["A-202", "elevation-E.svg", "동측 입면도"],
    ["A-301", "section.svg", "단면도"],
    ["A-951", "energy.svg", "에너지 분석"],
    ["A-990", "facade.svg", "facade"],
  ]);
});

test.each([
  [
    ["view.svg", "plan-1F.svg", "site.svg", "energy.svg"],
    ["view.svg", "plan-1F.svg"],
  ],
  [
    ["view.svg", "plan-1F.svg", "plan-2F.svg", "site.svg"],
    ["view.svg", "site.svg"],
  ],
  [["plan-1F.svg", "plan-2F.svg", "plan-3F.svg"], ["plan-1F.svg"]],
  [["plan-1F.svg", "plan-2F.svg", "site.svg", "energy.svg"], []],
])("of %j no sheet stands alone in a row of two", (names, wide) => {
  const { sheets } = sortFiles(
    "run_1",
    names.map((name) => drawing(name)),
  );
  expect(sheets.filter((sheet) => sheet.wide).map((sheet) => sheet.name)).toEqual(wide);
});

test("reports are read in place, and everything can be saved with its size", () => {
  const { reports, all } = sortFiles("run_1", files);
  expect(reports.map((report) => report.name)).toEqual(["report.html"]);
  expect(all.map((file) => file.name).toSorted()).toEqual(files.map((file) => file.name).toSorted());
  expect(all[0]).toMatchObject({ name: "report.html", titleKo: "설계 보고서" });
  const brief = all.find(({ mediaType }) => mediaType === "application/json");
  expect(brief).toMatchObject({ size: 2, titleKo: "" });
});

test("what one saves most comes first: the set, the model, the report, CAD files, drawings by what they show", () => {
  const names = [
    "plan-1F.svg",
    "plan-1F.dxf",
    "report.html",
    "brief.json",
    "openings-2.svg",
    "issues.bcf",
    "model.ifc",
    "drawings.pdf",
  ];
  const { all } = sortFiles(
    "run_1",
    names.map((name) => textFile(name, "application/octet-stream", "x")),
  );
  expect(all.map(({ name, titleEn }) => [name, titleEn])).toEqual([
    ["drawings.pdf", "drawing set on A3"],
    ["model.ifc", "BIM model"],
    ["report.html", "design report"],
    ["plan-1F.dxf", "CAD drawing"],
    ["issues.bcf", "issues for BIM tools"],
    ["plan-1F.svg", "Floor 1 plan"],
    ["openings-2.svg", "Doors and windows"],
    ["brief.json", ""],
  ]);
});

test("a revised file of the same name has another address", () => {
  const first = filePath("run_1", drawing("plan-1F.svg"));
  const revised = filePath("run_1", drawing("plan-1F.svg", "#fffffff"));
  expect(first).toMatch(/^\/files\/run_1\/plan-1F\.svg\?d=\w+$/);
  expect(filePath("run_1", { ...drawing("a b.svg"), name: "a b&c.svg" })).toContain("/files/run_1/a%20b%26c.svg?d=");
  expect(revised).not.toBe(first);
  expect(revised.split("?")[0]).toBe(first.split("?")[0]);
});

test("a run is shown by its first sheet", () => {
  expect(thumbnail("run_1", files)).toMatch(/^\/files\/run_1\/view\.svg/);
  expect(thumbnail("run_1", [])).toBeUndefined();
});
