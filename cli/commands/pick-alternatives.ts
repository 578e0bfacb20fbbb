/** Quality that an alternative may lose against the best and still be worth showing. */
const qualityPlay = 0.1;

/** A design that can be judged. */
interface Judged {
  readonly result: { readonly quality: number };
}

/**
 * The `count` designs that lie furthest apart: the first one, then always the one furthest from those taken. Designs
 * much worse than the best are taken only when nothing else is left.
 */
export function mostDifferent<T extends Judged>(
  designs: readonly T[],
  count: number,
  distance: (a: T, b: T) => number,
): T[] {
  const best = Math.max(0, ...designs.map(({ result }) => result.quality));
  const [first] = designs;
  const taken = first === undefined ? [] : [first];
  const worth = (design: T) => (design.result.quality >= best - qualityPlay ? 1 : 0);
  while (taken.length < count) {
    const left = designs.filter((design) => !taken.includes(design));
    const least = (design: T) => Math.min(...taken.map((other) => distance(design, other)));
    const [next] = left.toSorted((a, b) => worth(b) - worth(a) || least(b) - least(a));
    if (next === undefined) break;
    taken.push(next);
  }
  return taken;
}

/** Whether two of the designs are nearer than wanted. */
export function tooAlike<T>(designs: readonly T[], distance: (a: T, b: T) => number, wanted: number): boolean {
  return designs.some((one, index) => designs.slice(index + 1).some((other) => distance(one, other) < wanted));
}
