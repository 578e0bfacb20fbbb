const uses: readonly (readonly [word: string, least: number, most: number])[] = [
  ["카페", 40, 900],
  ["음식점", 50, 1200],
  ["상점", 40, 1500],
  ["단독주택", 70, 420],
  ["사무실", 60, 2400],
  ["의원", 80, 1600],
  ["게스트하우스", 90, 1200],
  ["한옥 게스트하우스", 100, 280],
  ["상가주택", 200, 1400],
  ["협소주택", 90, 150],
];

/** Sentences of every use over sizes and storeys, the same for the same seed; each leaves every storey room for a stair. */
export function briefSentences(count: number, random: () => number): string[] {
  const texts: string[] = [];
  for (let i = 0; texts.length < count; i++) {
    const [word, least, most] = uses[i % uses.length]!;
    const area = Math.round(least * (most / least) ** random());
    const storeys = storeysOf(word, area, random());
    texts.push(`${storeys}층 ${word} ${area}㎡`);
  }
  return texts;
}

/** Storeys that fit: a hanok has one, homes over shops two at least, and narrow houses three. */
function storeysOf(word: string, area: number, point: number): number {
  if (word.startsWith("한옥")) return 1;
  if (word === "협소주택") return area >= 126 ? 3 : 2;
  const perStorey = word === "상가주택" ? 75 : 44;
  const most = Math.max(1, Math.min(6, Math.floor(area / perStorey)));
  const fewest = word === "상가주택" ? 2 : 1;
  return Math.max(fewest, Math.min(most, 1 + Math.floor(point * most)));
}
