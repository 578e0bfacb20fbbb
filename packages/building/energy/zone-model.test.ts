import { describe, expect, test } from "vitest";
import { yearHours } from "./calendar.ts";
import type { Zone } from "./envelope.ts";
import type { Profile } from "./profiles.ts";
import { inUse, profileOf } from "./profiles.ts";
import { runZone, type Surroundings } from "./zone-model.ts";

const zone = (options: Partial<Zone> = {}): Zone => ({
  use: "house",
  floorArea: 100,
  volume: 250,
  glass: [0, 0, 0, 0],
  wall: [0, 0, 0, 0],
  roof: 0,
  glassLoss: 20,
  wallLoss: 30,
  roofLoss: 15,
  groundLoss: 10,
  heavy: true,
  ...options,
});

const always: Profile = {
  from: 0,
  to: 24,
  days: 7,
  people: 0,
  equipment: 0,
  light: 0,
  lightShare: 0,
  air: 0,
  water: 0,
};

const dark = new Float64Array(yearHours);
const steady = (outside: number, sunSouth = 0): Surroundings => {
  const south = new Float64Array(yearHours).fill(sunSouth);
  return {
    temperature: new Float64Array(yearHours).fill(outside),
    onGlass: [south, dark, dark, dark],
    onWall: [dark, dark, dark, dark],
    onRoof: dark,
  };
};
const sum = (months: readonly number[]) => months.reduce((total, value) => total + value, 0);

describe("the zone in steady weather", () => {
  // The envelope is behind the surface of the rooms, whose film stands in series with it; air goes straight out.
  const film = 3.45 * 4.5 * 100;
  const loss = 1 / (1 / 75 + 1 / film) + 0.335 * 0.2 * 250;

  test.each([-10, 0, 10])("at %i °C outside the heating equals the losses", (outside) => {
    const needs = runZone(zone(), always, steady(outside), { heatRecovery: 0 });
    const expected = (loss * (20 - outside) * yearHours) / 1e6;
    expect(sum(needs.heating) / 1000 / expected).toBeCloseTo(1, 3);
    expect(sum(needs.cooling)).toBe(0);
  });

  test("at 32 °C the cooling equals the gains", () => {
    const needs = runZone(zone(), always, steady(32), { heatRecovery: 0 });
    expect(sum(needs.cooling) / 1000 / ((loss * 6 * yearHours) / 1e6)).toBeCloseTo(1, 3);
    expect(sum(needs.heating)).toBe(0);
  });

  test("heat inside the building takes the place of heating", () => {
    const without = runZone(zone(), always, steady(0), { heatRecovery: 0 });
    const within = runZone(zone(), { ...always, people: 4 }, steady(0), { heatRecovery: 0 });
    const share = (sum(without.heating) - sum(within.heating)) / ((400 * yearHours) / 1000);
    expect(share).toBeGreaterThan(0.95);
    expect(share).toBeLessThan(1);
  });

  test("sun through the glass does too, less its frame and dirt", () => {
    const glazed = zone({ glass: [10, 0, 0, 0] });
    const night = runZone(glazed, always, steady(0), { heatRecovery: 0 });
    const day = runZone(glazed, always, steady(0, 100), { heatRecovery: 0 });
    const gained = (sum(night.heating) - sum(day.heating)) / ((10 * 100 * yearHours) / 1000);
    expect(gained / (0.5 * 0.75 * 0.81)).toBeGreaterThan(0.92);
    expect(gained / (0.5 * 0.75 * 0.81)).toBeLessThan(1);
  });

  test("heat recovery saves its share of the ventilation loss", () => {
    const fresh = { ...always, air: 1 };
    const plain = runZone(zone(), fresh, steady(0), { heatRecovery: 0 });
    const saved = runZone(zone(), fresh, steady(0), { heatRecovery: 0.7 });
    expect(sum(plain.heating) - sum(saved.heating)).toBeCloseTo((0.335 * 100 * 0.7 * 20 * yearHours) / 1000, -1);
    expect(sum(plain.air)).toBe(100 * yearHours);
  });
});

describe("profiles", () => {
  test("an office rests at night and at the weekend; the year begins on a Thursday", () => {
    const office = profileOf("office");
    const at = (day: number, hour: number) => inUse(office, day * 24 + hour);
    expect([at(0, 10), at(0, 3), at(1, 10), at(2, 10), at(3, 10), at(4, 10)]).toEqual([
      true,
      false,
      true,
      false,
      false,
      true,
    ]);
  });

  test("what nobody knows runs like a shop", () => {
    expect(profileOf("spaceship")).toBe(profileOf("shop"));
  });
});
