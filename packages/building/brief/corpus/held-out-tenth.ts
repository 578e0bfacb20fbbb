import { PER_STOREY, type Row } from "./slots.ts";

/** Sixty sentences, hasty, chatty or in keywords; written before the parser was seen, to be scored once. */
export const tenthHeldOutRows: readonly Row[] = [
  ["카페 30평 2층 성남", { 평: 30, storeys: 2, use: "cafe", at: "성남/경기" }],
  ["집 지을라고 하는데 32평에 방3 화2", { 평: 32, use: "house", rooms: "bedroom3 wc2" }],
  [
    "음 그러니까 한 백 평쯤 되는 3층 건물인데 밑에는 식당 하고 위에는 우리 살 거야",
    { 평: 100, storeys: 3, use: "mixed", by: "1restaurant 2house 3house" },
  ],
  ["단독주택/42평/2층/주차2대/방4/욕실2", { 평: 42, storeys: 2, use: "house", rooms: "parking2 bedroom4 bath2" }],
  [
    "야 나 속초에 게하 하나 차릴 건데 60평 3층, 객실 7개면 되겠지?",
    { 평: 60, storeys: 3, use: "guesthouse", rooms: "guestroom7", at: "속초/강원" },
  ],
  ["치킨집 25평 ㄱㄱ", { 평: 25, use: "restaurant" }],
  [
    "오피스 6F/B2 2,800m2 강남역 근처, 회의실8 라운지1",
    { m2: 2800, storeys: 6, below: 2, use: "office", rooms: "meeting8 lounge1", at: "강남/서울" },
  ],
  ["울 엄마 집! 22평 1층짜리~ 계단 없고 다락도 없이", { 평: 22, storeys: 1, use: "house", without: "stairs attic" }],
  [
    "지금 아파트 팔고 이천에 내려가려고요. 50평 2층집, 방은 네 개, 마당 넓은 걸로. 지하는 됐어요.",
    { 평: 50, storeys: 2, use: "house", rooms: "bedroom4 yard1", without: "basement", at: "이천/경기" },
  ],
  [
    "피부과 개원 예정. 80평. 진료실3, 시술실5, 상담실2, 대기실.",
    { 평: 80, use: "clinic", rooms: "exam3 treatment5 meeting2 reception1" },
  ],
  [
    "헬스장 150평 샤워실은 남녀 하나씩, 지하 1층 있는 3층",
    { 평: 150, storeys: 3, below: 1, use: "gym", rooms: "bath2" },
  ],
  [
    "한옥스테이 20평 객실2 마당 전주요",
    { 평: 20, use: "guesthouse", styles: "hanok", rooms: "guestroom2 yard1", at: "전주/전북" },
  ],
  [
    "2층집인데 아 아니다 3층집, 총 70평, 미니멀하게 하얀 느낌으로요",
    { 평: 70, storeys: 3, use: "house", styles: "minimal" },
  ],
  [
    "물류창고 900평 단층 평택 사무실 하나만",
    { 평: 900, storeys: 1, use: "warehouse", rooms: "office1", at: "평택/경기" },
  ],
  [
    "국밥집 하나 합시다 40평 1층 주차 8대 룸은 빼고",
    { 평: 40, storeys: 1, use: "restaurant", rooms: "parking8", without: "privateroom" },
  ],
  [
    "어 저기 교회요, 2층이고 연면적 천 제곱미터 정도? 본당이랑 식당, 주일학교 교실 3개",
    { m2: 1000, storeys: 2, use: "worship", rooms: "classroom3 dining1" },
  ],
  [
    "빌딩 하나. 5층. 바닥면적 층마다 50평. 1층은 은행 나머진 사무실.",
    { 평: 50, kind: PER_STOREY, gross: 826.45, storeys: 5, use: "office" },
  ],
  ["서점 겸 북카페 35평 단층 통영", { 평: 35, storeys: 1, use: "cafe", at: "통영/경남" }],
  [
    "땅이 130평인데 거기다 건물은 60평 2층 주택으로 갈게요. 주차 두 대.",
    { 평: 60, storeys: 2, use: "house", rooms: "parking2" },
  ],
  ["세탁소 18평.", { 평: 18, use: "shop" }],
  [
    "ZEB5 받을 거고요 4층 사옥 1,320㎡ 대전 둔산동 엘베 1대",
    { m2: 1320, storeys: 4, use: "office", certs: "ZEB", rooms: "lift1", at: "대전/대전" },
  ],
  ["창고 말고 공장이요, 400평 2층, 화성", { 평: 400, storeys: 2, use: "factory", at: "화성/경기" }],
  [
    "마당 있는 집이 꿈이에요. 마흔 평 정도, 2층, 침실 셋, 화장실 둘, 서재 하나. 파주 생각하고 있어요.",
    { 평: 40, storeys: 2, use: "house", rooms: "bedroom3 wc2 study1 yard1", at: "파주/경기" },
  ],
  ["경로당 30평 단층 주방 화장실2 휴게실", { 평: 30, storeys: 1, use: "community", rooms: "kitchen1 wc2 lounge1" }],
  [
    "우리 동네 작은도서관 2층 200㎡ 지을 건데 엘베 꼭!! 카페는 필요없음",
    { m2: 200, storeys: 2, use: "library", rooms: "lift1" },
  ],
  ["스시집 오마카세로 15평", { 평: 15, use: "restaurant" }],
  [
    "다가구 3층 90평 원룸 9개 주차 5대 청주",
    { 평: 90, storeys: 3, use: "apartments", rooms: "parking5", at: "청주/충북" },
  ],
  [
    "1F 카페 2F 스튜디오 3F 주택, 총 85평, 연남동",
    { 평: 85, storeys: 3, use: "mixed", by: "1cafe 2shop 3house", at: "연남동/서울" },
  ],
  ["요가원 28평 2층, 샤워실 1 탈의실 1 깔끔한 화이트톤", { 평: 28, storeys: 2, use: "gym", rooms: "bath1 shower1" }],
  [
    "제가요 은퇴하고 제주에 내려가서 조그맣게 살 건데요, 18평이면 되고 방 하나 거실 하나 욕실 하나면 끝이에요",
    { 평: 18, use: "house", rooms: "bedroom1 living1 bath1", at: "제주/제주" },
  ],
  ["태권도장 70평 2층 김해", { 평: 70, storeys: 2, use: "gym", at: "김해/경남" }],
  [
    "요양병원 말고 요양원이에요! 3층 1,500㎡, 정원 있고 엘베 2대, BF 인증도",
    { m2: 1500, storeys: 3, use: "elderly", rooms: "garden1 lift2", certs: "BF" },
  ],
  [
    "수학학원 4층 건물 통으로 160평 강의실10개 자습실 상담실1",
    { 평: 160, storeys: 4, use: "academy", rooms: "classroom10 meeting1" },
  ],
  [
    "목조로 38평 2층, 패시브하우스 인증, 방3 욕2, 홍천",
    { 평: 38, storeys: 2, use: "house", rooms: "bedroom3 bath2", at: "홍천/강원" },
  ],
  ["분식집 12평 / 테이블 6개 / 화장실 1", { 평: 12, use: "restaurant", rooms: "wc1" }],
  [
    "평수는 예순 평, 층수는 이층, 용도는 한정식집, 방은 룸으로 다섯 개.",
    { 평: 60, storeys: 2, use: "restaurant", rooms: "privateroom5" },
  ],
  ["지하1 지상3 / 연면적 660 제곱 / 공방+쇼룸 / 성수", { m2: 660, storeys: 3, below: 1, use: "shop", at: "성수/서울" }],
  [
    "유치원 짓는데 교실 6개, 2층, 800㎡, 수영장은 빼 주시고 놀이마당은 꼭요",
    { m2: 800, storeys: 2, use: "kindergarten", rooms: "classroom6 yard1", without: "pool" },
  ],
  [
    "상가주택 80평 3층. 1층 부동산 사무실, 2층 투룸 두 집, 3층 주인세대.",
    { 평: 80, storeys: 3, use: "mixed", by: "1office 2house 3house" },
  ],
  [
    "펜션이요!! 양양에 100평 3층 객실10개 수영장 주차10대",
    { 평: 100, storeys: 3, use: "guesthouse", rooms: "guestroom10 pool1 parking10", at: "양양/강원" },
  ],
  [
    "동네 빵집 겸 카페 40평 2층 테라스O 지하X",
    { 평: 40, storeys: 2, use: "cafe", rooms: "terrace1", without: "basement" },
  ],
  [
    "정형외과 300평 5층 지하1층 물리치료실 2개 진료실 4개 엘리베이터 2대",
    { 평: 300, storeys: 5, below: 1, use: "clinic", rooms: "therapy2 exam4 lift2" },
  ],
  ["아니 그냥 네모 반듯한 2층 36평 집이면 돼요 방 세 칸", { 평: 36, storeys: 2, use: "house", rooms: "bedroom3" }],
  [
    "성당 2층 1,400㎡ 신자 200명 교리실 5개 강당 1개 사제관은 별도",
    { m2: 1400, storeys: 2, use: "worship", rooms: "classroom5 hall1" },
  ],
  ["와인바 20평 부산 서면", { 평: 20, use: "restaurant", at: "서면/부산" }],
  [
    "미술관 소규모로 500㎡ 2층, 전시실 4 수장고 1 카페 없음",
    { m2: 500, storeys: 2, use: "gallery", rooms: "exhibition4 storage1" },
  ],
  [
    "월세 받으려고요, 도시형 원룸 건물 5층 180평 주차 9대 엘베 있게",
    { 평: 180, storeys: 5, use: "apartments", rooms: "parking9 lift1" },
  ],
  ["철물점 33평 단층, 뒤에 창고 붙여주세요", { 평: 33, storeys: 1, use: "shop", rooms: "storage1" }],
  ["30평이라고 했는데 35평으로 바꿀게요 단층 주택 방3", { 평: 35, storeys: 1, use: "house", rooms: "bedroom3" }],
  ["한 층에 40평, 3층짜리 학원", { 평: 40, kind: PER_STOREY, gross: 396.69, storeys: 3, use: "academy" }],
  [
    "시골 농가주택 27평 단층 방 둘 화장실 하나 창고 하나 전남 해남이요. 예산은 2억 안쪽.",
    { 평: 27, storeys: 1, use: "house", rooms: "bedroom2 wc1 storage1", at: "해남/전남" },
  ],
  [
    "직원 20명 쓸 사무실. 110평. 3층. 대표실 하나, 회의실 둘, 탕비실. 주차는 4대 정도.",
    { 평: 110, storeys: 3, use: "office", rooms: "manager1 meeting2 pantry1 parking4" },
  ],
  [
    "대안학교 3층 1,100㎡ 교실 9개 도서실 강당 급식실",
    { m2: 1100, storeys: 3, use: "school", rooms: "classroom9 hall1 dining1" },
  ],
  [
    "청년센터(커뮤니티) 2층 120평 회의실3 공유주방1 라운지 광주",
    { 평: 120, storeys: 2, use: "community", rooms: "meeting3 kitchen1 lounge1", at: "광주/광주" },
  ],
  [
    "횟집인데 2층, 1층 홀 2층은 룸 8개, 합쳐서 95평, 여수 돌산",
    { 평: 95, storeys: 2, use: "restaurant", rooms: "hall1 privateroom8", at: "여수/전남" },
  ],
  ["세컨하우스 16평 남양주 다락O", { 평: 16, use: "house", rooms: "attic1", at: "남양주/경기" }],
  ["사진관 하고 싶어요. 24평이고 1층이에요.", { 평: 24, storeys: 1, use: "shop" }],
  [
    "발코니 빼고 4층 다세대 240평, 세대마다 방 2개씩, 엘리베이터 1대",
    { 평: 240, storeys: 4, use: "apartments", rooms: "lift1", without: "balcony" },
  ],
  [
    "안과 2층 건물 연면적 450㎡ 인데 검안실은 3개, 진료실 2개, 수술실 하나요. 의정부역 앞이에요.",
    { m2: 450, storeys: 2, use: "clinic", rooms: "exam2 treatment1", at: "의정부/경기" },
  ],
  [
    "지상 3층에 연면적 275㎡, 녹색건축 인증 받는 사무실. 지하층 없음. 휴게실 1개소, 화장실 3개소.",
    { m2: 275, storeys: 3, use: "office", certs: "G-SEED", rooms: "lounge1 wc3", without: "basement" },
  ],
];
