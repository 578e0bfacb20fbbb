import { PER_STOREY, type Row } from "./slots.ts";

/** Typed in haste: words without spaces, slips of the keyboard, figures taken back, ages beside numbers. */
export const hasteRows: readonly Row[] = [
  // no space before the figure
  ["고깃집2층사십오평룸세개주차5대", { 평: 45, storeys: 2, use: "restaurant", rooms: "privateroom3 parking5" }],
  ["카페삼십평단층테라스", { 평: 30, use: "cafe", rooms: "terrace1" }],
  ["치과육십평2층진료실네개", { 평: 60, storeys: 2, use: "clinic", rooms: "exam4" }],
  ["2층주택서른다섯평방셋", { 평: 35, storeys: 2, use: "house", rooms: "bedroom3" }],
  ["펜션백평객실8개2층속초", { 평: 100, storeys: 2, use: "guesthouse", rooms: "guestroom8", at: "속초/강원" }],
  ["사무실오십평회의실두개", { 평: 50, use: "office", rooms: "meeting2" }],
  ["꽃집열다섯평", { 평: 15, use: "shop" }],
  ["갤러리삼층이백사십제곱미터", { m2: 240, storeys: 3, use: "gallery" }],
  ["횟집팔십평주차열두대여수", { 평: 80, use: "restaurant", rooms: "parking12", at: "여수/전남" }],
  ["단독주택이층사십평화장실두개", { 평: 40, storeys: 2, use: "house", rooms: "wc2" }],
  ["레스토랑칠십평홀하나룸두개", { 평: 70, use: "restaurant", rooms: "hall1 privateroom2" }],
  // units
  ["이비인후과 180재곱미터", { m2: 180, use: "clinic" }],
  ["사무실 300제곱메타 2층", { m2: 300, storeys: 2, use: "office" }],
  ["카페 120평방미터", { m2: 120, use: "cafe" }],
  ["창고 500헤배", { m2: 500, use: "warehouse" }],
  ["한의원 200해배 진료실 3개", { m2: 200, use: "clinic", rooms: "exam3" }],
  ["카페 130제곱미타", { m2: 130, use: "cafe" }],
  ["빵집 90m제곱", { m2: 90, use: "cafe" }],
  ["식당 40푱", { 평: 40, use: "restaurant" }],
  ["주택 30ㅍ 방3", { 평: 30, use: "house", rooms: "bedroom3" }],
  // taken back in the same sentence
  ["처음에는 70평 생각했는데 55평으로 줄일게요 2층 주택", { 평: 55, storeys: 2, use: "house" }],
  ["40평으로 하려다가 35평으로 줄였어요 단층 카페", { 평: 35, use: "cafe" }],
  ["30평 말고 40평 카페", { 평: 40, use: "cafe" }],
  ["원래 3층이었는데 2층으로 바꿀게요 사무실 100평", { 평: 100, storeys: 2, use: "office" }],
  ["3층으로 할까 했는데 그냥 2층으로 할게요 주택 50평", { 평: 50, storeys: 2, use: "house" }],
  ["방 세 개로 하려다 네 개로요, 주택 45평", { 평: 45, use: "house", rooms: "bedroom4" }],
  ["카페 50평이었다가 60평으로 늘렸어요", { 평: 60, use: "cafe" }],
  ["주차 5대 말고 8대 식당 60평", { 평: 60, use: "restaurant", rooms: "parking8" }],
  ["방은 4개 말고 3개로, 2층 주택 42평", { 평: 42, storeys: 2, use: "house", rooms: "bedroom3" }],
  ["사무실 100평... 아 아니다 120평 3층", { 평: 120, storeys: 3, use: "office" }],
  ["50~60평 말고 70평 음식점", { 평: 70, use: "restaurant" }],
  ["땅이 120평이었는데 거기에 카페 40평", { 평: 40, use: "cafe" }],
  ["2층 말고 단층으로 주택 30평", { 평: 30, use: "house" }],
  // ages, generations and people are no numbers of the building
  ["30대 부부와 아이 하나 2층집입니다 40평 방 세 개", { 평: 40, storeys: 2, use: "house", rooms: "bedroom3" }],
  ["사십대 부부 둘이 살 집 28평 방 두개", { 평: 28, use: "house", rooms: "bedroom2" }],
  ["70대 어머니 혼자 지내실 단층집 20평 방 하나 화장실 하나", { 평: 20, use: "house", rooms: "bedroom1 wc1" }],
  ["60대 부모님 모실 집 32평 주차 2대", { 평: 32, use: "house", rooms: "parking2" }],
  ["20대 친구 셋이 하는 카페 18평 주차 한대", { 평: 18, use: "cafe", rooms: "parking1" }],
  ["3대가 같이 사는 집 2층 60평 방5", { 평: 60, storeys: 2, use: "house", rooms: "bedroom5" }],
  ["3대째 하는 국밥집 40평", { 평: 40, use: "restaurant" }],
  ["주차는 50대 아저씨들도 편하게, 식당 70평", { 평: 70, use: "restaurant", rooms: "parking1" }],
  [
    "층당 45평씩 3층 사옥, 40대 대표라 깔끔하게",
    { 평: 45, kind: PER_STOREY, gross: 446.28, storeys: 3, use: "office" },
  ],
  // halls and private rooms of a restaurant
  ["홀 하나 룸 세 개 일식집 60평 테라스 하나", { 평: 60, use: "restaurant", rooms: "hall1 privateroom3 terrace1" }],
  ["홀은 넓게 룸은 두개 횟집 2층 70평", { 평: 70, storeys: 2, use: "restaurant", rooms: "hall1 privateroom2" }],
  ["1층은 홀 2층은 룸 여섯개 한정식집 120평", { 평: 120, storeys: 2, use: "restaurant", rooms: "hall1 privateroom6" }],
  ["단체룸 2개 고깃집 90평", { 평: 90, use: "restaurant", rooms: "privateroom2" }],
];
