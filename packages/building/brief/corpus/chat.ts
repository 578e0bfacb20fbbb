import { FOOTPRINT, PER_STOREY, type Row } from "./slots.ts";

/** As people chat: rooms told apart by name, short words for what is not wanted, sizes said in passing. */
export const chatRows: readonly Row[] = [
  // several rooms of a kind, each with a name of its own
  ["장애인 화장실 하나, 일반 화장실 둘, 카페 60평", { 평: 60, use: "cafe", rooms: "wc3" }],
  ["남자화장실 1 여자화장실 1 식당 50평", { 평: 50, use: "restaurant", rooms: "wc2" }],
  ["화장실은 남녀 각 1개씩, 식당 50평", { 평: 50, use: "restaurant", rooms: "wc2" }],
  ["큰 회의실 하나 작은 회의실 둘 사무실 80평", { 평: 80, use: "office", rooms: "meeting3" }],
  ["부모님방 하나 아이방 둘 주택 40평", { 평: 40, use: "house", rooms: "bedroom3" }],
  ["1층에 거실 안방 2층엔 애들방 둘, 2층집 44평", { 평: 44, storeys: 2, use: "house", rooms: "living1 bedroom3" }],
  ["방 세 개(안방 포함) 주택 33평", { 평: 33, use: "house", rooms: "bedroom3" }],
  ["침실 3 (부부침실 1 포함) 화장실 2 주택 35평", { 평: 35, use: "house", rooms: "bedroom3 wc2" }],
  ["3룸 2욕실 주택 32평", { 평: 32, use: "house", rooms: "bedroom3 bath2" }],
  ["방3 화2 거1 주1 주택 30평", { 평: 30, use: "house", rooms: "bedroom3 wc2 living1 kitchen1" }],
  ["교실 8개 교무실 1개 학원 2층 130평", { 평: 130, storeys: 2, use: "academy", rooms: "classroom8 staff1" }],
  ["필라테스 40평 탈의실 두개", { 평: 40, use: "gym", rooms: "shower2" }],
  ["공장 200평 단층 사무실 한 칸 화장실 둘", { 평: 200, use: "factory", rooms: "office1 wc2" }],
  ["창고 300평 층고 10미터 사무실 하나 포함", { 평: 300, use: "warehouse", rooms: "office1" }],
  ["차고 있는 2층 주택 50평", { 평: 50, storeys: 2, use: "house", rooms: "parking1" }],
  [
    "강릉 바닷가에 2층 카페 생각중인데 한 70평? 주차는 한 5대쯤",
    { 평: 70, storeys: 2, use: "cafe", rooms: "parking5", at: "강릉/강원" },
  ],
  // not wanted
  ["주차 X 카페 20평", { 평: 20, use: "cafe", without: "parking" }],
  ["주차장 ㄴㄴ 카페 22평", { 평: 22, use: "cafe", without: "parking" }],
  ["엘베 X 3층 사무실 100평", { 평: 100, storeys: 3, use: "office", without: "lift" }],
  ["지하 X 4층 사무실 200평", { 평: 200, storeys: 4, use: "office", without: "basement" }],
  ["마당은 됐어요 단층주택 30평", { 평: 30, use: "house", without: "yard" }],
  ["옥상은 안 쓸 거예요 카페 2층 50평", { 평: 50, storeys: 2, use: "cafe", without: "roof_terrace" }],
  ["지하층은 안할거구요 4층 병원 300평", { 평: 300, storeys: 4, use: "clinic", without: "basement" }],
  ["마당 대신 테라스 주택 30평", { 평: 30, use: "house", rooms: "terrace1", without: "yard" }],
  ["다락방 노노 주택 28평 방2", { 평: 28, use: "house", rooms: "bedroom2", without: "attic" }],
  ["담장은 치지 마시고 단층주택 33평", { 평: 33, use: "house", without: "fence" }],
  ["주차장 없음. 분식집 12평", { 평: 12, use: "restaurant", without: "parking" }],
  // sizes
  ["1,2층 각 30평 주택", { 평: 30, kind: PER_STOREY, gross: 198.35, storeys: 2, use: "house" }],
  ["바닥 40평 3층 상가", { 평: 40, kind: PER_STOREY, gross: 396.69, storeys: 3, use: "shop" }],
  ["폭 8m 길이 25m 창고", { m2: 200, kind: FOOTPRINT, use: "warehouse" }],
  ["B1 - 4F 오피스 1000m2", { m2: 1000, storeys: 4, below: 1, use: "office" }],
  ["복층 구조 카페 40평 이상 말고 50평", { 평: 50, storeys: 2, use: "cafe" }],
  // who lives above
  ["2층은 우리가 살고 1층은 세 줄 상가, 80평", { 평: 80, storeys: 2, use: "mixed", by: "1shop 2house" }],
  ["아래는 가게 위는 집 55평", { 평: 55, storeys: 2, use: "mixed", by: "1shop 2house" }],
  ["점포 두 개에 위에 집 하나 3층 120평", { 평: 120, storeys: 3, use: "mixed", by: "1shop 2house 3house" }],
  ["가게 딸린 집 40평", { 평: 40, storeys: 2, use: "mixed", by: "1shop 2house" }],
];
