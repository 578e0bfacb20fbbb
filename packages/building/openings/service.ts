import type { Opening, Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";

/** What an inner door must do beside closing a room: call a lift, hold fire and smoke off, or nothing more. */
export type Service = "" | "lift" | "fire";

/** The services of a plan's doors by the key of the opening; doors without one are left out. */
export function servicesOf(plan: Plan): ReadonlyMap<string, Service> {
  const spaces = new Map(plan.storeys.flatMap((storey) => storey.spaces.map((space) => [space.id, space] as const)));
  const shared = [...spaces.values()].some(({ unit }) => unit !== "");
  const timber = plan.concept?.structure === "timber";
  const serviceOf = (opening: Opening, use: string): Service => {
    const joined = opening.spaces.flatMap((id) => spaces.get(id) ?? []);
    if (joined.length < 2 || opening.kind === OpeningKind.WINDOW || opening.kind === OpeningKind.PASSAGE) return "";
    if (joined.some(({ kind }) => kind === "lift" || kind === "elevator")) return "lift";
    if (timber) return "";
    const home = joined.some(({ kind }) => kind === "entrance") && joined[0]!.unit !== joined[1]!.unit;
    // The stair of a house belongs to its rooms; others are ways of escape.
    const stair = joined.some(({ kind, unit }) => kind === "stair" && unit === "") && (shared || use !== "house");
    return home || stair ? "fire" : "";
  };
  return new Map(
    plan.storeys.flatMap(({ openings, use }) =>
      openings.flatMap((opening) => {
        const service = serviceOf(opening, use);
        return service === "" ? [] : [[opening.id, service] as const];
      }),
    ),
  );
}
