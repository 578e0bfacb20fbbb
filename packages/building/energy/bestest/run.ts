import { yearHours } from "../calendar.ts";
import type { BySide, Zone } from "../envelope.ts";
import { radiationOn } from "../irradiance.ts";
import { networkOf, stepHour } from "../rc-network.ts";
import type { Weather } from "../weather.ts";
import { airCapacity, azimuths, solarGains, upright } from "../zone-model.ts";
import {
  type BestestCase,
  type Control,
  controls,
  type Limits,
  masses,
  opaqueKinds,
  room,
  windowKinds,
} from "./cases.ts";

/** Annual loads of a case, MWh. */
export interface BestestLoads {
  readonly heating: number;
  readonly cooling: number;
}

/** A case with what came out, and whether that lies inside the published limits. */
export interface BestestRow extends BestestLoads {
  readonly case: BestestCase;
  readonly heatingInside: boolean;
  readonly coolingInside: boolean;
}

/** Loads are compared in kWh: the limits have two digits of a MWh. */
const tolerance = 0.005;

/** Runs all cases of a list in one weather. */
export function runBestest(cases: readonly BestestCase[], weather: Weather): BestestRow[] {
  return cases.map((one) => {
    const loads = runCase(one, weather);
    return {
      case: one,
      ...loads,
      heatingInside: inside(loads.heating, one.heating),
      coolingInside: inside(loads.cooling, one.cooling),
    };
  });
}

function inside(value: number, [least, most]: Limits): boolean {
  return value >= least - tolerance && value <= most + tolerance;
}

/** One case through two years, of which the second counts. */
export function runCase(one: BestestCase, weather: Weather): BestestLoads {
  const { zone, network } = zoneOf(one);
  const control: Control = controls[one.control];
  const gains = gainsOf(one, zone, weather);
  let mass = 20;
  let heating = 0;
  let cooling = 0;
  for (let step = -yearHours; step < yearHours; step += 1) {
    const hour = (step + yearHours) % yearHours;
    const clock = hour % 24;
    const result = stepHour(network, mass, {
      outside: weather.temperature[hour] ?? 0,
      air: airCapacity * (room.airChanges * zone.volume + control.fan(clock)),
      internal: room.internal,
      solar: gains[hour] ?? 0,
      heatTo: control.heatTo(clock),
      coolTo: control.coolTo(clock),
    });
    mass = result.mass;
    if (step < 0) continue;
    heating += Math.max(0, result.power) / 1e6;
    cooling += Math.max(0, -result.power) / 1e6;
  }
  return { heating, cooling };
}

function zoneOf(one: BestestCase) {
  const { width, depth, height } = room;
  const floor = width * depth;
  const gross: BySide = [width * height, depth * height, width * height, depth * height];
  const wall = gross.map((area, side) => area - (one.windows[side] ?? 0)) as BySide;
  const sum = (list: readonly number[]) => list.reduce((total, value) => total + value, 0);
  const opaque = opaqueKinds[one.opaque];
  const zone: Zone = {
    use: "bestest",
    floorArea: floor,
    volume: floor * height,
    glass: [...one.windows],
    wall,
    roof: floor,
    glassLoss: windowKinds[one.window].u * sum(one.windows),
    wallLoss: opaque.wall * sum(wall),
    roofLoss: opaque.roof * floor,
    groundLoss: opaque.floor * floor,
    heavy: one.heavy,
  };
  const mass = one.heavy ? masses.heavy : masses.light;
  const network = networkOf({
    massArea: mass.area * floor,
    capacity: mass.capacity * floor,
    totalArea: sum(gross) + 2 * floor,
    airToSurface: room.airToSurface,
    glassLoss: zone.glassLoss,
    opaqueLoss: zone.wallLoss + zone.roofLoss + zone.groundLoss,
  });
  return { zone, network };
}

function gainsOf(one: BestestCase, zone: Zone, weather: Weather): Float64Array {
  const window = windowKinds[one.window];
  const screen = { overhang: one.overhang, fins: one.fins, panes: window.panes };
  const planes = azimuths.map((azimuth) => ({ tilt: upright, azimuth }));
  const around = {
    temperature: weather.temperature,
    onWall: planes.map((plane) => radiationOn(weather, plane)),
    onGlass: planes.map((plane, side) => radiationOn(weather, plane, one.windows[side] ? screen : {})),
    onRoof: weather.global,
  };
  return solarGains(zone, around, { g: window.g });
}
