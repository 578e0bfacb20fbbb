import { type Entry, findMentions, isExcluded } from "./text.ts";

const zone = (said: RegExp, name: string): Entry<string> => ({ pattern: said, value: name });

/** Residential zones by class, "제2종일반주거지역" or "2종 일반주거". */
const residential = ["1", "2", "3"].flatMap((level) =>
  (level === "3" ? ["일반"] : ["전용", "일반"]).map((kind) =>
    zone(new RegExp(`(?:제 ?)?${level} ?종 ?${kind} ?주거(?: ?지역)?`, "g"), `제${level}종${kind}주거지역`),
  ),
);

/** "상업", "공업" and the like are other words without "지역" behind them. */
const entries: readonly Entry<string>[] = [
  ...residential,
  zone(/준 ?주거(?: ?지역)?/g, "준주거지역"),
  ...["중심", "일반", "근린", "유통"].map((kind) => zone(new RegExp(`${kind} ?상업 ?지역`, "g"), `${kind}상업지역`)),
  ...["전용", "일반"].map((kind) => zone(new RegExp(`${kind} ?공업 ?지역`, "g"), `${kind}공업지역`)),
  zone(/준 ?공업(?: ?지역)?/g, "준공업지역"),
  ...["보전", "생산", "자연"].map((kind) => zone(new RegExp(`${kind} ?녹지(?: ?지역)?`, "g"), `${kind}녹지지역`)),
  ...["보전", "생산", "계획"].map((kind) => zone(new RegExp(`${kind} ?관리 ?지역`, "g"), `${kind}관리지역`)),
];

/** The zone (용도지역, 국토계획법 시행령 §30) a sentence names; empty if none. Of several the first: a plot on a border has one that leads. */
export function readZone(text: string): string {
  return findMentions(text, entries).find((mention) => !isExcluded(text, mention))?.value ?? "";
}
