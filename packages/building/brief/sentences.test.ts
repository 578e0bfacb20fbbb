import { AreaKind } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { describe, expect, test } from "vitest";
import { parseBrief } from "./parse.ts";

const parse = (text: string) => parseBrief({ text, permitDate: "2026-11-22", seed: 1n, siteGeojson: "" });

/** Slots of a brief in one line each; what a row leaves out must be empty or a default. */
interface Slots {
  readonly 평?: number;
  readonly m2?: number;
  readonly kind?: AreaKind;
  readonly gross?: number;
  readonly storeys?: number;
  readonly below?: number;
  readonly use: string;
  readonly by?: string;
  readonly rooms?: string;
  readonly styles?: string;
  readonly certs?: string;
  readonly amenities?: boolean;
  readonly without?: string;
  readonly at?: string;
}

const { FOOTPRINT, PER_STOREY } = AreaKind;

const rows: readonly (readonly [string, Slots])[] = [
  ["강남에 50평 모던 카페를 설계해줘", { 평: 50, use: "cafe", styles: "modern", at: "강남/서울" }],
  [
    "3층 상업+주거 복합건물을 친환경 인증 받을 수 있게 설계해줘",
    { storeys: 3, use: "mixed", by: "1shop 2house 3house", certs: "G-SEED", gross: 450 },
  ],
  [
    "전통 한옥 스타일 게스트하우스를 설계해줘. 현대적 편의시설도 포함해서",
    { use: "guesthouse", styles: "hanok", amenities: true, gross: 180 },
  ],
  // areas: units, numerals, spacing
  ["강남역 근처 쉰 평짜리 카페 하나 그려줘", { 평: 50, use: "cafe", at: "강남/서울" }],
  ["165제곱미터 커피숍", { m2: 165, use: "cafe" }],
  ["카페 165.3㎡", { m2: 165.3, use: "cafe" }],
  ["카페 50평형", { 평: 50, use: "cafe" }],
  ["20평대 카페", { 평: 20, use: "cafe" }],
  ["카페 50여 평", { 평: 50, use: "cafe" }],
  ["한 50평쯤 되는 카페", { 평: 50, use: "cafe" }],
  ["강남에50평모던카페설계해줘", { 평: 50, use: "cafe", styles: "modern", at: "강남/서울" }],
  ["강남에 ５０평 모던 카페", { 평: 50, use: "cafe", styles: "modern", at: "강남/서울" }],
  ["강남에 50 평 카페", { 평: 50, use: "cafe", at: "강남/서울" }],
  ["50坪 카페", { 평: 50, use: "cafe" }],
  ["카페 50py", { 평: 50, use: "cafe" }],
  ["50 pyeong cafe", { 평: 50, use: "cafe" }],
  ["120헤베 주택", { m2: 120, use: "house" }],
  ["120제곱 주택", { m2: 120, use: "house" }],
  ["1천 제곱미터 사무실", { m2: 1000, use: "office" }],
  ["1천2백㎡ 사무실", { m2: 1200, use: "office" }],
  ["1,200㎡ 사무실 5층", { m2: 1200, storeys: 5, use: "office" }],
  ["천 제곱미터 사무실 사층", { m2: 1000, storeys: 4, use: "office" }],
  ["백 평 카페", { 평: 100, use: "cafe" }],
  ["백평짜리 집", { 평: 100, use: "house" }],
  ["열다섯 평 카페", { 평: 15, use: "cafe" }],
  ["스무 평 카페", { 평: 20, use: "cafe" }],
  ["스물다섯평 카페", { 평: 25, use: "cafe" }],
  ["아흔아홉 평 한옥", { 평: 99, use: "house", styles: "hanok" }],
  ["삼백오십 평 사옥", { 평: 350, use: "office" }],
  ["백 이십 평 사무실", { 평: 120, use: "office" }],
  ["부산 해운대에 백스무 평 펜션", { 평: 120, use: "guesthouse", at: "해운대/부산" }],
  ["카폐 오십평", { 평: 50, use: "cafe" }],
  ["50평(165㎡) 카페", { 평: 50, use: "cafe" }],
  ["120㎡(약 36평) 단독주택", { m2: 120, use: "house" }],
  ["카페 50평 아니 60평", { 평: 60, use: "cafe" }],
  ["50~60평 카페", { 평: 55, use: "cafe" }],
  ["50평에서 60평 사이 카페", { 평: 55, use: "cafe" }],
  ["오륙십 평 되는 식당", { 평: 55, use: "restaurant" }],
  ["카페 50평 이상", { 평: 50, use: "cafe" }],
  ["50평 이하의 카페", { 평: 50, use: "cafe" }],
  ["사무실 10m × 20m", { m2: 200, kind: FOOTPRINT, use: "office" }],
  // areas: kinds
  ["연면적 1,000 제곱미터 5층 오피스", { m2: 1000, storeys: 5, use: "office" }],
  ["총 150평, 3층 사무실", { 평: 150, storeys: 3, use: "office" }],
  ["연건평 80평 주택", { 평: 80, use: "house" }],
  ["층당 50평씩 3층 사무실", { 평: 50, kind: PER_STOREY, gross: 495.87, storeys: 3, use: "office" }],
  ["건축면적 100㎡ 3층 의원", { m2: 100, kind: FOOTPRINT, gross: 300, storeys: 3, use: "clinic" }],
  [
    "세종시에 바닥면적 200㎡ 2층 근린생활시설",
    { m2: 200, kind: PER_STOREY, gross: 400, storeys: 2, use: "shop", at: "세종/세종" },
  ],
  ["땅 80평에 30평짜리 단층집", { 평: 30, use: "house" }],
  ["80평 땅에 2층 주택을 짓고 싶어요", { storeys: 2, use: "house", gross: 120 }],
  ["100평 대지 위에 연면적 60평 2층 카페", { 평: 60, storeys: 2, use: "cafe" }],
  [
    "분당에 단독주택, 대지 100평에 건평 40평, 2층이면 좋겠어",
    { 평: 40, kind: FOOTPRINT, gross: 264.46, storeys: 2, use: "house", at: "분당/경기" },
  ],
  ["1층 30평 카페, 2층 20평 집", { 평: 50, storeys: 2, use: "mixed", by: "1cafe 2house" }],
  ["고깃집 60평 주방 15평 홀 40평", { 평: 60, use: "restaurant", rooms: "kitchen1 hall1" }],
  ["테라스 10평 있는 카페 50평", { 평: 50, use: "cafe", rooms: "terrace1" }],
  ["5평짜리 방 3개 있는 주택 40평", { 평: 40, use: "house", rooms: "bedroom3" }],
  ["30평 방 세 개 집", { 평: 30, use: "house", rooms: "bedroom3" }],
  ["20 sqm이 아니라 200 sqm 사무실", { m2: 200, use: "office" }],
  // storeys and basements
  [
    "지하 1층 지상 4층 상가주택 제로에너지",
    { storeys: 4, below: 1, use: "mixed", by: "-1shop 1shop 2house 3house 4house", certs: "ZEB", gross: 750 },
  ],
  ["두 개 층 브런치 카페", { storeys: 2, use: "cafe" }],
  ["1~3층 주상복합", { storeys: 3, use: "mixed", by: "1shop 2house 3house", gross: 450 }],
  ["서른다섯 평 단층 주택, 방 세 개", { 평: 35, use: "house", rooms: "bedroom3" }],
  ["복층 주택 30평", { 평: 30, storeys: 2, use: "house" }],
  ["이층집 하나 지어줘", { storeys: 2, use: "house" }],
  ["사층 상가", { storeys: 4, use: "shop" }],
  ["5F 오피스", { storeys: 5, use: "office" }],
  ["세 층짜리 건물, 사무실", { storeys: 3, use: "office" }],
  ["고층 말고 2층 정도의 사무실", { storeys: 2, use: "office" }],
  ["B1~3F 사무실", { storeys: 3, below: 1, use: "office" }],
  ["지하1층/지상4층 업무시설 1500㎡", { m2: 1500, storeys: 4, below: 1, use: "office" }],
  [
    "판교에 지하 1층 지상 3층 사옥을 지어줘, 연면적 900㎡",
    { m2: 900, storeys: 3, below: 1, use: "office", at: "판교/경기" },
  ],
  [
    "주상복합 5층 2,500㎡ 지하 2층",
    { m2: 2500, storeys: 5, below: 2, use: "mixed", by: "-2shop -1shop 1shop 2house 3house 4house 5house" },
  ],
  ["반지하 카페 30평", { 평: 30, below: 1, use: "cafe" }],
  ["지하철역 근처 카페 30평", { 평: 30, use: "cafe" }],
  ["층고 4m 카페 40평", { 평: 40, use: "cafe" }],
  [
    "강남구 역삼동 테헤란로에 6층 사옥 지하 2층, 연면적 2,800㎡",
    { m2: 2800, storeys: 6, below: 2, use: "office", at: "강남/서울" },
  ],
  ["서울에 백이십 평 사옥 세 개 층", { 평: 120, storeys: 3, use: "office", at: "서울/서울" }],
  ["삼층 건물로 상가주택 지어주이소", { storeys: 3, use: "mixed", by: "1shop 2house 3house", gross: 450 }],
  ["3층 건물의 1층에 카페", { storeys: 3, use: "cafe" }],
  // uses and mixes
  [
    "1층은 카페, 2층은 사무실, 3층은 집으로 쓸 건물 설계해줘. 각 층 30평",
    { 평: 30, kind: PER_STOREY, gross: 297.52, storeys: 3, use: "mixed", by: "1cafe 2office 3house" },
  ],
  ["1층 상가 2~3층 주택 연면적 400m2", { m2: 400, storeys: 3, use: "mixed", by: "1shop 2house 3house" }],
  ["카페가 1층, 주택이 2층", { storeys: 2, use: "mixed", by: "1cafe 2house" }],
  ["카페 1층, 주택 2층", { storeys: 2, use: "mixed", by: "1cafe 2house" }],
  ["1층은 상가 위층은 주택인 4층 건물", { storeys: 4, use: "mixed", by: "1shop 2house 3house 4house" }],
  ["카페와 주택이 함께 있는 2층 건물 60평", { 평: 60, storeys: 2, use: "mixed", by: "1cafe 2house" }],
  ["카페랑 사무실이랑 합쳐서 2층 100평", { 평: 100, storeys: 2, use: "mixed", by: "1cafe 2office" }],
  [
    "1층에는 카페를, 2층에는 게스트하우스를, 연면적 100평",
    { 평: 100, storeys: 2, use: "mixed", by: "1cafe 2guesthouse" },
  ],
  [
    "상업시설과 주거시설이 결합된 3층 건물을 녹색건축 인증을 받도록",
    { storeys: 3, use: "mixed", by: "1shop 2house 3house", certs: "G-SEED", gross: 450 },
  ],
  ["1층에 편의점 있는 다세대주택 4층", { storeys: 4, use: "mixed", by: "1shop 2house 3house 4house" }],
  [
    "도심형 게스트하우스 4층, 객실 12개, 1층은 카페",
    { storeys: 4, use: "mixed", by: "1cafe 2guesthouse 3guesthouse 4guesthouse", rooms: "guestroom12" },
  ],
  ["북카페 30평", { 평: 30, use: "cafe" }],
  ["병원 옆 카페 20평", { 평: 20, use: "cafe" }],
  ["학교 앞 분식집 25평", { 평: 25, use: "restaurant" }],
  ["집 같은 카페 30평", { 평: 30, use: "cafe" }],
  ["카페 분위기의 주택", { use: "house" }],
  ["커피숍 말고 음식점으로 40평", { 평: 40, use: "restaurant" }],
  ["동네 빵집 20평", { 평: 20, use: "cafe" }],
  ["꽃집 15평", { 평: 15, use: "shop" }],
  ["내과 의원 100평 3층", { 평: 100, storeys: 3, use: "clinic" }],
  ["한의원 50평", { 평: 50, use: "clinic" }],
  ["호텔 객실 20개", { use: "guesthouse", rooms: "guestroom20", gross: 440 }],
  ["기와집 한 채", { use: "house", styles: "hanok" }],
  ["공장을 개조한 느낌의 카페 80평", { 평: 80, use: "cafe" }],
  ["게스트하우수 50평", { 평: 50, use: "guesthouse" }],
  ["레스토량 40평", { 평: 40, use: "restaurant" }],
  ["a guesthouse with a cafe in Jeju", { use: "guesthouse", at: "제주/제주" }],
  ["Design a 50 pyeong modern cafe in Gangnam", { 평: 50, use: "cafe", styles: "modern", at: "강남/서울" }],
  [
    "A two-storey house with three bedrooms and two bathrooms, 120 m2",
    { m2: 120, storeys: 2, use: "house", rooms: "bedroom3 bath2" },
  ],
  [
    "3-story mixed-use building in Seoul with green building certification",
    { storeys: 3, use: "mixed", by: "1shop 2house 3house", certs: "G-SEED", at: "서울/서울" },
  ],
  [
    "single-storey clinic 200 sqm near Busan without parking",
    { m2: 200, use: "clinic", without: "parking", at: "부산/부산" },
  ],
  ["상가 3개층에 주택 1개층 올린 4층 건물", { storeys: 4, use: "mixed", by: "1shop 2shop 3shop 4house", gross: 600 }],
  ["춘천에 닭갈비집 50평", { 평: 50, use: "restaurant", at: "춘천/강원" }],
  ["강남구에 성형외과 100평", { 평: 100, use: "clinic", at: "강남/서울" }],
  ["2층 양옥집 방 넷에 화장실 둘", { storeys: 2, use: "house", rooms: "bedroom4 wc2" }],
  [
    "용도: 사무실 / 면적: 500㎡ / 층수: 지상3층 지하1층 / 위치: 대전",
    { m2: 500, storeys: 3, below: 1, use: "office", at: "대전/대전" },
  ],
  [
    "1층은 음식점이고 2층과 3층은 사무실인 상가건물 연면적 120평",
    { 평: 120, storeys: 3, use: "mixed", by: "1restaurant 2office 3office" },
  ],
  // rooms
  ["반려동물 동반 카페 80평 마당 있게", { 평: 80, use: "cafe", rooms: "yard1" }],
  [
    "단독주택인데 1층은 거실과 주방, 2층은 방 3개, 총 50평",
    { 평: 50, storeys: 2, use: "house", rooms: "living1 kitchen1 bedroom3" },
  ],
  ["제주에 객실 8개 한옥스테이", { use: "guesthouse", rooms: "guestroom8", styles: "hanok", at: "제주/제주" }],
  [
    "부산 광안리에 3층짜리 펜션 300제곱미터, 방 10개",
    { m2: 300, storeys: 3, use: "guesthouse", rooms: "guestroom10", at: "광안리/부산" },
  ],
  [
    "대전 유성구에 치과 60평 진료실 4개 대기실 포함",
    { 평: 60, use: "clinic", rooms: "exam4 reception1", at: "유성/대전" },
  ],
  ["방 서너 개 있는 이층집", { storeys: 2, use: "house", rooms: "bedroom3" }],
  ["쓰리룸 단독주택 28평", { 평: 28, use: "house", rooms: "bedroom3" }],
  ["회의실 3개와 라운지가 있는 공유오피스 200평", { 평: 200, use: "office", rooms: "meeting3 lounge1" }],
  ["남해에 독채 펜션 2층, 방이 세 개", { storeys: 2, use: "guesthouse", rooms: "guestroom3", at: "남해/경남" }],
  ["수원에 식당 1층 45평 주차 5대", { 평: 45, use: "restaurant", rooms: "parking5", at: "수원/경기" }],
  [
    "부모님과 함께 살 집을 지으려고 합니다. 방 4개, 화장실 2개, 45평 정도",
    { 평: 45, use: "house", rooms: "bedroom4 wc2" },
  ],
  [
    "속초에 펜션을 지을라 카는데 방 다섯 개는 있어야 됩니더",
    { use: "guesthouse", rooms: "guestroom5", at: "속초/강원" },
  ],
  ["게스트 하우스 설계 해 주 세 요 방 네 개", { use: "guesthouse", rooms: "guestroom4" }],
  // styles and amenities
  ["현대적인 한옥 게스트하우스", { use: "guesthouse", styles: "modern hanok" }],
  ["한옥 말고 모던한 주택 40평", { 평: 40, use: "house", styles: "modern" }],
  ["북유럽풍 미니멀 단독주택 35평", { 평: 35, use: "house", styles: "nordic minimal" }],
  ["클래식한 레스토랑 강남구 청담동 80평", { 평: 80, use: "restaurant", styles: "classic", at: "청담/서울" }],
  ["홍대 앞에 인더스트리얼 스타일 커피숍 30평", { 평: 30, use: "cafe", styles: "industrial", at: "홍대/서울" }],
  [
    "경주에 한옥스테이 객실 다섯 개, 전통 스타일인데 욕실은 현대식으로",
    { use: "guesthouse", rooms: "guestroom5 bath1", styles: "hanok", amenities: true, at: "경주/경북" },
  ],
  ["전주 한옥마을 근처에 카페 40평", { 평: 40, use: "cafe", at: "전주/전북" }],
  ["전통찻집 25평", { 평: 25, use: "cafe" }],
  // certificates
  ["장애물 없는 생활환경 인증 받는 의원", { use: "clinic", certs: "BF" }],
  ["BF인증 카페 60평", { 평: 60, use: "cafe", certs: "BF" }],
  [
    "녹색건축 인증과 제로에너지건축물 인증을 받는 5층 오피스 2000㎡",
    { m2: 2000, storeys: 5, use: "office", certs: "G-SEED ZEB" },
  ],
  ["친환경 카페", { use: "cafe" }],
  // exclusions
  ["카페를 지어줘. 지하는 없이, 주차장도 필요 없어", { use: "cafe", without: "basement parking" }],
  ["지하층 없는 3층 사무소", { storeys: 3, use: "office", without: "basement" }],
  ["엘리베이터 없이 4층 상가주택", { storeys: 4, use: "mixed", by: "1shop 2house 3house 4house", without: "lift" }],
  // places
  ["경기도 광주에 전원주택 50평", { 평: 50, use: "house", at: "경기 광주/경기" }],
  ["광주광역시 북구에 80평 2층 카페", { 평: 80, storeys: 2, use: "cafe", at: "광주/광주" }],
  ["인천 송도 사무실 500평", { 평: 500, use: "office", at: "송도/인천" }],
  ["이천에 카페 30평", { 평: 30, use: "cafe", at: "이천/경기" }],
  ["전주비빔밥 식당을 서울에 40평", { 평: 40, use: "restaurant", at: "서울/서울" }],
  ["대구탕 식당 30평", { 평: 30, use: "restaurant" }],
  ["강릉 바닷가에 통유리 카페 70평 루프탑 있게", { 평: 70, use: "cafe", rooms: "roof_terrace1", at: "강릉/강원" }],
  ["<script>alert(1)</script> 카페 30평", { 평: 30, use: "cafe" }],
];

function slotsOf(text: string) {
  const result = parse(text);
  if (!result.ok) return result.problem;
  const { brief } = result;
  return {
    given: brief.areaGiven,
    unit: brief.areaUnit,
    kind: brief.areaKind,
    storeys: brief.storeys,
    below: brief.basements,
    use: brief.use,
    by: brief.storeyUses.map(({ storey, use }) => `${storey}${use}`).join(" "),
    rooms: brief.rooms.map(({ kind, count }) => `${kind}${count}`).join(" "),
    styles: brief.styles.join(" "),
    certs: brief.certificates.join(" "),
    amenities: brief.modernAmenities,
    without: brief.exclusions.join(" "),
    at: brief.location?.name === "" ? "" : `${brief.location?.name}/${brief.location?.city}`,
  };
}

describe("sentences", () => {
  test("there are many of them", () => {
    expect(new Set(rows.map(([text]) => text)).size).toBeGreaterThanOrEqual(120);
  });

  test.each(rows)("%s", (text, want) => {
    expect(slotsOf(text)).toEqual({
      given: want.평 ?? want.m2 ?? 0,
      unit: want.평 === undefined ? (want.m2 === undefined ? "" : "m2") : "평",
      kind: want.kind ?? AreaKind.GROSS_FLOOR,
      storeys: want.storeys ?? 1,
      below: want.below ?? 0,
      use: want.use,
      by: want.by ?? "",
      rooms: want.rooms ?? "",
      styles: want.styles ?? "",
      certs: want.certs ?? "",
      amenities: want.amenities ?? false,
      without: want.without ?? "",
      at: want.at ?? "",
    });
    const result = parse(text);
    const gross = result.ok ? result.brief.areaM2 : 0;
    if (want.gross !== undefined) expect(gross).toBeCloseTo(want.gross, 2);
    else if (want.평 !== undefined) expect(gross).toBeCloseTo((want.평 * 400) / 121, 6);
    else if (want.m2 !== undefined) expect(gross).toBeCloseTo(want.m2, 6);
  });
});
