/** Over how long those that come back at once are to spread, told to each as it asks. */
export interface ReturnJitter {
  /** One more asks; the answer is the time, in milliseconds, within which it is to choose its moment by chance. */
  next(nowMs: number): number;
}

/** Time one registration takes of a router, with room for its other work. */
const eachMs = 0.5;

/**
 * Spreads a wave over as long as registering all of it takes, but never over more than `mostMs`: everybody has to be back
 * within two heartbeats. Whoever comes alone comes at once.
 */
export function createReturnJitter(mostMs: number): ReturnJitter {
  let asked = 0;
  let lastMs = Number.NEGATIVE_INFINITY;
  return {
    next(nowMs) {
      // A wave is over once its own length has passed without anybody.
      if (nowMs - lastMs > Math.max(100, asked * eachMs)) asked = 0;
      lastMs = nowMs;
      asked += 1;
      return asked === 1 ? 0 : Math.min(mostMs, asked * eachMs);
    },
  };
}
