import { FOOTPRINT, PER_STOREY, type Row } from "./slots.ts";

/** Forty sentences by the hand that had mended the rules for the ninth and the tenth set; written before any was run. */
export const eleventhHeldOutRows: readonly Row[] = [
  [
    "제천 청풍호 근처에 방 여섯 개짜리 펜션 85평 2층이요",
    { 평: 85, storeys: 2, use: "guesthouse", rooms: "guestroom6", at: "제천/충북" },
  ],
  ["노후에 살 집이라 문턱 없게, 단층 31평, 방 둘 화장실 둘", { 평: 31, use: "house", rooms: "bedroom2 wc2" }],
  ["회사 창고랑 사무실이 같이 있는 건물 단층 400평 김포", { 평: 400, use: "warehouse", at: "김포/경기" }],
  [
    "도시락 공장 단층 260평, 사무실 하나, 휴게실 하나, 탈의실 두 개, 화장실 세 개",
    { 평: 260, use: "factory", rooms: "office1 lounge1 shower2 wc3" },
  ],
  [
    "1층은 꽃집이고 2층 3층은 우리 식구 살림집, 다 해서 75평",
    { 평: 75, storeys: 3, use: "mixed", by: "1shop 2house 3house" },
  ],
  [
    "이비인후과 개원합니다. 2층 건물이고 연면적 380㎡, 진료실 3개에 처치실 1개, 엘리베이터는 필수예요.",
    { m2: 380, storeys: 2, use: "clinic", rooms: "exam3 treatment1 lift1" },
  ],
  [
    "초등학생 대상 영어학원이고요 3층 130평 강의실 7개 원장실 1개 상담실 1개",
    { 평: 130, storeys: 3, use: "academy", rooms: "classroom7 manager1 meeting1" },
  ],
  [
    "마당 깊은 집 있잖아요 그런 한옥이요. 서른여덟 평 단층, 방 셋, 대청마루, 나주",
    { 평: 38, use: "house", styles: "hanok", rooms: "yard1 bedroom3 daecheong1", at: "나주/전남" },
  ],
  [
    "다가구주택 지상3층 / 건축면적 38평 / 6가구 / 주차 6 / 옥상 사용 / 천안 두정동",
    {
      평: 38,
      kind: FOOTPRINT,
      gross: 376.86,
      storeys: 3,
      use: "apartments",
      rooms: "parking6 roof_terrace1",
      at: "천안/충남",
    },
  ],
  [
    "70평 3층 건물 1층 브런치카페 2층 소품샵 3층 사무실",
    { 평: 70, storeys: 3, use: "mixed", by: "1cafe 2shop 3office" },
  ],
  [
    "어디 보자... 2층에 46평, 방은 넷, 욕실 셋, 드레스룸 하나, 테라스 하나면 딱이네요",
    { 평: 46, storeys: 2, use: "house", rooms: "bedroom4 bath3 dress1 terrace1" },
  ],
  [
    "순댓국집 할 건데요 32평이고 1층짜리예요. 룸은 두 개, 주차는 9대 정도. 방앗간 자리 헐고 짓습니다.",
    { 평: 32, use: "restaurant", rooms: "privateroom2 parking9" },
  ],
  [
    "작업실 말고 진짜 갤러리요. 전시실 둘, 수장고 하나, 2층 95평 파주",
    { 평: 95, storeys: 2, use: "gallery", rooms: "exhibition2 storage1", at: "파주/경기" },
  ],
  [
    "층마다 35평인 5층 오피스 건물, 지하 한 층, 승강기 1대",
    { 평: 35, kind: PER_STOREY, gross: 694.21, storeys: 5, below: 1, use: "office", rooms: "lift1" },
  ],
  [
    "예산 4억으로 40평 2층집 가능할까요? 방 3 화장실 2 주차 2",
    { 평: 40, storeys: 2, use: "house", rooms: "bedroom3 wc2 parking2" },
  ],
  [
    "동네 의원 두 개 들어갈 건물이요. 1층은 소아과, 2층은 정형외과. 연면적 540㎡이고 대구 북구입니다.",
    { m2: 540, storeys: 2, use: "clinic", at: "북구/대구" },
  ],
  [
    "요가원인데 2층 60평, 샤워실은 빼고 탈의실 두 개",
    { 평: 60, storeys: 2, use: "gym", rooms: "shower2", without: "bath" },
  ],
  [
    "어린이도서관 2층 700㎡, 열람실 셋, 강당 하나, 수유실, BF 인증, 안양",
    { m2: 700, storeys: 2, use: "library", rooms: "hall1", certs: "BF", at: "안양/경기" },
  ],
  ["부모님 25평 우리 30평 해서 55평짜리 2층집, 주방은 두 개", { 평: 55, storeys: 2, use: "house", rooms: "kitchen2" }],
  ["와플가게 8평 되나요 테이크아웃만 할 거예요", { 평: 8, use: "cafe" }],
  [
    "성당 교육관 3층 360평 교리실 9개 강당 하나 식당 하나 주방 하나",
    { 평: 360, storeys: 3, use: "worship", rooms: "classroom9 hall1 dining1 kitchen1" },
  ],
  [
    "캠핑 좋아하는 부부예요. 20평 단층집에 넓은 데크, 방 하나 욕실 하나, 창고 하나. 홍천이요.",
    { 평: 20, use: "house", rooms: "terrace1 bedroom1 bath1 storage1", at: "홍천/강원" },
  ],
  [
    "제로에너지 3등급으로 4층 청사 비슷한 사무소 1,900제곱미터 세종",
    { m2: 1900, storeys: 4, use: "office", certs: "ZEB", at: "세종/세종" },
  ],
  [
    "노란 벽돌로 된 2층 유치원, 교실 다섯, 놀이방 하나, 560㎡",
    { m2: 560, storeys: 2, use: "kindergarten", rooms: "classroom5" },
  ],
  [
    "카페인데 베이킹실 따로 있고 2층 80평 화장실 남녀 따로 루프탑 있게",
    { 평: 80, storeys: 2, use: "cafe", rooms: "wc2 roof_terrace1" },
  ],
  ["스물두 평 말고 스물다섯 평으로 하죠. 단층 농가주택 방 둘", { 평: 25, use: "house", rooms: "bedroom2" }],
  [
    "주차장은 필요 없어요 골목집이라서. 3층 협소주택 연면적 33평, 방 셋 욕실 둘, 마포 망원동",
    { 평: 33, storeys: 3, use: "house", rooms: "bedroom3 bath2", without: "parking", at: "합정/서울" },
  ],
  ["실내 클라이밍장 150평 단층 층고 12m 샤워실 4 라운지 1", { 평: 150, use: "gym", rooms: "bath4 lounge1" }],
  [
    "오래된 여관 헐고 같은 자리에 게스트하우스 4층 110평 객실 12개 로비",
    { 평: 110, storeys: 4, use: "guesthouse", rooms: "guestroom12 lobby1" },
  ],
  [
    "북유럽 느낌 2층 주택 52평. 거실 크게, 서재 하나, 다락은 됐고요",
    { 평: 52, storeys: 2, use: "house", styles: "nordic", rooms: "living1 study1", without: "attic" },
  ],
  [
    "노인요양시설 3층 1,650㎡ 침실 24개 물리치료실 1개 엘베 2대 정원",
    { m2: 1650, storeys: 3, use: "elderly", rooms: "bedroom24 therapy1 lift2 garden1" },
  ],
  [
    "경북 문경 산골에 찜질방 딸린 집 27평, 구들방 하나 침실 하나",
    { 평: 27, use: "house", rooms: "bedroom2 sauna1", at: "문경/경북" },
  ],
  ["지상 2층 근린생활시설 230㎡ 1층 세탁소 2층 네일샵", { m2: 230, storeys: 2, use: "shop" }],
  ["땅은 90평이고 건폐율 50%라서 1층은 40평, 2층은 30평 해서 70평 주택", { 평: 70, storeys: 2, use: "house" }],
  [
    "중국집 2층 90평 홀 하나 룸 일곱 개 회전테이블 놓게 크게, 군산",
    { 평: 90, storeys: 2, use: "restaurant", rooms: "hall1 privateroom7", at: "군산/전북" },
  ],
  ["음악학원 겸 우리 집, 1층 학원 2층 집, 64평", { 평: 64, storeys: 2, use: "mixed", by: "1academy 2house" }],
  [
    "대안학교를 세우려는 학부모 모임입니다. 교실 여섯 개, 강당 하나, 급식실 하나, 2층으로 900㎡, 충북 괴산에 땅이 있습니다.",
    { m2: 900, storeys: 2, use: "school", rooms: "classroom6 hall1 dining1", at: "괴산/충북" },
  ],
  ["쌀창고 120평 단층, 사무실은 필요 없음", { 평: 120, use: "warehouse", without: "office" }],
  [
    "시골 마을회관 38평으로 다시 짓습니다 할아버지방 할머니방 주방 화장실 둘",
    { 평: 38, use: "community", rooms: "kitchen1 wc2" },
  ],
  [
    "미니멀한 흰 박스 같은 2층 사무실 66평, 회의실 2, 탕비실 1, 계단은 바깥에",
    { 평: 66, storeys: 2, use: "office", styles: "minimal", rooms: "meeting2 pantry1" },
  ],
];
