import type { TraceSpan } from "./tree.ts";

/** A span in milliseconds since the run's start, with what it caused. */
export interface SpanPlan {
  readonly name: string;
  readonly service: string;
  readonly kind: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly failed?: boolean;
  readonly children?: readonly SpanPlan[];
}

/** The spans of a plan. */
export function spansOf(plan: SpanPlan): TraceSpan[] {
  const spans: TraceSpan[] = [];
  const visit = ({ name, service, kind, fromMs, toMs, failed = false, children = [] }: SpanPlan, parentId: string) => {
    const spanId = `span${spans.length + 1}`;
    const startUs = 1_000_000 + fromMs * 1000;
    spans.push({ spanId, parentId, name, kind, service, startUs, durationUs: (toMs - fromMs) * 1000, failed });
    for (const child of children) visit(child, spanId);
  };
  visit(plan, "");
  return spans;
}

/** One try of a step: when it was dispatched, when the agent had it, when it began to work and when it was done. */
export interface TryPlan {
  readonly agent: string;
  readonly fromMs: number;
  /** The router has chosen and calls; by default 1 ms after `fromMs`. */
  readonly calledMs?: number;
  /** The agent has read the call; by default 1 ms after `calledMs`. */
  readonly heardMs?: number;
  /** The agent begins; by default with `heardMs`. */
  readonly beginMs?: number;
  readonly doneMs: number;
  /** The router's answer is there; by default 1 ms after `doneMs`. */
  readonly toMs?: number;
  readonly failed?: boolean;
}

/** A run of steps as the mesh traces it. */
export function runOf(
  toMs: number,
  steps: readonly { step: string; fromMs: number; toMs: number; tries: readonly TryPlan[] }[],
): SpanPlan {
  return {
    ...{ name: "run", service: "mesh", kind: "internal", fromMs: 0, toMs },
    children: steps.map(({ step, tries, ...span }) => ({
      ...{ name: `step ${step}`, service: "mesh", kind: "internal", ...span },
      children: tries.map(tryOf),
    })),
  };
}

function tryOf(plan: TryPlan): SpanPlan {
  const { agent, fromMs, doneMs, failed = false } = plan;
  const calledMs = plan.calledMs ?? fromMs + 1;
  const heardMs = plan.heardMs ?? calledMs + 1;
  const toMs = plan.toMs ?? doneMs + 1;
  const attempt = {
    name: "attempt make",
    service: agent,
    kind: "internal",
    fromMs: plan.beginMs ?? heardMs,
    toMs: doneMs,
    failed,
  };
  const execute = "viba.agent.v1.AgentService/Execute";
  const served = {
    name: execute,
    service: agent,
    kind: "server",
    fromMs: heardMs,
    toMs: doneMs,
    failed,
    children: [attempt],
  };
  const called = { name: execute, service: "mesh", kind: "client", fromMs: calledMs, toMs, failed, children: [served] };
  return {
    name: "viba.router.v1.RouterService/Dispatch",
    service: "mesh",
    kind: "server",
    fromMs,
    toMs,
    failed,
    children: [called],
  };
}
