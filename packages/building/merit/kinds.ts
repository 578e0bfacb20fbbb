import { circulationKinds, darkKinds, livedKinds, outdoorKinds } from "../review/kinds.ts";
import type { MeritRoom, MeritStorey } from "./types.ts";

/** Rooms that people stay in, of the storeys above the ground. */
export const livedRooms = (storeys: readonly MeritStorey[]): MeritRoom[] =>
  storeys.filter(({ number }) => number > 0).flatMap(({ rooms }) => rooms.filter(({ kind }) => livedKinds.has(kind)));

/** Whether people want to look out of it. */
export const wantsLight = ({ kind }: MeritRoom): boolean => livedKinds.has(kind) && !darkKinds.has(kind);

/** Whether it only leads somewhere. */
export const isWay = ({ kind }: MeritRoom): boolean => circulationKinds.has(kind);

/** Whether it lies within the walls. */
export const isIndoors = ({ kind }: MeritRoom): boolean => !outdoorKinds.has(kind);

const wetKinds = new Set([
  "wc",
  "wc_accessible",
  "bath",
  "shower",
  "washroom",
  "kitchen",
  "dining",
  "pantry",
  "laundry",
  "utility",
]);

/** Whether pipes lead to it. */
export const isWet = ({ kind }: MeritRoom): boolean => wetKinds.has(kind);

/** 0 at `worst`, 1 at `best` and beyond, straight in between. */
export const ramp = (value: number, worst: number, best: number): number =>
  Math.min(1, Math.max(0, (value - worst) / (best - worst)));

/** Mean; 0 of nothing. */
export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** A share as text. */
export const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;
