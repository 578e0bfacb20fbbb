import { create } from "@bufbuild/protobuf";
import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { type Energy, EnergySchema } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { monthDays, monthStarts } from "./calendar.ts";
import { type Climate, climateOf } from "./climate.ts";
import { type Zone, zonesOf } from "./envelope.ts";
import { type Overhang, radiationOn } from "./irradiance.ts";
import { inUse, type Profile, profileOf } from "./profiles.ts";
import { photovoltaicsOf } from "./solar.ts";
import { distribution, primaryFactors, pumpShare, type Systems, systemsOf } from "./systems.ts";
import { weatherOf } from "./weather.ts";
import { azimuths, lightNow, runZone, setpoints, type Surroundings, upright } from "./zone-model.ts";

/** Needs of the whole building by month, kWh; lighting and fans are electricity already. */
interface Month {
  readonly heating: number;
  readonly cooling: number;
  readonly hotWater: number;
  readonly lighting: number;
  readonly ventilation: number;
}

/** Estimates a year's energy from the plan's geometry, hour by hour. Pure: the same plan and brief give the same figures. */
export function estimateEnergy(plan: Plan, brief: Brief): Energy {
  const climate = climateOf(brief.location?.climate ?? "");
  const weather = weatherOf(climate);
  const overhang = overhangOf(plan);
  const onWall = azimuths.map((azimuth) => radiationOn(weather, { tilt: upright, azimuth }));
  const around: Surroundings = {
    temperature: weather.temperature,
    onWall,
    onGlass:
      overhang === undefined
        ? onWall
        : azimuths.map((azimuth) => radiationOn(weather, { tilt: upright, azimuth }, { overhang })),
    onRoof: weather.global,
  };
  const systems = systemsOf(plan, Math.min(...climate.temperature));
  const zones = zonesOf(plan, brief);
  const months = sumZones(zones.map((zone) => zoneMonths(zone, around, systems)));
  const solar = photovoltaicsOf(plan, weather);
  const floorArea = zones.reduce((sum, zone) => sum + zone.floorArea, 0);
  const totals = balance(months, systems, solar.monthly, Math.max(floorArea, 1));
  return create(EnergySchema, {
    months: months.map((month, index) => ({ ...month, solar: solar.monthly[index] ?? 0 })),
    finalEnergy: totals.final,
    primaryEnergy: totals.primaryNet,
    selfSufficiency: totals.selfSufficiency,
    floorArea,
    solarPower: solar.power,
    method: "ISO 13790 hourly (5R1C)",
    assumptions: assumptionsOf(climate, systems, zones, solar.power),
  });
}

/** Eaves shade the glass of the storey below a pitched roof. */
function overhangOf(plan: Plan): Overhang | undefined {
  const depth = plan.roof?.eaves ?? 0;
  const low = plan.storeys.filter((storey) => storey.number > 0).length <= 1;
  return depth >= 0.3 && low ? { depth, gap: 0.5, window: 1.5 } : undefined;
}

function zoneMonths(zone: Zone, around: Surroundings, systems: Systems): Month[] {
  const profile = profileOf(zone.use);
  const needs = runZone(zone, profile, around, { heatRecovery: systems.heatRecovery });
  return monthDays.map((_, month) => ({
    heating: needs.heating[month] ?? 0,
    cooling: needs.cooling[month] ?? 0,
    hotWater: (profile.water * zone.floorArea * daysInUse(profile, month)) / 1000,
    lighting: (profile.light * zone.floorArea * lightHours(profile, month)) / 1000,
    ventilation: ((needs.air[month] ?? 0) * systems.fan) / 1000,
  }));
}

function hoursOf(month: number): number[] {
  const start = monthStarts[month] ?? 0;
  return Array.from({ length: (monthDays[month] ?? 30) * 24 }, (_, hour) => start + hour);
}

function daysInUse(profile: Profile, month: number): number {
  return hoursOf(month).filter((hour) => hour % 24 === profile.from && inUse(profile, hour)).length;
}

function lightHours(profile: Profile, month: number): number {
  return hoursOf(month).reduce((sum, hour) => sum + lightNow(profile, hour), 0);
}

function sumZones(zones: readonly Month[][]): Month[] {
  return monthDays.map((_, month) =>
    zones.reduce<Month>(
      (sum, zone) => {
        const part = zone[month] ?? sum;
        return {
          heating: sum.heating + part.heating,
          cooling: sum.cooling + part.cooling,
          hotWater: sum.hotWater + part.hotWater,
          lighting: sum.lighting + part.lighting,
          ventilation: sum.ventilation + part.ventilation,
        };
      },
      { heating: 0, cooling: 0, hotWater: 0, lighting: 0, ventilation: 0 },
    ),
  );
}

/** From needs to final and primary energy, kWh/(m2 a), and the share of its own. */
function balance(
  months: readonly Month[],
  systems: Systems,
  solar: readonly number[],
  floorArea: number,
): { final: number; primaryNet: number; selfSufficiency: number } {
  const total = (pick: (month: Month) => number) => months.reduce((sum, m) => sum + pick(m), 0);
  const heat =
    total((m) => m.heating) / distribution / systems.heating +
    total((m) => m.hotWater) / distribution / systems.hotWater;
  const cold = total((m) => m.cooling) / distribution / systems.cooling;
  const pumps = (total((m) => m.heating) + total((m) => m.cooling)) * pumpShare;
  const electricity = cold + pumps + total((m) => m.lighting) + total((m) => m.ventilation);
  const primary = electricity * primaryFactors.electricity + heat * primaryFactors[systems.heatFuel];
  const made = solar.reduce((sum, value) => sum + value, 0) * primaryFactors.electricity;
  return {
    final: (electricity + heat) / floorArea,
    primaryNet: (primary - made) / floorArea,
    selfSufficiency: primary > 0 ? (made / primary) * 100 : 0,
  };
}

function assumptionsOf(climate: Climate, systems: Systems, zones: readonly Zone[], power: number): string[] {
  const uses = zones.map((zone) => zone.use).join(", ");
  return [
    "설계 단계의 추정값입니다. 인증에 쓰이는 법정 계산 도구는 ECO2입니다.",
    `기후: ${climate.station} 평년값(1991-2020, 확인 전)으로 만든 시간별 가상 기상연도입니다.`,
    `실내 설정온도 난방 ${setpoints.heating} ℃, 냉방 ${setpoints.cooling} ℃; 사용 시간·인체·기기·조명·급탕은 용도별(${uses}) 가정입니다.`,
    ...systems.names.map((name) => `설비 가정: ${name}.`),
    `1차에너지 환산계수: 전력 ${primaryFactors.electricity}, 가스 ${primaryFactors.gas}.`,
    "지반에 닿는 바닥과 지하 외벽의 열손실은 외기의 60 %, 열교 할증은 8 %, 침기는 시간당 0.2회로 보았습니다.",
    "난방·냉방·급탕·조명·환기만 세고 콘센트 기기의 전력과 냉방 잠열은 넣지 않았습니다.",
    power > 0
      ? `태양광 ${power.toFixed(1)} kW: 모듈 0.21 kW/㎡, 성능계수 0.82, 남향.`
      : "태양광 발전 설비가 없는 것으로 보았습니다.",
  ];
}
