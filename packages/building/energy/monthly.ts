import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Energy } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { assumptionsOf } from "./assumed.ts";
import { energyOf } from "./balance.ts";
import { monthDays } from "./calendar.ts";
import { climateOf, normalsOf } from "./climate.ts";
import { zonesOf } from "./envelope.ts";
import { type MonthlyAround, monthNeeds } from "./monthly-zone.ts";
import { monthlyOn, monthSuns } from "./monthly-sun.ts";
import { sumZones } from "./needs.ts";
import { overhangOf } from "./overhang.ts";
import { panelArea, panelPlane, photovoltaics } from "./solar.ts";
import { systemsOf } from "./systems.ts";
import { azimuths, upright } from "./zone-model.ts";

/**
 * Estimates a year's energy by the monthly quasi-steady method (ISO 13790, chapter 12): twelve balances in place of
 * 8,760 hours. Good for comparing designs; too coarse for a certificate, whose grades hang on a few kWh/m2.
 */
export function screenEnergy(plan: Plan, brief: Brief): Energy {
  const climate = climateOf(brief.location?.climate ?? "");
  const suns = monthSuns(climate);
  const overhang = overhangOf(plan);
  const planes = azimuths.map((azimuth) => ({ tilt: upright, azimuth }));
  const around: MonthlyAround = {
    temperature: climate.temperature,
    onWall: planes.map((plane) => monthlyOn(climate, suns, plane)),
    onGlass: planes.map((plane) => monthlyOn(climate, suns, plane, { overhang })),
    onRoof: climate.radiation.map((daily, month) => daily * (monthDays[month] ?? 30)),
  };
  const systems = systemsOf(plan, Math.min(...climate.temperature));
  const zones = zonesOf(plan, brief);
  const solar = photovoltaics(panelArea(plan), monthlyOn(climate, suns, panelPlane(plan)));
  return energyOf({
    months: sumZones(zones.map((zone) => monthNeeds(zone, around, systems))),
    systems,
    solar,
    floorArea: zones.reduce((sum, zone) => sum + zone.floorArea, 0),
    method: "ISO 13790 monthly (quasi-steady)",
    assumptions: assumptionsOf(
      `기후: 월평균 ${normalsOf(brief.location?.climate ?? "", brief.location?.city ?? "")}.`,
      "ISO 13790 월별 정상상태 모형에 의한 약식 평가입니다. 인증 검토에는 시간별 계산이 필요합니다.",
      systems,
      { zones, power: solar.power },
    ),
  });
}
