/** What a zone's network of five resistances and one capacity is made from (ISO 13790, Annex C). */
export interface NetworkParts {
  /** Effective mass area, m2, and heat capacity, J/K. */
  readonly massArea: number;
  readonly capacity: number;
  /** All surfaces that face the room, m2, and the coefficient between them and its air, W/(m2 K). */
  readonly totalArea: number;
  readonly airToSurface: number;
  /** Heat flow through glass and doors, and through everything opaque, W/K. */
  readonly glassLoss: number;
  readonly opaqueLoss: number;
}

/** The network ready to be stepped; heat flows in W/K, capacity in Wh/K. */
export interface Network {
  readonly massArea: number;
  readonly totalArea: number;
  readonly capacity: number;
  readonly glass: number;
  readonly surface: number;
  readonly mass: number;
  readonly toOutside: number;
}

/** What acts on the zone in one hour; powers in W, temperatures in °C. */
export interface HourInput {
  readonly outside: number;
  /** Heat flow with the air, W/K. */
  readonly air: number;
  readonly internal: number;
  readonly solar: number;
  readonly heatTo: number;
  readonly coolTo: number;
}

/** One hour's answer: heating positive and cooling negative, W; the mass after the hour and the air in it, °C. */
export interface HourResult {
  readonly power: number;
  readonly mass: number;
  readonly air: number;
}

/** Coefficient between surface and mass, W/(m2 K). */
const surfaceToMass = 9.1;

/** Coefficient between room air and surfaces of the standard, W/(m2 K). */
export const usualAirToSurface = 3.45;

/** The network of a zone; a zone without any loss keeps a trace of one, so that the equations have a solution. */
export function networkOf(parts: NetworkParts): Network {
  const mass = surfaceToMass * parts.massArea;
  return {
    massArea: parts.massArea,
    totalArea: parts.totalArea,
    capacity: parts.capacity / 3600,
    glass: Math.max(parts.glassLoss, 0.01),
    surface: parts.airToSurface * parts.totalArea,
    mass,
    toOutside: 1 / (1 / Math.max(parts.opaqueLoss, 0.01) - 1 / mass),
  };
}

/** One hour from a mass temperature: the power that just keeps the setpoints, and the temperatures it leaves. */
export function stepHour(net: Network, mass: number, input: HourInput): HourResult {
  const free = solve(net, mass, input, 0);
  const target = Math.min(Math.max(free.air, input.heatTo), input.coolTo);
  if (target === free.air) return { power: 0, ...free };
  // The network is linear: a trial power tells how much the right one is.
  const trial = 1000;
  const moved = solve(net, mass, input, trial).air - free.air;
  const power = (trial * (target - free.air)) / moved;
  return { power, ...solve(net, mass, input, power) };
}

/** Crank and Nicolson's step of the mass, then the air it belongs to. */
function solve(net: Network, before: number, input: HourInput, power: number): { air: number; mass: number } {
  const half = 0.5 * input.internal;
  const massShare = net.massArea / net.totalArea;
  const toMass = massShare * (half + input.solar);
  const toSurface = (1 - massShare - net.glass / (surfaceToMass * net.totalArea)) * (half + input.solar);
  const toAir = half + power;
  const h1 = 1 / (1 / input.air + 1 / net.surface);
  const h2 = h1 + net.glass;
  const h3 = 1 / (1 / h2 + 1 / net.mass);
  const total =
    toMass +
    net.toOutside * input.outside +
    (h3 * (toSurface + net.glass * input.outside + h1 * (toAir / input.air + input.outside))) / h2;
  const loss = 0.5 * (h3 + net.toOutside);
  const after = (before * (net.capacity - loss) + total) / (net.capacity + loss);
  const mean = (before + after) / 2;
  const surface =
    (net.mass * mean + toSurface + net.glass * input.outside + h1 * (input.outside + toAir / input.air)) /
    (net.mass + net.glass + h1);
  const air = (net.surface * surface + input.air * input.outside + toAir) / (net.surface + input.air);
  return { air, mass: after };
}
