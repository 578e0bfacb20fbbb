import type { Plan, Space, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { openingMarksOf } from "../openings/types.ts";

/** Names that a reader finds on the drawings, by the keys of a plan's parts. */
export type KeyNames = ReadonlyMap<string, string>;

const sides: Readonly<Record<string, string>> = { S: "남측 ", N: "북측 ", E: "동측 ", W: "서측 " };

/** Storey and mark of doors and windows, storey and name of rooms, stairs, columns and walls. */
export function keyNames(plan: Plan): KeyNames {
  const marks = openingMarksOf(plan);
  return new Map(plan.storeys.flatMap((storey) => namesOn(storey, marks)));
}

function namesOn(storey: Storey, marks: ReadonlyMap<string, string>): [string, string][] {
  const rooms = new Map(storey.spaces.map((space) => [space.id, roomName(storey, space)]));
  const parts: readonly (readonly [id: string, name: string])[] = [
    ...rooms,
    ...storey.openings.map(({ id }) => [id, marks.get(id) ?? "통로"] as const),
    ...storey.stairs.map(({ id, space }) => [id, rooms.get(space) ?? "계단"] as const),
    ...storey.walls.map(({ id, external, faces }) => [id, external ? `${sides[faces] ?? ""}외벽` : "내벽"] as const),
    ...storey.columns.map(({ id }) => [id, "기둥"] as const),
  ];
  return parts.map(([id, name]) => [id, `${storey.name} ${name}`]);
}

/** A room with the home or the guest's room it belongs to, where others on the storey have its name: "매화실 욕실". */
function roomName({ spaces }: Storey, { id, name, unit }: Space): string {
  if (/^\d{3,}$/.test(unit)) return `${unit}호 ${name}`;
  if (spaces.filter((space) => space.name === name).length === 1) return name;
  const [first] = unit === "" ? [] : spaces.filter((space) => space.unit === unit);
  return first === undefined || first.id === id || first.name === name ? name : `${first.name} ${name}`;
}

/** The text with keys of the plan in it replaced by names; what is no key stays. */
export const named = (text: string, names: KeyNames): string =>
  text.replaceAll(/(?:B?\d+F?|site)\/[\w+./-]*[\w+]/g, (key) => names.get(key) ?? key);

/** Names of elements, alike ones once with their number: "1F W2 ×3". */
export function listed(keys: readonly string[], names: KeyNames): string[] {
  const counts = new Map<string, number>();
  for (const key of keys) {
    const name = names.get(key) ?? key;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => (count > 1 ? `${name} ×${count}` : name));
}
