import type { Row } from "./slots.ts";

/** As people write to an architect's chat box: second thoughts, what stands around, where they write from, where it shall be. */
export const letterRows: readonly Row[] = [
  // second thoughts
  ["한 60평? 아니 70평으로 2층 카페", { 평: 70, storeys: 2, use: "cafe" }],
  ["방은 셋? 아니 넷으로 할게요 단층집 35평", { 평: 35, use: "house", rooms: "bedroom4" }],
  ["처음에 30평 계획했는데 둘째가 태어나서 40평으로 바꿨습니다 단층 주택", { 평: 40, use: "house" }],
  ["2층을 생각했지만 어머니 무릎 때문에 단층으로 정했어요 34평 주택", { 평: 34, use: "house" }],
  // what stands around
  ["옆 건물이 4층이라 어두워요. 우리는 3층 사무실 120평", { 평: 120, storeys: 3, use: "office" }],
  ["앞에 5층 빌라가 있어서 그늘져요. 2층집 40평 방 셋", { 평: 40, storeys: 2, use: "house", rooms: "bedroom3" }],
  ["뒤쪽에 3층짜리 아파트가 들어서서 시끄러워요. 단층집 28평 방 둘", { 평: 28, use: "house", rooms: "bedroom2" }],
  // where they are, and where it shall be
  [
    "광주에서 식당 하는 사람입니다. 담양에 한정식집 80평 단층, 룸 다섯 개",
    { 평: 80, use: "restaurant", rooms: "privateroom5", at: "담양/전남" },
  ],
  ["부산에서 카페를 하고 있는데 이번에 양산에 카페 120평 2층", { 평: 120, storeys: 2, use: "cafe", at: "양산/경남" }],
  ["서울에서 게스트하우스 하고 싶어요 60평", { 평: 60, use: "guesthouse", at: "서울/서울" }],
  ["위치는 구미예요. 카페 40평", { 평: 40, use: "cafe", at: "구미/경북" }],
  ["이천이에요. 단층집 30평", { 평: 30, use: "house", at: "이천/경기" }],
  ["진주이고 3층 병원 200평", { 평: 200, storeys: 3, use: "clinic", at: "진주/경남" }],
  ["카페 30평요. 가평이고요.", { 평: 30, use: "cafe", at: "가평/경기" }],
  ["단층집 31평을 짓습니다. 남해 바닷가 마을이에요", { 평: 31, use: "house", at: "남해/경남" }],
  ["맡아 주시면 영광입니다. 카페 30평", { 평: 30, use: "cafe" }],
  ["세종시이고 상가 80평", { 평: 80, use: "shop", at: "세종/세종" }],
  ["춘천시예요 카페 30평", { 평: 30, use: "cafe", at: "춘천/강원" }],
  ["종로 평창동 2층 주택 70평", { 평: 70, storeys: 2, use: "house", at: "종로/서울" }],
  // rooms
  ["40평에 방 두 개요", { 평: 40, use: "house", rooms: "bedroom2" }],
  ["방은 둘만, 화장실은 하나만. 26평 단층집", { 평: 26, use: "house", rooms: "bedroom2 wc1" }],
  ["침실 셋만 있으면 되고 32평 주택", { 평: 32, use: "house", rooms: "bedroom3" }],
  ["다목적홀 1개 회의실 2개 마을회관 90평", { 평: 90, use: "community", rooms: "hall1 meeting2" }],
  ["커뮤니티센터 2층 600㎡ 체육관 1, 강당 1", { m2: 600, storeys: 2, use: "community", rooms: "hall1" }],
  ["지하 주차장은 없어도 되고 지상 주차 3대 2층 사무실 80평", { 평: 80, storeys: 2, use: "office", rooms: "parking3" }],
  ["낡은 집을 헐고 28평으로 다시 지어요. 창고 하나 방 둘", { 평: 28, use: "house", rooms: "storage1 bedroom2" }],
];
