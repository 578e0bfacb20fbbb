import { PER_STOREY, type Row } from "./slots.ts";

/** As people write to an architect's chat box: second thoughts, what stands around, where they write from, where it shall be. */
export const letterRows: readonly Row[] = [
  // second thoughts
  ["한 60평? 아니 70평으로 2층 카페", { 평: 70, storeys: 2, use: "cafe" }],
  ["방은 셋? 아니 넷으로 할게요 단층집 35평", { 평: 35, use: "house", rooms: "bedroom4" }],
  ["처음에 30평 계획했는데 둘째가 태어나서 40평으로 바꿨습니다 단층 주택", { 평: 40, use: "house" }],
  ["2층을 생각했지만 어머니 무릎 때문에 단층으로 정했어요 34평 주택", { 평: 34, use: "house" }],
  ["50평, 아 죄송합니다 55평 2층 카페", { 평: 55, storeys: 2, use: "cafe" }],
  ["방 2개 정정 3개 단층집 30평", { 평: 30, use: "house", rooms: "bedroom3" }],
  // what others built, what stands around
  ["친구 집이 2층인데 오르내리기 힘들대요. 저는 단층 33평 주택", { 평: 33, use: "house" }],
  ["친구가 60평짜리 샀는데 청소가 힘들대요. 저는 35평 단층집이요", { 평: 35, use: "house" }],
  ["사촌형이 2층집 지었는데 좋더라고요. 저는 단층 30평 주택", { 평: 30, use: "house" }],
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
  ["음성 대소면에 공장 200평", { 평: 200, use: "factory", at: "음성/충북" }],
  ["양주 옥정동 상가 3층 120평", { 평: 120, storeys: 3, use: "shop", at: "양주/경기" }],
  ["예산 측면에서 고민이에요. 카페 30평", { 평: 30, use: "cafe" }],
  ["카페입니다. 구리, 30평", { 평: 30, use: "cafe", at: "구리/경기" }],
  // storeys
  ["지상3/지하1 사무실 600㎡", { m2: 600, storeys: 3, below: 1, use: "office" }],
  ["지하 1, 지상 4 오피스 800㎡", { m2: 800, storeys: 4, below: 1, use: "office" }],
  ["지하는 안 만듭니다 2층 사무실 80평", { 평: 80, storeys: 2, use: "office", without: "basement" }],
  ["지하 안 팝니다. 2층 사무실 80평", { 평: 80, storeys: 2, use: "office", without: "basement" }],
  ["상가, 이백 제곱미터, 이 층, 주차 두 대", { m2: 200, storeys: 2, use: "shop", rooms: "parking2" }],
  ["3층 학원인데 한 층에 마흔 평이에요", { 평: 40, kind: PER_STOREY, gross: 396.69, storeys: 3, use: "academy" }],
  [
    "미술학원이요 3층 1층은 편의점 2~3층 학원 한층에 40평",
    { 평: 40, kind: PER_STOREY, gross: 396.69, storeys: 3, use: "mixed", by: "1shop 2academy 3academy" },
  ],
  // uses and styles
  ["주간보호센터 2층 450㎡ 승강기 1대", { m2: 450, storeys: 2, use: "elderly", rooms: "lift1" }],
  ["모던 스타일보다는 한옥이 좋아요 집 30평", { 평: 30, use: "house", styles: "hanok" }],
  // rooms
  ["객실 여섯 개, 객실마다 욕실 하나씩, 펜션 70평", { 평: 70, use: "guesthouse", rooms: "guestroom6 bath6" }],
  ["민박 60평, 방 다섯 개에 각각 화장실 하나씩 있어야 해요", { 평: 60, use: "guesthouse", rooms: "guestroom5 wc5" }],
  ["애들 방 둘이랑 안방 다 합쳐서 방 세 개 32평 집", { 평: 32, use: "house", rooms: "bedroom3" }],
  ["샤워실 남여 하나씩 헬스장 80평", { 평: 80, use: "gym", rooms: "bath2" }],
  [
    "민박 2층 60평 객실 4개, 1층에 식당 겸 거실 하나",
    { 평: 60, storeys: 2, use: "guesthouse", rooms: "guestroom4 living1" },
  ],
  ["루프탑 정원 있는 3층 카페 90평", { 평: 90, storeys: 3, use: "cafe", rooms: "roof_terrace1" }],
  ["교회 200평 교육실 네 개", { 평: 200, use: "worship", rooms: "classroom4" }],
  ["단층집 방 둘 거실 부엌 스물여섯 평", { 평: 26, use: "house", rooms: "bedroom2 living1 kitchen1" }],
  ["지하 주차장 말고 지상에 네 대 2층 주택 50평", { 평: 50, storeys: 2, use: "house", rooms: "parking4" }],
  ["40평에 방 두 개요", { 평: 40, use: "house", rooms: "bedroom2" }],
  ["방은 둘만, 화장실은 하나만. 26평 단층집", { 평: 26, use: "house", rooms: "bedroom2 wc1" }],
  ["침실 셋만 있으면 되고 32평 주택", { 평: 32, use: "house", rooms: "bedroom3" }],
  ["다목적홀 1개 회의실 2개 마을회관 90평", { 평: 90, use: "community", rooms: "hall1 meeting2" }],
  ["커뮤니티센터 2층 600㎡ 체육관 1, 강당 1", { m2: 600, storeys: 2, use: "community", rooms: "hall1" }],
  ["지하 주차장은 없어도 되고 지상 주차 3대 2층 사무실 80평", { 평: 80, storeys: 2, use: "office", rooms: "parking3" }],
  ["낡은 집을 헐고 28평으로 다시 지어요. 창고 하나 방 둘", { 평: 28, use: "house", rooms: "storage1 bedroom2" }],
];
