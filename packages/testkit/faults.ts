import { type Clock, sleep } from "@viba/runtime/clock";
import type { Random } from "@viba/runtime/random";

/** What happens to one call of a port. */
export type Fault =
  | { kind: "pass" }
  /** Never reaches the port; the caller gets `error`. */
  | { kind: "drop"; error: Error }
  /** Reaches the port, but the caller gets `error` instead of the answer. */
  | { kind: "lose-answer"; error: Error }
  /** Reaches the port after `delayMs` of the clock. */
  | { kind: "delay"; delayMs: number }
  /** Reaches the port `times` times, one after the other; the caller gets the first answer. */
  | { kind: "repeat"; times: number }
  /** Never answers. */
  | { kind: "hang" };

/** One call, as a plan sees it. */
export interface PortCall {
  method: string;
  args: readonly unknown[];
  /** Counts the calls of this method, from 1. */
  number: number;
}

/** Decides over each call. */
export type FaultPlan = (call: PortCall) => Fault;

/** Nothing happens. */
export const pass: Fault = { kind: "pass" };

/** An error as a broken network or disk would give. */
export const fault = (message = "injected fault"): Error => new Error(message);

type Method = (...args: unknown[]) => unknown;

/**
 * The same port with faults: every method that the plan picks misbehaves, everything else passes. Methods that a plan picks
 * must be asynchronous. What the port's methods call on their own `this` is not touched.
 */
export function withFaults<Port extends object>(port: Port, plan: FaultPlan, clock: Clock): Port {
  const counts = new Map<string, number>();
  const wrap = (name: string, method: Method): Method =>
    function faulty(...args) {
      const number = (counts.get(name) ?? 0) + 1;
      counts.set(name, number);
      const call = () => method.apply(port, args);
      const chosen = plan({ method: name, args, number });
      return chosen.kind === "pass" ? call() : suffer(chosen, call, clock);
    };
  return new Proxy(port, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      return typeof name === "string" && typeof value === "function" ? wrap(name, value as Method) : value;
    },
  });
}

async function suffer(chosen: Fault, call: () => unknown, clock: Clock): Promise<unknown> {
  switch (chosen.kind) {
    case "drop":
      throw chosen.error;
    case "lose-answer":
      await Promise.resolve(call()).catch(() => undefined);
      throw chosen.error;
    case "delay":
      await sleep(clock, chosen.delayMs);
      return call();
    case "repeat": {
      const first = await call();
      for (let n = 1; n < chosen.times; n++) await Promise.resolve(call()).catch(() => undefined);
      return first;
    }
    case "hang":
      return new Promise(() => undefined);
    default:
      return call();
  }
}

/** `chosen` at the n-th call of a method (from 1), else nothing. */
export function atCall(method: string, n: number, chosen: Fault): FaultPlan {
  return (call) => (call.method === method && call.number === n ? chosen : pass);
}

/** The first plan that does something decides. */
export function anyOf(...plans: FaultPlan[]): FaultPlan {
  return (call) => {
    for (const plan of plans) {
      const chosen = plan(call);
      if (chosen.kind !== "pass") return chosen;
    }
    return pass;
  };
}

/** How often each fault happens, from 0 to 1 each, together at most 1. */
export interface FaultRates {
  drop?: number;
  loseAnswer?: number;
  repeat?: number;
  delay?: number;
  /** Longest delay in milliseconds; 100 by default. */
  maxDelayMs?: number;
}

/** Faults by chance; the same seed gives the same faults. */
export function randomFaults(random: Random, rates: FaultRates, methods?: readonly string[]): FaultPlan {
  const { drop = 0, loseAnswer = 0, repeat = 0, delay = 0, maxDelayMs = 100 } = rates;
  const table: [number, () => Fault][] = [
    [drop, () => ({ kind: "drop", error: fault("injected: request lost") })],
    [loseAnswer, () => ({ kind: "lose-answer", error: fault("injected: answer lost") })],
    [repeat, () => ({ kind: "repeat", times: 2 })],
    [delay, () => ({ kind: "delay", delayMs: random() * maxDelayMs })],
  ];
  return ({ method }) => {
    if (methods && !methods.includes(method)) return pass;
    let rest = random();
    for (const [rate, make] of table) {
      if (rest < rate) return make();
      rest -= rate;
    }
    return pass;
  };
}
