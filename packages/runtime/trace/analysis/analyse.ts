import { type Blame, blameOf, type Spent } from "./classify.ts";
import { criticalPath } from "./critical-path.ts";
import { buildTree, selfUs, type TraceNode, type TraceSpan, walk } from "./tree.ts";

/** A stretch of the critical path, neighbours with the same answer taken together. */
export interface PathPart extends Blame {
  /** Name and service of the span in charge, of the longest one if several were taken together. */
  readonly name: string;
  readonly service: string;
  readonly fromUs: number;
  readonly us: number;
}

/** Time on the critical path that one cause is answerable for. */
export interface Cause extends Blame {
  readonly us: number;
  /** Of the whole run, 0 to 1. */
  readonly share: number;
}

/** Time of one service in a trace. */
export interface ServiceTime {
  readonly service: string;
  /** In its own spans, wherever they lie; parallel work counts twice. */
  readonly selfUs: number;
  /** On the critical path. */
  readonly pathUs: number;
  readonly spans: number;
  readonly failed: number;
}

/** One step of a run. */
export interface StepTime {
  readonly step: string;
  readonly us: number;
  readonly tries: number;
}

/** What a trace says about its run. */
export interface Analysis {
  readonly totalUs: number;
  /** Runs with the same steps have the same shape and may be compared. */
  readonly shape: string;
  readonly path: readonly PathPart[];
  /** Most time first: the first one is the bottleneck. */
  readonly causes: readonly Cause[];
  /** Time of the critical path by what it went into. */
  readonly spent: Readonly<Record<Spent, number>>;
  /** Most time on the path first. */
  readonly services: readonly ServiceTime[];
  readonly steps: readonly StepTime[];
}

/** Analyses the spans of one trace; undefined if there are none. */
export function analyse(spans: readonly TraceSpan[]): Analysis | undefined {
  const root = buildTree(spans);
  if (!root) return undefined;
  const totalUs = root.toUs - root.fromUs;
  const path = partsOf(root);
  const steps = stepsOf(root);
  const spent: Record<Spent, number> = { work: 0, queue: 0, retry: 0, transport: 0, mesh: 0 };
  for (const part of path) spent[part.spent] += part.us;
  return {
    totalUs,
    shape: steps
      .map(({ step }) => step)
      .toSorted()
      .join(" "),
    path,
    causes: causesOf(path, totalUs),
    spent,
    services: servicesOf(root, path),
    steps,
  };
}

function partsOf(root: TraceNode): PathPart[] {
  const parts: (PathPart & { longestUs: number })[] = [];
  for (const segment of criticalPath(root)) {
    const { node, fromUs, toUs } = segment;
    const us = toUs - fromUs;
    const blame = blameOf(segment);
    const named = { name: node.span.name, service: node.span.service };
    const last = parts.at(-1);
    if (last && last.spent === blame.spent && last.who === blame.who) {
      const longer = us > last.longestUs;
      parts[parts.length - 1] = {
        ...last,
        ...(longer ? named : {}),
        us: last.us + us,
        longestUs: Math.max(us, last.longestUs),
      };
    } else {
      parts.push({ ...blame, ...named, fromUs: fromUs - root.fromUs, us, longestUs: us });
    }
  }
  return parts.map(({ longestUs: _, ...part }) => part);
}

function causesOf(path: readonly PathPart[], totalUs: number): Cause[] {
  const groups = Map.groupBy(path, ({ spent, who }) => `${spent}\n${who}`);
  return [...groups.values()]
    .map((parts) => {
      const { spent, who } = parts[0]!;
      const us = parts.reduce((sum, part) => sum + part.us, 0);
      return { spent, who, us, share: totalUs === 0 ? 0 : us / totalUs };
    })
    .toSorted((a, b) => b.us - a.us);
}

function servicesOf(root: TraceNode, path: readonly PathPart[]): ServiceTime[] {
  const nodes = Map.groupBy(walk(root), ({ span }) => span.service);
  return [...nodes]
    .map(([service, own]) => ({
      service,
      selfUs: own.reduce((sum, node) => sum + selfUs(node), 0),
      pathUs: path.reduce((sum, part) => (part.service === service ? sum + part.us : sum), 0),
      spans: own.length,
      failed: own.filter(({ span }) => span.failed).length,
    }))
    .toSorted((a, b) => b.pathUs - a.pathUs || b.selfUs - a.selfUs);
}

function stepsOf(root: TraceNode): StepTime[] {
  const steps = [...walk(root)].filter(({ span }) => span.name.startsWith("step "));
  return steps.map(({ span, fromUs, toUs, children }) => ({
    step: span.name.slice("step ".length),
    us: toUs - fromUs,
    tries: children.filter((child) => child.span.name.endsWith("RouterService/Dispatch")).length,
  }));
}
