/** Korean words for styles, as sentences and reports have them. A title has its own (`titles.ts`): "북유럽풍 카페". */
export const styleWords: Readonly<Record<string, string>> = {
  modern: "모던",
  hanok: "한옥",
  industrial: "인더스트리얼",
  nordic: "북유럽",
  minimal: "미니멀",
  classic: "클래식",
};
