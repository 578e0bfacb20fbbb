/** Traces a second kept by chance: of more than that the store would have lost most again before anybody could look. */
export const mostByChance = 32;

const secondUs = 1e6;

/**
 * Draws which new traces are kept from their head on: a share of them (0 to 1), and of a busy process's no more than `mostByChance`
 * a second. A share of 1 is all, without a limit. `newId` gives random 32-bit integers; `startUs` is when the trace begins.
 */
export function createHeadSampler(share: number, newId: () => number): (startUs: number) => boolean {
  if (share >= 1) return () => true;
  const sampled = share * 2 ** 32;
  let beganUs = Number.NEGATIVE_INFINITY;
  let left = 0;
  return (startUs) => {
    if (newId() >>> 0 >= sampled) return false;
    // The clock may have been set back.
    if (Math.abs(startUs - beganUs) >= secondUs) {
      beganUs = startUs;
      left = mostByChance;
    }
    if (left === 0) return false;
    left -= 1;
    return true;
  };
}
