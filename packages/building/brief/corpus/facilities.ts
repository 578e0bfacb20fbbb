import type { Row } from "./slots.ts";

/** Rooms that are uses of their own elsewhere, what is left out, and buildings of several parts. */
export const facilityRows: readonly Row[] = [
  // asked for as rooms of another building
  ["공장 300평 2층, 사무실과 식당 포함", { 평: 300, storeys: 2, use: "factory", rooms: "office1 dining1" }],
  ["창고 300평에 사무실과 휴게실이 필요합니다", { 평: 300, use: "warehouse", rooms: "office1 lounge1" }],
  [
    "초등학교 2,000㎡ 3층, 체육관과 급식실이 있어야 합니다",
    { m2: 2000, storeys: 3, use: "school", rooms: "gym1 dining1" },
  ],
  ["체육관 있는 학교 3층 2000㎡", { m2: 2000, storeys: 3, use: "school", rooms: "gym1" }],
  [
    "교회 2층 200평, 본당이랑 식당, 주일학교 교실 3개",
    { 평: 200, storeys: 2, use: "worship", rooms: "dining1 classroom3" },
  ],
  ["도서관 300평 2층, 카페 있고 열람실 넓게", { 평: 300, storeys: 2, use: "library" }],
  [
    "요양원 3층 400평, 식당과 물리치료실, 강당",
    { 평: 400, storeys: 3, use: "elderly", rooms: "dining1 therapy1 hall1" },
  ],
  ["갤러리와 카페가 있는 2층 건물 80평", { 평: 80, storeys: 2, use: "mixed", by: "1gallery 2cafe" }],
  ["1층 카페가 있고 2층은 교회인 건물 150평", { 평: 150, storeys: 2, use: "mixed", by: "1cafe 2worship" }],
  ["우리 동네에 도서관이 필요해요 200평 2층", { 평: 200, storeys: 2, use: "library" }],
  ["마을회관 40평, 남녀 화장실과 주방", { 평: 40, use: "community", rooms: "wc2 kitchen1" }],
  ["회의실만 3개 사무실 70평", { 평: 70, use: "office", rooms: "meeting3" }],
  ["도서관 60평에 회의실, 사무실, 화장실 둘", { 평: 60, use: "library", rooms: "meeting1 office1 wc2" }],
  ["체육관 200평, 사무실, 샤워실 2개", { 평: 200, use: "gym", rooms: "office1 bath2" }],
  ["25평 가게랑 30평 집, 2층", { 평: 55, storeys: 2, use: "mixed", by: "1shop 2house" }],
  ["카페 60평 2층인데 사무실도 하나 있어야 해요", { 평: 60, storeys: 2, use: "cafe", rooms: "office1" }],
  ["찜질방 딸린 집 27평, 침실 둘", { 평: 27, use: "house", rooms: "sauna1 bedroom2" }],
  ["공장 2층 700평 사무실 2개 식당 화장실 3개", { 평: 700, storeys: 2, use: "factory", rooms: "office2 dining1 wc3" }],
  ["노유자시설 3층 1200㎡", { m2: 1200, storeys: 3, use: "elderly" }],
  // left out
  ["곡물 창고 150평 단층, 사무실은 필요 없어요", { 평: 150, use: "warehouse", without: "office" }],
  [
    "복지관 3층 1,000㎡ 강당 하나, 체육관 없이",
    { m2: 1000, storeys: 3, use: "community", rooms: "hall1", without: "gym" },
  ],
  [
    "학원 3층 150평 강의실 8개, 상담실은 필요 없고",
    { 평: 150, storeys: 3, use: "academy", rooms: "classroom8", without: "meeting" },
  ],
  ["서재는 없어도 돼요 35평 2층 주택", { 평: 35, storeys: 2, use: "house", without: "study" }],
  ["드레스룸 빼고 팬트리만 넣어주세요 40평 집", { 평: 40, use: "house", rooms: "pantry1", without: "dress" }],
  ["수영장이랑 사우나는 빼고 호스텔 200평", { 평: 200, use: "guesthouse", without: "pool sauna" }],
  ["상담실 말고 회의실 둘, 사무실 60평", { 평: 60, use: "office", rooms: "meeting2" }],
  ["창고 말고 공장 400평 단층", { 평: 400, use: "factory" }],
  ["지하 주차장 말고 지상에 세 대 사무실 100평", { 평: 100, use: "office", rooms: "parking3" }],
  // as it comes to mind
  [
    "어디 보자, 2층에 46평, 방은 넷, 욕실 셋, 테라스 하나",
    { 평: 46, storeys: 2, use: "house", rooms: "bedroom4 bath3 terrace1" },
  ],
  ["국밥집 32평 단층, 룸은 두 개. 방앗간 자리 헐고 짓습니다", { 평: 32, use: "restaurant", rooms: "privateroom2" }],
  ["서울에서 30분 거리 양평에 주말주택 20평", { 평: 20, use: "house", at: "양평/경기" }],
  ["2층집인데 아 아니다 3층집, 총 70평", { 평: 70, storeys: 3, use: "house" }],
  ["40평이라고 했는데 45평으로 바꿀게요 단층 주택", { 평: 45, use: "house" }],
  ["밑에는 카페 하고 위에는 우리 가족이 살 거예요 60평 2층", { 평: 60, storeys: 2, use: "mixed", by: "1cafe 2house" }],
  ["사무실 4F/B1 1,200m2 회의실4", { m2: 1200, storeys: 4, below: 1, use: "office", rooms: "meeting4" }],
  ["게스트하우스 30평 객실3 마당 강릉요", { 평: 30, use: "guesthouse", rooms: "guestroom3 yard1", at: "강릉/강원" }],
  ["한정식집 60평 2층, 방은 룸으로 여섯 개", { 평: 60, storeys: 2, use: "restaurant", rooms: "privateroom6" }],
  ["청년센터 2층 120평 회의실3", { 평: 120, storeys: 2, use: "community", rooms: "meeting3" }],
  ["3층 다세대 180평, 세대마다 방 두 개", { 평: 180, storeys: 3, use: "apartments" }],
  ["카페를 하려고 하는데요 30평은 너무 작고 50평은 부담돼서 40평으로요 2층", { 평: 40, storeys: 2, use: "cafe" }],
  ["오래된 창고를 카페로 바꾸고 싶어요 80평 단층", { 평: 80, use: "cafe" }],
  ["게스트하우스 3층 70평, 도미토리 2개, 2인실 4개", { 평: 70, storeys: 3, use: "guesthouse", rooms: "guestroom6" }],
  ["노인 공동생활가정 2층 90평 방 9개", { 평: 90, storeys: 2, use: "elderly", rooms: "bedroom9" }],
  [
    "6층 근생 800평, 지하1층은 헬스장, 1층 카페",
    { 평: 800, storeys: 6, below: 1, use: "mixed", by: "-1gym 1cafe 2shop 3shop 4shop 5shop 6shop" },
  ],
  ["강아지랑 사는 1인 가구예요. 15평이면 되고 다락과 마당. 단층!", { 평: 15, use: "house", rooms: "attic1 yard1" }],
  ["스물다섯 평 카페 하나랑 위에 서른 평 집 하나", { 평: 55, storeys: 2, use: "mixed", by: "1cafe 2house" }],
  ["2층 카페 60평, 주차는 뒤편에 6대", { 평: 60, storeys: 2, use: "cafe", rooms: "parking6" }],
  ["1층 20평밖에 못 짓는대요. 3층으로 60평 주택 방 4개", { 평: 60, storeys: 3, use: "house", rooms: "bedroom4" }],
  // parts
  ["1.5층 주택 30평 방 둘", { 평: 30, use: "house", rooms: "attic1 bedroom2" }],
  ["2.5층 주택 45평 방 셋", { 평: 45, storeys: 2, use: "house", rooms: "attic1 bedroom3" }],
  ["본채 25평에 별채 8평 있는 한옥 방 셋", { 평: 33, use: "house", styles: "hanok", rooms: "bedroom3" }],
  ["안채 20평 사랑채 12평 한옥 단층", { 평: 32, use: "house", styles: "hanok" }],
  ["두 집이 붙은 2층 주택 60평, 방은 집마다 두 개", { 평: 60, storeys: 2, use: "house", rooms: "bedroom4" }],
  [
    "두 세대가 사는 2층집 60평 세대마다 방 두 개 욕실 하나",
    { 평: 60, storeys: 2, use: "house", rooms: "bedroom4 bath2" },
  ],
];
