import { FOOTPRINT, PER_STOREY, type Row } from "./slots.ts";

/** Sixty sentences, most of them plain and polite; written before the parser was seen, to be scored once. */
export const ninthHeldOutRows: readonly Row[] = [
  ["강릉 바닷가에 45평짜리 2층 카페를 짓고 싶어요.", { 평: 45, storeys: 2, use: "cafe", at: "강릉/강원" }],
  [
    "대전 유성구에 연면적 320㎡ 3층 다가구주택 설계해 주세요.",
    { m2: 320, storeys: 3, use: "apartments", at: "유성구/대전" },
  ],
  [
    "전주 한옥마을 근처에 30평 한옥 게스트하우스, 객실 4개와 마당이 있으면 합니다.",
    { 평: 30, use: "guesthouse", styles: "hanok", rooms: "guestroom4 yard1", at: "전주/전북" },
  ],
  [
    "1층은 빵집, 2층은 우리 가족이 사는 집으로 총 60평 2층 건물을 원합니다.",
    { 평: 60, storeys: 2, use: "mixed", by: "1cafe 2house" },
  ],
  ["쉰 평 단층 전원주택, 방 셋에 욕실 둘이요.", { 평: 50, storeys: 1, use: "house", rooms: "bedroom3 bath2" }],
  [
    "서울 마포구에 지하 1층 지상 5층, 연면적 990㎡ 사옥을 계획하고 있습니다. 회의실 4개와 휴게실, 옥상정원이 필요합니다.",
    { m2: 990, storeys: 5, below: 1, use: "office", rooms: "meeting4 lounge1 roof_terrace1", at: "마포구/서울" },
  ],
  [
    "부산 해운대에 150평 규모의 치과 건물, 진료실 5개, 엘리베이터 있어야 해요.",
    { 평: 150, use: "clinic", rooms: "exam5 lift1", at: "해운대/부산" },
  ],
  ["제주도에 패시브하우스로 35평 단독주택 지어주세요.", { 평: 35, use: "house", at: "제주/제주" }],
  [
    "세종시에 연면적 1,200㎡ 3층 유치원을 지으려고 합니다. 교실은 8개이고 실내 체육관과 조리실이 필요해요.",
    { m2: 1200, storeys: 3, use: "kindergarten", rooms: "classroom8 gym1 kitchen1", at: "세종시/세종" },
  ],
  [
    "경기도 양평에 40평 2층 목조주택, 차고 없이 데크만 있으면 됩니다.",
    { 평: 40, storeys: 2, use: "house", rooms: "terrace1", without: "parking", at: "양평/경기" },
  ],
  [
    "수원에 200평짜리 피트니스센터를 짓고 싶은데 샤워실 4개, 주차 10대 가능해야 합니다.",
    { 평: 200, use: "gym", rooms: "bath4 parking10", at: "수원/경기" },
  ],
  [
    "건축면적 100㎡에 3층인 상가주택을 짓고 싶습니다. 1층은 상가, 2층과 3층은 주택입니다.",
    { m2: 100, kind: FOOTPRINT, gross: 300, storeys: 3, use: "mixed", by: "1shop 2house 3house" },
  ],
  ["층당 30평씩 4층짜리 근린생활시설이요.", { 평: 30, kind: PER_STOREY, gross: 396.69, storeys: 4, use: "shop" }],
  [
    "인천 송도에 ZEB 3등급 업무시설을 연면적 2,500㎡, 지하 2층 지상 6층으로 계획해 주세요.",
    { m2: 2500, storeys: 6, below: 2, use: "office", certs: "ZEB", at: "송도/인천" },
  ],
  [
    "광주 북구에 80평 작은 도서관, 열람실은 넓게, BF 인증 받을 수 있게 해 주세요.",
    { 평: 80, use: "library", certs: "BF", at: "북구/광주" },
  ],
  [
    "춘천에 25평 단층집. 지하실은 필요 없고 다락은 꼭 있어야 해요.",
    { 평: 25, storeys: 1, use: "house", rooms: "attic1", without: "basement", at: "춘천/강원" },
  ],
  [
    "대구 수성구에 2층 120평 고깃집 지으려고요. 룸 6개, 주차장 12대.",
    { 평: 120, storeys: 2, use: "restaurant", rooms: "privateroom6 parking12", at: "수성구/대구" },
  ],
  [
    "여수에 객실 8개짜리 펜션을 500㎡ 정도로 짓고 싶습니다. 수영장도 있었으면 해요.",
    { m2: 500, use: "guesthouse", rooms: "guestroom8 pool1", at: "여수/전남" },
  ],
  ["김포에 600평 물류창고 단층으로 부탁드립니다.", { 평: 600, storeys: 1, use: "warehouse", at: "김포/경기" }],
  [
    "창원에 연면적 1500㎡ 2층 공장, 사무실과 식당 포함.",
    { m2: 1500, storeys: 2, use: "factory", rooms: "office1 dining1", at: "창원/경남" },
  ],
  [
    "천안에 300평 교회를 지을 예정입니다. 예배당과 교육실 4개, 식당 주방이 필요하고 BF 인증을 받고자 합니다.",
    { 평: 300, use: "worship", rooms: "classroom4 dining1 kitchen1", certs: "BF", at: "천안/충남" },
  ],
  [
    "청주에 4층 250평 학원 건물, 강의실 12개와 상담실 2개, 엘리베이터 포함이요.",
    { 평: 250, storeys: 4, use: "academy", rooms: "classroom12 meeting2 lift1", at: "청주/충북" },
  ],
  [
    "목포에 요양원을 연면적 1,800㎡, 3층으로 지으려 합니다. 물리치료실과 정원이 있어야 합니다.",
    { m2: 1800, storeys: 3, use: "elderly", rooms: "therapy1 garden1", at: "목포/전남" },
  ],
  [
    "마을회관을 40평 단층으로 새로 지으려고 하는데 남녀 화장실과 주방, 큰 방이 있으면 좋겠습니다.",
    { 평: 40, storeys: 1, use: "community", rooms: "wc2 kitchen1" },
  ],
  ["서울 성수에 3층 70평 갤러리 카페.", { 평: 70, storeys: 3, use: "cafe", at: "성수/서울" }],
  [
    "용인에 2층 단독주택 165㎡, 침실 4개 욕실 3개 드레스룸 서재 주차 2대.",
    { m2: 165, storeys: 2, use: "house", rooms: "bedroom4 bath3 dress1 study1 parking2", at: "용인/경기" },
  ],
  ["40평 말고 50평 2층 주택으로 해 주세요.", { 평: 50, storeys: 2, use: "house" }],
  ["3층으로 하려다가 그냥 2층으로 정했어요. 연면적 60평 카페입니다.", { 평: 60, storeys: 2, use: "cafe" }],
  [
    "포항에 동물병원 55평, 진료실 3개 수술실 1개 입원실 2개.",
    { 평: 55, use: "clinic", rooms: "exam3 treatment1", at: "포항/경북" },
  ],
  [
    "속초에 1층 횟집 2층 민박으로 90평짜리 건물 지어 주세요.",
    { 평: 90, storeys: 2, use: "mixed", by: "1restaurant 2guesthouse", at: "속초/강원" },
  ],
  [
    "모던한 스타일의 2층 48평 단독주택, 테라스와 넓은 거실이 있으면 좋겠습니다.",
    { 평: 48, storeys: 2, use: "house", styles: "modern", rooms: "terrace1 living1" },
  ],
  ["한의원 65평, 진료실 2개, 치료실 1개, 탕전실은 빼고요.", { 평: 65, use: "clinic", rooms: "exam2 treatment1" }],
  [
    "원주에 초등학교 분교를 2층 1,000㎡로 짓고 싶습니다. 교실 6개, 운동장이 있어야 합니다.",
    { m2: 1000, storeys: 2, use: "school", rooms: "classroom6", at: "원주/강원" },
  ],
  ["대지 200평에 연면적 80평 2층 주택을 짓고 싶어요.", { 평: 80, storeys: 2, use: "house" }],
  [
    "녹색건축 인증 우수 등급을 받는 4층 연면적 1,650㎡ 사무소를 성남 판교에 짓겠습니다.",
    { m2: 1650, storeys: 4, use: "office", certs: "G-SEED", at: "판교/경기" },
  ],
  [
    "부모님 모실 28평 단층 한옥, 대청과 툇마루가 있는 집이요. 안동입니다.",
    { 평: 28, storeys: 1, use: "house", styles: "hanok", rooms: "daecheong1", at: "안동/경북" },
  ],
  [
    "서른다섯 평 2층집에 방 네 개, 화장실 두 개면 충분해요.",
    { 평: 35, storeys: 2, use: "house", rooms: "bedroom4 wc2" },
  ],
  [
    "은평구에 5층 다세대주택, 연면적 200평, 8세대, 주차 8대.",
    { 평: 200, storeys: 5, use: "apartments", rooms: "parking8", at: "은평구/서울" },
  ],
  ["미용실 20평 단층 건물 하나 지어 주세요.", { 평: 20, storeys: 1, use: "shop" }],
  [
    "경주에 이층 한옥 찻집 38평, 좌식 방 3개 있으면 좋겠습니다.",
    { 평: 38, storeys: 2, use: "cafe", styles: "hanok", rooms: "privateroom3", at: "경주/경북" },
  ],
  [
    "꽃집이랑 작업실이 있는 30평 2층 건물을 파주에 짓고 싶습니다.",
    { 평: 30, storeys: 2, use: "shop", rooms: "study1", at: "파주/경기" },
  ],
  [
    "울산 남구에 연면적 700㎡ 소아과 의원, 3층이고 대기실과 진료실 4개, 수유실이 필요합니다. 엘리베이터도 꼭 넣어 주세요.",
    { m2: 700, storeys: 3, use: "clinic", rooms: "exam4 reception1 lift1", at: "남구/울산" },
  ],
  [
    "거제에 풀빌라 5동이 아니라 한 동만, 70평 2층으로 객실 3개와 수영장.",
    { 평: 70, storeys: 2, use: "guesthouse", rooms: "guestroom3 pool1", at: "거제/경남" },
  ],
  ["정육점 15평이요. 화장실 1개.", { 평: 15, use: "shop", rooms: "wc1" }],
  [
    "평창에 스칸디나비아풍 45평 별장 2층, 벽난로 있고 테라스 넓게.",
    { 평: 45, storeys: 2, use: "house", styles: "nordic", rooms: "terrace1", at: "평창/강원" },
  ],
  ["엘리베이터 없이 3층 130평 사무실 건물이요.", { 평: 130, storeys: 3, use: "office", without: "lift" }],
  [
    "군산에 2층 약국과 내과가 들어가는 100평 건물을 짓고 싶습니다. 1층은 약국, 2층은 내과입니다.",
    { 평: 100, storeys: 2, use: "mixed", by: "1shop 2clinic", at: "군산/전북" },
  ],
  [
    "주민센터 같은 복지회관 3층 연면적 1,100㎡로 설계해 주세요. 강당 하나, 회의실 3개, 장애물 없는 생활환경 인증이 필요합니다.",
    { m2: 1100, storeys: 3, use: "community", rooms: "hall1 meeting3", certs: "BF" },
  ],
  ["지하 1층, 지상 4층, 연면적 250평 상가건물. 전 층 근린생활시설로.", { 평: 250, storeys: 4, below: 1, use: "shop" }],
  [
    "이천에 도자기 전시장 60평, 전시실 2개와 수장고.",
    { 평: 60, use: "gallery", rooms: "exhibition2 storage1", at: "이천/경기" },
  ],
  ["스물네 평 농막 같은 작은 집, 방 둘.", { 평: 24, use: "house", rooms: "bedroom2" }],
  [
    "국수집 30평 단층, 주차 6대, 테라스는 필요 없어요.",
    { 평: 30, storeys: 1, use: "restaurant", rooms: "parking6", without: "terrace" },
  ],
  ["필라테스 스튜디오 2층 50평, 탈의실과 샤워실 2개.", { 평: 50, storeys: 2, use: "gym", rooms: "shower1 bath2" }],
  [
    "제로에너지건축물 1등급 2층 단독주택 132㎡를 순천에 짓고 싶습니다.",
    { m2: 132, storeys: 2, use: "house", certs: "ZEB", at: "순천/전남" },
  ],
  [
    "아산에 어린이집 120평 2층, 보육실 6개, 마당 있고 엘리베이터 있게.",
    { 평: 120, storeys: 2, use: "kindergarten", rooms: "classroom6 yard1 lift1", at: "아산/충남" },
  ],
  [
    "남해에 독채 펜션 한 채 짓고 싶어요. 25평이고 단층입니다. 침실 2개에 욕실 1개, 자쿠지는 빼 주세요.",
    { 평: 25, storeys: 1, use: "guesthouse", rooms: "guestroom2 bath1", at: "남해/경남" },
  ],
  ["의정부에 카센터 80평 단층 건물이 필요합니다.", { 평: 80, storeys: 1, use: "factory", at: "의정부/경기" }],
  [
    "빌라 4층 300평, 층마다 2세대씩 총 8세대로 지을 거예요. 1층은 필로티 주차장입니다.",
    { 평: 300, storeys: 4, use: "apartments", rooms: "parking1" },
  ],
  [
    "작은 절 법당을 50평으로 지으려 합니다. 한옥 양식이고 요사채는 제외입니다.",
    { 평: 50, use: "worship", styles: "hanok" },
  ],
  [
    "1층 편의점, 2층 사무실, 3층 주인집으로 쓸 연면적 400㎡ 건물이고 강서구 화곡동입니다. 옥상 테라스도 부탁해요.",
    { m2: 400, storeys: 3, use: "mixed", by: "1shop 2office 3house", rooms: "roof_terrace1", at: "강서/서울" },
  ],
];
