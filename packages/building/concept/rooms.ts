/** How a kind of room behaves in a plan. */
export interface RoomKind {
  /** Name on the plan, in Korean. */
  readonly ko: string;
  /** What people do there, as seen by the door rules. */
  readonly role: "circulation" | "public" | "room" | "service" | "wet" | "shaft";
  /** Somebody stays here (거실 in the sense of the Building Act). */
  readonly habitable: boolean;
  /** Wants a window to the outside. */
  readonly daylight: boolean;
  /** Needs water and drains. */
  readonly wet: boolean;
  /** Smallest clear side in metres. */
  readonly minSide: number;
  /** Window head and sill; "shop" is glazed almost to the floor, "high" keeps a room private. */
  readonly window: "room" | "shop" | "high" | "none";
}

type Traits = Partial<Omit<RoomKind, "ko" | "role">>;

const kind = (ko: string, role: RoomKind["role"], traits: Traits = {}): RoomKind => ({
  ko,
  role,
  habitable: false,
  daylight: false,
  wet: false,
  minSide: 1.2,
  window: "none",
  ...traits,
});

const lived = (minSide: number): Traits => ({
  habitable: true,
  daylight: true,
  minSide,
  window: "room",
});

/** The room vocabulary: every kind a programme or a plan may name. */
export const roomKinds = {
  hall: kind("홀", "public", { ...lived(2.1), window: "shop" }),
  retail: kind("매장", "public", { ...lived(2.1), window: "shop" }),
  living: kind("거실", "public", lived(2.1)),
  family: kind("가족실", "public", lived(2.4)),
  daecheong: kind("대청", "public", lived(2.4)),
  breakfast: kind("공용 식당", "public", lived(2.7)),
  reception: kind("접수·대기실", "public", { ...lived(2.7), window: "shop" }),
  lobby: kind("로비", "circulation", { daylight: true, minSide: 2.4, window: "shop" }),
  lounge: kind("휴게 라운지", "public", lived(2.4)),
  corridor: kind("복도", "circulation", { daylight: true, minSide: 1.2, window: "room" }),
  corehall: kind("계단홀", "circulation", { daylight: true, minSide: 1.5, window: "room" }),
  entrance: kind("현관", "circulation", { minSide: 1.1 }),
  washroom: kind("화장실 전실", "wet", { wet: true, minSide: 1.1 }),
  stair: kind("계단실", "shaft", { daylight: true, minSide: 2.1, window: "high" }),
  lift: kind("승강기", "shaft", { minSide: 1.6 }),
  kitchen: kind("주방", "service", { daylight: true, wet: true, minSide: 1.8, window: "high" }),
  dining: kind("주방·식당", "public", { ...lived(2.2), wet: true }),
  pantry: kind("탕비실", "service", { wet: true, minSide: 1.5, window: "high" }),
  storage: kind("창고", "service", { minSide: 1.2 }),
  staff: kind("직원실", "service", { daylight: true, minSide: 1.8, window: "high" }),
  utility: kind("다용도실", "service", { wet: true, minSide: 1.2, window: "high" }),
  laundry: kind("세탁실", "service", { wet: true, minSide: 1.5, window: "high" }),
  machine: kind("기계·전기실", "service", { minSide: 1.5 }),
  server: kind("서버·통신실", "service", { minSide: 1.5 }),
  dress: kind("드레스룸", "service", { minSide: 1.4 }),
  wc: kind("화장실", "wet", { wet: true, minSide: 1.2, window: "high" }),
  wc_accessible: kind("장애인 화장실", "wet", { wet: true, minSide: 1.6, window: "high" }),
  bath: kind("욕실", "wet", { wet: true, minSide: 1.5, window: "high" }),
  bedroom: kind("침실", "room", lived(2.4)),
  study: kind("서재", "room", lived(2.1)),
  guestroom: kind("객실", "room", lived(2.4)),
  ondol: kind("온돌방", "room", lived(2.1)),
  tea: kind("다실", "room", lived(2.1)),
  host: kind("관리실", "room", lived(2.1)),
  office: kind("사무실", "room", lived(2.7)),
  meeting: kind("회의실", "room", lived(2.4)),
  manager: kind("임원실", "room", lived(2.4)),
  exam: kind("진료실", "room", lived(2.4)),
  treatment: kind("처치실", "room", lived(2.4)),
  therapy: kind("물리치료실", "room", lived(2.7)),
  imaging: kind("영상촬영실", "room", { habitable: true, minSide: 2.7 }),
  exhibition: kind("전시실", "public", { ...lived(2.7), window: "shop" }),
  classroom: kind("교실", "room", lived(3)),
  reading: kind("열람실", "public", { ...lived(2.7), window: "shop" }),
  fitness: kind("운동 공간", "public", { ...lived(3), window: "shop" }),
  worship: kind("예배실", "public", { ...lived(3), window: "shop" }),
  assembly: kind("다목적홀", "public", { ...lived(2.7), window: "shop" }),
  workshop: kind("작업장", "public", { ...lived(3), window: "room" }),
  warehouse: kind("보관 창고", "public", { minSide: 2.7, window: "room" }),
  shower: kind("탈의·샤워실", "wet", { wet: true, minSide: 1.5, window: "high" }),
  sauna: kind("사우나", "wet", { wet: true, minSide: 1.8, window: "high" }),
  pool: kind("수영장", "service", { wet: true, minSide: 3, window: "high" }),
  playroom: kind("유희실", "public", lived(3)),
  studio: kind("연습실", "room", lived(2.7)),
  privateroom: kind("별실", "room", lived(2.4)),
} as const satisfies Record<string, RoomKind>;

/** A key of the room vocabulary. */
export type RoomKey = keyof typeof roomKinds;

/** What is known of a kind; a kind nobody lists counts as a storeroom, so that strangers' briefs still lay out. */
export function roomKind(key: string): RoomKind {
  return Object.hasOwn(roomKinds, key) ? roomKinds[key as RoomKey] : roomKinds.storage;
}

/** Kinds a brief may ask for by another word, with the word used here. */
const synonyms: Record<string, RoomKey> = {
  room: "bedroom",
  toilet: "wc",
  bathroom: "bath",
  livingroom: "living",
  store: "storage",
  seating: "hall",
  meetingroom: "meeting",
  workspace: "office",
  ondol: "guestroom",
};

/** The kind a wish means, or undefined for a word nobody knows. */
export function wishedKind(word: string): RoomKey | undefined {
  const key = word.toLowerCase().replaceAll(/[\s_-]/g, "");
  if (Object.hasOwn(synonyms, key)) return synonyms[key];
  return Object.hasOwn(roomKinds, key) ? (key as RoomKey) : undefined;
}
