import { FOOTPRINT, PER_STOREY, type Row } from "./slots.ts";

/** Sixty sentences more, written after the classes of misses of the second set had been mended, and scored once. */
export const thirdHeldOutRows: readonly Row[] = [
  [
    "안산에 국밥집 하나 할라캅니다 35평쯤 주차 다섯대",
    { 평: 35, use: "restaurant", rooms: "parking5", at: "안산/경기" },
  ],
  [
    "신혼부부 둘이 살 집 스물두평 방 두개 욕실 한개 다락 있으면 좋겠어요",
    { 평: 22, use: "house", rooms: "bedroom2 bath1 attic1" },
  ],
  [
    "커피숍 2층 65평. 1층 주방 카운터, 2층은 좌석만. 엘리베이터는 안 넣어도 돼요",
    { 평: 65, storeys: 2, use: "cafe", rooms: "kitchen1", without: "lift" },
  ],
  [
    "춘천시 동면에 전원주택 2층 43평 방4 욕2 드레스룸 팬트리",
    { 평: 43, storeys: 2, use: "house", rooms: "bedroom4 bath2 dress1 pantry1", at: "춘천/강원" },
  ],
  ["우리동네 작은 도서관 열람실이랑 어린이실 있는 걸로 200제곱미터", { m2: 200, use: "library" }],
  ["헬스장이랑 필라테스 같이 하는 2층 건물 150평", { 평: 150, storeys: 2, use: "gym" }],
  ["1층 카페 2층 우리집 3층 부모님집 연면적 90평", { 평: 90, storeys: 3, use: "mixed", by: "1cafe 2house 3house" }],
  [
    "게스트하우스요. 객실은 열 개, 공용 화장실 말고 방마다 욕실. 3층 120평 여수",
    { 평: 120, storeys: 3, use: "guesthouse", rooms: "guestroom10 bath1", without: "wc", at: "여수/전남" },
  ],
  ["대지 120평에 건축면적 50평으로 단층 카페", { 평: 50, kind: FOOTPRINT, gross: 165.29, use: "cafe" }],
  [
    "사무실 4층 층당 60평 지하 1층 주차장",
    { 평: 60, kind: PER_STOREY, gross: 991.74, storeys: 4, below: 1, use: "office", rooms: "parking1" },
  ],
  [
    "내과랑 약국 들어갈 2층 건물인데 아래층 약국 위층 내과 80평",
    { 평: 80, storeys: 2, use: "mixed", by: "1shop 2clinic" },
  ],
  ["피아노학원 28평 연습실 다섯개", { 평: 28, use: "academy" }],
  ["삼겹살집 50평, 룸 두 개, 화장실 남녀 따로", { 평: 50, use: "restaurant", rooms: "privateroom2 wc2" }],
  ["마당 넓은 한옥 카페 40평 서촌", { 평: 40, use: "cafe", styles: "hanok", rooms: "yard1", at: "서촌/서울" }],
  ["농가주택 27평 단층 방3 화1 창고 하나", { 평: 27, use: "house", rooms: "bedroom3 wc1 storage1" }],
  [
    "어린이집 단층 180평 보육실 여섯, 유희실, 조리실, 놀이터는 마당에",
    { 평: 180, use: "kindergarten", rooms: "classroom6 kitchen1 yard1" },
  ],
  [
    "성수동 4층 근생건물 연면적 720㎡ 옥상정원",
    { m2: 720, storeys: 4, use: "shop", rooms: "roof_terrace1", at: "성수/서울" },
  ],
  ["교회 2층으로 200평 본당이랑 교육실 넉넉하게", { 평: 200, storeys: 2, use: "worship" }],
  ["아기자기한 소품샵 열두평", { 평: 12, use: "shop" }],
  [
    "정형외과의원 3층 전체 600제곱 진료실 4개 물리치료실 2개 엘베 필수",
    { m2: 600, storeys: 3, use: "clinic", rooms: "exam4 therapy2 lift1" },
  ],
  [
    "한식 레스토랑 2개층 90평 프라이빗 룸 여섯개 1층엔 홀",
    { 평: 90, storeys: 2, use: "restaurant", rooms: "privateroom6 hall1" },
  ],
  [
    "펜션 짓고싶습니다 가평이고요 독채 말고 2층 건물에 방 여덟개 수영장 하나 130평",
    { 평: 130, storeys: 2, use: "guesthouse", rooms: "guestroom8 pool1", at: "가평/경기" },
  ],
  ["공장 100평 사무실 조금", { 평: 100, use: "factory" }],
  ["창고형 카페 150평 층고 높게", { 평: 150, use: "cafe" }],
  ["마을회관 50평 할머니방 할아버지방 부엌 크게", { 평: 50, use: "community", rooms: "kitchen1" }],
  ["빌라 4층 8세대 연면적 180평 1층 주차", { 평: 180, storeys: 4, use: "apartments", rooms: "parking1" }],
  [
    "미술학원 2층 단독건물 210㎡ 강의실 4개 원장실",
    { m2: 210, storeys: 2, use: "academy", rooms: "classroom4 manager1" },
  ],
  ["아담한 북카페 24평, 테라스, 주차 없이", { 평: 24, use: "cafe", rooms: "terrace1", without: "parking" }],
  [
    "모던하고 심플한 2층집 39평이요 방은 세칸 서재 따로",
    { 평: 39, storeys: 2, use: "house", styles: "modern minimal", rooms: "bedroom3 study1" },
  ],
  ["김치찌개집 스무평 홀 위주", { 평: 20, use: "restaurant", rooms: "hall1" }],
  [
    "제로에너지 등급 받는 어린이집 2층 500㎡ 교실 8개 세종시",
    { m2: 500, storeys: 2, use: "kindergarten", certs: "ZEB", rooms: "classroom8", at: "세종/세종" },
  ],
  [
    "A 4-storey office of 1,200 m² with 5 meeting rooms, a lounge and no basement",
    { m2: 1200, storeys: 4, use: "office", rooms: "meeting5 lounge1", without: "basement" },
  ],
  [
    "3층 상가주택 1,2층 상가 3층 주인집 110평 주차 3대",
    { 평: 110, storeys: 3, use: "mixed", by: "1shop 2shop 3house", rooms: "parking3" },
  ],
  [
    "강릉 경포에 바다 보이는 5층 호텔 객실 30개 1,500㎡ 지하 1층",
    { m2: 1500, storeys: 5, below: 1, use: "guesthouse", rooms: "guestroom30", at: "강릉/강원" },
  ],
  ["동물병원 45평 진료실 둘 처치실 하나 미용실은 빼고", { 평: 45, use: "clinic", rooms: "exam2 treatment1" }],
  ["스크린골프장 100평 룸 8개", { 평: 100, use: "gym", rooms: "room8" }],
  ["네일샵 9평", { 평: 9, use: "shop" }],
  ["전북 완주에 로컬푸드 매장 70평 뒤에 창고 15평", { 평: 70, use: "shop", rooms: "storage1", at: "완주/전북" }],
  [
    "카페 사십평, 베이킹룸, 화장실은 2개, 창고 1개, 지하는 말고",
    { 평: 40, use: "cafe", rooms: "wc2 storage1", without: "basement" },
  ],
  [
    "4층짜리 고시원 360제곱 방 24개 공용주방",
    { m2: 360, storeys: 4, use: "guesthouse", rooms: "guestroom24 kitchen1" },
  ],
  ["양옥 2층 리모델링 말고 새로 지을라고요 50평 방 다섯", { 평: 50, storeys: 2, use: "house", rooms: "bedroom5" }],
  ["치킨집 25평 단층 배달 위주", { 평: 25, use: "restaurant" }],
  [
    "공유오피스 5층 1800제곱미터 회의실 10개 라운지 2개 G-SEED",
    { m2: 1800, storeys: 5, use: "office", rooms: "meeting10 lounge2", certs: "G-SEED" },
  ],
  [
    "목포에 횟집 2층 100평 룸 일곱 개 수족관",
    { 평: 100, storeys: 2, use: "restaurant", rooms: "privateroom7", at: "목포/전남" },
  ],
  ["서재랑 작업실 있는 작가의 집 30평", { 평: 30, use: "house", rooms: "study2" }],
  [
    "갤러리 2층 280㎡ 전시실 2개 수장고 1개 인사동",
    { m2: 280, storeys: 2, use: "gallery", rooms: "exhibition2 storage1", at: "익선동/서울" },
  ],
  ["초등학교 분교 단층 교실 6개 교무실 보건실 900㎡", { m2: 900, use: "school", rooms: "classroom6" }],
  ["집 앞에 데크 깔고 단층 28평 방 셋 화장실 둘", { 평: 28, use: "house", rooms: "terrace1 bedroom3 wc2" }],
  ["요가원 겸 카페 2층 70평 1층 카페 2층 요가원", { 평: 70, storeys: 2, use: "mixed", by: "1cafe 2gym" }],
  ["편의점 하나 35평 주차 6대 창고 크게", { 평: 35, use: "shop", rooms: "parking6 storage1" }],
  ["경로당 리모델링 말고 신축 38평 방 두개 주방", { 평: 38, use: "community", rooms: "room2 kitchen1" }],
  [
    "지상 3층 지하 1층 한의원 연면적 480 진료실 3 치료실 5",
    { m2: 480, storeys: 3, below: 1, use: "clinic", rooms: "exam3 treatment5" },
  ],
  ["이자카야 30평 다찌석, 룸은 빼주세요", { 평: 30, use: "restaurant", without: "privateroom" }],
  [
    "단독주택 서른여섯평 2층은 방 두개 1층은 방 하나 욕실 층마다 하나씩",
    { 평: 36, storeys: 2, use: "house", rooms: "bedroom3 bath2" },
  ],
  [
    "오피스 빌딩 6층 2,700m2 지하2층 주차 25대 회의실 8개 엘리베이터 2대",
    { m2: 2700, storeys: 6, below: 2, use: "office", rooms: "parking25 meeting8 lift2" },
  ],
  ["독서실 3층 300㎡ 휴게실 하나", { m2: 300, storeys: 3, use: "library", rooms: "lounge1" }],
  ["옷가게 20평인데 피팅룸 창고 있고 2층은 안써요", { 평: 20, use: "shop", rooms: "storage1" }],
  ["사무실 80평, 아니 100평으로 하고 회의실 셋", { 평: 100, use: "office", rooms: "meeting3" }],
  [
    "서울 은평구 다가구 3층 85평 주차 4대",
    { 평: 85, storeys: 3, use: "apartments", rooms: "parking4", at: "은평/서울" },
  ],
  [
    "북유럽풍 펜션 2층 6실 85평 바베큐장 양양",
    { 평: 85, storeys: 2, use: "guesthouse", styles: "nordic", rooms: "guestroom6", at: "양양/강원" },
  ],
];
