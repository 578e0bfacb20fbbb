import type { StepModel } from "./run-model.ts";

/** Where a step stands in the drawing of the workflow. */
export interface PlacedStep {
  readonly step: StepModel;
  /** From 0: the longest way from a step that waits for nothing, within its round. */
  readonly column: number;
  /** From 0, over all rounds. */
  readonly row: number;
}

/** A line from a step to one that waits for it. */
export interface Edge {
  readonly from: PlacedStep;
  readonly to: PlacedStep;
}

/** The workflow as a drawing. */
export interface StepLayout {
  readonly placed: readonly PlacedStep[];
  readonly edges: readonly Edge[];
  readonly columns: number;
  readonly rows: number;
}

/**
 * Lays the DAG out in columns by depth; each round of revision has rows of its own. Edges that a longer way implies
 * are left out, because the eye would follow lines that say nothing new.
 */
export function layOutSteps(steps: readonly StepModel[]): StepLayout {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const depth = depths(steps, byId);
  const placed: PlacedStep[] = [];
  let firstRow = 0;
  for (const round of [...new Set(steps.map((step) => step.round))].toSorted((a, b) => a - b)) {
    const taken = new Map<number, number>();
    for (const step of steps.filter((s) => s.round === round)) {
      const column = depth.get(step.id) ?? 0;
      const used = taken.get(column) ?? 0;
      taken.set(column, used + 1);
      placed.push({ step, column, row: firstRow + used });
    }
    firstRow += Math.max(0, ...taken.values());
  }
  return {
    placed,
    edges: edgesOf(placed, byId),
    columns: Math.max(0, ...placed.map((p) => p.column + 1)),
    rows: firstRow,
  };
}

function depths(steps: readonly StepModel[], byId: ReadonlyMap<string, StepModel>): ReadonlyMap<string, number> {
  const depth = new Map<string, number>();
  const visit = (step: StepModel, trail: ReadonlySet<string>): number => {
    const known = depth.get(step.id);
    if (known !== undefined) return known;
    const next = new Set(trail).add(step.id);
    const before = step.needs
      .map((id) => byId.get(id))
      .filter((need) => need !== undefined && need.round === step.round && !next.has(need.id))
      .map((need) => visit(need!, next) + 1);
    const found = Math.max(0, ...before);
    depth.set(step.id, found);
    return found;
  };
  for (const step of steps) visit(step, new Set());
  return depth;
}

function edgesOf(placed: readonly PlacedStep[], byId: ReadonlyMap<string, StepModel>): readonly Edge[] {
  const place = new Map(placed.map((p) => [p.step.id, p]));
  const above = ancestors(byId);
  return placed.flatMap((to) =>
    to.step.needs
      .filter((id) => !to.step.needs.some((other) => other !== id && above(other).has(id)))
      .map((id) => place.get(id))
      .filter((from) => from !== undefined && from.step.round === to.step.round)
      .map((from) => ({ from: from!, to })),
  );
}

/** All steps a step waits for, near and far. */
function ancestors(byId: ReadonlyMap<string, StepModel>): (id: string) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  const find = (id: string): ReadonlySet<string> => {
    const found = known.get(id);
    if (found) return found;
    const all = new Set<string>();
    known.set(id, all);
    for (const need of byId.get(id)?.needs ?? []) {
      all.add(need);
      for (const far of find(need)) all.add(far);
    }
    return all;
  };
  return find;
}
