import { create } from "@bufbuild/protobuf";
import { type Constraints, ConstraintsSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import type { RunView } from "./fold.ts";

/** The limits of a run: the caller's and the goal's together, whichever is tighter. */
export function constraintsOf(view: Pick<RunView, "constraints" | "run">): Constraints {
  const both = [view.constraints, view.run.goal?.constraints].filter((one) => one !== undefined);
  const costs = both.map((one) => one.maxCost).filter((cost) => cost > 0);
  return create(ConstraintsSchema, {
    maxCost: costs.length > 0 ? Math.min(...costs) : 0,
    excludedAgents: [...new Set(both.flatMap((one) => one.excludedAgents))],
    // What the caller demands of an agent's version stands above what the goal does.
    versions: Object.assign({}, ...both.map((one) => one.versions).reverse()) as Record<string, string>,
    locality: both.find((one) => one.locality !== "")?.locality ?? "",
    certificates: [...new Set(both.flatMap((one) => one.certificates))],
  });
}

/** Cost units the accepted steps have taken so far: CPU seconds of their handlers. */
export function spentOn(view: Pick<RunView, "accepted">): number {
  return [...view.accepted.values()].reduce(
    (sum, { done, fromCache }) => sum + (fromCache ? 0 : (done?.cpuMs ?? 0) / 1000),
    0,
  );
}
