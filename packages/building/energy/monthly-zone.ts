import { monthDays } from "./calendar.ts";
import type { Zone } from "./envelope.ts";
import { hoursOf, type MonthNeeds, useNeeds } from "./needs.ts";
import { inUse, type Profile, profileOf } from "./profiles.ts";
import type { Systems } from "./systems.ts";
import {
  absorptance,
  airCapacity,
  blinds,
  internalGains,
  leakage,
  outerResistance,
  setpoints,
  skyLoss,
  skyView,
  solarGlass,
  zoneNetwork,
} from "./zone-model.ts";

/** What surrounds a zone through the months: temperatures in °C, radiation in kWh/m2 on each side and the roof. */
export interface MonthlyAround {
  readonly temperature: readonly number[];
  readonly onWall: readonly (readonly number[])[];
  readonly onGlass: readonly (readonly number[])[];
  readonly onRoof: readonly number[];
}

/** Reference of the utilisation factor: a heavier building makes more of its gains (ISO 13790, 12.2.1). */
const utilisation = { a0: 1, hours: 15 } as const;
/** Share of a sunny side's light that falls while it is bright enough for blinds. */
const brightShare = 0.5;
/** Windows stand open in months whose mean lies here, °C, for a share of the hours of use. */
const airing = { from: 14, to: 24, changes: 1.5, share: 0.5 } as const;

/** Heating, cooling, light, hot water and fans of a zone by month, kWh. */
export function monthNeeds(zone: Zone, around: MonthlyAround, systems: Systems): MonthNeeds[] {
  const profile = profileOf(zone.use);
  const through = zone.wallLoss + zone.roofLoss + zone.groundLoss + zone.glassLoss;
  return useNeeds(zone, profile).map((use, month) => {
    const hours = hoursOf(month);
    const inUseShare = hours.filter((hour) => inUse(profile, hour)).length / hours.length;
    const outside = around.temperature[month] ?? 0;
    const gains = insideGains(zone, profile, hours) + solarOf(zone, around, month);
    const driven = profile.air * zone.floorArea * inUseShare;
    const leaked = leakage * zone.volume;
    const mild = outside > airing.from && outside < airing.to;
    const opened = mild ? airing.changes * airing.share * zone.volume * inUseShare : 0;
    const task = { zone, gains, hours: hours.length, outside, inUseShare };
    const winter = through + airCapacity * (leaked + driven * (1 - systems.heatRecovery));
    const summer = through + airCapacity * (leaked + driven * (mild ? 1 : 1 - systems.heatRecovery) + opened);
    return {
      ...use,
      heating: heatingOf(task, winter),
      cooling: coolingOf(task, summer),
      ventilation: (driven * hours.length * systems.fan) / 1000,
    };
  });
}

interface MonthTask {
  readonly zone: Zone;
  /** kWh. */
  readonly gains: number;
  readonly hours: number;
  readonly outside: number;
  readonly inUseShare: number;
}

function heatingOf({ zone, gains, hours, outside, inUseShare }: MonthTask, perKelvin: number): number {
  const lost = (perKelvin * (setpoints.heating - outside) * hours) / 1000;
  if (lost <= 0) return 0;
  const { ratio, a, slowness } = ratioOf(zone, gains, lost, perKelvin);
  const used = ratio === 1 ? a / (a + 1) : (1 - ratio ** a) / (1 - ratio ** (a + 1));
  const need = Math.max(0, lost - used * gains);
  return need * intermittence(slowness, ratio, inUseShare);
}

function coolingOf({ zone, gains, hours, outside, inUseShare }: MonthTask, perKelvin: number): number {
  const lost = (perKelvin * (setpoints.cooling - outside) * hours) / 1000;
  if (lost <= 0) return (gains - lost) * intermittence(0, 1, inUseShare);
  const { ratio, a, slowness } = ratioOf(zone, gains, lost, perKelvin);
  const used = ratio === 1 ? a / (a + 1) : (1 - ratio ** -a) / (1 - ratio ** -(a + 1));
  const need = Math.max(0, gains - used * lost);
  return need * intermittence(slowness, 1 / ratio, inUseShare);
}

/** Gains over losses, the exponent of the utilisation factor, and the reference time over the zone's own. */
function ratioOf(zone: Zone, gains: number, lost: number, perKelvin: number) {
  const time = zoneNetwork(zone).capacity / perKelvin;
  return {
    ratio: Math.max(gains, 0.001) / lost,
    a: utilisation.a0 + time / utilisation.hours,
    slowness: utilisation.hours / time,
  };
}

/** What is left of the need when the zone rests out of hours (ISO 13790, 13.2.2). */
function intermittence(slowness: number, ratio: number, inUseShare: number): number {
  return Math.min(1, Math.max(inUseShare, 1 - 3 * slowness * ratio * (1 - inUseShare)));
}

function insideGains(zone: Zone, profile: Profile, hours: readonly number[]): number {
  return hours.reduce((sum, hour) => sum + internalGains(zone, profile, hour, inUse(profile, hour)), 0) / 1000;
}

/** Sun through glass and on walls and roof, less what they radiate to the sky, kWh. */
function solarOf(zone: Zone, around: MonthlyAround, month: number): number {
  const wallArea = zone.wall.reduce((sum, value) => sum + value, 0);
  const wallShare = wallArea > 0 ? (zone.wallLoss / wallArea) * outerResistance : 0;
  const hours = (monthDays[month] ?? 30) * 24;
  const upright = zone.wallLoss + (zone.glass.some((area) => area > 0) ? zone.glassLoss : 0);
  const lost = (skyLoss * outerResistance * (skyView.wall * upright + skyView.roof * zone.roofLoss) * hours) / 1000;
  let sum = zone.roofLoss * outerResistance * absorptance * (around.onRoof[month] ?? 0) - lost;
  for (let side = 0; side < 4; side += 1) {
    const drawn = side === 2 ? 0 : blinds.keepOff * brightShare;
    sum += (zone.glass[side] ?? 0) * solarGlass * (1 - drawn) * (around.onGlass[side]?.[month] ?? 0);
    sum += (zone.wall[side] ?? 0) * wallShare * absorptance * (around.onWall[side]?.[month] ?? 0);
  }
  return sum;
}
