import { FOOTPRINT, PER_STOREY, type Row } from "./slots.ts";

/** Sixty sentences more, a third of them long, from as many kinds of people as could be thought of; written before the parser was seen, to be scored once. */
export const sixthHeldOutRows: readonly Row[] = [
  [
    "안녕하세요, 춘천에 부모님 모실 단층집을 서른두 평 정도로 지으려고 합니다. 방은 셋, 욕실 둘이면 충분해요.",
    { 평: 32, storeys: 1, use: "house", rooms: "bedroom3 bath2", at: "춘천/강원" },
  ],
  [
    "강릉 사천면에 카페 하나 하려고요 한 45평? 아니 50평으로 할게요 2층짜리에 루프탑은 꼭 있어야 되고 주차는 6대",
    { 평: 50, storeys: 2, use: "cafe", rooms: "roof_terrace1 parking6", at: "강릉/강원" },
  ],
  [
    "제주 애월읍에 게스트하우스를 짓고 싶습니다. 연면적은 백이십 평이고 2층입니다. 객실 여덟 개, 공용 주방 하나, 라운지 하나가 필요합니다. 샤워실은 층마다 두 개씩 있어야 해요.",
    { 평: 120, storeys: 2, use: "guesthouse", rooms: "guestroom8 kitchen1 lounge1 bath4", at: "애월/제주" },
  ],
  [
    "마당있는 한옥 스물여덟평 전주에 짓고싶어요 방두개 대청마루 부엌",
    { 평: 28, use: "house", rooms: "yard1 bedroom2 daecheong1 kitchen1", styles: "hanok", at: "전주/전북" },
  ],
  [
    "서울 성수동에 사옥 부지를 매입했습니다. 대지 210평, 지하 2층 지상 6층, 연면적 3,200㎡ 규모 업무시설로 검토 부탁드립니다.",
    { m2: 3200, storeys: 6, below: 2, use: "office", at: "성수/서울" },
  ],
  [
    "울 어무이가 올해 일흔다섯이신데예, 계단은 몬 오르시니까 단층집으로 해 주이소. 밀양에 스물다섯 평이면 되지 싶습니더. 방 두 개, 화장실 하나, 그라고 마당도 쪼매 있으면 좋겠네예.",
    { 평: 25, storeys: 1, use: "house", rooms: "bedroom2 wc1 yard1", at: "밀양/경남" },
  ],
  [
    "건축면적 28평에 3층짜리 상가주택이고 1층은 식당, 2층 3층은 집이에요. 대구 수성구예요.",
    {
      평: 28,
      kind: FOOTPRINT,
      gross: 277.69,
      storeys: 3,
      use: "mixed",
      by: "1restaurant 2house 3house",
      at: "수성/대구",
    },
  ],
  [
    "작은도서관 설계 문의드려요. 세종시이고 바닥면적 합계 400제곱미터, 회의실 하나랑 전시 공간 하나 있으면 됩니다.",
    { m2: 400, use: "library", rooms: "meeting1 exhibition1", at: "세종/세종" },
  ],
  [
    "다가구 말고 그냥 단독주택이요. 지하는 빼고요. 인천 부평 40평 2층 방4 화장실2 거실 주방 주차2",
    {
      평: 40,
      storeys: 2,
      use: "house",
      rooms: "bedroom4 wc2 living1 kitchen1 parking2",
      without: "basement",
      at: "부평/인천",
    },
  ],
  [
    "한의원 개원을 준비 중인 원장입니다. 대전 유성구에 2층 건물로 생각하고 있고 면적은 쉰다섯 평입니다. 진료실 둘, 치료실 넷, 접수실이 필요하고 환자분들이 휠체어로 다니셔야 해서 BF 인증도 받고 싶어요. 내년 5월 개원 목표입니다.",
    { 평: 55, storeys: 2, use: "clinic", rooms: "exam2 treatment4 reception1", certs: "BF", at: "유성/대전" },
  ],
  [
    "Hi, 부산 해운대에 2층 modern house 원해요. 60평 정도, bedroom 4개, bathroom 3개, pool 하나.",
    { 평: 60, storeys: 2, use: "house", rooms: "bedroom4 bath3 pool1", styles: "modern", at: "해운대/부산" },
  ],
  [
    "어린이집을 새로 지으려고 합니다. 원아는 80명 정도이고 교실 6개, 원장실, 조리실이 있어야 합니다. 2층, 660㎡, 청주입니다.",
    { m2: 660, storeys: 2, use: "kindergarten", rooms: "classroom6 manager1 kitchen1", at: "청주/충북" },
  ],
  [
    "평택에 물류창고 1500평 단층으로. 층고는 10미터 이상, 화장실 2개, 트럭 주차 10대",
    { 평: 1500, storeys: 1, use: "warehouse", rooms: "wc2 parking10", at: "평택/경기" },
  ],
  [
    "마포 연남동 꼬마빌딩이요 층당 35평 5층 지하없음 전부 사무실 엘리베이터 있어야함",
    {
      평: 35,
      kind: PER_STOREY,
      gross: 578.51,
      storeys: 5,
      use: "office",
      rooms: "lift1",
      without: "basement",
      at: "연남동/서울",
    },
  ],
  [
    "교회 건축위원회 총무입니다. 교인은 250명쯤 되고, 경북 안동에 지하 1층 지상 3층으로 연면적 삼백 평을 계획합니다. 교실 다섯 개, 주방 하나, 주차는 서른 대입니다. 예산은 25억 원이고 2028년 부활절에 입당하려 합니다.",
    { 평: 300, storeys: 3, below: 1, use: "worship", rooms: "classroom5 kitchen1 parking30", at: "안동/경북" },
  ],
  [
    "수원에 헬스장 건물 2층, 층마다 300헤베, 샤워실 두 개",
    { m2: 300, kind: PER_STOREY, gross: 600, storeys: 2, use: "gym", rooms: "bath2", at: "수원/경기" },
  ],
  [
    "다락은 꼭 넣어주시고 발코니는 빼주세요. 용인 35평 이층집, 방 셋 욕실 둘.",
    { 평: 35, storeys: 2, use: "house", rooms: "attic1 bedroom3 bath2", without: "balcony", at: "용인/경기" },
  ],
  [
    "지금 사는 아파트가 24평이라 답답해서요, 양평에 45평짜리 전원주택 지을까 합니다. 식구는 다섯이고 강아지도 두 마리 있어요. 방 네 개에 욕실 두 개, 넓은 마당이 있었으면 좋겠어요.",
    { 평: 45, use: "house", rooms: "bedroom4 bath2 yard1", at: "양평/경기" },
  ],
  [
    "목포에 횟집 차릴 건데 80평 2층, 룸 여섯 개, 주방 넓게, 화장실 남녀 따로 2개",
    { 평: 80, storeys: 2, use: "restaurant", rooms: "privateroom6 kitchen1 wc2", at: "목포/전남" },
  ],
  [
    "여수 바다가 보이는 땅 150평을 샀습니다. 거기에 3층 게스트하우스를 짓고 싶은데 객실은 열두 개면 됩니다.",
    { storeys: 3, use: "guesthouse", rooms: "guestroom12", at: "여수/전남" },
  ],
  [
    "광주 동구에 갤러리. 전시실 3개, 수장고 하나, 카페 없이. 지상 2층, 720제곱미터. 미니멀하게요.",
    { m2: 720, storeys: 2, use: "gallery", rooms: "exhibition3 storage1", styles: "minimal", at: "동구/광주" },
  ],
  [
    "울산 남구에 지하 1층 지상 4층 근생 건물을 짓습니다. 지하는 헬스장, 1층은 카페, 2층은 병원, 3층과 4층은 사무실입니다. 연면적 1,100㎡입니다.",
    { m2: 1100, storeys: 4, below: 1, use: "mixed", by: "-1gym 1cafe 2clinic 3office 4office", at: "남구/울산" },
  ],
  ["방3 욕2 30평 단독 김포", { 평: 30, use: "house", rooms: "bedroom3 bath2", at: "김포/경기" }],
  [
    "북유럽 스타일로 아담한 집 하나요. 스무 평이면 돼요. 방은 하나만, 서재도 하나. 가평이고요.",
    { 평: 20, use: "house", rooms: "bedroom1 study1", styles: "nordic", at: "가평/경기" },
  ],
  [
    "설계 상담 가능할까요? 연락처는 010-2345-6789이고요. 포항 북구에 3층 다세대주택, 세대수는 6세대, 연면적 480제곱미터입니다.",
    { m2: 480, storeys: 3, use: "apartments", at: "포항/경북" },
  ],
  [
    "원주에 학원 건물 지으려는데요, 교실 열 개, 원장실 하나, 접수 데스크, 상담실은 필요 없고요. 3층에 250평.",
    {
      평: 250,
      storeys: 3,
      use: "academy",
      rooms: "classroom10 manager1 reception1",
      without: "meeting",
      at: "원주/강원",
    },
  ],
  [
    "패시브하우스로 지어 주세요. 홍천군 서면, 연면적 132㎡, 2층, 침실 세 개, 다용도실, 드레스룸.",
    { m2: 132, storeys: 2, use: "house", rooms: "bedroom3 utility1 dress1", at: "홍천/강원" },
  ],
  [
    "음... 아직 많이 안 정했는데 그냥 카페요. 속초 쪽. 인더스트리얼 느낌으로.",
    { use: "cafe", styles: "industrial", at: "속초/강원" },
  ],
  [
    "요양원을 운영하고 있습니다. 어르신 마흔 분을 모실 건물을 김해에 새로 지으려 합니다. 3층, 천이백 제곱미터, 물리치료실 2개, 엘리베이터 2대, 무장애 인증 필요합니다.",
    { m2: 1200, storeys: 3, use: "elderly", rooms: "therapy2 lift2", certs: "BF", at: "김해/경남" },
  ],
  [
    "경주 황남동 한옥 카페, 35평 단층, 마당하고 대청 있게",
    { 평: 35, storeys: 1, use: "cafe", rooms: "yard1 daecheong1", styles: "hanok", at: "경주/경북" },
  ],
  [
    "옆 건물이 5층이라 햇빛이 잘 안 들어요. 저희는 2층으로 지을 건데 채광이 제일 중요합니다. 서울 은평구, 38평, 방 세 개.",
    { 평: 38, storeys: 2, use: "house", rooms: "bedroom3", at: "은평/서울" },
  ],
  [
    "거제에 펜션하고 싶습니다 객실 10실 수영장1 바베큐장은 됐고 주차 12대 2층 150평",
    { 평: 150, storeys: 2, use: "guesthouse", rooms: "guestroom10 pool1 parking12", at: "거제/경남" },
  ],
  [
    "전북 군산에 자동차 부품 공장 짓습니다. 건축면적 2,000㎡ 단층, 화장실 2개소, 회의실 1개소, 샤워실 1개소.",
    { m2: 2000, kind: FOOTPRINT, storeys: 1, use: "factory", rooms: "wc2 meeting1 bath1", at: "군산/전북" },
  ],
  [
    "한 40평 정도 생각했다가 아이가 셋이 되는 바람에 50평으로 늘리기로 했어요. 파주 운정에 2층집이고 방은 다섯 개, 욕실은 세 개요.",
    { 평: 50, storeys: 2, use: "house", rooms: "bedroom5 bath3", at: "파주/경기" },
  ],
  [
    "울릉도에 게스트하우스 되나요? 객실 네개 2층 60평",
    { 평: 60, storeys: 2, use: "guesthouse", rooms: "guestroom4", at: "울릉도/경북" },
  ],
  [
    "치과 건물 문의. 인천 송도, 4층, 연면적 900㎡, 진료실 8개, 대기 라운지, 주차 15대, 엘베 1대",
    { m2: 900, storeys: 4, use: "clinic", rooms: "exam8 lounge1 parking15 lift1", at: "송도/인천" },
  ],
  [
    "남편이랑 저랑 둘이 살 집이에요. 남해 바닷가 언덕이고 대지는 130평쯤 됩니다. 건물은 서른 평을 넘지 않았으면 해요. 안방 하나에 손님방 하나, 거실과 주방은 트여 있게 해 주세요. 데크도 있으면 좋고요.",
    { 평: 30, use: "house", rooms: "bedroom2 living1 kitchen1 terrace1", at: "남해/경남" },
  ],
  [
    "논산시 연무읍 마을회관 신축 건입니다. 지상 1층, 165㎡, 주방 1, 화장실 2, 다목적홀 1.",
    { m2: 165, storeys: 1, use: "community", rooms: "kitchen1 wc2 hall1", at: "논산/충남" },
  ],
  [
    "창원에 1층 편의점 2층 주택으로 된 건물요. 총 70평.",
    { 평: 70, storeys: 2, use: "mixed", by: "1shop 2house", at: "창원/경남" },
  ],
  [
    "주택인데요 지하주차장은 필요없고 마당에 차 두 대 세우면 돼요. 서울 종로 평창동 2층 75평 모던하게",
    { 평: 75, storeys: 2, use: "house", rooms: "yard1 parking2", styles: "modern", at: "종로/서울" },
  ],
  [
    "제로에너지 건축물 인증이랑 녹색건축 인증 둘 다 받아야 하는 공공도서관입니다. 경기 하남, 지하 1층에 지상 3층, 2,800제곱미터입니다.",
    { m2: 2800, storeys: 3, below: 1, use: "library", certs: "ZEB G-SEED", at: "하남/경기" },
  ],
  [
    "충남 태안 안면도에 방 둘 화장실 하나짜리 18평 세컨하우스",
    { 평: 18, use: "house", rooms: "bedroom2 wc1", at: "태안/충남" },
  ],
  [
    "3층에 60평인데 1층은 상가고 2층은 사무실 3층은 저희가 살 집이요. 부천이에요.",
    { 평: 60, storeys: 3, use: "mixed", by: "1shop 2office 3house", at: "부천/경기" },
  ],
  [
    "대구에서 빵집 하는 사람인데 이번에 경산에 베이커리 카페를 크게 내려고 합니다. 2층에 180평, 주차 40대. 테라스도 넓게요.",
    { 평: 180, storeys: 2, use: "cafe", rooms: "parking40 terrace1", at: "경산/경북" },
  ],
  [
    "이천에 25평짜리 농막 말고 제대로 된 집이요. 단층이고 방 2개 거실 1개 욕실 1개",
    { 평: 25, storeys: 1, use: "house", rooms: "bedroom2 living1 bath1", at: "이천/경기" },
  ],
  [
    "빌딩 지을라고예. 부산 서면, 지하 3층, 지상 10층, 연면적 천오백 평, 사무실로예.",
    { 평: 1500, storeys: 10, below: 3, use: "office", at: "서면/부산" },
  ],
  [
    "저희 회사 직원이 32명인데요, 판교에 4층 사옥을 알아보고 있습니다. 회의실은 다섯 개, 라운지 하나, 탕비실은 층마다 하나씩 있으면 합니다. 연면적은 1,650㎡입니다.",
    { m2: 1650, storeys: 4, use: "office", rooms: "meeting5 lounge1 pantry4", at: "판교/경기" },
  ],
  [
    "초등 대안학교입니다. 곡성에 교실 여섯, 강당 하나, 교무실, 급식 주방 하나. 2층 900제곱미터.",
    { m2: 900, storeys: 2, use: "school", rooms: "classroom6 hall1 staff1 kitchen1", at: "곡성/전남" },
  ],
  [
    "집 지을 건데 2층은 싫고 단층요. 방3개 화장실2개 창고1개 33평 서산",
    { 평: 33, storeys: 1, use: "house", rooms: "bedroom3 wc2 storage1", at: "서산/충남" },
  ],
  [
    "서귀포 대정읍, 창고형 카페, 100평, 천장 높게 단층으로, 주차 스무 대",
    { 평: 100, storeys: 1, use: "cafe", rooms: "parking20", at: "서귀포/제주" },
  ],
  [
    "평당 900만원 예산으로 42평 집을 지으려 합니다. 광명이고 2층입니다. 방은 네 칸, 욕실은 두 칸, 현대적인 편의시설을 갖추고 싶습니다.",
    { 평: 42, storeys: 2, use: "house", rooms: "bedroom4 bath2", amenities: true, at: "광명/경기" },
  ],
  [
    "진주시에 복합문화센터(커뮤니티센터) 계획 중. 지상3층 지하1층, 1850m2, 체육관 1, 강당 1, 회의실 4",
    { m2: 1850, storeys: 3, below: 1, use: "community", rooms: "gym1 hall1 meeting4", at: "진주/경남" },
  ],
  [
    "클래식한 외관의 이층집 원합니다. 분당, 칠십 평, 침실 다섯, 욕실 넷, 서재, 차고에 차 세 대, 수영장은 없어도 됩니다.",
    {
      평: 70,
      storeys: 2,
      use: "house",
      rooms: "bedroom5 bath4 study1 parking3",
      styles: "classic",
      without: "pool",
      at: "분당/경기",
    },
  ],
  [
    "고깃집이요 의정부 1층짜리 55평 룸4개 홀1 주방1 화장실2 주차10대요",
    { 평: 55, storeys: 1, use: "restaurant", rooms: "privateroom4 hall1 kitchen1 wc2 parking10", at: "의정부/경기" },
  ],
  [
    "결혼 20주년 기념으로 드디어 집을 짓습니다! 남양주 화도읍이고요, 땅은 120평, 건물은 1층 25평 2층 15평으로 생각해요. 방 셋에 화장실 둘이면 됩니다.",
    { 평: 40, storeys: 2, use: "house", rooms: "bedroom3 wc2", at: "남양주/경기" },
  ],
  ["문경에 절 요사채 말고 법당만 하나 짓습니다. 단층 50평.", { 평: 50, storeys: 1, use: "worship", at: "문경/경북" }],
  [
    "공유오피스 할 건물이 필요해요. 서울 강남 역삼동이고 7층에 지하 1층. 바닥면적은 한 층에 90평씩. 미팅룸 14개랑 라운지 2개 잡아주세요.",
    {
      평: 90,
      kind: PER_STOREY,
      gross: 2380.17,
      storeys: 7,
      below: 1,
      use: "office",
      rooms: "meeting14 lounge2",
      at: "강남/서울",
    },
  ],
  [
    "시골집 헐고 새로 지으려고요. 원래 집은 17평이었어요. 새집은 27평, 방 두 칸, 부엌, 거실, 화장실 한 칸이면 됩니다. 전남 해남이고 아버지가 올해 여든이셔서 문턱은 없애 주세요.",
    { 평: 27, use: "house", rooms: "bedroom2 kitchen1 living1 wc1", at: "해남/전남" },
  ],
  [
    "의류 매장 지을 곳은 대전 은행동, 3층 210제곱미터, 창고 하나 화장실 하나. 지하층은 만들지 않을 겁니다.",
    { m2: 210, storeys: 3, use: "shop", rooms: "storage1 wc1", without: "basement", at: "대전/대전" },
  ],
  [
    "양양에 서핑샵이랑 게스트하우스 같이 할 거예요. 1층 서핑샵, 2층이랑 3층은 게스트하우스. 객실은 여섯 개. 전체 90평.",
    { 평: 90, storeys: 3, use: "mixed", by: "1shop 2guesthouse 3guesthouse", rooms: "guestroom6", at: "양양/강원" },
  ],
];
