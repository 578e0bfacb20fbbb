import { type Row } from "./slots.ts";

/** Word order, politeness and long ways of saying it. */
export const talkRows: readonly Row[] = [
  ["설계해줘, 강남에, 모던하게, 50평 카페를", { 평: 50, use: "cafe", styles: "modern", at: "강남/서울" }],
  ["50평이고 모던하고 강남에 있는 카페", { 평: 50, use: "cafe", styles: "modern", at: "강남/서울" }],
  ["카페를 하나 하려는데 서울 마포구고 면적은 40평 정도예요", { 평: 40, use: "cafe", at: "마포/서울" }],
  [
    "안녕하세요 선생님, 40평대 단독주택 설계를 의뢰드립니다. 방은 세 개면 충분합니다.",
    { 평: 40, use: "house", rooms: "bedroom3" },
  ],
  ["혹시 60평 규모의 음식점도 설계가 가능할까요?", { 평: 60, use: "restaurant" }],
  ["저희 부부와 아이 둘이 살 집입니다. 2층이고요, 50평 안쪽이면 좋겠습니다.", { 평: 50, storeys: 2, use: "house" }],
  [
    "회사 이름은 한빛이고 직원은 30명입니다. 3층 사옥을 400㎡로 설계해 주시면 감사하겠습니다.",
    { m2: 400, storeys: 3, use: "office" },
  ],
  ["예산은 5억이고 35평짜리 주택을 원합니다", { 평: 35, use: "house" }],
  ["2027년에 완공할 120평 사무실", { 평: 120, use: "office" }],
  ["10년 된 카페를 새로 지으려 합니다. 45평입니다.", { 평: 45, use: "cafe" }],
  ["평당 800만원으로 40평 주택", { 평: 40, use: "house" }],
  ["역에서 5분 거리에 있는 카페 30평", { 평: 30, use: "cafe" }],
  ["폭 6m 도로에 접한 카페 50평", { 평: 50, use: "cafe" }],
  ["남향으로 앉힌 단층 주택 40평", { 평: 40, use: "house" }],
  ["30대 부부가 운영할 카페 28평", { 평: 28, use: "cafe" }],
  [
    "건물을 하나 올릴까 하는데요, 용도는 상가와 주택이고 층수는 4층, 연면적은 500㎡입니다",
    { m2: 500, storeys: 4, use: "mixed", by: "1shop 2house 3house 4house" },
  ],
  [
    "용도는 게스트하우스, 위치는 속초, 객실은 8개, 층수는 3층",
    { storeys: 3, use: "guesthouse", rooms: "guestroom8", at: "속초/강원" },
  ],
  [
    "대지: 강릉 / 용도: 카페 / 규모: 지상 2층, 연면적 250㎡ / 스타일: 모던",
    { m2: 250, storeys: 2, use: "cafe", styles: "modern", at: "강릉/강원" },
  ],
  [
    "카페로 쓸 건물인데 2층이었으면 하고, 80평 정도, 1층엔 주방, 2층엔 테라스를 두고 싶어요",
    { 평: 80, storeys: 2, use: "cafe", rooms: "kitchen1 terrace1" },
  ],
  ["음... 사무실을 하나 지었으면 하는데 60평이면 될 것 같아", { 평: 60, use: "office" }],
  ["지을 건 병원이에요. 2층이고 100평이요.", { 평: 100, storeys: 2, use: "clinic" }],
  ["우리 할머니 댁처럼 마당 있는 한옥집 30평 지어주세요", { 평: 30, use: "house", rooms: "yard1", styles: "hanok" }],
  ["친구랑 같이 할 책방을 20평으로 꾸미고 싶어", { 평: 20, use: "shop" }],
  [
    "부모님 모시고 살 2층 집, 방 다섯 개, 화장실 세 개, 60평",
    { 평: 60, storeys: 2, use: "house", rooms: "bedroom5 wc3" },
  ],
  // classes that two sets of sixty, written without the rules in view, were misread by
  ["빵집 30평인데 2층은 필요 없어요", { 평: 30, use: "cafe" }],
  ["꽃집 15평 2층은 안 써요", { 평: 15, use: "shop" }],
  ["의원 70평 진료실 2 시술실 3", { 평: 70, use: "clinic", rooms: "exam2 treatment3" }],
  ["집 40평 방3 화2 팬트리", { 평: 40, use: "house", rooms: "bedroom3 wc2 pantry1" }],
  ["단독인데요 35평 방4 욕2", { 평: 35, use: "house", rooms: "bedroom4 bath2" }],
  ["3층 사무용 건물 900㎡", { m2: 900, storeys: 3, use: "office" }],
  ["3층 상가 150평 화장실은 층마다 하나씩", { 평: 150, storeys: 3, use: "shop", rooms: "wc3" }],
  ["집 뒤에 텃밭이 있고 25평 방 두 칸", { 평: 25, use: "house", rooms: "bedroom2 garden1" }],
  ["모텔 리모델링 말고 신축, 연면적 700", { m2: 700, use: "guesthouse" }],
  ["지하창고는 없어도 되는 카페 40평", { 평: 40, use: "cafe", without: "storage" }],
  ["주택 30평, 방은 둘 아니 셋", { 평: 30, use: "house", rooms: "bedroom3" }],
  ["카페 60평, 아니 70평으로", { 평: 70, use: "cafe" }],
  ["식당 40평 화장실 남녀 따로", { 평: 40, use: "restaurant", rooms: "wc2" }],
  ["1층 카페 2층 우리집 60평", { 평: 60, storeys: 2, use: "mixed", by: "1cafe 2house" }],
  ["펜션 6실 바베큐장 70평", { 평: 70, use: "guesthouse", rooms: "guestroom6" }],
  ["단층 주택 30평 욕실 하나만", { 평: 30, use: "house", rooms: "bath1" }],
  ["원룸 12개짜리 4층 건물 500㎡", { m2: 500, storeys: 4, use: "apartments" }],
  ["애들방 두 개 있는 집 33평", { 평: 33, use: "house", rooms: "bedroom2" }],
];
