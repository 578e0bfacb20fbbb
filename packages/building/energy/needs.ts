import { monthDays, monthStarts } from "./calendar.ts";
import type { Zone } from "./envelope.ts";
import { inUse, type Profile } from "./profiles.ts";
import { lightNow } from "./zone-model.ts";

/** Needs of one month, kWh; lighting and ventilation are electricity already. */
export interface MonthNeeds {
  readonly heating: number;
  readonly cooling: number;
  readonly hotWater: number;
  readonly lighting: number;
  readonly ventilation: number;
}

/** Hours of a month, as hours of the year. */
export function hoursOf(month: number): number[] {
  const start = monthStarts[month] ?? 0;
  return Array.from({ length: (monthDays[month] ?? 30) * 24 }, (_, hour) => start + hour);
}

/** Hot water and light of a zone by month, kWh: they follow its use, not the weather. */
export function useNeeds(zone: Zone, profile: Profile): { hotWater: number; lighting: number }[] {
  return monthDays.map((_, month) => {
    const hours = hoursOf(month);
    const days = hours.filter((hour) => hour % 24 === profile.from && inUse(profile, hour)).length;
    const lit = hours.reduce((sum, hour) => sum + lightNow(profile, hour), 0);
    return {
      hotWater: (profile.water * zone.floorArea * days) / 1000,
      lighting: (profile.light * zone.floorArea * lit) / 1000,
    };
  });
}

/** Adds up the zones of a building, month by month. */
export function sumZones(zones: readonly (readonly MonthNeeds[])[]): MonthNeeds[] {
  return monthDays.map((_, month) =>
    zones.reduce<MonthNeeds>(
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
