import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Energy } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { assumptionsOf } from "./assumed.ts";
import { energyOf } from "./balance.ts";
import { byMonth } from "./calendar.ts";
import { climateOf, normalsOf } from "./climate.ts";
import { type Zone, zonesOf } from "./envelope.ts";
import { radiationOn } from "./irradiance.ts";
import { type MonthNeeds, sumZones, useNeeds } from "./needs.ts";
import { overhangOf } from "./overhang.ts";
import { profileOf } from "./profiles.ts";
import { photovoltaicsOf } from "./solar.ts";
import { type Systems, systemsOf } from "./systems.ts";
import { type Weather, weatherOf } from "./weather.ts";
import { azimuths, runZone, type Surroundings, upright } from "./zone-model.ts";

/** A measured year in place of the region's normals, and how to name it. */
export interface MeasuredYear {
  readonly name: string;
  readonly weather: Weather;
}

/** Estimates a year's energy from the plan's geometry, hour by hour. Pure: the same plan and brief give the same figures. */
export function estimateEnergy(plan: Plan, brief: Brief, measured?: MeasuredYear): Energy {
  const climate = climateOf(brief.location?.climate ?? "");
  const weather = measured?.weather ?? weatherOf(climate);
  const around = surroundingsOf(plan, weather);
  const systems = systemsOf(plan, coldestMonth(weather));
  const zones = zonesOf(plan, brief);
  const solar = photovoltaicsOf(plan, weather);
  const source = measured
    ? `기후: 주어진 기상 파일 ${measured.name}의 시간별 자료입니다.`
    : `기후: ${normalsOf(brief.location?.climate ?? "", brief.location?.city ?? "")}으로 만든 시간별 가상 기상연도입니다.`;
  const method = "ISO 13790 시간별 모형(5R1C)으로 한 해 8,760시간을 계산했습니다.";
  return energyOf({
    months: sumZones(zones.map((zone) => zoneMonths(zone, around, systems))),
    systems,
    solar,
    floorArea: zones.reduce((sum, zone) => sum + zone.floorArea, 0),
    method: "ISO 13790 hourly (5R1C)",
    assumptions: assumptionsOf(source, method, systems, { zones, power: solar.power }),
  });
}

function surroundingsOf(plan: Plan, weather: Weather): Surroundings {
  const overhang = overhangOf(plan);
  const planes = azimuths.map((azimuth) => ({ tilt: upright, azimuth }));
  const onWall = planes.map((plane) => radiationOn(weather, plane));
  const onGlass = overhang === undefined ? onWall : planes.map((plane) => radiationOn(weather, plane, { overhang }));
  return { temperature: weather.temperature, onWall, onGlass, onRoof: weather.global };
}

/** Mean of the coldest month, °C: heat pumps are chosen for it. */
function coldestMonth({ temperature }: Weather): number {
  const sums = byMonth(temperature);
  const hours = byMonth(temperature.map(() => 1));
  return Math.min(...sums.map((sum, month) => sum / (hours[month] ?? 1)));
}

function zoneMonths(zone: Zone, around: Surroundings, systems: Systems): MonthNeeds[] {
  const profile = profileOf(zone.use);
  const needs = runZone(zone, profile, around, { heatRecovery: systems.heatRecovery });
  return useNeeds(zone, profile).map((use, month) => ({
    ...use,
    heating: needs.heating[month] ?? 0,
    cooling: needs.cooling[month] ?? 0,
    ventilation: ((needs.air[month] ?? 0) * systems.fan) / 1000,
  }));
}
