import { useNames } from "./use-words.ts";

const styleNames: Readonly<Record<string, { ko: string; en: string }>> = {
  modern: { ko: "모던", en: "modern" },
  hanok: { ko: "한옥", en: "hanok" },
  industrial: { ko: "인더스트리얼", en: "industrial" },
  nordic: { ko: "북유럽풍", en: "Nordic" },
  minimal: { ko: "미니멀", en: "minimal" },
  classic: { ko: "클래식", en: "classic" },
};

/** Plain nouns for what a client may run, by use: a title keeps them, where it would name the use by another one. */
const trades: Readonly<Record<string, readonly string[]>> = {
  cafe: ["커피숍"],
  restaurant: [
    "국밥집",
    "한식당",
    "일식당",
    "중식당",
    "레스토랑",
    "이자카야",
    "고깃집",
    "한정식집",
    "분식집",
    "횟집",
    "중국집",
  ],
  shop: ["꽃집", "서점", "약국", "쇼룸", "미용실", "편의점", "판매시설"],
  office: ["사옥", "오피스", "공유오피스", "코워킹 스페이스"],
  clinic: ["치과", "소아과", "한의원", "정형외과", "병원", "내과", "피부과", "안과", "이비인후과", "산부인과"],
  gallery: ["미술관"],
  kindergarten: ["유치원"],
  gym: ["헬스장", "필라테스 센터", "필라테스 스튜디오", "탁구장", "볼링장"],
  academy: ["영어학원", "수학학원", "미술학원", "음악학원", "피아노학원"],
  school: ["초등학교", "중학교", "고등학교", "대안학교"],
  library: ["작은 도서관", "어린이 도서관"],
  worship: ["성당"],
  community: ["경로당"],
  guesthouse: ["펜션", "호스텔", "민박"],
  mixed: ["상가주택", "주상복합", "점포주택", "복합건물"],
  apartments: ["다가구주택", "연립주택", "공동주택", "빌라"],
};

/** The one plain noun among words for a use; undefined where there is none, or several. */
export function tradeOf(use: string, words: readonly string[]): string | undefined {
  const bare = (text: string) => text.replaceAll(" ", "");
  const said = new Set(words.map(bare));
  const found = (trades[use] ?? []).filter((trade) => said.has(bare(trade)));
  return found.length === 1 ? found[0] : undefined;
}

/** The plain noun with which a title ends; undefined where it ends with the use's own name. */
export const tradeIn = (use: string, title: string): string | undefined =>
  (trades[use] ?? []).find((trade) => title === trade || title.endsWith(` ${trade}`));

/** What a title is made of. */
export interface TitleParts {
  readonly place?: { readonly name: string; readonly nameEn: string } | undefined;
  readonly styles: readonly string[];
  readonly use: string;
  readonly parts: readonly string[];
  readonly storeys: number;
  /** The client's own word for the use, in Korean. */
  readonly trade?: string | undefined;
}

/** One line that names the project in both languages, for example "강남 모던 카페" and "Modern cafe in Gangnam". */
export function titlesOf(options: TitleParts): { ko: string; en: string } {
  const isHomeMix = options.use === "mixed" && options.parts.join() === "shop,house";
  const use = isHomeMix ? { ko: "상가주택", en: "shops and homes" } : useNames[options.use];
  const named = options.styles.slice(0, 2).map((style) => styleNames[style]);
  const bare = options.place === undefined && named.length === 0 && options.storeys > 1;
  const ko = [
    options.place?.name,
    ...(bare ? [`${options.storeys}층`] : []),
    ...named.map((style) => style?.ko),
    options.trade ?? use?.ko,
  ];
  const en = [
    ...(bare ? [`${options.storeys}-storey`] : []),
    ...named.map((style) => style?.en),
    use?.en,
    ...(options.place === undefined ? [] : ["in", options.place.nameEn]),
  ];
  return { ko: join(ko), en: capital(join(en)) };
}

function join(words: readonly (string | undefined)[]): string {
  return words.filter((word) => word !== undefined && word !== "").join(" ");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
