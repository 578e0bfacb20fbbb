import { describe, expect, test } from "vitest";
import { parseBrief } from "../parse.ts";
import { changeBrief } from "./change.ts";

function briefOf(text: string) {
  const result = parseBrief({ text, permitDate: "2026-11-22", seed: 7n, siteGeojson: "" });
  if (!result.ok) throw new Error(result.problem.messageEn);
  return result.brief;
}

const cafe = "강남에 50평 모던 카페를 설계해줘";
const house = "방 3개 화장실 2개 2층 주택 50평";
const inn = "제주에 객실 8개 한옥스테이";
const mixed = "3층 상업+주거 복합건물을 친환경 인증 받을 수 있게 설계해줘";
const office = "지하 1층 지상 4층 사무실 1200㎡, 주차 14대, 회의실 3개";

function change(base: string, text: string) {
  return changeBrief(briefOf(base), { text, permitDate: "2026-11-22", seed: 7n });
}

/** What changed, "subject: before -> after"; the plot is left to the tests below. */
function changed(base: string, text: string): string[] {
  const result = change(base, text);
  if (!result.ok) return [`${result.problem.reason}`];
  return result.changes
    .filter(({ subject }) => subject !== "site")
    .map(({ subject, before, after }) => `${subject}: ${before} -> ${after}`);
}

describe("a follow-up changes what it names and nothing else", () => {
  test.each([
    [house, "2층을 더 넓게", ["area_m2: 165.29 -> 198.35"]],
    [house, "make the second floor larger", ["area_m2: 165.29 -> 198.35"]],
    [house, "한층 더 넓게", ["area_m2: 165.29 -> 198.35"]],
    [cafe, "10평 더 넓게 해 주세요", ["area_m2: 165.29 -> 198.35"]],
    [cafe, "60평으로", ["area_m2: 165.29 -> 198.35"]],
    [cafe, "150㎡로 줄여줘", ["area_m2: 165.29 -> 150"]],
    [cafe, "20% 작게", ["area_m2: 165.29 -> 132.23"]],
    [cafe, "두 배로 키워줘", ["area_m2: 165.29 -> 330.58"]],
    [cafe, "20 m2 smaller", ["area_m2: 165.29 -> 145.29"]],
    [cafe, "한 층 더 올려줘", ["area_m2: 165.29 -> 330.58", "storeys: 1 -> 2"]],
    [cafe, "one more storey", ["area_m2: 165.29 -> 330.58", "storeys: 1 -> 2"]],
    [cafe, "2층으로 해줘", ["storeys: 1 -> 2"]],
    [house, "층수를 하나 줄여줘", ["area_m2: 165.29 -> 82.64", "storeys: 2 -> 1"]],
    [office, "지하는 없애줘", ["area_m2: 1200 -> 960", "basements: 1 -> 0", "exclusions:  -> basement"]],
    [house, "지하 추가", ["area_m2: 165.29 -> 247.93", "basements: 0 -> 1"]],
    [house, "방 하나 더", ["rooms: bedroom 3, wc 2 -> bedroom 4, wc 2"]],
    [house, "two more bedrooms", ["rooms: bedroom 3, wc 2 -> bedroom 5, wc 2"]],
    [house, "방을 4개로", ["rooms: bedroom 3, wc 2 -> bedroom 4, wc 2"]],
    [house, "화장실 하나 빼줘", ["rooms: bedroom 3, wc 2 -> bedroom 3, wc 1"]],
    [inn, "객실을 두 개 줄여줘", ["rooms: guestroom 8 -> guestroom 6"]],
    [office, "회의실 하나 더, 주차 두 대 추가", ["rooms: parking 14, meeting 3 -> parking 16, meeting 4"]],
    [cafe, "주차 두 대 추가", ["rooms:  -> parking 3"]],
    [cafe, "add two parking spaces", ["rooms:  -> parking 3"]],
    [cafe, "주차장은 빼줘", ["exclusions:  -> parking"]],
    [cafe, "테라스 있게 해줘", ["rooms:  -> terrace 1"]],
    [house, "지붕을 박공으로", ["roof:  -> gable"]],
    [house, "평지붕으로 바꿔줘", ["roof:  -> flat"]],
    [cafe, "북유럽 스타일로", ["styles: modern -> nordic"]],
    [cafe, "친환경 인증도 받고 싶어", ["certificates:  -> G-SEED"]],
    [mixed, "인증은 빼줘", ["certificates: G-SEED -> "]],
    [cafe, "부산으로 옮겨줘", ["place: 강남 -> 부산"]],
    [cafe, "사무실로 바꿔줘", ["use: cafe -> office"]],
    [cafe, "카페를 베이커리로", ["rooms:  -> kitchen 1"]],
    [cafe, "헬스장으로 바꿔줘", ["use: cafe -> gym"]],
    [mixed, "1층을 식당으로 바꿔줘", ["storey_uses: 1:shop 2:house 3:house -> 1:restaurant 2:house 3:house"]],
    [cafe, "다른 안으로", ["seed: 7 -> 8"]],
    [
      house,
      "2층을 더 넓게 하고 주차 두 대 추가",
      ["area_m2: 165.29 -> 198.35", "rooms: bedroom 3, wc 2 -> bedroom 3, wc 2, parking 3"],
    ],
    [
      mixed,
      "한 층 더",
      [
        "area_m2: 450 -> 600",
        "storeys: 3 -> 4",
        "storey_uses: 1:shop 2:house 3:house -> 1:shop 2:house 3:house 4:house",
      ],
    ],
  ])("%s / %s", (base, text, want) => expect(changed(base, text)).toEqual(want));
});

describe("what makes no sense is asked back", () => {
  test.each([
    [cafe, "안녕", "CHANGE_UNCLEAR"],
    [cafe, "색을 파랗게", "CHANGE_UNCLEAR"],
    [cafe, "", "CHANGE_UNCLEAR"],
    [cafe, "2층을 더 넓게", "CHANGE_UNCLEAR"],
    [cafe, "모던하게", "CHANGE_UNCLEAR"],
    [house, "2층으로 해줘", "CHANGE_UNCLEAR"],
    [house, "3층으로 줄여줘", "CHANGE_UNCLEAR"],
    [house, "3층을 없애줘", "CHANGE_UNCLEAR"],
    [house, "거실을 더 넓게", "CHANGE_UNCLEAR"],
    [house, "객실 두 개 추가", "CHANGE_UNCLEAR"],
    [house, "대지를 200평으로", "CHANGE_UNCLEAR"],
    [house, "지붕을 예쁘게", "CHANGE_UNCLEAR"],
    [cafe, "더 넓고 더 작게", "CONTRADICTION"],
    [inn, "지붕을 박공으로", "CONTRADICTION"],
    [office, "지붕을 박공으로", "CONTRADICTION"],
    [office, "40평으로", "CONTRADICTION"],
    [cafe, "7층으로", "OUT_OF_RANGE"],
    [cafe, "층수를 하나 줄여줘", "OUT_OF_RANGE"],
    [cafe, "100배로", "OUT_OF_RANGE"],
    [cafe, "주차를 4대 줄여줘", "OUT_OF_RANGE"],
    [cafe, "가".repeat(6000), "TEXT_TOO_LONG"],
  ])("%s / %s: %s", (base, text, reason) => {
    const result = change(base, text);
    expect(result).toMatchObject({ ok: false, problem: { reason } });
    if (result.ok) return;
    expect(result.problem.messageKo).toMatch(/[가-힣]/);
    expect(result.problem.messageEn).toMatch(/[a-z]/);
  });
});

describe("what stays", () => {
  test("seed, plot, place, permit date and the assumptions about them", () => {
    const before = briefOf(house);
    const result = change(house, "2층을 더 넓게");
    if (!result.ok) throw new Error(result.problem.messageEn);
    const { brief } = result;
    const { seed, site, location, permitDate, rooms, storeys } = before;
    expect(brief).toMatchObject({ seed, site, location, permitDate, rooms, storeys });
    expect(brief.text).toBe(`${house} → 2층을 더 넓게`);
    const zone = (one: typeof brief) => one.assumed.filter(({ subject }) => subject === "zone");
    expect(zone(brief)).toEqual(zone(before));
    const reasons = brief.assumed.filter(({ subject }) => subject === "area_m2").map(({ reasonKo }) => reasonKo);
    expect(reasons.join()).toContain("20 %");
    expect(reasons.join()).toContain("같은 외곽");
  });

  test("an assumed plot grows only when the building no longer fits, and says so", () => {
    const result = change(cafe, "두 배로 키워줘");
    if (!result.ok) throw new Error(result.problem.messageEn);
    expect(result.changes.map(({ subject }) => subject)).toEqual(["area_m2", "site"]);
    expect(result.brief.assumed.find(({ subject }) => subject === "site")?.reasonKo).toContain("넓혔습니다");
  });

  test("a follow-up of a follow-up", () => {
    const first = change(cafe, "한 층 더");
    if (!first.ok) throw new Error(first.problem.messageEn);
    const second = changeBrief(first.brief, { text: "주차 두 대 추가", permitDate: "2026-11-22", seed: 7n });
    if (!second.ok) throw new Error(second.problem.messageEn);
    expect(second.brief).toMatchObject({ storeys: 2, title: "강남 모던 카페" });
    expect(second.changes.map(({ subject }) => subject)).toContain("rooms");
  });
});
