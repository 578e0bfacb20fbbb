import { FOOTPRINT, PER_STOREY, type Row } from "./slots.ts";

/** Sixty sentences written after the rules that read them and without looking at those: they judge, and no rule is made for one of them. */
export const heldOutRows: readonly Row[] = [
  [
    "안녕하세요, 강릉 바닷가 쪽에 45평 정도로 2층 카페를 하나 지으려고 합니다. 루프탑은 꼭 있었으면 해요.",
    { 평: 45, storeys: 2, use: "cafe", rooms: "roof_terrace1", at: "강릉/강원" },
  ],
  ["대지 90평에 연면적 62평 단독주택, 방 네 개랑 욕실 둘이요", { 평: 62, use: "house", rooms: "bedroom4 bath2" }],
  [
    "부모님 모시고 살 단층 주택 서른두 평, 방 3개 화장실 2개로 부탁드립니다",
    { 평: 32, use: "house", rooms: "bedroom3 wc2" },
  ],
  [
    "전주에 한옥 스테이 하려고요 객실 다섯 개, 마당 있고 육십 평",
    { 평: 60, use: "guesthouse", rooms: "guestroom5 yard1", styles: "hanok", at: "전주/전북" },
  ],
  [
    "판교에 지상 5층 지하 1층 사옥, 연면적 1,850㎡, 회의실 6개",
    { m2: 1850, storeys: 5, below: 1, use: "office", rooms: "meeting6", at: "판교/경기" },
  ],
  [
    "1층은 카페, 2층은 사무실, 3층은 저희 집으로 쓸 건물이요. 전체 100평입니다",
    { 평: 100, storeys: 3, use: "mixed", by: "1cafe 2office 3house" },
  ],
  [
    "치과를 열려고 합니다. 진료실 4개, 접수 공간은 넓게, 면적은 240 제곱미터",
    { m2: 240, use: "clinic", rooms: "exam4 reception1" },
  ],
  [
    "인더스트리얼한 느낌의 로스터리 카페 / 성수동 / 80평 / 주차 3대",
    { 평: 80, use: "cafe", styles: "industrial", rooms: "parking3", at: "성수/서울" },
  ],
  [
    "엘리베이터 없이 3층짜리 사무실 건물 지어주세요 층당 40평",
    { 평: 40, kind: PER_STOREY, gross: 396.69, storeys: 3, use: "office", without: "lift" },
  ],
  [
    "Design a two-storey house of 180 m2 with three bedrooms and two bathrooms, no basement please.",
    { m2: 180, storeys: 2, use: "house", rooms: "bedroom3 bath2", without: "basement" },
  ],
  [
    "제주도 애월에 펜션을 짓고 싶은데요, 객실 8실에 수영장 하나, 120평이면 좋겠습니다",
    { 평: 120, use: "guesthouse", rooms: "guestroom8 pool1", at: "애월/제주" },
  ],
  [
    "국밥집 자리예요. 이십오평, 주방 크게, 룸은 빼고 홀만",
    { 평: 25, use: "restaurant", rooms: "kitchen1 hall1", without: "privateroom" },
  ],
  ["양평 전원주택 55평 2층으로 다락도 하나", { 평: 55, storeys: 2, use: "house", rooms: "attic1", at: "양평/경기" }],
  [
    "녹색건축인증 받는 4층 오피스, 건축면적 300㎡",
    { m2: 300, kind: FOOTPRINT, gross: 1200, storeys: 4, use: "office", certs: "G-SEED" },
  ],
  [
    "미니멀한 집. 마흔다섯 평. 거실 하나에 방 둘, 서재 하나.",
    { 평: 45, use: "house", styles: "minimal", rooms: "living1 bedroom2 study1" },
  ],
  [
    "한남동에 갤러리 같은 편집숍 하나 하고 싶어요, 2개 층 합쳐서 70평",
    { 평: 70, storeys: 2, use: "shop", at: "한남동/서울" },
  ],
  [
    "내과 의원 200㎡ 단층, 진료실 두 개하고 물리치료실 하나. BF 인증도 받아야 합니다",
    { m2: 200, use: "clinic", rooms: "exam2 therapy1", certs: "BF" },
  ],
  [
    "북유럽풍 2층 주택 (40평), 드레스룸이랑 다용도실 꼭 넣어주세요",
    { 평: 40, storeys: 2, use: "house", styles: "nordic", rooms: "dress1 utility1" },
  ],
  ["경주 황리단길 근처 한옥 카페 스물여덟 평", { 평: 28, use: "cafe", styles: "hanok", at: "경주/경북" }],
  [
    "상가주택 4층, 1층 상가고 나머지는 전부 주거. 연면적 420㎡",
    { m2: 420, storeys: 4, use: "mixed", by: "1shop 2house 3house 4house" },
  ],
  [
    "지하 2층, 지상 6층 오피스 빌딩 2,900제곱미터로 계획해 주십시오. 주차 20대.",
    { m2: 2900, storeys: 6, below: 2, use: "office", rooms: "parking20" },
  ],
  ["작은 빵집을 하려는데 열여덟평이면 될까요? 위치는 춘천입니다", { 평: 18, use: "cafe", at: "춘천/강원" }],
  [
    "ZEB 5등급 주택으로 지어주세요. 세종시, 2층, 48평, 방3 욕실2",
    { 평: 48, storeys: 2, use: "house", rooms: "bedroom3 bath2", certs: "ZEB", at: "세종/세종" },
  ],
  [
    "주차장은 필요 없고요, 홍대 쪽에 3층 게스트하우스 90평, 공용 라운지 하나",
    { 평: 90, storeys: 3, use: "guesthouse", rooms: "lounge1", without: "parking", at: "홍대/서울" },
  ],
  [
    "Modern cafe in Gangnam, 150 sqm, with a terrace",
    { m2: 150, use: "cafe", styles: "modern", rooms: "terrace1", at: "강남/서울" },
  ],
  [
    "스타트업이 쓸 사무실 백오십평. 회의실 세 개, 서버실 하나, 대표실 하나",
    { 평: 150, use: "office", rooms: "meeting3 server1 manager1" },
  ],
  [
    "한 층에 35평씩 2층짜리 동물병원을 생각하고 있어요",
    { 평: 35, kind: PER_STOREY, gross: 231.4, storeys: 2, use: "clinic" },
  ],
  [
    "속초에 바다 보이는 2층짜리 횟집, 130평, 룸 네 개, 주차 열 대",
    { 평: 130, storeys: 2, use: "restaurant", rooms: "privateroom4 parking10", at: "속초/강원" },
  ],
  [
    "클래식한 레스토랑 원합니다. 연면적은 350㎡ 안팎, 지하 1층에 창고",
    { m2: 350, below: 1, use: "restaurant", styles: "classic", rooms: "storage1" },
  ],
  [
    "1층 근생에 2,3층 주택 들어가는 건물 하나 설계 부탁드려요 85평",
    { 평: 85, storeys: 3, use: "mixed", by: "1shop 2house 3house" },
  ],
  [
    "ㄷ자 한옥 주택, 대청 있고 방 세 칸, 마당은 남쪽. 사십평.",
    { 평: 40, use: "house", styles: "hanok", rooms: "daecheong1 bedroom3 yard1" },
  ],
  ["카페인데요 테라스는 빼고 지하도 없이 그냥 단층 30평으로요", { 평: 30, use: "cafe", without: "terrace basement" }],
  [
    "부산 광안리 5층 숙소 건물. 객실 20개. 연면적 990㎡. 엘리베이터 한 대.",
    { m2: 990, storeys: 5, use: "guesthouse", rooms: "guestroom20 lift1", at: "광안리/부산" },
  ],
  [
    "우리 가족 네 명 살 집이고 방은 세 개면 됩니다. 두 개 층이고 38평이에요. 모던했으면",
    { 평: 38, storeys: 2, use: "house", rooms: "bedroom3", styles: "modern" },
  ],
  [
    "사무실 + 카페 복합 건물, 3층, 1층 카페 위로는 사무실, 수원",
    { storeys: 3, use: "mixed", by: "1cafe 2office 3office", at: "수원/경기" },
  ],
  [
    "please design a 4-story mixed-use building: shops on the ground floor, offices above. 800 m2. G-SEED",
    { m2: 800, storeys: 4, use: "mixed", by: "1shop 2office 3office 4office", certs: "G-SEED" },
  ],
  ["한의원 160㎡ 치료실 3 진료실 1", { m2: 160, use: "clinic", rooms: "treatment3 exam1" }],
  [
    "게스트 하우스, 전통 한옥 느낌으로 하되 현대식 편의시설은 다 갖춰주세요. 안동. 방 여섯 개",
    { use: "guesthouse", styles: "hanok", amenities: true, rooms: "guestroom6", at: "안동/경북" },
  ],
  ["대구 수성구에 백이십평 삼층 이탈리안 레스토랑", { 평: 120, storeys: 3, use: "restaurant", at: "수성구/대구" }],
  ["파주에 서점 하나, 66㎡, 미니멀하게", { m2: 66, use: "shop", styles: "minimal", at: "파주/경기" }],
  ["꽃집 열다섯 평 설계해주라", { 평: 15, use: "shop" }],
  [
    "여수 세컨하우스 단층 스물두평 태양광 없이 담장도 없이",
    { 평: 22, use: "house", without: "solar fence", at: "여수/전남" },
  ],
  [
    "공유오피스 지상4층 연면적1200㎡ 라운지1 회의실8 화장실4",
    { m2: 1200, storeys: 4, use: "office", rooms: "lounge1 meeting8 wc4" },
  ],
  [
    "이태원에 루프탑 있는 3층 브런치 카페요, 인더스트리얼 모던 스타일, 75평",
    { 평: 75, storeys: 3, use: "cafe", rooms: "roof_terrace1", styles: "industrial modern", at: "이태원/서울" },
  ],
  [
    "송도 소아과 의원, 330.5㎡, 장애물 없는 생활환경 인증 필요, 주차 5대",
    { m2: 330.5, use: "clinic", certs: "BF", rooms: "parking5", at: "송도/인천" },
  ],
  [
    "땅은 150평쯤 되고 집은 50평 2층으로 하려고 해요, 차는 두 대 댈 거예요",
    { 평: 50, storeys: 2, use: "house", rooms: "parking2" },
  ],
  ["테이크아웃 커피점 20㎡ 모던하게", { m2: 20, use: "cafe", styles: "modern" }],
  [
    "A small hanok guesthouse in Jeonju with 4 guest rooms and a courtyard, 50 pyeong",
    { 평: 50, use: "guesthouse", styles: "hanok", rooms: "guestroom4 yard1", at: "전주/전북" },
  ],
  [
    "2층 주택인데 침실은 총 네 개, 욕실 3개, 팬트리 1개, 세탁실 1개 / 66평 / 용인",
    { 평: 66, storeys: 2, use: "house", rooms: "bedroom4 bath3 pantry1 laundry1", at: "용인/경기" },
  ],
  [
    "지하1층 지상3층 규모, 지하는 상가 1층 식당 2층 3층은 사무실, 연면적 700㎡",
    { m2: 700, storeys: 3, below: 1, use: "mixed", by: "-1shop 1restaurant 2office 3office" },
  ],
  [
    "고깃집 하려고 하는데 60평 2층, 2층엔 룸 6개 놓고 싶습니다",
    { 평: 60, storeys: 2, use: "restaurant", rooms: "privateroom6" },
  ],
  [
    "통영 민박집 마흔평에 객실 넷, 발코니는 안 해도 돼요",
    { 평: 40, use: "guesthouse", rooms: "guestroom4", without: "balcony", at: "통영/경남" },
  ],
  ["층마다 100㎡, 3개층 사옥", { m2: 100, kind: PER_STOREY, gross: 300, storeys: 3, use: "office" }],
  [
    "건축면적 30평에 2층 단독주택으로 설계해 주실 수 있나요? 친환경 인증도 관심 있어요",
    { 평: 30, kind: FOOTPRINT, gross: 198.35, storeys: 2, use: "house", certs: "G-SEED" },
  ],
  ["군산에 40평대 디저트카페 만들어줘요. 클래식 분위기", { 평: 40, use: "cafe", styles: "classic", at: "군산/전북" }],
  [
    "정원 딸린 단독주택, 2층, 방5 욕실3, 주차2대, 200m²",
    { m2: 200, storeys: 2, use: "house", rooms: "garden1 bedroom5 bath3 parking2" },
  ],
  [
    "office building, 5 floors plus 1 basement, 1500 sqm, meeting rooms 4, Daejeon",
    { m2: 1500, storeys: 5, below: 1, use: "office", rooms: "meeting4", at: "대전/대전" },
  ],
  [
    "1층엔 약국, 2층엔 의원, 3층은 주택으로 된 3층 건물. 청주. 엘베 하나",
    { storeys: 3, use: "mixed", by: "1shop 2clinic 3house", rooms: "lift1", at: "청주/충북" },
  ],
  [
    "북촌 근처에서 한옥 찻집을 하려 합니다 삼십삼평이고 주차장 창고 둘 다 빼주세요",
    { 평: 33, use: "cafe", styles: "hanok", without: "parking storage", at: "북촌/서울" },
  ],
  [
    "옷가게 2층 건물 45평, 창고 하나 두고 지하는 파지 말아 주세요",
    { 평: 45, storeys: 2, use: "shop", rooms: "storage1", without: "basement" },
  ],
];
