import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { area } from "../geometry/polygon.ts";
import { byMonth } from "./calendar.ts";
import { radiationOn } from "./irradiance.ts";
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
  if (panels <= 0) return { power: 0, monthly: Array.from({ length: 12 }, () => 0) };
  const pitch = plan.roof?.pitch ?? 0;
  const tilt = ((pitch > 5 ? pitch : flatTilt) * Math.PI) / 180;
  const power = panels * panelPower;
  const light = radiationOn(weather, { tilt, azimuth: 0 });
  return {
    power,
    monthly: byMonth(light).map((wattHours) => (wattHours / 1000) * power * performanceRatio),
  };
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
