import { expect, test } from "vitest";
import { changeBrief } from "./change/change.ts";
import { parseBrief } from "./parse.ts";
import { tradeOf } from "./titles.ts";

const permitDate = "2026-11-22";

function titleOf(text: string): string {
  const understood = parseBrief({ text, permitDate, seed: 1n, siteGeojson: "" });
  if (!understood.ok) throw new Error(understood.problem.reason);
  return understood.brief.title;
}

test.each([
  ["수원에 100평 한식당을 설계해줘", "수원 한식당"],
  ["70㎡ 치과의원", "치과"],
  ["200㎡ 소아과 의원", "소아과"],
  ["3층 병원 900㎡", "3층 병원"],
  ["제주에 900㎡ 단층 미술관", "제주 미술관"],
  ["세종에 2층 유치원 700㎡, 교실 6개", "세종 유치원"],
  ["2층 필라테스 센터 400㎡", "2층 필라테스 센터"],
  ["경주에 3층 펜션 500㎡ 객실 10개", "경주 펜션"],
  ["3층 다가구주택 270㎡", "3층 다가구주택"],
  ["판교에 2층 사옥 400㎡", "판교 사옥"],
  ["작은 도서관 100평", "작은 도서관"],
  ["4층 상가 건물 800㎡", "4층 상가"],
  ["광주 북구 목욕탕 3층 800㎡", "광주 북구 체육관"],
  ["1층 카페 2층 주거 상가주택 180㎡", "2층 상가주택"],
  ["6층 주상복합 2400㎡", "6층 주상복합"],
  ["3,000㎡ 5층 판매시설, 일반상업지역", "5층 판매시설"],
  ["3층 상업+주거 복합건물을 친환경 인증 받을 수 있게 설계해줘", "3층 복합건물"],
  ["3층 공유오피스 200평 회의실 6개 라운지", "3층 공유오피스"],
  ["단층 코워킹 스페이스 700㎡", "코워킹 스페이스"],
])("the title of %s keeps the client's word: %s", (text, title) => {
  expect(titleOf(text)).toBe(title);
});

test("several words, or none that is a plain noun, leave the use's own name", () => {
  expect(tradeOf("clinic", ["내과", "소아과"])).toBeUndefined();
  expect(tradeOf("shop", ["매장"])).toBeUndefined();
});

test.each([
  ["3층으로 해줘", "3층 한의원"],
  ["카페로 바꿔줘", "2층 카페"],
])("a follow-up keeps the word while the use stays: %s", (text, title) => {
  const understood = parseBrief({ text: "2층 한의원 300㎡", permitDate, seed: 1n, siteGeojson: "" });
  if (!understood.ok) throw new Error(understood.problem.reason);
  const result = changeBrief(understood.brief, { text, permitDate, seed: 1n });
  expect(result.ok && result.brief.title).toBe(title);
});
