import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { area } from "../geometry/polygon.ts";
import { byMonth, monthDays } from "./calendar.ts";
import { type Plane, radiationOn } from "./irradiance.ts";
import type { Weather } from "./weather.ts";

/** Electricity from the roof. */
export interface Photovoltaics {
  /** Peak power, kW. */
  readonly power: number;
  /** kWh by month. */
  readonly monthly: number[];
}

/** Power of a square metre of panel at full sun, kW. */
export const panelPower = 0.21;
/** Inverter, cable, heat and dirt. */
const performanceRatio = 0.82;
/** Panels on a flat roof lie at this tilt so that rows stand close, degrees. */
const flatTilt = 15;
/** Share of a roof panels can take when a plan does not say. */
const usualShare = { flat: 0.5, pitched: 0.35 } as const;

/** Panels of a plan: those of its roof, or a usual share where it has panels but no area. */
export function photovoltaicsOf(plan: Plan, weather: Weather): Photovoltaics {
  const panels = panelArea(plan);
  if (panels <= 0) return photovoltaics(0, []);
  const light = radiationOn(weather, panelPlane(plan));
  return photovoltaics(
    panels,
    byMonth(light).map((wattHours) => wattHours / 1000),
  );
}

/** What panels of an area make of the light on them, kWh/m2 by month. */
export function photovoltaics(panels: number, light: readonly number[]): Photovoltaics {
  const power = panels * panelPower;
  return { power, monthly: monthDays.map((_, month) => (light[month] ?? 0) * power * performanceRatio) };
}

/** The plane of a plan's panels: with the roof where it is pitched, else tilted on frames; to the south. */
export function panelPlane(plan: Plan): Plane {
  const pitch = plan.roof?.pitch ?? 0;
  return { tilt: ((pitch > 5 ? pitch : flatTilt) * Math.PI) / 180, azimuth: 0 };
}

/** Area of the panels, m2. */
export function panelArea(plan: Plan): number {
  const stated = plan.roof?.solarArea ?? 0;
  if (stated > 0) return stated;
  if (!plan.systems.includes("pv")) return 0;
  const outlines = plan.roof?.outlines ?? [];
  const covered = outlines.reduce((sum, outline) => sum + area(outline.points), 0);
  return covered * ((plan.roof?.pitch ?? 0) > 5 ? usualShare.pitched : usualShare.flat);
}
