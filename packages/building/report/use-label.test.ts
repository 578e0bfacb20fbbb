import { create } from "@bufbuild/protobuf";
import { Verdict } from "@viba/contracts/gen/viba/aec/v1/code_pb";
import { ReviewSchema } from "@viba/contracts/gen/viba/aec/v1/review_pb";
import { describe, expect, test } from "vitest";
import { parseBrief } from "../brief/parse.ts";
import { roofName } from "../drawing/building-words.ts";
import { drawView } from "../drawing/view.ts";
import { normalsOf } from "../energy/climate.ts";
import { checkCode } from "../law/check.ts";
import { factsOf } from "../law/facts.ts";
import { narrativeOf } from "../plan/narrative.ts";
import { planOf } from "../plan/testing.ts";
import { missingOf } from "./overview.ts";
import { coverSheet } from "./set/cover.ts";
import { storeyUseLabel, useLabel } from "./use-label.ts";

function designOf(text: string) {
  const read = parseBrief({ text, permitDate: "2026-11-22", seed: 1n, siteGeojson: "" });
  if (!read.ok) throw new Error(`not understood: ${text}`);
  const plan = planOf(read.brief);
  return { plan, brief: read.brief, facts: factsOf(plan, read.brief) };
}

test.each([
  ["3,000㎡ 5층 판매시설, 일반상업지역", "판매시설(상점)"],
  ["6층 근린생활시설 1,500㎡ 서울 마포", "상점(근린생활시설)"],
  ["4층 상가 건물 800㎡", "상점(근린생활시설)"],
  ["3층 다가구주택 270㎡", "단독주택(다가구주택)"],
  ["2층 연립주택 100평", "공동주택(연립주택)"],
  ["3층 병원 900㎡", "의원(병상 30개 미만, 근린생활시설)"],
  ["단층 펜션 800㎡", "펜션(숙박)"],
  ["2층 게스트하우스 280㎡", "게스트하우스(숙박)"],
])("the use of %s is %s", (text, label) => {
  const { facts } = designOf(text);
  expect(useLabel(facts)).toBe(label);
  if (label.startsWith("판매")) expect(storeyUseLabel(facts, "shop")).toBe(label);
});

test("what is told of a building is by the client's word, and by law", () => {
  const told = (text: string) => {
    const { plan, brief } = designOf(text);
    return narrativeOf(plan, brief);
  };
  const homes = told("3층 다가구주택 270㎡");
  expect(homes.ko).toContain("다가구주택(단독주택)입니다");
  expect(homes.en).not.toContain("apartment");
  expect(told("단층 펜션 800㎡").ko).toContain("펜션입니다");
});

test("a shop under homes hangs out its own word", () => {
  const { plan } = designOf("1층 카페 2층 주거 상가주택 180㎡");
  const view = drawView(plan);
  expect(view).toContain(">카페<");
  expect(view.split(plan.title)).toHaveLength(drawView({ ...plan, title: "꼬리표" }).split("꼬리표").length);
});

describe("the cover", () => {
  const { plan, brief, facts } = designOf("광주 북구 목욕탕 3층 800㎡");
  const cover = (review?: Parameters<typeof missingOf>[0]) =>
    coverSheet({ facts, brief, review }, drawView(plan), [{ number: "A-001", name: "표지 · 건축개요" }]);

  test("tells that another use was designed than the one asked for", () => {
    expect(cover()).toContain("가정: '목욕탕'에 가장 가까운 용도로 설계합니다. (체육시설)");
  });

  test("tells what a design lacks", () => {
    const review = create(ReviewSchema, {
      quality: 0.84,
      checks: [
        { id: "program", titleKo: "실 구성", hard: true, passed: false },
        { id: "light", titleKo: "채광", hard: false, passed: false },
      ],
    });
    expect(cover(review)).toContain("품질 0.84 · 빠짐: 실 구성<");
    expect(cover()).not.toContain("빠짐");
  });
});

test.each([
  ["4층 오피스 250평, 회의실 4개", /^회의실 \d$/],
  ["120㎡ 사무실 단층, 회의실 1개", /^회의실$/],
])("few meeting rooms have no place names: %s", (text, name) => {
  const rooms = designOf(text).plan.storeys.flatMap(({ spaces }) => spaces.filter(({ kind }) => kind === "meeting"));
  expect(rooms.length).toBeGreaterThan(0);
  for (const room of rooms) expect(room.name).toMatch(name);
});

test("the roof of a hanok has a ridge: it is a 우진각지붕", () => {
  expect(roofName(designOf("90㎡ 한옥 주택").plan)).toBe("우진각지붕");
});

test("a place that is not its region's station is told whose normals stand for it", () => {
  expect(normalsOf("남부", "부산")).toContain("부산 값은 없어 같은 남부 지역");
  expect(normalsOf("중부2", "서울")).toBe("서울 평년값(1991-2020, 확인 전)");
});

test("shops that are a 판매시설 have no row of 근린생활시설", () => {
  const titles = (text: string) => {
    const { plan, brief } = designOf(text);
    return checkCode(plan, brief, {}).findings.flatMap(({ verdict, titleKo }) =>
      verdict === Verdict.NOT_APPLICABLE ? [] : [titleKo],
    );
  };
  const row = "근린생활시설 1000㎡ 간이스프링클러";
  expect(titles("3,000㎡ 5층 판매시설, 일반상업지역")).not.toContain(row);
  expect(titles("6층 근린생활시설 1,500㎡ 서울 마포")).toContain(row);
});

test("restaurants from 50 m2 must be fit for wheelchair users, as cafes must", () => {
  const { plan, brief } = designOf("수원에 100평 한식당을 설계해줘");
  const rows = checkCode(plan, brief, {}).findings;
  const row = (rule: string) => rows.find((finding) => finding.rule === rule);
  expect(row("bf.target.cafe")?.note).toContain("설치 대상으로 보았습니다");
  expect(row("bf.wc")?.note ?? "").not.toContain("못 미칩니다");
});
