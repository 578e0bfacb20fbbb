import { PER_STOREY, type Row } from "./slots.ts";

/** English, and English and Korean in one sentence. */
export const englishRows: readonly Row[] = [
  ["Design a cafe of 165 m2 in Gangnam", { m2: 165, use: "cafe", at: "강남/서울" }],
  ["Please design a 3-storey office building with 900 sqm total floor area", { m2: 900, storeys: 3, use: "office" }],
  [
    "I want a single-storey house, 120 square meters, 3 bedrooms and 2 bathrooms",
    { m2: 120, use: "house", rooms: "bedroom3 bath2" },
  ],
  [
    "A four-story guesthouse in Busan with 12 guest rooms",
    { storeys: 4, use: "guesthouse", rooms: "guestroom12", at: "부산/부산" },
  ],
  [
    "Two-storey restaurant, 300 m2, near Haeundae, no basement",
    { m2: 300, storeys: 2, use: "restaurant", without: "basement", at: "해운대/부산" },
  ],
  [
    "Build me a hanok guesthouse with modern amenities in Jeonju",
    { use: "guesthouse", styles: "hanok", amenities: true, at: "전주/전북" },
  ],
  ["a minimal house of 40 pyeong with a garden", { 평: 40, use: "house", rooms: "garden1", styles: "minimal" }],
  ["Industrial style coffee shop, 60 pyeong, Seongsu", { 평: 60, use: "cafe", styles: "industrial", at: "성수/서울" }],
  [
    "Five storey office, two basements, 2400 m2, zero energy certified",
    { m2: 2400, storeys: 5, below: 2, use: "office", certs: "ZEB" },
  ],
  [
    "office building with 4 floors, 150 m2 per floor",
    { m2: 150, kind: PER_STOREY, gross: 600, storeys: 4, use: "office" },
  ],
  ["dental clinic with four exam rooms, 200 m2", { m2: 200, use: "clinic", rooms: "exam4" }],
  [
    "Mixed-use building, 4 storeys: cafe on the ground floor, homes above, 500 m2",
    { m2: 500, storeys: 4, use: "mixed", by: "1cafe 2house 3house 4house" },
  ],
  ["bookstore of about 100 m2 in Daejeon", { m2: 100, use: "shop", at: "대전/대전" }],
  [
    "A 2-story house in Jeju, 45 pyeong, parking for 2 cars",
    { 평: 45, storeys: 2, use: "house", rooms: "parking2", at: "제주/제주" },
  ],
  ["nordic cottage 80 sqm without a fence", { m2: 80, use: "house", styles: "nordic", without: "fence" }],
  ["between 100 and 120 m2 house", { m2: 110, use: "house" }],
  ["cafe, 1,800 sq ft", { m2: 167.23, use: "cafe" }],
  [
    "shop and office building with 3 floors and 450 m2",
    { m2: 450, storeys: 3, use: "mixed", by: "1shop 2office 3office" },
  ],
  ["강남에 modern cafe 50평", { 평: 50, use: "cafe", styles: "modern", at: "강남/서울" }],
  ["3층 office building, 연면적 600㎡", { m2: 600, storeys: 3, use: "office" }],
  ["Jeju에 게스트하우스, guest room 6개, 2층", { storeys: 2, use: "guesthouse", rooms: "guestroom6", at: "제주/제주" }],
  ["minimal 스타일 house 30평", { 평: 30, use: "house", styles: "minimal" }],
  ["200 sqm 식당 with terrace", { m2: 200, use: "restaurant", rooms: "terrace1" }],
  ["zero energy 단독주택 50평", { 평: 50, use: "house", certs: "ZEB" }],
];
