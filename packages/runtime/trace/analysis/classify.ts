import type { PathSegment } from "./critical-path.ts";
import type { TraceNode } from "./tree.ts";

/** What a stretch of time went into. */
export type Spent =
  /** An agent worked. */
  | "work"
  /** A step waited for an agent that had no room. */
  | "queue"
  /** A failed attempt and the wait after it. */
  | "retry"
  /** Bytes travelled, or a process did not get to read them. */
  | "transport"
  /** The mesh's own work: laying out, choosing, journalling, caching. */
  | "mesh";

/** Who is answerable for a stretch: an agent for its work, else the step that waited. */
export interface Blame {
  readonly spent: Spent;
  readonly who: string;
}

const isAttempt = (node: TraceNode) => node.span.name.startsWith("attempt ");
const isStep = (node: TraceNode) => node.span.name.startsWith("step ");
const isDispatch = (node: TraceNode) => node.span.name.endsWith("RouterService/Dispatch");
const isExecute = (node: TraceNode) => node.span.name.endsWith("AgentService/Execute");

/** Whom a stretch of the critical path is owed to. */
export function blameOf(segment: PathSegment): Blame {
  const step = segment.ancestors.find(isStep);
  const who = step ? step.span.name.slice("step ".length) : segment.node.span.service;
  if (inRetry(segment)) return { spent: "retry", who };
  const { node } = segment;
  const attempt = segment.ancestors.find(isAttempt);
  if (attempt) return { spent: "work", who: attempt.span.service };
  if (isDispatch(node)) return { spent: before(segment, isExecute) ? "queue" : "mesh", who };
  if (isExecute(node) && node.span.kind === "server") {
    // An agent without an SDK makes no span of its attempt: then the call is the work.
    if (!node.children.some(isAttempt)) return { spent: "work", who: node.span.service };
    return before(segment, isAttempt) ? { spent: "queue", who } : { spent: "work", who: node.span.service };
  }
  if (isExecute(node)) {
    // Nobody told what the agent did: all of the call is its time.
    return { spent: node.children.length === 0 ? "work" : "transport", who };
  }
  if (node.span.kind === "client") return { spent: "transport", who };
  return { spent: "mesh", who };
}

/** Whether the stretch lies before the first child of that kind began. */
function before({ node, fromUs }: PathSegment, kind: (node: TraceNode) => boolean): boolean {
  const first = node.children.find(kind);
  return first !== undefined && fromUs < first.fromUs;
}

/** Whether the stretch belongs to a try that was followed by another, or to the wait between the two. */
function inRetry({ ancestors, fromUs }: PathSegment): boolean {
  return ancestors.some((parent, at) => {
    const isTry = isStep(parent) ? isDispatch : isDispatch(parent) ? isExecute : undefined;
    const tries = isTry && triesOf(parent.children.filter(isTry));
    if (!tries) return false;
    const child = ancestors[at + 1];
    if (child && isTry(child)) return child !== tries.last;
    const atUs = child ? child.fromUs : fromUs;
    return atUs >= tries.failedUs && atUs < tries.last.fromUs;
  });
}

/** The last of tries that followed one another and when the first had failed; undefined for one try or a hedge. */
function triesOf(tries: readonly TraceNode[]): { last: TraceNode; failedUs: number } | undefined {
  const first = tries[0];
  const last = tries.at(-1);
  if (!first || !last || first === last || last.fromUs < first.toUs) return undefined;
  return { last, failedUs: first.toUs };
}
