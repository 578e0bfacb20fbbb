/** A span as the analysis needs it, from wherever it comes. */
export interface TraceSpan {
  readonly spanId: string;
  /** Empty for a root. */
  readonly parentId: string;
  readonly name: string;
  /** internal, server, client, producer or consumer. */
  readonly kind: string;
  readonly service: string;
  readonly startUs: number;
  readonly durationUs: number;
  readonly failed: boolean;
}

/** A span with what it caused. Its interval lies within its parent's, whatever the clocks said. */
export interface TraceNode {
  readonly span: TraceSpan;
  readonly fromUs: number;
  readonly toUs: number;
  /** Whether the parent may have waited for it: not if it ended later by the same clock. */
  readonly awaited: boolean;
  /** By start. */
  readonly children: readonly TraceNode[];
}

/** Deepest nesting that is followed; a trace that claims more is not one of ours. */
const maxDepth = 256;

/**
 * The tree under the span that carried the run, or under the longest root of any other trace; undefined without spans.
 * A child that its parent did not wait for, or whose process has a clock of its own, is cut to its parent's interval.
 */
export function buildTree(spans: readonly TraceSpan[]): TraceNode | undefined {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const children = Map.groupBy(spans, ({ parentId }) => (ids.has(parentId) ? parentId : ""));
  const longest = (some: readonly TraceSpan[]) =>
    some.reduce<TraceSpan | undefined>(
      (best, each) => (best && best.durationUs >= each.durationUs ? best : each),
      undefined,
    );
  const root = longest(spans.filter(({ name }) => name === "run")) ?? longest(children.get("") ?? []);
  if (!root) return undefined;

  const nodeOf = (span: TraceSpan, parent: TraceSpan, within: Interval, depth: number): TraceNode => {
    const fromUs = clamp(span.startUs, within);
    const toUs = clamp(endOf(span), within);
    const awaited = span.service !== parent.service || endOf(span) <= endOf(parent);
    const own = depth < maxDepth ? (children.get(span.spanId) ?? []) : [];
    const nodes = own
      .toSorted((a, b) => a.startUs - b.startUs)
      .map((child) => nodeOf(child, span, { fromUs, toUs }, depth + 1));
    return { span, fromUs, toUs, awaited, children: nodes };
  };
  return nodeOf(root, root, { fromUs: root.startUs, toUs: endOf(root) }, 0);
}

/** The node and all below it, parents first. */
export function* walk(node: TraceNode): Generator<TraceNode> {
  yield node;
  for (const child of node.children) yield* walk(child);
}

/** Time of a node that none of its children covers. */
export function selfUs({ fromUs, toUs, children }: TraceNode): number {
  let covered = 0;
  let reached = fromUs;
  for (const child of children) {
    covered += Math.max(0, child.toUs - Math.max(reached, child.fromUs));
    reached = Math.max(reached, child.toUs);
  }
  return toUs - fromUs - covered;
}

interface Interval {
  readonly fromUs: number;
  readonly toUs: number;
}

function endOf({ startUs, durationUs }: TraceSpan): number {
  return startUs + durationUs;
}

function clamp(us: number, { fromUs, toUs }: Interval): number {
  return Math.min(toUs, Math.max(fromUs, us));
}
