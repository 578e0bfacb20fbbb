import { FOOTPRINT, PER_STOREY, type Row } from "./slots.ts";

/** Sixty sentences more, a third of them long, written by somebody who had not seen the parser, to be scored once. */
export const fifthHeldOutRows: readonly Row[] = [
  ["세종에 단층주택 32평 방3 욕실2", { 평: 32, use: "house", rooms: "bedroom3 bath2", at: "세종/세종" }],
  ["카페 25평 설계비 문의드립니다", { 평: 25, use: "cafe" }],
  ["2층 상가건물 80평 엘레베이터 없이요", { 평: 80, storeys: 2, use: "shop", without: "lift" }],
  ["미용실 스물네평 단층 주차 3대 서울 노원구", { 평: 24, use: "shop", rooms: "parking3", at: "노원/서울" }],
  ["시골에 세컨하우스 열다섯평 다락 있게", { 평: 15, use: "house", rooms: "attic1" }],
  ["공유오피스 2층 95평 회의실3 라운지1", { 평: 95, storeys: 2, use: "office", rooms: "meeting3 lounge1" }],
  [
    "남원에 추어탕집 할라고 하는디 55평에 주차 20대",
    { 평: 55, use: "restaurant", rooms: "parking20", at: "남원/전북" },
  ],
  ["치과 3층 건물 연면적 150평 엘베 1대", { 평: 150, storeys: 3, use: "clinic", rooms: "lift1" }],
  [
    "모던한 이층집 48평 방 4개 화장실 3개 지어주세요",
    { 평: 48, storeys: 2, use: "house", styles: "modern", rooms: "bedroom4 wc3" },
  ],
  ["사옥 3층 660제곱미터 회의실 세 개", { m2: 660, storeys: 3, use: "office", rooms: "meeting3" }],
  [
    "한옥스테이 35평 객실3개 마당있는거 나주",
    { 평: 35, use: "guesthouse", styles: "hanok", rooms: "guestroom3 yard1", at: "나주/전남" },
  ],
  ["수학학원 45평인데 강의실 5개 나올까요", { 평: 45, use: "academy", rooms: "classroom5" }],
  ["클라이밍짐 단층 120평 부산 기장군", { 평: 120, use: "gym", at: "기장/부산" }],
  ["전원주택 165평방미터 2층 견적좀", { m2: 165, storeys: 2, use: "house" }],
  ["디저트카페18평테라스하나", { 평: 18, use: "cafe", rooms: "terrace1" }],
  ["정육점 열일곱평 창고 1개 계룡시", { 평: 17, use: "shop", rooms: "storage1", at: "계룡/충남" }],
  ["원룸건물 3층 12가구 백삼십평 주차 9대", { 평: 130, storeys: 3, use: "apartments", rooms: "parking9" }],
  ["교회 지으려고 합니다 단층 아흔평 주차 15대", { 평: 90, use: "worship", rooms: "parking15" }],
  ["1층상가 2층주택 70평이요", { 평: 70, storeys: 2, use: "mixed", by: "1shop 2house" }],
  ["파스타집 이십팔평 주차장 없이", { 평: 28, use: "restaurant", without: "parking" }],
  [
    "경기도 광주시에 2층 단독주택 지으려구요. 연면적 45평, 침실 4개, 욕실 2개, 서재 하나요.",
    { 평: 45, storeys: 2, use: "house", rooms: "bedroom4 bath2 study1", at: "광주/경기" },
  ],
  [
    "안녕하세요 인천 강화군에 펜션 지으려고 합니다. 2층 110평 객실 7개, 수영장 1개, 주차 8대",
    { 평: 110, storeys: 2, use: "guesthouse", rooms: "guestroom7 pool1 parking8", at: "강화/인천" },
  ],
  [
    "대지 95평에 건축면적 45평으로 2층 샤브샤브 식당 하려고요. 룸 네개 주방 하나",
    { 평: 45, kind: FOOTPRINT, gross: 297.52, storeys: 2, use: "restaurant", rooms: "privateroom4 kitchen1" },
  ],
  [
    "층마다 50평씩 4층짜리 사무실 건물이고 회의실 4개, 엘리베이터 1대 있어야 합니다. 대구 달서구",
    { 평: 50, kind: PER_STOREY, gross: 661.16, storeys: 4, use: "office", rooms: "meeting4 lift1", at: "달서/대구" },
  ],
  [
    "상가주택 4층이요. 1층 카페, 2~3층 사무실, 4층은 저희가 살 집. 연면적 140평",
    { 평: 140, storeys: 4, use: "mixed", by: "1cafe 2office 3office 4house" },
  ],
  [
    "카페 2층 건물 70평 정도, 화이트톤에 미니멀하게 해주새요. 화장실 2개 테라스 1개 주차는 열두 대",
    { 평: 70, storeys: 2, use: "cafe", styles: "minimal", rooms: "wc2 terrace1 parking12" },
  ],
  [
    "홍천에 주말주택 스물다섯 평이요. 단층, 방 두 개, 화장실 하나, 데크 꼭 넣어주세요",
    { 평: 25, use: "house", rooms: "bedroom2 wc1 terrace1", at: "홍천/강원" },
  ],
  [
    "어린이집 2층 430㎡ 보육실 7개 조리실 1개. 녹색건축인증 받을 예정이고 위치는 김포입니다",
    { m2: 430, storeys: 2, use: "kindergarten", certs: "G-SEED", rooms: "classroom7 kitchen1", at: "김포/경기" },
  ],
  [
    "다가구 3층 330㎡ 9가구, 주차 9대, 승강기는 필요없어요. 전북 익산",
    { m2: 330, storeys: 3, use: "apartments", rooms: "parking9", without: "lift", at: "익산/전북" },
  ],
  [
    "피부과 2개 층 건물로 95평 생각합니다 진료실 3개, 처치실 4개, 원장실 1개",
    { 평: 95, storeys: 2, use: "clinic", rooms: "exam3 treatment4 manager1" },
  ],
  [
    "두부공장 지을껀데요 단층 200평에 창고 2개, 주차 6대, 화장실 2개 괴산군",
    { 평: 200, use: "factory", rooms: "storage2 parking6 wc2", at: "괴산/충북" },
  ],
  [
    "미술관 지상 2층 지하 1층 연면적 1,350㎡, 전시실 4개 수장고 2개, BF인증 필요",
    { m2: 1350, storeys: 2, below: 1, use: "gallery", certs: "BF", rooms: "exhibition4 storage2" },
  ],
  [
    "북유럽풍 단층집 41평. 방 3 욕실 2 팬트리 1 드레스룸 1, 주차 2대. 다락은 없어도 됩니다",
    { 평: 41, use: "house", styles: "nordic", rooms: "bedroom3 bath2 pantry1 dress1 parking2", without: "attic" },
  ],
  [
    "부산 영도구에 3층짜리 오션뷰 카페, 연면적 400제곱미터, 루프탑이랑 엘리베이터 하나",
    { m2: 400, storeys: 3, use: "cafe", rooms: "roof_terrace1 lift1", at: "영도/부산" },
  ],
  [
    "1층 약국 2층 소아과 3층 영어학원 들어가는 건물. 전체 210평, 주차 14대",
    { 평: 210, storeys: 3, use: "mixed", by: "1shop 2clinic 3academy", rooms: "parking14" },
  ],
  [
    "마을 경로당 새로 짓습니다 단층 115제곱미터 방 2개 주방 1개 화장실 2개 경북 의성군",
    { m2: 115, use: "community", rooms: "room2 kitchen1 wc2", at: "의성/경북" },
  ],
  [
    "실내 배드민턴장 단층 300평, 층고 높게, 화장실 2개, 휴게실 1개, 주차 25대 당진",
    { 평: 300, use: "gym", rooms: "wc2 lounge1 parking25", at: "당진/충남" },
  ],
  [
    "돈까스집 차리려고 합니다 30평 단층이고 주방은 넓게, 화장실 1게, 주차 5대",
    { 평: 30, use: "restaurant", rooms: "kitchen1 wc1 parking5" },
  ],
  [
    "한 층 바닥면적 130㎡씩 3층 근린생활시설 건물이요 주차 5대 엘베 1대 아산",
    { m2: 130, kind: PER_STOREY, gross: 390, storeys: 3, use: "shop", rooms: "parking5 lift1", at: "아산/충남" },
  ],
  [
    "법당 하나 새로 짓고 싶습니다. 전통 한옥 양식으로 단층 40평, 경남 하동",
    { 평: 40, use: "worship", styles: "hanok", at: "하동/경남" },
  ],
  [
    "안녕하세요, 내년 봄에 착공하고 싶어서 문의드립니다. 저희는 부부랑 초등학생 아이 둘, 이렇게 네 식구이고요. 양평군 서종면에 땅 180평을 사두었습니다. 집은 2층으로 연면적 50평 정도, 방 4개에 욕실 3개, 그리고 남편이 재택근무를 해서 서재가 하나 필요합니다. 예산은 5억 안쪽입니다.",
    { 평: 50, storeys: 2, use: "house", rooms: "bedroom4 bath3 study1", at: "양평/경기" },
  ],
  [
    "퇴직하고 아내랑 둘이 작은 카페 해보려고 합니다. 충남 태안 바닷가 쪽에 땅이 있고요 단층으로 한 38평, 창은 크게, 테라스 하나, 화장실 두 개, 주차는 10대 정도 됐으면 합니다. 분위기는 모던한 쪽이 좋아요",
    { 평: 38, use: "cafe", styles: "modern", rooms: "terrace1 wc2 parking10", at: "태안/충남" },
  ],
  [
    "아파트 32평 팔고 고향으로 내려갑니다. 전남 해남이고 어머니가 혼자 사시던 집을 헐고 다시 짓는 거예요. 어머니 무릎이 안 좋으셔서 무조건 단층으로 36평, 방 세 개, 화장실 두 개, 창고 하나, 마당도 있어야 해요",
    { 평: 36, use: "house", rooms: "bedroom3 wc2 storage1 yard1", at: "해남/전남" },
  ],
  [
    "문의드려요~ 직원이 40명 정도 되는 회사인데 사옥을 지어서 이전하려고 합니다. 지상 5층 지하 1층, 연면적 1,980㎡로 보고 있고 회의실 7개, 휴게실 2개, 엘리베이터 1대, 주차는 최소 18대요. 제로에너지 인증까지 받고 싶습니다. 위치는 대전 대덕구입니다.",
    {
      m2: 1980,
      storeys: 5,
      below: 1,
      use: "office",
      certs: "ZEB",
      rooms: "meeting7 lounge2 lift1 parking18",
      at: "대덕/대전",
    },
  ],
  [
    "처음 집 짓는 거라 아무것도 몰라요ㅠㅠ 땅은 울산 울주군에 110평 있구요 2층집이고 1층은 26평 2층은 16평 해서 다 합쳐 42평이에요. 방은 3개, 욕실 2개, 드레스룸 1개, 다락은 필요없어요. 얼마나 들까요?",
    { 평: 42, storeys: 2, use: "house", rooms: "bedroom3 bath2 dress1", without: "attic", at: "울주/울산" },
  ],
  [
    "건물주 되는 게 꿈이었는데 드디어 충주에 땅을 샀습니다 ㅎㅎ 1층은 식당으로 세주고 2층은 사무실 임대, 3층은 저희 부부가 살 집으로 하려고요. 연면적은 125평쯤, 주차 6대, 엘리베이터는 1대요",
    { 평: 125, storeys: 3, use: "mixed", by: "1restaurant 2office 3house", rooms: "parking6 lift1", at: "충주/충북" },
  ],
  [
    "안녕하십니까. 보리밥집을 15년째 하고 있는데 이번에 건물을 새로 지어 옮기려 합니다. 지금 가게는 25평이라 너무 좁고요, 새 건물은 단층 60평으로 홀 하나에 룸 세 개, 화장실은 두 개, 주차는 20대는 됐으면 합니다. 경북 영주시입니다.",
    { 평: 60, use: "restaurant", rooms: "hall1 privateroom3 wc2 parking20", at: "영주/경북" },
  ],
  [
    "저희 교회가 지금은 상가를 빌려 쓰고 있는데 교인이 늘어서 새로 지으려고 해요. 2층 건물 330평, 주차 40대, 화장실은 6개 정도. 어르신들이 많아서 엘리베이터 하나는 꼭 있어야 하고 BF 인증도 받고 싶습니다. 지하는 필요 없습니다. 경기 남양주예요",
    {
      평: 330,
      storeys: 2,
      use: "worship",
      certs: "BF",
      rooms: "parking40 wc6 lift1",
      without: "basement",
      at: "남양주/경기",
    },
  ],
  [
    "제주 서귀포에서 게스트하우스를 해보고 싶은 30대입니다. 너무 크지 않게 2층 58평, 객실 여섯 개, 공용 주방 하나, 라운지 하나, 마당 있으면 좋겠고 주차는 4대면 충분해요. 스타일은 미니멀하고 조용한 느낌이요. 대출 받아서 하는 거라 예산은 빠듯합니다.",
    {
      평: 58,
      storeys: 2,
      use: "guesthouse",
      styles: "minimal",
      rooms: "guestroom6 kitchen1 lounge1 yard1 parking4",
      at: "서귀포/제주",
    },
  ],
  [
    "애들 다 커서 나가고 둘만 남아서 이제 작은 집으로 가려고요. 지금 집은 60평인데 청소하기 힘들어서 새집은 딱 29평만 지으려고 합니다. 단층, 침실 둘, 욕실 둘, 주차 1대. 화려한 건 싫고 그냥 심플하고 모던하게 해주세요",
    { 평: 29, use: "house", styles: "modern minimal", rooms: "bedroom2 bath2 parking1" },
  ],
  [
    "경기도 포천에서 가구공장을 하는데 증축 말고 옆 땅에 새로 한 동 지으려고 합니다. 단층 850㎡, 층고 8미터, 화장실 2개, 휴게실 1개, 주차 12대요. 공사기간은 짧을수록 좋고 9월 전에는 끝나야 합니다.",
    { m2: 850, use: "factory", rooms: "wc2 lounge1 parking12", at: "포천/경기" },
  ],
  [
    "할아버지가 물려주신 땅에 빌라를 올려볼까 합니다. 서울 중랑구고 대지는 75평이에요. 5층에 연면적 150평, 10세대, 1층은 필로티로 해서 주차 8대, 엘리베이터 1대. 지하는 없이 가고 싶어요. 용적률이 되는지도 봐주세요",
    { 평: 150, storeys: 5, use: "apartments", rooms: "parking8 lift1", without: "basement", at: "중랑/서울" },
  ],
  [
    "지금은 아파트에서 공부방을 하고 있는데 학생이 많아져서 학원 건물을 지으려고 해요. 3층이고 한 층에 35평씩요. 강의실 8개, 원장실 1개, 휴게실 1개, 화장실 3개면 될 것 같아요. 위치는 전남 순천입니다",
    {
      평: 35,
      kind: PER_STOREY,
      gross: 347.11,
      storeys: 3,
      use: "academy",
      rooms: "classroom8 manager1 lounge1 wc3",
      at: "순천/전남",
    },
  ],
  [
    "안녕하세요! 반려견이랑 같이 갈 수 있는 카페를 준비하고 있어요. 강아지들이 뛰어놀 마당이 있어야 하고 건물은 단층 45평, 화장실 2개, 창고 1개, 주차 15대요. 남편은 인더스트리얼 스타일이 좋다네요. 위치는 용인 쪽이고 오픈은 내년 가을 예정입니다.",
    { 평: 45, use: "cafe", styles: "industrial", rooms: "yard1 wc2 storage1 parking15", at: "용인/경기" },
  ],
  [
    "이비인후과 개원 준비 중인 의사입니다. 임대 말고 직접 3층 건물을 지어서 1층은 약국에 세를 주고 2층이랑 3층을 병원으로 쓸 생각입니다. 연면적 620㎡, 진료실 3개, 엘리베이터 1대, 주차 9대. 강원도 동해시예요",
    { m2: 620, storeys: 3, use: "mixed", by: "1shop 2clinic 3clinic", rooms: "exam3 lift1 parking9", at: "동해/강원" },
  ],
  [
    "여주에 2층 전원주택 상담받고 싶어요. 남편은 50평 하자는데 저는 관리가 걱정돼서 결국 44평으로 정했습니다. 방 네 개, 욕실 세 개, 팬트리 하나, 테라스 하나요. 애가 셋이라 방은 더 못 줄여요 ㅎㅎ 평당 얼마 정도 생각하면 되나요?",
    { 평: 44, storeys: 2, use: "house", rooms: "bedroom4 bath3 pantry1 terrace1", at: "여주/경기" },
  ],
  [
    "저희 마을에 도서관이 없어서 주민들이 돈을 모아 작은 도서관을 지으려고 합니다. 2층 260㎡ 정도고 휴게실 하나, 화장실 두 개, 엘레베이터 한 대 부탁드려요. 녹색건축인증하고 장애물 없는 생활환경 인증을 둘 다 받아야 지원금이 나온다고 합니다. 경남 거창군이에요",
    { m2: 260, storeys: 2, use: "library", certs: "G-SEED BF", rooms: "lounge1 wc2 lift1", at: "거창/경남" },
  ],
  [
    "은퇴자금으로 펜션 해보려고 합니다. 전남 담양이고 대지 300평에 단층 연면적 75평, 방 여섯 개에 수영장 하나, 주차 7대, 외관은 클래식하게요. 조식은 안 할 거라 주방은 빼주세요. 허가는 내년 3월쯤 넣을 생각입니다",
    {
      평: 75,
      use: "guesthouse",
      styles: "classic",
      rooms: "guestroom6 pool1 parking7",
      without: "kitchen",
      at: "담양/전남",
    },
  ],
  [
    "부모님이 30년 하신 건어물 가게가 너무 낡아서 헐고 다시 짓습니다. 2층이고 연면적 스물여섯 평밖에 안 돼요. 창고 하나, 화장실 하나면 되고 시장 안이라 주차장은 필요없습니다. 경남 사천이고 추석 전에는 문을 열었으면 해요",
    { 평: 26, storeys: 2, use: "shop", rooms: "storage1 wc1", without: "parking", at: "사천/경남" },
  ],
  [
    "어릴 때 외갓집 생각이 나서 한옥 주택을 지으려고 합니다. 전남 강진에 터는 마련해 뒀고요 단층 서른네 평에 방 세 개, 욕실 두 개, 부엌은 크게, 마당도 있어야죠. 겨울에 춥지 않게 단열만 신경 써 주시면 됩니다. 비용이 많이 들까봐 걱정이네요",
    { 평: 34, use: "house", styles: "hanok", rooms: "bedroom3 bath2 kitchen1 yard1", at: "강진/전남" },
  ],
];
