import type { CallEnd } from "./call-end.ts";

/** Slots of a link that has few calls; most agents' links never have more. */
const leastSlots = 8;

/**
 * Calls of one direction by their numbers, which only grow: each has the slot its number says, so that finding it hashes nothing.
 * Calls come and go by the ten thousand a second. A Map makes a new table of itself for every few hundred of them, and each old table
 * points at its successor: once one is in old memory, all that follow, and the calls in them, live until a full collection.
 */
export class CallTable {
  size = 0;
  private calls: (CallEnd | undefined)[] = emptySlots(leastSlots);
  /** Number of the call in each slot; 0 where none is. */
  private numbers: number[] = Array.from({ length: leastSlots }, () => 0);
  /** Calls that came while one of long ago had their slot. */
  private others: Map<number, CallEnd> | undefined = undefined;

  get(number: number): CallEnd | undefined {
    const at = this.slotOf(number);
    return this.numbers[at] === number ? this.calls[at] : this.others?.get(number);
  }

  has(number: number): boolean {
    return this.get(number) !== undefined;
  }

  /** Puts a call in whose number is not there. */
  set(number: number, call: CallEnd): void {
    if (this.size * 2 >= this.calls.length) this.grow();
    this.size += 1;
    this.put(number, call);
  }

  /** Harmless when it is not there. */
  delete(number: number): void {
    const at = this.slotOf(number);
    if (this.numbers[at] === number) {
      this.numbers[at] = 0;
      this.calls[at] = undefined;
    } else if (!this.others?.delete(number)) return;
    this.size -= 1;
  }

  /** All that are there now, the earliest first. */
  entries(): [number: number, call: CallEnd][] {
    const found: [number, CallEnd][] = [...(this.others ?? [])];
    this.numbers.forEach((number, at) => number !== 0 && found.push([number, this.calls[at]!]));
    return found.sort(([a], [b]) => a - b);
  }

  /** The peers' numbers differ in their last bit, which says nothing within a direction. */
  private slotOf(number: number): number {
    return (number >>> 1) & (this.calls.length - 1);
  }

  private put(number: number, call: CallEnd): void {
    const at = this.slotOf(number);
    if (this.numbers[at] !== 0) return void (this.others ??= new Map()).set(number, call);
    this.numbers[at] = number;
    this.calls[at] = call;
  }

  private grow(): void {
    const there = this.entries();
    const slots = this.calls.length * 2;
    this.calls = emptySlots(slots);
    this.numbers = Array.from({ length: slots }, () => 0);
    this.others = undefined;
    for (const [number, call] of there) this.put(number, call);
  }
}

function emptySlots(length: number): (CallEnd | undefined)[] {
  return Array.from({ length }, () => undefined);
}
