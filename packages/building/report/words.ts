import { styleWords } from "../brief/style-words.ts";
import { wordKo } from "../review/kinds.ts";
import { roofWord } from "../drawing/building-words.ts";

/** Korean words for keys of the domain; a key without a word is shown as it is. */
const uses: Readonly<Record<string, string>> = {
  cafe: "카페(휴게음식점)",
  restaurant: "음식점",
  guesthouse: "게스트하우스(숙박)",
  house: "주택",
  apartments: "공동주택",
  office: "사무소",
  clinic: "의원",
  shop: "상점(근린생활시설)",
  gallery: "갤러리(전시장)",
  library: "도서관",
  gym: "체육시설",
  worship: "종교시설",
  community: "마을회관(주민공동시설)",
  warehouse: "창고",
  factory: "공장",
  kindergarten: "유치원·어린이집",
  school: "학교",
  academy: "학원",
  elderly: "노인요양시설",
  mixed: "복합(상업·주거)",
};

const subjects: Readonly<Record<string, string>> = {
  area: "면적",
  area_given: "말한 면적",
  area_m2: "면적",
  area_kind: "면적의 뜻",
  basements: "지하층",
  buildings: "동 수",
  certificates: "인증",
  city: "도시",
  climate: "기후 지역",
  exclusions: "제외",
  location: "위치",
  permit_date: "허가 신청일",
  place: "지을 곳",
  road: "도로",
  roof: "지붕",
  rooms: "실 구성",
  site: "대지",
  storey_uses: "층별 용도",
  storeys: "층수",
  structure: "구조",
  styles: "양식",
  text: "문장",
  use: "용도",
  zone: "용도지역",
};

/** What an assumption is about, in Korean. */
export const subjectName = (key: string): string => subjects[key] ?? key;
/** A use in Korean. */
export const useName = (key: string): string => uses[key] ?? key;
/** A style in Korean. */
export const styleName = (key: string): string => styleWords[key] ?? key;

const areaKinds: Readonly<Record<string, string>> = {
  gross_floor: "연면적",
  per_storey: "층별 면적",
  site: "대지면적",
  room: "실 면적",
};
const sidesOfPlot: Readonly<Record<string, string>> = { S: "남측", N: "북측", E: "동측", W: "서측" };

/** What was assumed, in Korean words where it is a key. */
export function assumedValue(subject: string, value: string): string {
  if (subject === "use") return useName(value);
  if (subject === "area_m2") return /^[\d.]+$/.test(value) ? `${value} ㎡` : value;
  if (subject === "area_kind") return areaKinds[value] ?? value;
  if (subject === "roof") return roofWord(value) || value;
  if (subject === "road") return value.replace(/^[SNEW](?= )/, (side) => sidesOfPlot[side]!);
  if (subject === "rooms" || subject === "exclusions") return value.replace(/^\w+/, wordKo);
  if (subject !== "storey_uses") return value;
  const storeyOf = (number: string) => (number.startsWith("-") ? `지하 ${number.slice(1)}층` : `${number}층`);
  return value
    .split(" ")
    .map((part) => part.split(":"))
    .map(([number, use]) => (number && use ? `${storeyOf(number)} ${useName(use)}` : `${number}`))
    .join(", ");
}
