import type { Candidate } from "./share.ts";
import { heeded } from "./heeded.ts";
import type { Wishes } from "./heeded.ts";
import { roomKind } from "./rooms.ts";
import { wetWidth, wetWish } from "./wet-block.ts";

/** A storey that is one big room with a band of serving rooms behind it. */
export interface HallStorey {
  readonly use: string;
  readonly ground: boolean;
  readonly basement: boolean;
  /** Gross area of the storey, m2. */
  readonly area: number;
  /** Depth of the serving band, metres. */
  readonly back: number;
  /** Wet rooms stand in the core already. */
  readonly pinnedWet: boolean;
  readonly accessible: boolean;
  /** A hanok: the big room of the ground floor is its daecheong, and there is a room with a heated floor. */
  readonly hanok: boolean;
  /** Rooms the brief asks of this storey. */
  readonly wishes: Wishes;
}

/** Kind and name of the big room. */
export function mainRoom(storey: HallStorey): { kind: string; name?: string } {
  const room = plainMain(storey);
  if (!storey.hanok || !storey.ground || storey.basement) return room;
  return { ...room, name: `대청 ${room.name ?? roomKind(room.kind).ko}` };
}

function plainMain(storey: HallStorey): { kind: string; name?: string } {
  if (storey.basement) return { kind: "storage", name: "다목적 창고" };
  const { use, ground } = storey;
  if (use === "shop") return { kind: "retail" };
  if (use === "gallery") return { kind: "exhibition" };
  if (use === "library") return { kind: "reading", name: ground ? "종합 자료실" : "열람실" };
  if (use === "gym") return { kind: "fitness", name: ground ? "운동 공간" : "단체 운동실" };
  if (use === "worship") return ground ? { kind: "worship" } : { kind: "assembly", name: "친교실" };
  if (use === "community") return { kind: "assembly", name: ground ? "다목적홀" : "모임방" };
  if (use === "warehouse") return { kind: "warehouse" };
  if (use === "factory") return { kind: "workshop" };
  if (use === "kindergarten") return ground ? { kind: "playroom" } : { kind: "classroom", name: "보육실" };
  if (use === "school" || use === "academy") return { kind: "classroom", name: "강의실" };
  if (use === "house") return ground ? { kind: "living" } : { kind: "bedroom", name: "안방" };
  if (use === "office") return { kind: "office", name: ground ? "업무공간" : "사무실" };
  if (use === "clinic") return ground ? { kind: "reception" } : { kind: "therapy" };
  if (use === "guesthouse") return { kind: "lounge", name: ground ? "공용 거실" : "라운지" };
  return { kind: "hall", name: use === "restaurant" ? "식당 홀" : "홀" };
}

/** Serving rooms of the storey, by importance. */
export function servingRooms(storey: HallStorey): Candidate[] {
  const room = (kind: string, share: number, name?: string): Candidate => ({
    kind,
    ...(name ? { name } : {}),
    area: Math.max(share * storey.area, 3),
    least: Math.max(roomKind(kind).minSide + 0.2, storey.back / 2.4) * storey.back,
    elastic: true,
  });
  const wet = storey.pinnedWet ? [] : wetRooms(storey);
  if (storey.basement) return [room("machine", 0.1), room("storage", 0.05, "비품 창고")];
  const [first, ...others] = serving[storey.use]?.(room, storey) ?? serving.shop!(room, storey);
  const sleeps = ["house", "guesthouse"].includes(storey.use);
  const ondol = storey.hanok && storey.ground && !sleeps ? [room("ondol", 0.07)] : [];
  // A first room that belongs to another storey than asked for is none of this one.
  return heeded([first!, ...wet, ...ondol, ...others], storey.wishes, (kind) => room(kind, usualShare));
}

/** Share of the storey of a room that is asked for and that the use does not have of itself. */
const usualShare = 0.08;

/** Rooms of which one for the other sex found no place: both use the one that is there. */
export function unsexed<T extends { readonly name?: string | undefined }>(rooms: readonly T[]): T[] {
  const other = (name: string) => name.replace(/^[여남]/, (sex) => (sex === "여" ? "남" : "여"));
  const names = new Set(rooms.map(({ name }) => name));
  return rooms.map((room) =>
    room.name !== undefined && /^[여남]자 /.test(room.name) && !names.has(other(room.name))
      ? { ...room, name: room.name.slice(3) }
      : room,
  );
}

type MakeRoom = (kind: string, share: number, name?: string) => Candidate;

const serving: Record<string, (room: MakeRoom, storey: HallStorey) => Candidate[]> = {
  cafe: (room, { ground }) =>
    ground
      ? [room("kitchen", 0.11), room("storage", 0.045), room("staff", 0.045)]
      : [room("privateroom", 0.1, "스터디룸"), room("storage", 0.04)],
  restaurant: (room, { ground }) =>
    ground
      ? [room("kitchen", 0.18), room("storage", 0.05, "식자재 창고"), room("staff", 0.04)]
      : [room("pantry", 0.06, "배선실"), room("privateroom", 0.1), room("privateroom", 0.1)],
  shop: (room) => [room("storage", 0.12, "재고 창고"), room("staff", 0.05)],
  gallery: (room, { ground }) =>
    ground
      ? [room("storage", 0.1, "수장고"), room("staff", 0.06, "사무실"), room("pantry", 0.04)]
      : [room("storage", 0.08, "수장고"), room("privateroom", 0.1, "교육실")],
  library: (room, { ground }) =>
    ground
      ? [room("staff", 0.07, "사서실"), room("playroom", 0.12, "어린이 자료실"), room("storage", 0.06, "보존 서고")]
      : [room("meeting", 0.08, "스터디룸"), room("meeting", 0.1, "강의실"), room("storage", 0.05, "서고")],
  gym: (room, { ground }) =>
    ground
      ? [
          room("shower", 0.06, "여자 탈의·샤워실"),
          room("shower", 0.06, "남자 탈의·샤워실"),
          room("staff", 0.06, "안내·상담실"),
          room("storage", 0.05, "기구 창고"),
        ]
      : [room("storage", 0.06, "기구 창고"), room("staff", 0.06, "강사실")],
  worship: (room, { ground }) =>
    ground
      ? [room("staff", 0.07, "목양실"), room("kitchen", 0.08), room("playroom", 0.1, "유아실"), room("storage", 0.05)]
      : [room("classroom", 0.12, "교육실"), room("classroom", 0.12, "교육실 2"), room("storage", 0.05)],
  community: (room, { ground }) =>
    ground
      ? [
          room("kitchen", 0.1),
          room("lounge", 0.14, "할머니방"),
          room("lounge", 0.14, "할아버지방"),
          room("storage", 0.05),
          room("staff", 0.06, "사무실"),
        ]
      : [room("pantry", 0.06), room("meeting", 0.12), room("storage", 0.06)],
  warehouse: (room) => [room("staff", 0.06, "관리실"), room("machine", 0.04)],
  factory: (room) => [
    room("staff", 0.06, "사무실"),
    room("storage", 0.1, "자재 창고"),
    room("lounge", 0.05, "휴게실"),
    room("machine", 0.04),
  ],
  kindergarten: (room, { ground }) =>
    ground
      ? [room("classroom", 0.28, "보육실"), room("staff", 0.08, "교사실"), room("kitchen", 0.1, "조리실")]
      : [room("classroom", 0.28, "보육실"), room("storage", 0.06, "교구실")],
  school: (room) => [room("classroom", 0.24), room("staff", 0.08, "교무실"), room("storage", 0.05)],
  academy: (room) => [room("classroom", 0.24, "소강의실"), room("staff", 0.08, "교무실"), room("storage", 0.05)],
  house: (room, { ground }) =>
    ground ? [room("kitchen", 0.14), room("bedroom", 0.22)] : [room("dress", 0.1), room("study", 0.15)],
  office: (room) => [room("pantry", 0.07), room("meeting", 0.16), room("storage", 0.05)],
  clinic: (room, { ground }) =>
    ground
      ? [room("exam", 0.18), room("treatment", 0.14), room("storage", 0.05)]
      : [room("treatment", 0.16), room("staff", 0.1)],
  guesthouse: (room, { ground }) =>
    ground
      ? [room("guestroom", 0.28), room("kitchen", 0.12), room("guestroom", 0.28)]
      : [room("guestroom", 0.28), room("guestroom", 0.28), room("laundry", 0.06)],
};

/** Homes have one bathroom; small public storeys one WC, larger ones two and an accessible one. */
function wetRooms({ use, area, back, accessible }: HallStorey): Candidate[] {
  const cell = (kind: string, side: number, m2: number, name?: string): Candidate => ({
    kind,
    ...(name ? { name } : {}),
    area: Math.max(side * back, m2, (back * back) / 2.25),
    least: 0,
    elastic: false,
  });
  if (use === "house" || use === "guesthouse") return [cell("bath", 1.7, 3.2)];
  const block = wetWish(use, area, accessible);
  const width = block && wetWidth(back, block);
  if (width !== undefined) return [{ kind: "washroom", area: width * back, least: 0, elastic: false }];
  if (area < 50) return [cell("wc", 1.5, 2.4)];
  const each = Math.min(20, Math.max(4.5, area * 0.022));
  const split = area >= 70;
  return [
    ...(accessible ? [cell("wc_accessible", 1.95, 4.6)] : []),
    cell("wc", 1.6, each, split ? "여자 화장실" : undefined),
    ...(split ? [cell("wc", 1.6, each, "남자 화장실")] : []),
  ];
}
