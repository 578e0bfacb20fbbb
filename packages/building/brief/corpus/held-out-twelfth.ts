import { FOOTPRINT, PER_STOREY, type Row } from "./slots.ts";

/** Sixty sentences by a hand that had seen neither the rules nor their lexicons; written before any was run. */
export const twelfthHeldOutRows: readonly Row[] = [
  [
    "안녕하세요, 충남 홍성에 부모님 모실 단층집 지으려고 합니다. 아버지가 78세시고 휠체어를 타셔서 배리어프리 인증까지 받고 싶어요. 42평에 방 세 개, 욕실 두 개요.",
    { 평: 42, use: "house", rooms: "bedroom3 bath2", certs: "BF", at: "홍성/충남" },
  ],
  [
    "원주에 동물병원 2층 95평, 진료실 넷, 처치실 하나, 주차 8대. 개원은 2027년 3월 예정입니다",
    { 평: 95, storeys: 2, use: "clinic", rooms: "exam4 treatment1 parking8", at: "원주/강원" },
  ],
  [
    "지하1층 지상4층 사옥, 연면적 1,240제곱미터, 회의실 5, 임원실 2, 승강기 1, 대전 유성구",
    { m2: 1240, storeys: 4, below: 1, use: "office", rooms: "meeting5 manager2 lift1", at: "유성/대전" },
  ],
  [
    "태권도장이에요 단층 120평 탈의실 2개 사무실 1개 거창읍",
    { 평: 120, use: "gym", rooms: "shower2 office1", at: "거창/경남" },
  ],
  [
    "남편이 목수라 집 옆에 목공소를 지으려구요. 단층 55평에 화장실 하나, 창고 하나면 돼요. 전남 곡성입니다",
    { 평: 55, use: "factory", rooms: "wc1 storage1", at: "곡성/전남" },
  ],
  [
    "1층 미용실 2층 우리집 합쳐서 58평 방셋 화장실둘 구미",
    { 평: 58, storeys: 2, use: "mixed", by: "1shop 2house", rooms: "bedroom3 wc2", at: "구미/경북" },
  ],
  [
    "요가원 하나 지으려는데 40평에서 50평 사이, 45평이면 딱 좋겠어요. 2층짜리로, 탈의실 두 개, 강릉",
    { 평: 45, storeys: 2, use: "gym", rooms: "shower2", at: "강릉/강원" },
  ],
  [
    "한 서른다섯 평쯤 되는 북유럽풍 단독주택, 다락은 빼고 지하도 말고요. 방 셋 욕실 하나",
    { 평: 35, use: "house", rooms: "bedroom3 bath1", styles: "nordic", without: "attic basement" },
  ],
  [
    "지금 사는 아파트가 34평인데 답답해서 이천에 2층 주택 52평 지으려고요. 애가 셋이라 방이 다섯 개는 있어야 해요.",
    { 평: 52, storeys: 2, use: "house", rooms: "bedroom5", at: "이천/경기" },
  ],
  [
    "펜션 2층 140평 객실7 수영장1 주차10 / 경기 가평",
    { 평: 140, storeys: 2, use: "guesthouse", rooms: "guestroom7 pool1 parking10", at: "가평/경기" },
  ],
  [
    "삼척 바닷가에서 300m 떨어진 땅이에요. 카페 2층으로 72평, 옥상 테라스 있으면 좋겠고 지하는 없이요.",
    { 평: 72, storeys: 2, use: "cafe", rooms: "roof_terrace1", without: "basement", at: "삼척/강원" },
  ],
  [
    "예산군에 마을회관 새로 짓습니다. 건축면적 45평 2층, 보조금은 3억 2천이고 주방 하나 화장실 세 개",
    {
      평: 45,
      kind: FOOTPRINT,
      gross: 297.52,
      storeys: 2,
      use: "community",
      rooms: "kitchen1 wc3",
      at: "예산/충남",
    },
  ],
  [
    "층당 60평 5층 건물, 1층 약국 2층 내과 3층 치과 4,5층 사무실, 엘리베이터 1대, 창원",
    {
      평: 60,
      kind: PER_STOREY,
      gross: 991.74,
      storeys: 5,
      use: "mixed",
      by: "1shop 2clinic 3clinic 4office 5office",
      rooms: "lift1",
      at: "창원/경남",
    },
  ],
  [
    "어린이집 정원 49명, 2층 150평, 보육실 6개, 식당 1개, 마당도 하나. 충북 증평이에요",
    { 평: 150, storeys: 2, use: "kindergarten", rooms: "classroom6 dining1 yard1", at: "증평/충북" },
  ],
  [
    "한옥 찻집 스물여덟평 단층 마당있게 별실 두칸 경주",
    { 평: 28, use: "cafe", rooms: "yard1 privateroom2", styles: "hanok", at: "경주/경북" },
  ],
  [
    "교회 건축 문의. 지상 3층 지하 1층, 연면적 850㎡, 주차 20대, 승강기 1대, 경기도 광주",
    { m2: 850, storeys: 3, below: 1, use: "worship", rooms: "parking20 lift1", at: "광주/경기" },
  ],
  [
    "물류창고 단층 2,400㎡ 사무실 2개 화장실 2개 음성군",
    { m2: 2400, use: "warehouse", rooms: "office2 wc2", at: "음성/충북" },
  ],
  [
    "고양이 네 마리랑 사는 1인 가구입니다. 18평 단층, 방 하나, 욕실 하나, 드레스룸 없이, 미니멀하게.",
    { 평: 18, use: "house", rooms: "bedroom1 bath1", styles: "minimal", without: "dress" },
  ],
  [
    "수학학원 4층 건물 전체 쓸 거고 280평이에요. 강의실 12 상담실 2 원장실 1 화장실 4 엘베 1",
    { 평: 280, storeys: 4, use: "academy", rooms: "classroom12 meeting2 manager1 wc4 lift1" },
  ],
  [
    "게하 하나 하려고요ㅎㅎ 여수에 3층 66평, 객실은 아홉개, 공용주방 하나, 세탁실 하나. 연락은 010-2345-6789로요",
    { 평: 66, storeys: 3, use: "guesthouse", rooms: "guestroom9 kitchen1 laundry1", at: "여수/전남" },
  ],
  [
    "다세대주택 4층 8세대 연면적 620㎡ 주차 8대 승강기 1대 인천 남동구",
    { m2: 620, storeys: 4, use: "apartments", rooms: "parking8 lift1", at: "남동/인천" },
  ],
  [
    "노인요양시설, 3층 1500㎡, 침실 24개, 물리치료실 1개, 주방 1개, 승강기 2대, BF 인증, 익산시",
    {
      m2: 1500,
      storeys: 3,
      use: "elderly",
      rooms: "bedroom24 therapy1 kitchen1 lift2",
      certs: "BF",
      at: "익산/전북",
    },
  ],
  [
    "작은도서관 단층 64평, 열람실 두 개, 회의실 하나, 화장실 둘이면 됩니다. 전북 완주군청에서 5km 거리예요",
    { 평: 64, use: "library", rooms: "reading2 meeting1 wc2", at: "완주/전북" },
  ],
  [
    "고깃집입니다. 2층 건물 110평, 룸 여섯 개, 주방 하나, 주차 15대, 청주. 3년 전에 하던 가게는 25평이었어요.",
    { 평: 110, storeys: 2, use: "restaurant", rooms: "privateroom6 kitchen1 parking15", at: "청주/충북" },
  ],
  [
    "지하 1층은 체육관, 1층 카페, 2층 사무실. 대지 90평이고 연면적 150평입니다",
    { 평: 150, storeys: 2, below: 1, use: "mixed", by: "-1gym 1cafe 2office" },
  ],
  [
    "세종시에 단독 주택 지을건데요 땅은 330㎡고 집은 48평 2층 방4 화3 주차2",
    { 평: 48, storeys: 2, use: "house", rooms: "bedroom4 wc3 parking2", at: "세종/세종" },
  ],
  [
    "쉰 평짜리 이층집이요. 큰애가 고3이라 서재 하나는 꼭 있어야 하고 방 넷, 욕실 셋, 발코니는 싫어요.",
    { 평: 50, storeys: 2, use: "house", rooms: "study1 bedroom4 bath3", without: "balcony" },
  ],
  [
    "인더스트리얼 느낌 카페 87평, 복층 말고 그냥 단층, 화장실 두 개, 주차장 12대, 포천",
    { 평: 87, use: "cafe", rooms: "wc2 parking12", styles: "industrial", at: "포천/경기" },
  ],
  [
    "문의드립니다. 제로에너지 인증 가능한 2층 사무실 건물, 연면적 496m2, 회의실 2개, 탕비실 2개, 주차 6면. 전주 예정.",
    { m2: 496, storeys: 2, use: "office", rooms: "meeting2 pantry2 parking6", certs: "ZEB", at: "전주/전북" },
  ],
  [
    "한옥 민박 단층 46평 객실 5 욕실 5, 현대적인 편의시설도 갖춰서, 안동 하회마을 근처",
    {
      평: 46,
      use: "guesthouse",
      rooms: "guestroom5 bath5",
      styles: "hanok",
      amenities: true,
      at: "안동/경북",
    },
  ],
  [
    "과자 만드는 공장 2층 800제곱미터, 탈의실 2, 휴게실 1, 사무실 1, 화성시",
    { m2: 800, storeys: 2, use: "factory", rooms: "shower2 lounge1 office1", at: "화성/경기" },
  ],
  [
    "장모님이 62세에 국수집 내신대요. 22평 단층, 주차 4대, 화장실 1개, 테라스는 빼고, 강원도 고성",
    { 평: 22, use: "restaurant", rooms: "parking4 wc1", without: "terrace", at: "고성/강원" },
  ],
  [
    "오층짜리 근생 건물, 연면적 삼백오십 평, 지하 한 층, 승강기 한 대, 주차 열 대, 부산 연제구",
    { 평: 350, storeys: 5, below: 1, use: "shop", rooms: "lift1 parking10", at: "연제/부산" },
  ],
  [
    "상가주택 3층. 1층 식당, 2층 사무실, 3층 주인집. 전체 105평, 주차 4대, 지하는 제외하고요, 울산 중구",
    {
      평: 105,
      storeys: 3,
      use: "mixed",
      by: "1restaurant 2office 3house",
      rooms: "parking4",
      without: "basement",
      at: "중구/울산",
    },
  ],
  [
    "갤러리 단층 330㎡, 전시실 세 개에 수장고 하나, 모던하게, 지하실 없음, 통영",
    { m2: 330, use: "gallery", rooms: "exhibition3 storage1", styles: "modern", without: "basement", at: "통영/경남" },
  ],
  [
    "집사람하고 둘이 살 집. 26평, 방2 욕실2, 거실 하나, 다용도실 하나, 주차는 한 대만, 함평",
    { 평: 26, use: "house", rooms: "bedroom2 bath2 living1 utility1 parking1", at: "함평/전남" },
  ],
  [
    "헬쓰장 2층 210평, 탈의실 둘, 화장실 넷, 사우나 하나, 포항",
    { 평: 210, storeys: 2, use: "gym", rooms: "shower2 wc4 sauna1", at: "포항/경북" },
  ],
  [
    "저희가 건축주가 셋이에요. 형제 셋이 층마다 한 집씩 사는 3층 다가구, 층당 32평, 주차 3대, 김해",
    {
      평: 32,
      kind: PER_STOREY,
      gross: 317.36,
      storeys: 3,
      use: "apartments",
      rooms: "parking3",
      at: "김해/경남",
    },
  ],
  [
    "북카페요 21평 단층 창고하나 화장실하나 예산은 1억 8천 정도고 옆집이 3층이라 좀 눌리긴 해요",
    { 평: 21, use: "cafe", rooms: "storage1 wc1" },
  ],
  [
    "대안학교 2층 교실 6개 식당 1개 화장실 4개, 연면적 780㎡, 경남 산청, 학생은 54명입니다",
    { m2: 780, storeys: 2, use: "school", rooms: "classroom6 dining1 wc4", at: "산청/경남" },
  ],
  [
    "꽃집 15평 단층이요 화장실 하나면 되고 주차장은 필요 없어요 노원구",
    { 평: 15, use: "shop", rooms: "wc1", without: "parking", at: "노원/서울" },
  ],
  [
    "세컨하우스요. 주말에만 갈 거라 16평이면 충분하고 방 하나에 다락 하나, 홍천이고 서울에서 1시간 반 거리",
    { 평: 16, use: "house", rooms: "bedroom1 attic1", at: "홍천/강원" },
  ],
  [
    "한의원 3층 건물 연면적 430㎡, 진료실 세 곳, 처치실 두 곳, 물리치료실 한 곳, 화장실 세 곳, 엘레베이터 한 대. 순천입니다.",
    { m2: 430, storeys: 3, use: "clinic", rooms: "exam3 treatment2 therapy1 wc3 lift1", at: "순천/전남" },
  ],
  [
    "원룸 16세대, 4층 건물, 160평, 주차 10대, 공용 세탁실 하나, 아산",
    { 평: 160, storeys: 4, use: "apartments", rooms: "parking10 laundry1", at: "아산/충남" },
  ],
  [
    "연면적 99㎡ 이하로 맞춰야 해요, 농막 아니고 진짜 집입니다. 단층 방2개 화장실1개 강화군",
    { m2: 99, use: "house", rooms: "bedroom2 wc1", at: "강화/인천" },
  ],
  [
    "브런치 레스토랑, 클래식한 분위기, 2층 88평, 룸 3, 화장실 4, 주방 1, 테라스 1, 속초",
    {
      평: 88,
      storeys: 2,
      use: "restaurant",
      rooms: "privateroom3 wc4 kitchen1 terrace1",
      styles: "classic",
      at: "속초/강원",
    },
  ],
  [
    "아이고 집을 지을라카는데예, 마흔 평에 방 네 개, 마당 하나, 단층으로, 의성이라예",
    { 평: 40, use: "house", rooms: "bedroom4 yard1", at: "의성/경북" },
  ],
  [
    "녹색건축인증이랑 제로에너지 인증 둘 다 받을 복합건물, 4층 900㎡, 1층 카페, 2층 도서관, 3층 학원, 4층 사무실, 수원",
    {
      m2: 900,
      storeys: 4,
      use: "mixed",
      by: "1cafe 2library 3academy 4office",
      certs: "G-SEED ZEB",
      at: "수원/경기",
    },
  ],
  [
    "회사 사옥 60~70평 정도 2층, 직원 11명, 회의실 1개, 대표실 1개, 탕비실 1개, 평택",
    { 평: 65, storeys: 2, use: "office", rooms: "meeting1 manager1 pantry1", at: "평택/경기" },
  ],
  [
    "60평은 너무 크고 40평은 작고, 50평으로 갈게요. 2층 단독, 방 4개 욕실 3개 가족실 1개 남양주",
    { 평: 50, storeys: 2, use: "house", rooms: "bedroom4 bath3 family1", at: "남양주/경기" },
  ],
  [
    "양평에 전원주택 지을 예정, 대지면적 661㎡, 연면적 132㎡, 1층, 방 3, 욕실 2, 정원 있음, 담장 없이",
    { m2: 132, use: "house", rooms: "bedroom3 bath2 garden1", without: "fence", at: "양평/경기" },
  ],
  ["카페 옆에 붙은 우리 집 말고 카페만 새로 지을 거예요 33평 단층 단양", { 평: 33, use: "cafe", at: "단양/충북" }],
  [
    "동네 서점 2층 76평 창고 하나 화장실 둘 사무실 하나, 승강기는 제외, 군산",
    { 평: 76, storeys: 2, use: "shop", rooms: "storage1 wc2 office1", without: "lift", at: "군산/전북" },
  ],
  [
    "6층 오피스, 연면적 2,900제곱미터, 지하 2층, 승강기 2대, 주차 25대, 회의실 8개, 친환경인증, 성남",
    {
      m2: 2900,
      storeys: 6,
      below: 2,
      use: "office",
      rooms: "lift2 parking25 meeting8",
      certs: "G-SEED",
      at: "성남/경기",
    },
  ],
  [
    "게스트하우스 겸 카페: 1층 카페, 2~3층 게스트하우스 객실 8개, 총 95평, 목포",
    {
      평: 95,
      storeys: 3,
      use: "mixed",
      by: "1cafe 2guesthouse 3guesthouse",
      rooms: "guestroom8",
      at: "목포/전남",
    },
  ],
  [
    "집 짓는 데 평당 750만원 든다던데, 38평 단층이면 얼마예요? 방 셋 화장실 둘 주차 둘, 당진",
    { 평: 38, use: "house", rooms: "bedroom3 wc2 parking2", at: "당진/충남" },
  ],
  [
    "치과 의원 단층 건물 52평 진료실 4개 대기실 1개 창고 1개 사천시",
    { 평: 52, use: "clinic", rooms: "exam4 reception1 storage1", at: "사천/경남" },
  ],
  [
    "경로당 단층 36평 주방 하나 화장실 두 개 창고 하나, 정읍시 2026년 12월 준공 목표",
    { 평: 36, use: "community", rooms: "kitchen1 wc2 storage1", at: "정읍/전북" },
  ],
  [
    "1층 필라테스 2층 살림집, 64평, 방 둘, 욕실 하나, 옥상 테라스 하나, 대구 수성구",
    {
      평: 64,
      storeys: 2,
      use: "mixed",
      by: "1gym 2house",
      rooms: "bedroom2 bath1 roof_terrace1",
      at: "수성/대구",
    },
  ],
  [
    "부모님 댁 충주에서 20분 거리인 괴산에 2층 집, 1층 30평에 2층 18평 합쳐서 48평, 방 다섯 욕실 셋",
    { 평: 48, storeys: 2, use: "house", rooms: "bedroom5 bath3", at: "괴산/충북" },
  ],
];
