import type { TraceNode } from "./tree.ts";

/** A stretch of time in which one span, and nothing it waited for, held up the end. */
export interface PathSegment {
  readonly node: TraceNode;
  /** From the root down to the node itself. */
  readonly ancestors: readonly TraceNode[];
  readonly fromUs: number;
  readonly toUs: number;
}

/**
 * The critical path: walking back from the end, always into the child that was waited for last. The stretches follow
 * one another and together are exactly the root's time, so shortening any of them shortens the run.
 */
export function criticalPath(root: TraceNode): PathSegment[] {
  return pathOf(root, [], root.toUs).reverse();
}

/** Stretches from `untilUs` back to the node's start, last first. */
function pathOf(node: TraceNode, above: readonly TraceNode[], untilUs: number): PathSegment[] {
  const ancestors = [...above, node];
  const segments: PathSegment[] = [];
  let atUs = untilUs;
  const own = (fromUs: number) => {
    if (fromUs < atUs) segments.push({ node, ancestors, fromUs, toUs: atUs });
    atUs = fromUs;
  };
  for (let child = lastBefore(node, atUs); child; child = lastBefore(node, atUs)) {
    own(Math.min(child.toUs, atUs));
    segments.push(...pathOf(child, ancestors, atUs));
    atUs = child.fromUs;
  }
  own(node.fromUs);
  return segments;
}

/**
 * The child that ran until last before `atUs`. One that still ran then counts up to there: a stream that gave its last
 * word before it ended. Of several the one that ran longest.
 */
function lastBefore({ children }: TraceNode, atUs: number): TraceNode | undefined {
  let last: TraceNode | undefined;
  for (const child of children) {
    const runs = child.awaited && child.fromUs < Math.min(child.toUs, atUs);
    if (runs && (!last || Math.min(child.toUs, atUs) > Math.min(last.toUs, atUs))) last = child;
  }
  return last;
}
