import { useNames } from "./use-words.ts";

const styleNames: Readonly<Record<string, { ko: string; en: string }>> = {
  modern: { ko: "모던", en: "modern" },
  hanok: { ko: "한옥", en: "hanok" },
  industrial: { ko: "인더스트리얼", en: "industrial" },
  nordic: { ko: "북유럽풍", en: "Nordic" },
  minimal: { ko: "미니멀", en: "minimal" },
  classic: { ko: "클래식", en: "classic" },
};

/** What a title is made of. */
export interface TitleParts {
  readonly place?: { readonly name: string; readonly nameEn: string } | undefined;
  readonly styles: readonly string[];
  readonly use: string;
  readonly parts: readonly string[];
  readonly storeys: number;
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
    use?.ko,
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
