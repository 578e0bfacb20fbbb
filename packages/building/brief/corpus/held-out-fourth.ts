import { FOOTPRINT, PER_STOREY, type Row } from "./slots.ts";

/** Sixty sentences more, written by somebody who had not seen the parser, to be scored once. */
export const fourthHeldOutRows: readonly Row[] = [
  [
    "통영에 까페 하나 지을라꼬예 서른평 단층, 테라스 있고 주차 네대",
    { 평: 30, use: "cafe", rooms: "terrace1 parking4", at: "통영/경남" },
  ],
  [
    "30대 부부랑 아이 둘이 살 2층집입니다. 연면적 마흔두 평, 방 네 개 욕실 두 개, 예산은 3억쯤",
    { 평: 42, storeys: 2, use: "house", rooms: "bedroom4 bath2" },
  ],
  ["대지 150평에 연면적 68평 2층 카페요 루프탑 필수", { 평: 68, storeys: 2, use: "cafe", rooms: "roof_terrace1" }],
  [
    "각 층 바닥면적 25평씩 3층짜리 사무실, 회의실 두개, 엘베는 빼고",
    { 평: 25, kind: PER_STOREY, gross: 247.93, storeys: 3, use: "office", rooms: "meeting2", without: "lift" },
  ],
  [
    "백이십평 한정식집 2층 룸 열두개 전주",
    { 평: 120, storeys: 2, use: "restaurant", rooms: "privateroom12", at: "전주/전북" },
  ],
  [
    "제로에너지랑 녹색건축 인증 둘 다 받아야 하는 5층 사옥 2,400㎡ 지하 1층 회의실 6개",
    { m2: 2400, storeys: 5, below: 1, use: "office", certs: "ZEB G-SEED", rooms: "meeting6" },
  ],
  [
    "패시브하우스로 짓는 단층 주택 33평 방3 욕실2 원주",
    { 평: 33, use: "house", rooms: "bedroom3 bath2", at: "원주/강원" },
  ],
  ["1층은 치과 2층은 우리 가족 살 집으로 해서 총 85평", { 평: 85, storeys: 2, use: "mixed", by: "1clinic 2house" }],
  [
    "경남 고성군에 펜션 2층 95평 객실 여섯 개랑 수영장",
    { 평: 95, storeys: 2, use: "guesthouse", rooms: "guestroom6 pool1", at: "고성/경남" },
  ],
  [
    "이천에 도자기 갤러리 단층, 바닥면적 합계 180제곱미터 전시실 세 개 수장고 하나",
    { m2: 180, use: "gallery", rooms: "exhibition3 storage1", at: "이천/경기" },
  ],
  [
    "건축면적 30평, 3층 보습학원이고 강의실은 아홉 개",
    { 평: 30, kind: FOOTPRINT, gross: 297.52, storeys: 3, use: "academy", rooms: "classroom9" },
  ],
  [
    "지하 없이 지상 4층, 연면적 1,050㎡ 사무실. 주차 10대, 승강기 1대",
    { m2: 1050, storeys: 4, use: "office", rooms: "parking10 lift1", without: "basement" },
  ],
  ["엄마가 하실 분식집 열여덟평이요 주차장은 필요 없어요", { 평: 18, use: "restaurant", without: "parking" }],
  [
    "안동에 한옥 게스트하우스 쉰다섯 평 단층으로, 방 다섯 개하고 마당",
    { 평: 55, use: "guesthouse", styles: "hanok", rooms: "guestroom5 yard1", at: "안동/경북" },
  ],
  ["꽃집13평창고하나", { 평: 13, use: "shop", rooms: "storage1" }],
  [
    "원룸 건물 4층 16세대 연면적 200평 1층은 주차장으로요 천안",
    { 평: 200, storeys: 4, use: "apartments", rooms: "parking1", at: "천안/충남" },
  ],
  [
    "지하1층 지상5층 병원 2300m2 진료실 8개 물리치료실 3개 엘리베이터 2대 BF인증",
    { m2: 2300, storeys: 5, below: 1, use: "clinic", certs: "BF", rooms: "exam8 therapy3 lift2" },
  ],
  [
    "유치원 2층 690 제곱미터 교실 일곱 개, 조리실, 마당 크게. 대전 유성구",
    { m2: 690, storeys: 2, use: "kindergarten", rooms: "classroom7 kitchen1 yard1", at: "유성/대전" },
  ],
  ["탁구장 차릴건데 단층 75평 화장실 두개 휴게실 하나", { 평: 75, use: "gym", rooms: "wc2 lounge1" }],
  [
    "1층 식당, 2층 사무실, 3층 주택. 연면적 백오십평. 주차는 5대",
    { 평: 150, storeys: 3, use: "mixed", by: "1restaurant 2office 3house", rooms: "parking5" },
  ],
  [
    "땅은 200평 있고요 집은 38평 단층으로 방 셋 욕실 둘에 다락 하나",
    { 평: 38, use: "house", rooms: "bedroom3 bath2 attic1" },
  ],
  [
    "인더스트리얼 느낌 카페 58평 2층 층고 높게 화장실 2개 부산 해운대구",
    { 평: 58, storeys: 2, use: "cafe", styles: "industrial", rooms: "wc2", at: "해운대/부산" },
  ],
  [
    "평당 700만원 생각하구요 2층 주택 45평, 방4 욕실3 드레스룸1 팬트리1",
    { 평: 45, storeys: 2, use: "house", rooms: "bedroom4 bath3 dress1 pantry1" },
  ],
  ["동네서점 22평 단층, 테라스 없이", { 평: 22, use: "shop", without: "terrace" }],
  [
    "고깃집2층육십오평룸네개주차8대 청주",
    { 평: 65, storeys: 2, use: "restaurant", rooms: "privateroom4 parking8", at: "청주/충북" },
  ],
  [
    "연면적 삼백평 6층 오피스 지하 2층 주차 12대 회의실 5개 라운지 1개 대구 수성구",
    { 평: 300, storeys: 6, below: 2, use: "office", rooms: "parking12 meeting5 lounge1", at: "수성/대구" },
  ],
  [
    "미니멀한 단층집 스물여덟평 방 둘 서재 하나 테라스, 강아지 두 마리 키워요",
    { 평: 28, use: "house", styles: "minimal", rooms: "bedroom2 study1 terrace1" },
  ],
  ["성당 2층 900㎡ 장애물 없는 생활환경 인증 받아야 해요", { m2: 900, storeys: 2, use: "worship", certs: "BF" }],
  [
    "남해군에서 민박 할 거예요 40평 2층 객실 5개 공용 주방 하나",
    { 평: 40, storeys: 2, use: "guesthouse", rooms: "guestroom5 kitchen1", at: "남해/경남" },
  ],
  [
    "1,2층 카페 3층 갤러리 4층 살림집 연면적 520제곱미터",
    { m2: 520, storeys: 4, use: "mixed", by: "1cafe 2cafe 3gallery 4house" },
  ],
  ["철물점 50평 단층 주차 3대 창고 두개 문경", { 평: 50, use: "shop", rooms: "parking3 storage2", at: "문경/경북" }],
  [
    "헬스장 2개층, 한 층당 90평입니다 주차 12대",
    { 평: 90, kind: PER_STOREY, gross: 595.04, storeys: 2, use: "gym", rooms: "parking12" },
  ],
  [
    "작은도서관 3층 예순 평 녹색건축인증 엘리베이터 하나 광명시",
    { 평: 60, storeys: 3, use: "library", certs: "G-SEED", rooms: "lift1", at: "광명/경기" },
  ],
  [
    "제주시에 북유럽 스타일 펜션 단층 46평 객실 3개 데크 주차 3대",
    { 평: 46, use: "guesthouse", styles: "nordic", rooms: "guestroom3 terrace1 parking3", at: "제주/제주" },
  ],
  ["화장품가게 16평 모던하게 해주세용", { 평: 16, use: "shop", styles: "modern" }],
  [
    "다가구주택 3층 일흔두평 6가구 주차 6대 엘베 없이",
    { 평: 72, storeys: 3, use: "apartments", rooms: "parking6", without: "lift" },
  ],
  [
    "영어학원 한 층짜리 140㎡ 교실 6개 원장실 1개 주방은 빼고",
    { m2: 140, use: "academy", rooms: "classroom6 manager1", without: "kitchen" },
  ],
  [
    "부모님 모시고 살라고 함양에 농가주택 31평 단층 방세개 욕실두개 창고한개 마당",
    { 평: 31, use: "house", rooms: "bedroom3 bath2 storage1 yard1", at: "함양/경남" },
  ],
  [
    "식품공장 단층 1200㎡ 주차 15대 화장실 4개 음성군",
    { m2: 1200, use: "factory", rooms: "parking15 wc4", at: "음성/충북" },
  ],
  [
    "대안학교 3층 1,500㎡ 교실 12개 제로에너지 홍성",
    { m2: 1500, storeys: 3, use: "school", certs: "ZEB", rooms: "classroom12", at: "홍성/충남" },
  ],
  ["한의원 37평, 진료실 두 개, 치료실 네 개, 원장실", { 평: 37, use: "clinic", rooms: "exam2 treatment4 manager1" }],
  ["칼국수집 하것슈 27평 주차 일곱대 공주", { 평: 27, use: "restaurant", rooms: "parking7", at: "공주/충남" }],
  [
    "마을회관 단층 마흔평 방 두 칸 주방 하나 보성군",
    { 평: 40, use: "community", rooms: "room2 kitchen1", at: "보성/전남" },
  ],
  [
    "클래식한 2층 레스토랑 320㎡ 홀 하나 룸 세 개 테라스 하나 서울 용산구",
    {
      m2: 320,
      storeys: 2,
      use: "restaurant",
      styles: "classic",
      rooms: "hall1 privateroom3 terrace1",
      at: "용산/서울",
    },
  ],
  [
    "건축면적 120㎡ 2층 단독주택 침실4 욕실3 주차2대",
    { m2: 120, kind: FOOTPRINT, gross: 240, storeys: 2, use: "house", rooms: "bedroom4 bath3 parking2" },
  ],
  [
    "호스텔 지상 4층 지하1층 700제곱 객실 22개 공용주방 라운지 속초",
    { m2: 700, storeys: 4, below: 1, use: "guesthouse", rooms: "guestroom22 kitchen1 lounge1", at: "속초/강원" },
  ],
  [
    "동물병원 2층 78평 진료실3 처치실1 주차6대 김해",
    { 평: 78, storeys: 2, use: "clinic", rooms: "exam3 treatment1 parking6", at: "김해/경남" },
  ],
  [
    "지하 1층은 주차장, 1층 상가, 2~4층 사무실 총 1,600㎡ 평택",
    {
      m2: 1600,
      storeys: 4,
      below: 1,
      use: "mixed",
      by: "1shop 2office 3office 4office",
      rooms: "parking1",
      at: "평택/경기",
    },
  ],
  ["세탁소 11평이면 되나요", { 평: 11, use: "shop" }],
  [
    "평생 아파트 살다가 단독주택 지어 나갑니다 2층 37평 방3 욕실2",
    { 평: 37, storeys: 2, use: "house", rooms: "bedroom3 bath2" },
  ],
  [
    "사무실 55평 단층, 회의실 두개에 휴게실 하나, 주차장이랑 지하층 없이 해주세요",
    { 평: 55, use: "office", rooms: "meeting2 lounge1", without: "parking basement" },
  ],
  [
    "연면적 96평 3층. 1층 편의점이고 2층이랑 3층은 사무실",
    { 평: 96, storeys: 3, use: "mixed", by: "1shop 2office 3office" },
  ],
  [
    "소아과 250재곱미터 1층짜리 진료실 3개 주차 9대 포항",
    { m2: 250, use: "clinic", rooms: "exam3 parking9", at: "포항/경북" },
  ],
  [
    "광주광역시 광산구에 크로스핏 체육관 단층 백평 주차 열 대",
    { 평: 100, use: "gym", rooms: "parking10", at: "광산/광주" },
  ],
  [
    "월세 주려고요 다세대 5층 연면적 610㎡ 10세대 주차10대 엘리베이터1대 수원",
    { m2: 610, storeys: 5, use: "apartments", rooms: "parking10 lift1", at: "수원/경기" },
  ],
  [
    "아래층 국수집 윗층 살림집 오십평 침실 셋 욕실 하나 구례",
    { 평: 50, storeys: 2, use: "mixed", by: "1restaurant 2house", rooms: "bedroom3 bath1", at: "구례/전남" },
  ],
  [
    "베이커리카페 3층 165평 주방 하나 화장실 6개 옥상 테라스 주차 30대 파주",
    { 평: 165, storeys: 3, use: "cafe", rooms: "kitchen1 wc6 roof_terrace1 parking30", at: "파주/경기" },
  ],
  ["처음엔 60평 생각했는데 48평으로 줄일게요 2층 주택 방4", { 평: 48, storeys: 2, use: "house", rooms: "bedroom4" }],
  ["전체 90평 매장이고 그중 창고가 20평, 단층 가구점", { 평: 90, use: "shop", rooms: "storage1" }],
  [
    "경주에 한옥 주택이요 단층 연면적 99㎡, 방 3개 욕실 1개, 다락은 빼고",
    { m2: 99, use: "house", styles: "hanok", rooms: "bedroom3 bath1", without: "attic", at: "경주/경북" },
  ],
];
