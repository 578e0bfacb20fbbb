import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { wallTop } from "../../geometry/plan-shape.ts";
import { paletteOfPlan } from "./palette.ts";
import { roofFaces } from "./roof.ts";

/** Height of the highest part of walls and roof above the ground, metres. */
export function topOfBuilding(plan: Plan): number {
  const walls = plan.storeys.map((storey) => storey.elevation + wallTop(storey));
  const bare: Plan = plan.roof ? { ...plan, roof: { ...plan.roof, solarArea: 0 } } : plan;
  const roof = roofFaces(bare, paletteOfPlan(plan)).flatMap(({ points }) => points.map((point) => point[2]));
  return [...walls, ...roof].reduce((high, z) => Math.max(high, z), 0);
}
