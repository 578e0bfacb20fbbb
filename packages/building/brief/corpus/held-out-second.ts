import { FOOTPRINT, PER_STOREY, type Row } from "./slots.ts";

/** Sixty sentences more, spoken and typed in haste, written before the rules of their day were looked at: the second set that judges. */
export const secondHeldOutRows: readonly Row[] = [
  ["카페하나 차릴라고 하는데 한 서른평쯤? 단층이고 통창 있었음 좋겠어요", { 평: 30, use: "cafe" }],
  [
    "울산 언양에 고깃집 지을 건데 1층 홀 2층 룸 다섯개, 다 합쳐 110평, 주차는 12대는 돼야함",
    { 평: 110, storeys: 2, use: "restaurant", rooms: "hall1 privateroom5 parking12", at: "울산/울산" },
  ],
  [
    "어머니랑 저희 부부랑 애 둘 사는 집이요. 방 넷, 화장실은 세개, 48평 2층집",
    { 평: 48, storeys: 2, use: "house", rooms: "bedroom4 wc3" },
  ],
  [
    "강원도 고성 바닷가 펜션, 객실 일곱개, 각 방에 욕실, 1층엔 카페 같이 운영할거예요 150평",
    { 평: 150, use: "mixed", by: "1cafe", rooms: "guestroom7 bath1", at: "고성/강원" },
  ],
  [
    "사무실 건물 하나 올리려고요 5층에 층당 50평 정도 엘리베이터 필수",
    {
      평: 50,
      kind: PER_STOREY,
      gross: 826.45,
      storeys: 5,
      use: "office",
      rooms: "lift1",
    },
  ],
  [
    "한 층에 스물다섯평씩 3층 올려서 1층은 약국 2층 3층은 병원",
    {
      평: 25,
      kind: PER_STOREY,
      gross: 247.93,
      storeys: 3,
      use: "mixed",
      by: "1shop 2clinic 3clinic",
    },
  ],
  ["빵집겸 카페 45평, 제빵실 크게 하나, 포장 판매 위주, 2층은 필요없어", { 평: 45, use: "cafe" }],
  [
    "전원주택 짓고싶은데 40평정도에 방세개 욕실두개 다락은 빼주시고 데크는 넓게",
    {
      평: 40,
      use: "house",
      rooms: "bedroom3 bath2 terrace1",
      without: "attic",
    },
  ],
  [
    "제주 구좌읍 독채펜션 28평 방 두개 자쿠지 있음 좋고 마당은 꼭",
    {
      평: 28,
      use: "guesthouse",
      rooms: "guestroom2 yard1",
      at: "구좌/제주",
    },
  ],
  [
    "피부과의원 개원 예정입니다. 85평, 진료실 3, 시술실 4, 대기실 넓게.",
    {
      평: 85,
      use: "clinic",
      rooms: "exam3 treatment4 reception1",
    },
  ],
  [
    "부산 해운대에 지하1층 지상4층 근린생활시설, 연면적 890제곱",
    {
      m2: 890,
      storeys: 4,
      below: 1,
      use: "shop",
      at: "해운대/부산",
    },
  ],
  [
    "다섯식구 살 한옥인데예, 방 네칸에 대청 하나 마당 하나, 사십다섯평쯤 생각합니더",
    {
      평: 45,
      use: "house",
      styles: "hanok",
      rooms: "bedroom4 daecheong1 yard1",
    },
  ],
  [
    "어린이집 설계해주세요. 보육실 5개 조리실 1개 원장실 1개 2층 420㎡ 정원 49명",
    {
      m2: 420,
      storeys: 2,
      use: "kindergarten",
      rooms: "classroom5 kitchen1 manager1",
    },
  ],
  [
    "보습학원 2개층 쓸거고 강의실 여덟 개, 상담실 하나, 총 100평",
    {
      평: 100,
      storeys: 2,
      use: "academy",
      rooms: "classroom8 meeting1",
    },
  ],
  ["스터디카페 50평 3층에 들어갈거구 화장실 남녀 따로", { 평: 50, use: "cafe", rooms: "wc2" }],
  [
    "원룸건물 4층 세대수 12, 1층은 필로티 주차장, 연면적 110평",
    { 평: 110, storeys: 4, use: "apartments", rooms: "parking1" },
  ],
  [
    "상가주택 3층 / 1층 상가 2층 임대 투룸 / 3층 주인세대 / 건축면적 35평",
    {
      평: 35,
      kind: FOOTPRINT,
      gross: 347.11,
      storeys: 3,
      use: "mixed",
      by: "1shop 2house 3house",
    },
  ],
  [
    "제로에너지 인증받는 2층 카페, 210m2, 세종",
    {
      m2: 210,
      storeys: 2,
      use: "cafe",
      certs: "ZEB",
      at: "세종/세종",
    },
  ],
  ["주택인데 계단 없는 단층으로 휠체어 다닐 수 있게 BF인증까지, 33평", { 평: 33, use: "house", certs: "BF" }],
  [
    "건물 1,2층 학원 3층은 원장 살림집 전부 해서 300헤베",
    {
      m2: 300,
      storeys: 3,
      use: "mixed",
      by: "1academy 2academy 3house",
    },
  ],
  ["조그만 꽃가게 열평 남짓", { 평: 10, use: "shop" }],
  ["파출소 옆 땅에 분식집 18평 테이블 여섯개", { 평: 18, use: "restaurant" }],
  [
    "갤러리카페, 1층은 전시실 2층은 카페, 모던하게, 75평, 경기도 파주 헤이리",
    {
      평: 75,
      storeys: 2,
      use: "mixed",
      by: "1gallery 2cafe",
      styles: "modern",
      at: "파주/경기",
    },
  ],
  [
    "한식당 60평이구요 룸은 세개 주방은 넓게 주차장은 없어도 됩니다",
    {
      평: 60,
      use: "restaurant",
      rooms: "privateroom3 kitchen1",
      without: "parking",
    },
  ],
  ["우리 교회 옆에 작은 카페 22평", { 평: 22, use: "cafe" }],
  [
    "2층 단독인데요 1층에 거실 주방 안방 2층엔 애들방 두개 42평",
    {
      평: 42,
      storeys: 2,
      use: "house",
      rooms: "living1 kitchen1 bedroom3",
    },
  ],
  [
    "협소주택. 건축면적 열두평, 3층. 주차 1대 무조건",
    {
      평: 12,
      kind: FOOTPRINT,
      gross: 119.01,
      storeys: 3,
      use: "house",
      rooms: "parking1",
    },
  ],
  [
    "모텔 말고 가족호텔로요, 객실 24실 6층 지하 1층 1,400㎡ 속초",
    {
      m2: 1400,
      storeys: 6,
      below: 1,
      use: "guesthouse",
      rooms: "guestroom24",
      at: "속초/강원",
    },
  ],
  [
    "공유오피스 3층짜리 180평 회의실 다섯 폰부스 말고 라운지 크게 하나",
    {
      평: 180,
      storeys: 3,
      use: "office",
      rooms: "meeting5 lounge1",
    },
  ],
  ["동네 책방 스무평, 위에 2층은 제가 살거예요", { 평: 20, storeys: 2, use: "mixed", by: "1shop 2house" }],
  ["창업하려고 알아보는중인데 테이크아웃 커피숍 8평짜리도 되나요?", { 평: 8, use: "cafe" }],
  [
    "3층 건물, 총 450㎡, 1층 편의점, 2층 미용실, 3층 사무실",
    {
      m2: 450,
      storeys: 3,
      use: "mixed",
      by: "1shop 2shop 3office",
    },
  ],
  [
    "목조주택 서른여덟평 방3 화2 다용도실 팬트리",
    {
      평: 38,
      use: "house",
      rooms: "bedroom3 wc2 utility1 pantry1",
    },
  ],
  [
    "정형외과 3층 건물 600㎡ 진료실 세개, 물리치료실 두개, 주차 15대 지하는 말고 지상으로",
    {
      m2: 600,
      storeys: 3,
      use: "clinic",
      rooms: "exam3 therapy2 parking15",
      without: "basement",
    },
  ],
  [
    "옥상 테라스 있는 4층 사옥 / 서울 성수동 / 연면적 1100㎡ / 대표실, 회의실 4, 라운지",
    {
      m2: 1100,
      storeys: 4,
      use: "office",
      rooms: "roof_terrace1 manager1 meeting4 lounge1",
      at: "성수/서울",
    },
  ],
  [
    "게하 하나 차리고 싶어요 남해에, 방 6개, 공용주방이랑 라운지, 2층으로 65평",
    {
      평: 65,
      storeys: 2,
      use: "guesthouse",
      rooms: "guestroom6 kitchen1 lounge1",
      at: "남해/경남",
    },
  ],
  ["초밥집 스물두평 카운터석 위주고 룸은 안 만들거에요", { 평: 22, use: "restaurant", without: "privateroom" }],
  ["대지 65평 건폐율 60프로 용적률 200, 다가구주택 3층", { storeys: 3, use: "apartments" }],
  [
    "I want a 3-storey clinic, 450 square meters, four exam rooms and an elevator, in Suwon",
    {
      m2: 450,
      storeys: 3,
      use: "clinic",
      rooms: "exam4 lift1",
      at: "수원/경기",
    },
  ],
  [
    "한옥스타일 찻집 20평, 툇마루, 작은 마당, 주차 3대",
    {
      평: 20,
      use: "cafe",
      styles: "hanok",
      rooms: "yard1 parking3",
    },
  ],
  ["미용실인데 2층 건물에 1층 헤어 2층 네일샵 40평", { 평: 40, storeys: 2, use: "shop" }],
  [
    "귀촌해서 살 집. 스물네평. 방 둘 거실 하나. 창고는 따로 안 둬요",
    {
      평: 24,
      use: "house",
      rooms: "bedroom2 living1",
      without: "storage",
    },
  ],
  [
    "레스토랑 2층 250㎡, 1층 오픈주방이랑 홀, 2층엔 프라이빗룸 네 개",
    {
      m2: 250,
      storeys: 2,
      use: "restaurant",
      rooms: "kitchen1 hall1 privateroom4",
    },
  ],
  [
    "춘천 의암호쪽 대형카페 200평 3층 루프탑 주차 40대 엘리베이터 있게",
    {
      평: 200,
      storeys: 3,
      use: "cafe",
      rooms: "roof_terrace1 parking40 lift1",
      at: "춘천/강원",
    },
  ],
  [
    "유치원 3층 1200㎡ 교실 아홉개 강당 하나 급식실",
    {
      m2: 1200,
      storeys: 3,
      use: "kindergarten",
      rooms: "classroom9 hall1 kitchen1",
    },
  ],
  [
    "구십평 단층 한정식집을 한옥으로, 방 여섯개, 안마당",
    {
      평: 90,
      use: "restaurant",
      styles: "hanok",
      rooms: "privateroom6 yard1",
    },
  ],
  [
    "지하 1층 스튜디오, 1층 카페, 2~4층 사무실로 쓸 건물 700㎡ 합정동",
    {
      m2: 700,
      storeys: 4,
      below: 1,
      use: "mixed",
      by: "-1office 1cafe 2office 3office 4office",
      at: "합정/서울",
    },
  ],
  ["듀플렉스 말고 그냥 2층집, 35평, 방셋", { 평: 35, storeys: 2, use: "house", rooms: "bedroom3" }],
  ["김해에 애견카페 할라카는데 60평 되고 운동장도 있으면 좋겠심더", { 평: 60, use: "cafe", at: "김해/경남" }],
  [
    "화이트톤 미니멀 주택 / 52평 / 2층 / 방4 욕3 / 드레스룸 / 주차2",
    {
      평: 52,
      storeys: 2,
      use: "house",
      styles: "minimal",
      rooms: "bedroom4 bath3 dress1 parking2",
    },
  ],
  ["국수집 열다섯평이면 됩니다 화장실 하나 창고 하나", { 평: 15, use: "restaurant", rooms: "wc1 storage1" }],
  ["약 330m²의 2층 미술관, 전시실 3개, 수장고, 카페 코너", { m2: 330, storeys: 2, use: "gallery", rooms: "storage1" }],
  [
    "녹색건축 인증하고 BF 둘 다 받아야되는 4층 사무용 건물 1,320㎡ 대전 둔산동",
    {
      m2: 1320,
      storeys: 4,
      use: "office",
      certs: "G-SEED BF",
      at: "대전/대전",
    },
  ],
  [
    "상가 2층짜리, 80평, 엘베는 빼고 화장실은 층마다 하나씩",
    {
      평: 80,
      storeys: 2,
      use: "shop",
      without: "lift",
      rooms: "wc2",
    },
  ],
  [
    "집 뒤 텃밭 있고 남향으로 단층 삼십평 방 두칸 욕실 하나만",
    {
      평: 30,
      use: "house",
      rooms: "bedroom2 bath1 garden1",
    },
  ],
  [
    "여관 리모델링 말고 신축, 객실 열여섯개 4층 연면적 600",
    { m2: 600, storeys: 4, use: "guesthouse", rooms: "guestroom16" },
  ],
  [
    "의원이랑 약국 같이 들어가는 2층, 1층 약국 2층 의원, 70평씩",
    {
      평: 70,
      kind: PER_STOREY,
      gross: 462.81,
      storeys: 2,
      use: "mixed",
      by: "1shop 2clinic",
    },
  ],
  [
    "평창 스키장 근처 산장 같은 게스트하우스 90평 2층 벽난로 라운지 객실 아홉",
    {
      평: 90,
      storeys: 2,
      use: "guesthouse",
      rooms: "lounge1 guestroom9",
      at: "평창/강원",
    },
  ],
  [
    "북유럽 감성 브런치카페 36평에 테라스 크게 지하창고는 없어도 됨",
    {
      평: 36,
      use: "cafe",
      styles: "nordic",
      rooms: "terrace1",
      without: "storage",
    },
  ],
  ["노부부가 살 집, 방은 하나 아니 둘, 26평 단층, 문턱 없이", { 평: 26, use: "house", rooms: "bedroom2" }],
  [
    "2층 사무실 65평 창고랑 탕비실 하나씩, 회의실은 두 개",
    {
      평: 65,
      storeys: 2,
      use: "office",
      rooms: "storage1 pantry1 meeting2",
    },
  ],
];
