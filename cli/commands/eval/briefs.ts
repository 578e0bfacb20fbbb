/** Rooms that people ask of a use: what they say, and the floor area for one of them, m2. */
type Asked = readonly [text: (count: number) => string, m2: number];

const uses: readonly (readonly [word: string, least: number, most: number, asked?: Asked])[] = [
  ["카페", 40, 900, [(n) => `회의실 ${n}개`, 55]],
  ["음식점", 50, 1200, [(n) => `룸 ${n}개`, 40]],
  ["상점", 40, 1500],
  ["단독주택", 70, 420, [(n) => `방 ${n}개 욕실 ${Math.ceil(n / 2)}개`, 32]],
  ["사무실", 60, 2400, [(n) => `회의실 ${n}개`, 75]],
  ["의원", 80, 1600, [(n) => `진료실 ${n}개`, 60]],
  ["게스트하우스", 90, 1200, [(n) => `객실 ${n}개`, 34]],
  ["한옥 게스트하우스", 100, 280],
  ["상가주택", 200, 1400],
  ["협소주택", 90, 150, [(n) => `방 ${n}개`, 36]],
];

/** Most rooms of a kind that somebody asks for. */
const mostAsked = 12;

/**
 * Sentences of every use over sizes and storeys, the same for the same seed; each leaves every storey room for a stair.
 * Three in five ask for a number of rooms, as people do.
 */
export function briefSentences(count: number, random: () => number): string[] {
  const texts: string[] = [];
  for (let i = 0; texts.length < count; i++) {
    const [word, least, most, asked] = uses[i % uses.length]!;
    const area = Math.round(least * (most / least) ** random());
    const storeys = storeysOf(word, area, random());
    const rooms = random() < 0.6 && asked ? ` ${roomsOf(asked, area, random())}` : "";
    texts.push(`${storeys}층 ${word} ${area}㎡${rooms}`);
  }
  return texts;
}

/** From half to somewhat more than the usual number of rooms for the area, but two at least. */
function roomsOf([text, m2]: Asked, area: number, point: number): string {
  return text(Math.max(2, Math.min(mostAsked, Math.round((area / m2) * (0.5 + 0.75 * point)))));
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
