import { FOOTPRINT, PER_STOREY, type Row } from "./slots.ts";

/** Sixty sentences more, of the same kinds as the sixth set; written before the parser was seen, to be scored once. */
export const seventhHeldOutRows: readonly Row[] = [
  [
    "세종 고운동 단독주택 부지에 지상 2층, 연면적 198㎡의 주택을 신축하고자 합니다. 침실 4, 욕실 3, 주차 2대입니다.",
    { m2: 198, storeys: 2, use: "house", rooms: "bedroom4 bath3 parking2", at: "세종/세종" },
  ],
  [
    "아 네 저 그… 순천에 카페요. 마흔 평쯤? 1층으로만. 아 그리고 테라스.",
    { 평: 40, storeys: 1, use: "cafe", rooms: "terrace1", at: "순천/전남" },
  ],
  [
    "아들 둘이 다 커서 나가고 우리 부부만 남았습니다. 서른다섯 평 아파트를 팔고 전남 구례에 작은 한옥을 지으려 합니다. 스물두 평이면 넉넉하고요. 방 둘, 대청, 부엌, 화장실 하나 해 주세요.",
    { 평: 22, use: "house", rooms: "bedroom2 daecheong1 kitchen1 wc1", styles: "hanok", at: "구례/전남" },
  ],
  [
    "강남 논현동 7층 근생빌딩 지하2층 연면적 600평 1층카페 2층부터7층까지 사무실",
    {
      평: 600,
      storeys: 7,
      below: 2,
      use: "mixed",
      by: "1cafe 2office 3office 4office 5office 6office 7office",
      at: "논현/서울",
    },
  ],
  [
    "동물병원 겸 우리 집. 1층이 병원이고 2층이 집입니다. 구미, 65평.",
    { 평: 65, storeys: 2, use: "mixed", by: "1clinic 2house", at: "구미/경북" },
  ],
  [
    "고시원 아니고 원룸 건물이에요. 원룸 12개, 4층, 천안 두정동, 층당 40평, 주차 8대 필요해요.",
    { 평: 40, kind: PER_STOREY, gross: 528.93, storeys: 4, use: "apartments", rooms: "parking8", at: "천안/충남" },
  ],
  [
    "우리집 짓는데 애들 방 두개 안방 하나 총 방 세개고 욕실 두개. 하남 미사 2층 36평",
    { 평: 36, storeys: 2, use: "house", rooms: "bedroom3 bath2", at: "하남/경기" },
  ],
  [
    "건축면적 150제곱미터, 4층, 서울 관악구 신림동. 용도는 학원이고 강의실은 층마다 3개씩 두려 합니다.",
    { m2: 150, kind: FOOTPRINT, gross: 600, storeys: 4, use: "academy", rooms: "classroom12", at: "관악/서울" },
  ],
  [
    "바다 보이는 곳에 미술관을 하나 짓고 싶어요. 강원도 고성입니다. 연면적 1,400㎡, 지하 1층 지상 2층. 전시실은 네 개, 수장고 두 개, 카페테리아는 빼 주세요. 화려한 것 말고 미니멀하게 부탁드려요.",
    {
      m2: 1400,
      storeys: 2,
      below: 1,
      use: "gallery",
      rooms: "exhibition4 storage2",
      styles: "minimal",
      at: "고성/강원",
    },
  ],
  ["충주 사과 창고 60평", { 평: 60, use: "warehouse", at: "충주/충북" }],
  [
    "마당은 필요 없고 옥상정원만 있으면 돼요. 서울 망원동 3층 협소주택, 건축면적 12평, 방 세 개 욕실 두 개.",
    {
      평: 12,
      kind: FOOTPRINT,
      gross: 119.01,
      storeys: 3,
      use: "house",
      rooms: "roof_terrace1 bedroom3 bath2",
      without: "yard",
      at: "합정/서울",
    },
  ],
  [
    "할머니가 물려주신 땅이 제주 구좌읍에 300평 있거든요. 거기다 독채 숙소를 지어서 게스트하우스를 해 보려구요. 건물은 48평, 단층, 객실 3개에 각각 욕실 하나씩, 수영장도 하나요.",
    { 평: 48, storeys: 1, use: "guesthouse", rooms: "guestroom3 bath3 pool1", at: "구좌/제주" },
  ],
  [
    "스크린골프 말고 헬스장입니다. 전주 효자동, 지상 3층, 백오십 평, 샤워실 4개, 락커룸, 주차장 20대",
    { 평: 150, storeys: 3, use: "gym", rooms: "bath4 parking20", at: "전주/전북" },
  ],
  [
    "안녕하세요 건축사님~ 저희는 공주에서 30년째 밤농사를 짓고 있어요. 이번에 낡은 집을 허물고 31평 단층집을 올리려고 하는데요. 방은 세 개, 화장실은 두 개, 농기구 넣을 창고 하나, 다용도실 하나 부탁드려요^^",
    { 평: 31, storeys: 1, use: "house", rooms: "bedroom3 wc2 storage1 utility1", at: "공주/충남" },
  ],
  [
    "시립 어린이도서관, 연면적 1,980제곱미터, 지하1/지상3, 경기도 시흥시. ZEB 및 BF 인증 필수.",
    { m2: 1980, storeys: 3, below: 1, use: "library", certs: "ZEB BF", at: "시흥/경기" },
  ],
  [
    "2층 아니 3층으로 할게요. 대구 달서구 상가건물 120평, 1층 약국, 2층 3층 병원.",
    { 평: 120, storeys: 3, use: "mixed", by: "1shop 2clinic 3clinic", at: "달서/대구" },
  ],
  [
    "아따 우리 동네에 경로당 하나 새로 지어야 쓰겄는디, 전남 고흥이고 서른 평이면 쓰겄소. 방 두 개에 부엌 하나, 화장실 두 개. 1층으로 허고.",
    { 평: 30, storeys: 1, use: "community", rooms: "room2 kitchen1 wc2", at: "고흥/전남" },
  ],
  [
    "파스타집. 성남. 45평. 홀 크게, 룸은 없이, 주방 하나, 화장실 둘",
    { 평: 45, use: "restaurant", rooms: "hall1 kitchen1 wc2", without: "privateroom", at: "성남/경기" },
  ],
  [
    "오피스 빌딩, gross floor area 5,000㎡, B2/8F, 서울 여의도, 미팅룸 20개, 엘리베이터 3대, LEED는 필요 없고 녹색건축인증만.",
    { m2: 5000, storeys: 8, below: 2, use: "office", rooms: "meeting20 lift3", certs: "G-SEED", at: "여의도/서울" },
  ],
  [
    "저희가 쌍둥이를 키우고 있어서요, 아이들 뛰어놀 마당이 제일 중요해요. 집은 2층에 43평 정도, 다락방 있고요. 방 4개, 욕실 2개, 팬트리, 드레스룸이요. 위치는 청라예요.",
    { 평: 43, storeys: 2, use: "house", rooms: "yard1 attic1 bedroom4 bath2 pantry1 dress1", at: "청라/인천" },
  ],
  [
    "정읍에 김치공장 지을겁니다 연면적 1200헤베 단층 샤워실 남여 2개 사무동은 따로",
    { m2: 1200, storeys: 1, use: "factory", rooms: "bath2", at: "정읍/전북" },
  ],
  [
    "백 평 땅에 오십 평 집. 2층. 광주 광산구. 방 넷, 화장실 셋, 거실 둘.",
    { 평: 50, storeys: 2, use: "house", rooms: "bedroom4 wc3 living2", at: "광산/광주" },
  ],
  [
    "유치원 원장입니다. 화성 동탄에 교실 여덟 개, 강당 하나, 급식실 하나를 갖춘 유치원을 신축하고 싶습니다. 지상 3층이고 연면적은 1,320제곱미터입니다. 옥상에는 놀이터를 두고 지하는 없습니다.",
    {
      m2: 1320,
      storeys: 3,
      use: "kindergarten",
      rooms: "classroom8 hall1 dining1",
      without: "basement",
      at: "화성/경기",
    },
  ],
  [
    "1층 필로티 주차장이고 2,3,4층 다세대요. 안양, 대지 70평, 연면적 130평, 주차 6대",
    { 평: 130, storeys: 4, use: "apartments", rooms: "parking6", at: "안양/경기" },
  ],
  [
    "제천 청풍면에 글램핑 말고 게스트하우스요. 예산은 7억. 객실 일곱, 2층, 95평, 바비큐장 대신 정원 하나.",
    { 평: 95, storeys: 2, use: "guesthouse", rooms: "guestroom7 garden1", at: "제천/충북" },
  ],
  ["혼자 살 집이라 작아도 돼요. 열다섯 평, 원룸처럼 트인 구조. 영월.", { 평: 15, use: "house", at: "영월/강원" }],
  [
    "정신건강의학과 의원입니다. 서울 서초구에 지상 3층으로 계획하고 있고 한 층에 200제곱미터씩 총 600제곱미터입니다. 진료실 3개, 치료실 5개, 대기라운지 1개가 필요합니다. 환자 동선이 겹치지 않았으면 합니다.",
    { m2: 600, storeys: 3, use: "clinic", rooms: "exam3 treatment5 lounge1", at: "서초/서울" },
  ],
  [
    "반지하에 작업실 겸 창고, 위로 2층은 집으로. 서울 성북동 55평이에요.",
    { 평: 55, storeys: 2, below: 1, use: "house", rooms: "study1 storage1", at: "성북/서울" },
  ],
  [
    "강화도에 한옥게스트하우스40평객실4개단층",
    { 평: 40, storeys: 1, use: "guesthouse", rooms: "guestroom4", styles: "hanok", at: "강화/인천" },
  ],
  [
    "통영 욕지도에서 민박 하려고 합니다. 2층, 객실은 다섯, 1층에 식당 겸 라운지 하나. 70평.",
    { 평: 70, storeys: 2, use: "guesthouse", rooms: "guestroom5 lounge1", at: "통영/경남" },
  ],
  [
    "대지면적 500㎡ / 건폐율 60% / 용적률 200% / 연면적 980㎡ / 지하1층 지상5층 / 업무시설 / 부산 연제구",
    { m2: 980, storeys: 5, below: 1, use: "office", at: "연제/부산" },
  ],
  [
    "30평, 아 미안해요 32평. 2층. 방 3개 말고 4개. 욕실 2개. 남양주 다산.",
    { 평: 32, storeys: 2, use: "house", rooms: "bedroom4 bath2", at: "남양주/경기" },
  ],
  [
    "성당 신축입니다. 전주 교구 소속으로 익산에 지상 2층 지하 1층, 천오백 제곱미터를 계획합니다. 교리실 다섯 개, 주방 하나, 화장실 네 개, 승강기 한 대가 있어야 합니다.",
    { m2: 1500, storeys: 2, below: 1, use: "worship", rooms: "classroom5 kitchen1 wc4 lift1", at: "익산/전북" },
  ],
  [
    "친구 집이 3층인데 너무 오르내리기 힘들다네요. 저는 단층으로 할래요. 아산 온양에 34평, 방 셋, 욕실 둘, 서재 하나.",
    { 평: 34, storeys: 1, use: "house", rooms: "bedroom3 bath2 study1", at: "아산/충남" },
  ],
  [
    "김천 주민센터 옆 커뮤니티센터 3층 1,000㎡ 회의실 둘 강당 하나 체육관 없이",
    { m2: 1000, storeys: 3, use: "community", rooms: "meeting2 hall1", without: "gym", at: "김천/경북" },
  ],
  [
    "모던하고 심플한 느낌의 카페, 창원 가로수길, 2층 62평, 화장실 2, 루프탑 테라스, 엘리베이터는 안 넣어도 됨",
    {
      평: 62,
      storeys: 2,
      use: "cafe",
      rooms: "wc2 roof_terrace1",
      styles: "modern minimal",
      without: "lift",
      at: "창원/경남",
    },
  ],
  [
    "수제맥주 펍 겸 레스토랑이에요, 강릉 교동, 1층 80평 단독 건물, 프라이빗룸 3개, 주방 1개, 주차 15대, 공장 느낌 인더스트리얼.",
    {
      평: 80,
      storeys: 1,
      use: "restaurant",
      rooms: "privateroom3 kitchen1 parking15",
      styles: "industrial",
      at: "강릉/강원",
    },
  ],
  [
    "어머니 여든둘, 아버지 여든다섯이십니다. 두 분 모시고 살 집으로 단층 사십오 평을 생각합니다. 방 네 개 중 두 개는 1층 남향으로요. 욕실 세 개. 경기 여주.",
    { 평: 45, storeys: 1, use: "house", rooms: "bedroom4 bath3", at: "여주/경기" },
  ],
  [
    "대학가 근처 코리빙 아니고 그냥 다가구. 춘천 효자동. 3층 85평 9가구 주차9대.",
    { 평: 85, storeys: 3, use: "apartments", rooms: "parking9", at: "춘천/강원" },
  ],
  [
    "상주 곶감 판매장. 1층은 매장, 2층은 사무실. 바닥면적 한 층당 30평.",
    { 평: 30, kind: PER_STOREY, gross: 198.35, storeys: 2, use: "mixed", by: "1shop 2office", at: "상주/경북" },
  ],
  [
    "제 동생이 진천에 55평짜리 지었는데 관리비가 장난 아니래요. 그래서 저는 서른 평만 할래요. 음성 금왕읍이고 패시브하우스로요. 방 셋, 화장실 둘, 다락 하나, 태양광도 올리고요.",
    { 평: 30, use: "house", rooms: "bedroom3 wc2 attic1", at: "음성/충북" },
  ],
  [
    "일층집 방두개 욕실한개 거실 부엌 스물네평 나주",
    { 평: 24, storeys: 1, use: "house", rooms: "bedroom2 bath1 living1 kitchen1", at: "나주/전남" },
  ],
  [
    "데이케어센터(노인 주야간보호) 인천 계양구 2층 500제곱미터 물리치료실 1 프로그램실 2 조리실 1 승강기 1",
    { m2: 500, storeys: 2, use: "elderly", rooms: "therapy1 kitchen1 lift1", at: "계양/인천" },
  ],
  [
    "편집숍이에요. 서울 한남동 지하 1층~지상 3층, 층별 25평. 창고는 지하에 하나.",
    {
      평: 25,
      kind: PER_STOREY,
      gross: 330.58,
      storeys: 3,
      below: 1,
      use: "shop",
      rooms: "storage1",
      at: "한남동/서울",
    },
  ],
  [
    "집을 한 번도 지어 본 적이 없어서 뭘 말씀드려야 할지 모르겠어요. 일단 이천 백사면에 땅이 있고 아내가 정원을 좋아합니다. 2층 39평 정도에 방은 세 개, 화장실은 두 개 반? 아니 두 개요. 서두르지 않아도 됩니다.",
    { 평: 39, storeys: 2, use: "house", rooms: "bedroom3 wc2 garden1", at: "이천/경기" },
  ],
  [
    "속초 중앙시장 근처 4층 건물. 1층 횟집, 2층 카페, 3·4층 게스트하우스 객실 8개. 연면적 560㎡.",
    {
      m2: 560,
      storeys: 4,
      use: "mixed",
      by: "1restaurant 2cafe 3guesthouse 4guesthouse",
      rooms: "guestroom8",
      at: "속초/강원",
    },
  ],
  [
    "현대식 편의시설을 갖춘 전통 한옥을 원합니다. 안동 하회마을 근처, 단층 40평, 방 세 개, 대청, 누마루, 마당.",
    {
      평: 40,
      storeys: 1,
      use: "house",
      rooms: "bedroom3 daecheong1 yard1",
      styles: "hanok",
      amenities: true,
      at: "안동/경북",
    },
  ],
  [
    "창고 임대업 합니다. 김해 진영읍 2층 창고 900평, 지하층 없고 화물용 승강기 2대.",
    { 평: 900, storeys: 2, use: "warehouse", rooms: "lift2", without: "basement", at: "김해/경남" },
  ],
  [
    "아파트는 답답하고, 도심에서 멀지 않은 대전 노은에 2층 단독. 52평. 침실 넷, 욕실 셋, 지하 주차장 말고 지상에 두 대.",
    { 평: 52, storeys: 2, use: "house", rooms: "bedroom4 bath3 parking2", at: "대전/대전" },
  ],
  [
    "고등학교 기숙사 말고 교사동입니다. 교실 18개, 체육관 하나, 도서관 하나, 4층, 4,500제곱미터, 경기도 김포 한강신도시.",
    { m2: 4500, storeys: 4, use: "school", rooms: "classroom18 gym1", at: "김포/경기" },
  ],
  [
    "완도 바닷가 스물아홉 평 펜션, 방 네 칸에 방마다 화장실 하나씩",
    { 평: 29, use: "guesthouse", rooms: "guestroom4 wc4", at: "완도/전남" },
  ],
  [
    "일본식 젠 스타일보다는 클래식한 벽돌집이 좋아요. 고양 일산 2층 58평 방5 욕실3 벽난로",
    { 평: 58, storeys: 2, use: "house", rooms: "bedroom5 bath3", styles: "classic", at: "고양/경기" },
  ],
  [
    "토지 주소는 나중에 드릴게요. 5층 이하로 사무실 쓸 건물이고 총 350평 생각 중이에요. 서울 영등포구 문래동 쪽이에요. 회의실은 각 층에 2개씩 있어야 하고 지하는 주차장으로 한 층만 파 주세요.",
    { 평: 350, storeys: 5, below: 1, use: "office", rooms: "meeting10 parking1", at: "영등포/서울" },
  ],
  [
    "사무소 건축물, 광교, 육백육십 제곱미터, 삼 층, 회의실 세 개",
    { m2: 660, storeys: 3, use: "office", rooms: "meeting3", at: "광교/경기" },
  ],
  [
    "영어학원이요 부산 사하구 하단동 4층 1층은 분식집 2~4층 학원 한층에 50평",
    {
      평: 50,
      kind: PER_STOREY,
      gross: 661.16,
      storeys: 4,
      use: "mixed",
      by: "1restaurant 2academy 3academy 4academy",
      at: "사하/부산",
    },
  ],
  [
    "하동 차밭 옆에 찻집. 20평. 툇마루가 있으면 좋겠고 주차 다섯 대. 나무로 된 한옥 느낌으로.",
    { 평: 20, use: "cafe", rooms: "parking5", styles: "hanok", at: "하동/경남" },
  ],
  [
    "에너지 자립률 높은 제로에너지 주택, 철원, 2층, 140㎡, 방 3, 욕실 2, 거실 1, 다용도실 1. 지하 안 팝니다.",
    {
      m2: 140,
      storeys: 2,
      use: "house",
      rooms: "bedroom3 bath2 living1 utility1",
      certs: "ZEB",
      without: "basement",
      at: "철원/강원",
    },
  ],
  [
    "빌라 짓습니다. 광주시 오포 말고 광주광역시 북구요. 4층, 8세대, 560제곱미터, 엘리베이터 하나.",
    { m2: 560, storeys: 4, use: "apartments", rooms: "lift1", at: "북구/광주" },
  ],
  [
    "보령에서 펜션 3년 했는데 이번엔 카페로 바꾸려고요. 기존 펜션은 80평인데 카페는 그 절반인 40평이면 됩니다. 층수는 2층, 화장실은 두 개, 주차는 10대요.",
    { 평: 40, storeys: 2, use: "cafe", rooms: "wc2 parking10", at: "보령/충남" },
  ],
  [
    "종교시설 아닌 명상센터... 아니다 그냥 집으로 할게요. 괴산 28평 단층 방2 욕실1 명상하는 방은 서재로 하나.",
    { 평: 28, storeys: 1, use: "house", rooms: "bedroom2 bath1 study1", at: "괴산/충북" },
  ],
];
