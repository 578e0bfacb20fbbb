import { byMonth, yearHours } from "./calendar.ts";
import type { Zone } from "./envelope.ts";
import { inUse, type Profile } from "./profiles.ts";
import { type Network, networkOf, stepHour, usualAirToSurface } from "./rc-network.ts";

/** Tilt of a wall, radians. */
export const upright = Math.PI / 2;
/** Azimuths of S, E, N, W from the south, west positive, radians. */
export const azimuths: readonly number[] = [0, -upright, Math.PI, upright];

/** What drives a zone from outside; radiation in W/m2 by the hour. */
export interface Surroundings {
  readonly temperature: Float64Array;
  /** On the four sides, behind the shade of the eaves, in the order of `sides`. */
  readonly onGlass: readonly Float64Array[];
  /** On the four sides without shade. */
  readonly onWall: readonly Float64Array[];
  readonly onRoof: Float64Array;
}

/** How the zone is kept. */
export interface Comfort {
  /** Share of the heat of used air given back to fresh air. */
  readonly heatRecovery: number;
}

/** Heat and cold a zone needs by month, kWh, and the fan-driven air, m3. */
export interface ZoneNeeds {
  readonly heating: number[];
  readonly cooling: number[];
  readonly air: number[];
}

/** Setpoints, °C: in use, and out of hours where nobody sleeps. */
export const setpoints = { heating: 20, cooling: 26, heatingNight: 15, coolingNight: 40 } as const;

/** Total solar energy transmittance of low-e triple glass, less frame, dirt and the usual neighbours. */
export const solarGlass = 0.5 * 0.75 * 0.9 * 0.9;
/** People draw blinds when more than this falls on the glass, W/m2; they keep off this share. */
export const blinds = { from: 300, keepOff: 0.4 } as const;
/** Air that leaks in, air changes an hour. */
export const leakage = 0.2;
/** Heat capacity of a cubic metre of air, Wh/(m3 K). */
export const airCapacity = 0.335;
/** Surface area per floor area (ISO 13790). */
const surfacePerFloor = 4.5;
/** Share of the sun that opaque surfaces take in. */
export const absorptance = 0.6;
/** Resistance of the outer surface, m2 K/W. */
export const outerResistance = 0.04;
/** Radiation to the sky: 5 W/(m2 K) times emissivity 0.9, over 11 K (ISO 13790). */
export const skyLoss = 5 * 0.9 * 11;
/** Share of the sky that walls and roofs see. */
export const skyView = { wall: 0.5, roof: 1 } as const;
/** Hours run before the year begins, so that the mass has found its temperature. */
const warmUpHours = 30 * 24;

/** The zone's resistances and capacity: mass and surfaces by floor area, as the standard's tables have them. */
export function zoneNetwork(zone: Zone): Network {
  return networkOf({
    massArea: (zone.heavy ? 3 : 2.5) * zone.floorArea,
    capacity: (zone.heavy ? 260_000 : 110_000) * zone.floorArea,
    totalArea: surfacePerFloor * zone.floorArea,
    airToSurface: usualAirToSurface,
    glassLoss: zone.glassLoss,
    opaqueLoss: zone.wallLoss + zone.roofLoss + zone.groundLoss,
  });
}

/** Runs the zone through the year, hour by hour. */
export function runZone(zone: Zone, profile: Profile, around: Surroundings, comfort: Comfort): ZoneNeeds {
  const net = zoneNetwork(zone);
  const gains = solarGains(zone, around, { g: solarGlass, blinds });
  const heating = new Float64Array(yearHours);
  const cooling = new Float64Array(yearHours);
  const air = new Float64Array(yearHours);
  let mass: number = setpoints.heating;
  for (let step = -warmUpHours; step < yearHours; step += 1) {
    const hour = (step + yearHours) % yearHours;
    const used = inUse(profile, hour);
    const hourly = ventilation(zone, profile, used, comfort, mass, around.temperature[hour] ?? 0);
    const result = stepHour(net, mass, {
      outside: around.temperature[hour] ?? 0,
      air: hourly.loss,
      internal: internalGains(zone, profile, hour, used),
      solar: gains[hour] ?? 0,
      heatTo: used ? setpoints.heating : setpoints.heatingNight,
      coolTo: used ? setpoints.cooling : setpoints.coolingNight,
    });
    mass = result.mass;
    if (step < 0) continue;
    if (result.power > 0) heating[hour] = result.power / 1000;
    else cooling[hour] = -result.power / 1000;
    air[hour] = hourly.driven;
  }
  return { heating: byMonth(heating), cooling: byMonth(cooling), air: byMonth(air) };
}

/** Heat flow with the air, W/K, and the air driven by fans, m3/h; in mild weather the recovery is by-passed. */
function ventilation(
  zone: Zone,
  profile: Profile,
  used: boolean,
  comfort: Comfort,
  mass: number,
  outside: number,
): { loss: number; driven: number } {
  const driven = used ? profile.air * zone.floorArea : 0;
  const bypass = outside > 14 && outside < mass;
  const kept = bypass ? 0 : comfort.heatRecovery;
  // Windows stand open on mild days when it is warm inside.
  const airing = bypass && mass > 24 && used ? 1.5 * zone.volume : 0;
  const leaked = leakage * zone.volume;
  return { loss: airCapacity * (driven * (1 - kept) + leaked + airing), driven };
}

/** Heat of people, equipment and light in an hour, W. */
export function internalGains(zone: Zone, profile: Profile, hour: number, used: boolean): number {
  const light = profile.light * lightNow(profile, hour);
  const share = used ? 1 : 0.1;
  return zone.floorArea * (profile.people * (used ? 1 : 0) + profile.equipment * share + light);
}

/** Share of the installed light that burns: evenly over the hours of use, in homes in the evening. */
export function lightNow(profile: Profile, hour: number): number {
  if (!inUse(profile, hour)) return 0;
  if (profile.to - profile.from < 24) return profile.lightShare;
  const clock = hour % 24;
  const evening = clock >= 18 && clock < 24;
  return evening ? profile.lightShare * 4 : 0;
}

/** How glass takes the sun: its total solar energy transmittance, and blinds that people draw. */
export interface Glazing {
  readonly g: number;
  readonly blinds?: { readonly from: number; readonly keepOff: number } | undefined;
}

/** Sun through glass and on walls, less what the envelope radiates to the sky, W by the hour (ISO 13790, 11.3). */
export function solarGains(
  zone: Pick<Zone, "glass" | "wall" | "roof" | "glassLoss" | "wallLoss" | "roofLoss">,
  around: Surroundings,
  { g, blinds: drawn }: Glazing,
): Float64Array {
  const gains = new Float64Array(yearHours);
  const wallArea = zone.wall.reduce((sum, value) => sum + value, 0);
  const glassArea = zone.glass.reduce((sum, value) => sum + value, 0);
  const wallShare = wallArea > 0 ? (zone.wallLoss / wallArea) * outerResistance : 0;
  const roofShare = zone.roof > 0 ? (zone.roofLoss / zone.roof) * outerResistance : 0;
  const uprightLoss = wallShare * wallArea + (glassArea > 0 ? zone.glassLoss * outerResistance : 0);
  const lost = skyLoss * (skyView.wall * uprightLoss + skyView.roof * roofShare * zone.roof);
  for (let hour = 0; hour < yearHours; hour += 1) {
    let sum = -lost + roofShare * absorptance * zone.roof * (around.onRoof[hour] ?? 0);
    for (let side = 0; side < 4; side += 1) {
      const light = around.onGlass[side]?.[hour] ?? 0;
      const through = drawn !== undefined && light > drawn.from ? light * (1 - drawn.keepOff) : light;
      sum += (zone.glass[side] ?? 0) * g * through;
      sum += (zone.wall[side] ?? 0) * wallShare * absorptance * (around.onWall[side]?.[hour] ?? 0);
    }
    gains[hour] = sum;
  }
  return gains;
}
