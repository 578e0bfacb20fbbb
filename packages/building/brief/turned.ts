import { findNumbers } from "./numerals.ts";
import { after, before } from "./text.ts";

/** What is counted, said before the number, and how it is said after one. */
const turned: readonly (readonly [lead: RegExp, count: (value: number) => string])[] = [
  [/(?:^|(?<=[ ,.]))(?:지상)? ?층수?[은는이]? ?$/, (value) => `${value}층짜리`],
  [/(?:^|(?<=[ ,.]))지하 ?층수?[은는이]? ?$/, (value) => `지하 ${value}층`],
  [/(?:^|(?<=[ ,./]))지상 ?$/, (value) => `지상 ${value}층`],
  [/(?:^|(?<=[ ,./]))지하 ?$/, (value) => `지하 ${value}층`],
  [/(?:^|(?<=[ ,.]))평수?[은는이]? ?$/, (value) => `${value}평`],
];

/** "1층 30, 2층 20평": the unit is said once. */
const bareStoreys = /[1-6]층 ?\d{1,3}(?=[,/ ]{1,2}[2-6]층 ?\d{1,3} ?평)/g;

/** The sentence with numbers before what they count: of "층은 둘, 평수는 45" come "2층짜리, 45평". */
export function countsTurned(typed: string): string {
  const text = typed.replace(bareStoreys, "$&평");
  let kept = "";
  let from = 0;
  for (const { start, end, value } of findNumbers(text)) {
    const lead = before(text, start);
    const [pattern, count] = turned.find(([word]) => word.test(lead)) ?? [];
    const tail = /^개?(?=$|[ ,.!/])(?![, ]{1,2}\d ?층)(?! ?(?:층|평|개|m2|제곱|~))/.exec(after(text, end));
    if (pattern === undefined || count === undefined || tail === null) continue;
    kept += text.slice(from, start - (pattern.exec(lead)?.[0].length ?? 0)) + count(value);
    from = end + tail[0].length;
  }
  return kept + text.slice(from);
}
