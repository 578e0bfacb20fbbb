/** A part of a number in words. `high` differs from `low` for a rough word such as "서너" (3 or 4). */
export interface NumberWord {
  readonly kind: "digit" | "scale" | "myriad" | "tens" | "ones";
  readonly low: number;
  readonly high: number;
}

const word = (kind: NumberWord["kind"], low: number, high = low): NumberWord => ({ kind, low, high });

/** Korean number words by spelling; the longest that fits counts. */
const koreanWords: ReadonlyMap<string, NumberWord> = new Map([
  ["일", word("digit", 1)],
  ["이", word("digit", 2)],
  ["삼", word("digit", 3)],
  ["사", word("digit", 4)],
  ["오", word("digit", 5)],
  ["육", word("digit", 6)],
  ["륙", word("digit", 6)],
  ["칠", word("digit", 7)],
  ["팔", word("digit", 8)],
  ["구", word("digit", 9)],
  ["이삼", word("digit", 2, 3)],
  ["삼사", word("digit", 3, 4)],
  ["사오", word("digit", 4, 5)],
  ["오륙", word("digit", 5, 6)],
  ["육칠", word("digit", 6, 7)],
  ["칠팔", word("digit", 7, 8)],
  ["팔구", word("digit", 8, 9)],
  ["십", word("scale", 10)],
  ["백", word("scale", 100)],
  ["천", word("scale", 1000)],
  ["만", word("myriad", 1e4)],
  ["억", word("myriad", 1e8)],
  ["조", word("myriad", 1e12)],
  ["열", word("tens", 10)],
  ["스물", word("tens", 20)],
  ["스무", word("tens", 20)],
  ["서른", word("tens", 30)],
  ["마흔", word("tens", 40)],
  ["쉰", word("tens", 50)],
  ["예순", word("tens", 60)],
  ["일흔", word("tens", 70)],
  ["여든", word("tens", 80)],
  ["아흔", word("tens", 90)],
  ["하나", word("ones", 1)],
  ["한", word("ones", 1)],
  ["둘", word("ones", 2)],
  ["두", word("ones", 2)],
  ["셋", word("ones", 3)],
  ["세", word("ones", 3)],
  ["석", word("ones", 3)],
  ["넷", word("ones", 4)],
  ["네", word("ones", 4)],
  ["넉", word("ones", 4)],
  ["다섯", word("ones", 5)],
  ["여섯", word("ones", 6)],
  ["일곱", word("ones", 7)],
  ["여덟", word("ones", 8)],
  ["여덜", word("ones", 8)],
  ["아홉", word("ones", 9)],
  ["한두", word("ones", 1, 2)],
  ["두세", word("ones", 2, 3)],
  ["두서너", word("ones", 2, 4)],
  ["서너", word("ones", 3, 4)],
  ["너댓", word("ones", 4, 5)],
  ["네댓", word("ones", 4, 5)],
  ["네다섯", word("ones", 4, 5)],
  ["대여섯", word("ones", 5, 6)],
  ["예닐곱", word("ones", 6, 7)],
  ["일고여덟", word("ones", 7, 8)],
]);

const longestWord = 4;

/** The longest Korean number word that begins at `index`, and where it ends. */
export function koreanWordAt(text: string, index: number): { word: NumberWord; end: number } | undefined {
  for (let length = Math.min(longestWord, text.length - index); length > 0; length -= 1) {
    const found = koreanWords.get(text.slice(index, index + length));
    if (found !== undefined) return { word: found, end: index + length };
  }
  return undefined;
}

const english = new Map<string, NumberWord>([
  ["hundred", word("scale", 100)],
  ["thousand", word("myriad", 1000)],
  ...["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    .concat(["eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"])
    .concat(["eighteen", "nineteen"])
    .map((name, index): [string, NumberWord] => [name, word("ones", index + 1)]),
  ...["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"].map(
    (name, index): [string, NumberWord] => [name, word("tens", (index + 2) * 10)],
  ),
]);

const englishWord = /[a-z]{3,9}/y;

/** The English number word that begins at `index`, and where it ends. */
export function englishWordAt(text: string, index: number): { word: NumberWord; end: number } | undefined {
  englishWord.lastIndex = index;
  const match = englishWord.exec(text);
  const found = match === null ? undefined : english.get(match[0]);
  return found === undefined ? undefined : { word: found, end: englishWord.lastIndex };
}

/** The value of number words in order, taking the rough ones low or high. */
export function valueOf(words: readonly NumberWord[], end: "low" | "high"): number {
  let total = 0;
  let section = 0;
  let digit = 0;
  for (const item of words) {
    if (item.kind === "digit" || item.kind === "ones") {
      digit += item[end];
    } else if (item.kind === "tens") {
      section += item[end];
    } else if (item.kind === "scale") {
      section += (digit || 1) * item[end];
      digit = 0;
    } else {
      total += (section + digit || 1) * item[end];
      section = 0;
      digit = 0;
    }
  }
  return total + section + digit;
}
