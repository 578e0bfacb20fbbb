import { FOOTPRINT, PER_STOREY, type Row } from "./slots.ts";

/** Forty sentences more, by the hand that mended the rules for the sixth and seventh set, before any of them was run. */
export const eighthHeldOutRows: readonly Row[] = [
  [
    "안녕하세요 소개받고 연락드립니다. 경기도 안성에 주말마다 내려가 지낼 집을 생각하고 있어요. 25평 정도 단층으로, 침실 두 개랑 욕실 하나, 그리고 불멍할 수 있는 마당이요.",
    { 평: 25, use: "house", rooms: "bedroom2 bath1 yard1", at: "안성/경기" },
  ],
  [
    "카페 창업 준비하는 삼십대입니다. 자본금이 1억 5천뿐이라 작게 하려고요. 18평, 단층, 화장실 하나, 강릉 안목해변 근처.",
    { 평: 18, use: "cafe", rooms: "wc1", at: "강릉/강원" },
  ],
  [
    "4층 꼬마빌딩 / 대지 58평 / 건축면적 33평 / 1층 편의점 2~4층 사무실 / 서울 은평구 응암동",
    {
      평: 33,
      kind: FOOTPRINT,
      gross: 436.36,
      storeys: 4,
      use: "mixed",
      by: "1shop 2office 3office 4office",
      at: "은평/서울",
    },
  ],
  [
    "장인어른이 목수셨는데 한옥 한 채 짓는 게 소원이세요. 전남 영암에 서른세 평, 방 세 칸에 대청, 툇마루.",
    { 평: 33, use: "house", rooms: "bedroom3 daecheong1", styles: "hanok", at: "영암/전남" },
  ],
  [
    "회사 기숙사 아니고 직원 복지용 체육관입니다. 창원, 단층, 450제곱미터, 샤워실 남녀 각 하나.",
    { m2: 450, use: "gym", rooms: "bath2", at: "창원/경남" },
  ],
  [
    "저희 아파트 평수가 서른둘인데 딱 그만한 크기로 단층집 지으려고요. 그러니까 32평이요. 방 3개 욕실 2개. 제천.",
    { 평: 32, use: "house", rooms: "bedroom3 bath2", at: "제천/충북" },
  ],
  [
    "층수는 3층이 좋겠고 연면적은 165평이면 됩니다. 소아청소년과랑 이비인후과가 같이 들어갈 병원 건물이에요. 진료실 여섯, 주차 열둘.",
    { 평: 165, storeys: 3, use: "clinic", rooms: "exam6 parking12" },
  ],
  [
    "가게 이름은 정했어요 ㅎㅎ 파스타랑 와인 파는 식당이고요 2층 52평, 2층에 룸 두 개, 성남 판교",
    { 평: 52, storeys: 2, use: "restaurant", rooms: "privateroom2", at: "판교/경기" },
  ],
  [
    "물류 쪽 일을 합니다. 경기도 이천 호법면에 창고를 신축하려는데 단층 850평, 사무실 하나, 화장실 둘, 트럭이 서너 대 댈 수 있는 마당이 필요합니다.",
    { 평: 850, use: "warehouse", rooms: "office1 wc2 yard1", at: "이천/경기" },
  ],
  [
    "다섯 평만 더 줄일게요. 50평 말고 45평. 2층 단독, 방은 그대로 네 개.",
    { 평: 45, storeys: 2, use: "house", rooms: "bedroom4" },
  ],
  [
    "우리 아들이 개원을 하는데 치과예요. 3층짜리 건물을 지어서 1층은 약국에 세를 놓고 2층을 치과로, 3층은 아들네가 살 거예요. 120평이고 목포입니다.",
    { 평: 120, storeys: 3, use: "mixed", by: "1shop 2clinic 3house", at: "목포/전남" },
  ],
  [
    "한 층에 쉰 평씩 다섯 층, 사무실 임대용, 지하는 한 층만 주차장으로, 대전 서구",
    {
      평: 50,
      kind: PER_STOREY,
      gross: 991.74,
      storeys: 5,
      below: 1,
      use: "office",
      rooms: "parking1",
      at: "대전 서구/대전",
    },
  ],
  [
    "작은 교회입니다. 교인이 60명 남짓이고 예배당과 교육실 둘, 주방 하나면 됩니다. 90평, 2층. 경북 영천.",
    { 평: 90, storeys: 2, use: "worship", rooms: "classroom2 kitchen1", at: "영천/경북" },
  ],
  [
    "게스트하우스인데 도미토리 말고 개인실로만 9실, 공용라운지, 공용주방, 3층, 85평, 부산 광안리",
    { 평: 85, storeys: 3, use: "guesthouse", rooms: "guestroom9 lounge1 kitchen1", at: "광안리/부산" },
  ],
  [
    "엄마 아빠가 사실 집이라 계단이 있으면 안 돼요. 1층으로 29평, 방 둘, 욕실 하나, 남향, 텃밭. 홍성군 홍북읍.",
    { 평: 29, use: "house", rooms: "bedroom2 bath1 garden1", at: "홍성/충남" },
  ],
  [
    "3층 학원 건물을 지으려고 합니다. 원래 2층으로 계획했는데 학생이 늘어서 3층으로 바꿨습니다. 연면적 600제곱미터, 강의실 10개, 상담실 2개.",
    { m2: 600, storeys: 3, use: "academy", rooms: "classroom10 meeting2" },
  ],
  [
    "시골 폐교 옆 땅 600평에 캠핑카페를 지으려고요. 건물은 70평 단층이고 화장실 4개 샤워실 4개 주차 30대",
    { 평: 70, use: "cafe", rooms: "wc4 bath4 parking30" },
  ],
  [
    "직영 정육식당 2층, 1층은 정육점 2층은 식당, 연면적 백팔십 평, 룸 여덟 개, 횡성",
    { 평: 180, storeys: 2, use: "mixed", by: "1shop 2restaurant", rooms: "privateroom8", at: "횡성/강원" },
  ],
  [
    "녹색건축 인증은 필요 없고 BF만 받으면 되는 노인복지관입니다. 3층, 1,650㎡, 강당 하나, 승강기 두 대, 의왕시.",
    { m2: 1650, storeys: 3, use: "community", rooms: "hall1 lift2", certs: "BF", at: "의왕/경기" },
  ],
  [
    "북유럽 가구를 파는 매장이에요. 2층, 층당 120제곱미터, 인더스트리얼한 분위기, 서울 논현동",
    { m2: 120, kind: PER_STOREY, gross: 240, storeys: 2, use: "shop", styles: "industrial", at: "논현/서울" },
  ],
  [
    "주차 걱정 없는 집이요. 필로티로 1층은 주차 3대, 2층 3층이 집. 연면적 58평. 서울 강북구 수유동",
    { 평: 58, storeys: 3, use: "house", rooms: "parking3", at: "강북/서울" },
  ],
  [
    "발리 느낌 나는 풀빌라 독채 45평, 방 두 개, 수영장, 바비큐장은 빼고, 거제 장목면",
    { 평: 45, use: "guesthouse", rooms: "guestroom2 pool1", at: "거제/경남" },
  ],
  [
    "연면적 1,000제곱미터 안쪽으로 4층 사옥. 회의실 4, 라운지 1, 대표실 1, 탕비실 층마다 하나. 성수동.",
    { m2: 1000, storeys: 4, use: "office", rooms: "meeting4 lounge1 manager1 pantry4", at: "성수/서울" },
  ],
  [
    "저는 청주 오창에서 어린이집을 12년 운영한 원장입니다. 지금 건물이 90평인데 너무 낡아서 같은 자리에 새로 지으려고 합니다. 2층 140평, 보육실 여덟, 조리실 하나, 놀이터 마당.",
    { 평: 140, storeys: 2, use: "kindergarten", rooms: "classroom8 kitchen1 yard1", at: "청주/충북" },
  ],
  [
    "땅콩주택처럼 두 집이 붙은 집. 한 집에 24평씩 두 집이라 48평, 2층, 방은 집마다 세 개.",
    { 평: 48, storeys: 2, use: "house", rooms: "bedroom6" },
  ],
  ["김밥집 9평 되나요? 주방 하나 화장실 하나요", { 평: 9, use: "restaurant", rooms: "kitchen1 wc1" }],
  [
    "면적은 60평에서 5평 정도는 왔다 갔다 해도 됩니다. 2층 카페, 루프탑, 화장실 둘. 울산 남구.",
    { 평: 60, storeys: 2, use: "cafe", rooms: "roof_terrace1 wc2", at: "울산 남구/울산" },
  ],
  [
    "주소: 경북 경산시 / 용도: 다가구주택 / 규모: 지상 3층 / 연면적: 330.5㎡ / 가구수: 7 / 주차: 7대",
    { m2: 330.5, storeys: 3, use: "apartments", rooms: "parking7", at: "경산/경북" },
  ],
  [
    "제로에너지 4등급, 지상 3층, 지하 없음, 도서관 1,500㎡, 경기도 양주시",
    { m2: 1500, storeys: 3, use: "library", certs: "ZEB", without: "basement", at: "양주/경기" },
  ],
  [
    "한 달 살기 숙소를 하려고요 방 하나 거실 하나 주방 하나짜리 단층 16평 제주 성산",
    { 평: 16, use: "guesthouse", rooms: "guestroom1 living1 kitchen1", at: "성산/제주" },
  ],
  [
    "음식점인데 지하에 창고, 1층 홀, 2층 룸 6개. 바닥 40평. 광주 서구 상무지구",
    {
      평: 40,
      kind: PER_STOREY,
      gross: 396.69,
      storeys: 2,
      below: 1,
      use: "restaurant",
      rooms: "storage1 hall1 privateroom6",
      at: "광주 서구/광주",
    },
  ],
  [
    "애 둘 아빠입니다. 아내는 2층집을 원하고 저는 단층이 좋았는데 결국 2층으로 가기로 했습니다. 41평, 방 넷, 욕실 셋, 다락은 없어도 됩니다. 구리 갈매동.",
    { 평: 41, storeys: 2, use: "house", rooms: "bedroom4 bath3", without: "attic", at: "구리/경기" },
  ],
  ["목욕탕 아니고 빨래방이에요 ㅋㅋ 14평 단층 창고 하나", { 평: 14, use: "shop", rooms: "storage1" }],
  [
    "초등학교 바로 앞이라 분식이랑 문구를 같이 파는 가게를 하려고요. 20평이고 창고 하나 화장실 하나.",
    { 평: 20, use: "shop", rooms: "storage1 wc1" },
  ],
  [
    "전기차 정비소, 단층, 폭 15m 길이 20m, 사무실 하나 화장실 하나, 평택시 고덕면",
    { m2: 300, kind: FOOTPRINT, use: "factory", rooms: "office1 wc1", at: "평택/경기" },
  ],
  [
    "한의원과 찻집을 한 건물에. 1층 찻집 20평, 2층 한의원 25평. 하동.",
    { 평: 45, storeys: 2, use: "mixed", by: "1cafe 2clinic", at: "하동/경남" },
  ],
  [
    "방탈출 카페 말고 그냥 조용한 카페예요. 3층, 층당 22평, 엘베 없어도 됨, 화장실은 층마다 하나",
    { 평: 22, kind: PER_STOREY, gross: 218.18, storeys: 3, use: "cafe", rooms: "wc3", without: "lift" },
  ],
  [
    "갤러리를 겸한 살림집. 1층이 갤러리, 2층이 살림집이고 다 합쳐 64평입니다. 경기도 파주 헤이리예요. 미니멀하게.",
    { 평: 64, storeys: 2, use: "mixed", by: "1gallery 2house", styles: "minimal", at: "파주/경기" },
  ],
  [
    "내후년에 정년이라 천천히 알아보고 있습니다. 고향이 전북 고창인데 거기에 27평쯤 되는 단층집을 짓고 싶네요. 방 두 개에 서재 하나, 화장실 두 개, 창고 하나요.",
    { 평: 27, use: "house", rooms: "bedroom2 study1 wc2 storage1", at: "고창/전북" },
  ],
  [
    "연립주택 4층 16세대 1,450㎡ 엘리베이터 2대 주차 18대 인천 미추홀구",
    { m2: 1450, storeys: 4, use: "apartments", rooms: "lift2 parking18", at: "미추홀/인천" },
  ],
];
