/** A room to be given a share of a band's area. */
export interface Candidate {
  readonly kind: string;
  /** Name when it differs from the vocabulary's. */
  readonly name?: string;
  /** Wanted area, m2. */
  readonly area: number;
  /** Area it must not fall below, m2. */
  readonly least: number;
  /** Grows and shrinks with the band; the others keep their wanted area. */
  readonly elastic: boolean;
}

/** A room with its area. */
export interface Shared {
  readonly kind: string;
  readonly name?: string;
  readonly area: number;
}

/**
 * Gives the rooms areas that add up to `capacity` exactly. Rooms are listed by importance: the last ones are dropped
 * while not all fit; the first one always stays.
 */
export function shareOut(candidates: readonly Candidate[], capacity: number): Shared[] {
  if (capacity < 1e-6) return [];
  let kept = [...candidates];
  const need = () => kept.reduce((sum, c) => sum + (c.elastic ? c.least : c.area), 0);
  while (kept.length > 1 && need() > capacity + 1e-9) kept = kept.slice(0, -1);
  const stiff = kept.filter((c) => !c.elastic);
  const rest = capacity - stiff.reduce((sum, c) => sum + c.area, 0);
  const soft = kept.some((c) => c.elastic) && rest > 0 ? kept.filter((c) => c.elastic) : kept;
  const room = soft === kept ? capacity : rest;
  const areas = scaled(soft, room);
  return kept.map(({ kind, name, area }, i) => ({
    kind,
    ...(name === undefined ? {} : { name }),
    area: areas.get(kept[i]!) ?? area,
  }));
}

/** Scales areas to a total and lifts those below their least at the cost of the others. */
function scaled(rooms: readonly Candidate[], total: number): Map<Candidate, number> {
  const fixed = new Map<Candidate, number>();
  for (;;) {
    const open = rooms.filter((room) => !fixed.has(room));
    const left = total - [...fixed.values()].reduce((sum, area) => sum + area, 0);
    const factor = left / open.reduce((sum, room) => sum + room.area, 0);
    const low = open.filter((room) => room.area * factor < room.least - 1e-9);
    if (low.length === 0 || low.length === open.length) {
      return new Map([...fixed, ...open.map((room) => [room, room.area * factor] as const)]);
    }
    for (const room of low) fixed.set(room, room.least);
  }
}

/** What a kitchen too long for one room is divided into beside the kitchen itself. */
const kitchenAnnex = { kind: "storage", name: "전처리실" };

/** Divides rooms longer than a good proportion allows in a band of this depth into several alike. */
export function splitLong(rooms: readonly Shared[], depth: number): Shared[] {
  return rooms.flatMap((room) => {
    const count = Math.ceil(room.area / (2.4 * depth * depth) - 1e-9);
    if (count < 2 || room.kind === "washroom") return [room];
    const area = room.area / count;
    return Array.from({ length: count }, (_, i): Shared => {
      if (room.kind === "kitchen" && i > 0) return { ...kitchenAnnex, area };
      const name = room.name ? { name: `${room.name} ${i + 1}` } : {};
      return { kind: room.kind, ...name, area };
    });
  });
}
