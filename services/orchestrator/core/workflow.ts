import { create } from "@bufbuild/protobuf";
import { type Capability, Presence } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import { type WorkflowStep, WorkflowStepSchema } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";

/** What the search works with. Capabilities are those whose conditions hold; refiners are skipped. */
export interface SearchInput {
  readonly wanted: readonly string[];
  readonly optional: readonly string[];
  readonly available: readonly string[];
  readonly capabilities: readonly Capability[];
  /** Number of the first step key, so that keys stay unique within a run. */
  readonly firstStep: number;
}

/** A workflow, or the types nobody can make. */
export type SearchResult =
  | { readonly ok: true; readonly steps: WorkflowStep[]; readonly missingOptional: string[] }
  | { readonly ok: false; readonly missing: string[] };

interface Route {
  /** Output type -> the capability that makes it. */
  readonly makers: ReadonlyMap<string, Capability>;
  readonly cost: number;
}

/**
 * Searches backwards from the wanted types as a build system does: a type is made by one capability (OR), which needs
 * all its required inputs (AND). Cheapest way first; ties fall to the alphabet, so equal promises give equal workflows.
 */
export function searchWorkflow(input: SearchInput): SearchResult {
  const search = createSearch(input);
  const makers = new Map<string, Capability>();
  const missing = new Set<string>();
  for (const type of input.wanted) {
    const found = search.make(type);
    if (found) addAll(makers, found.makers);
    else for (const leaf of search.missingFor(type)) missing.add(leaf);
  }
  if (missing.size > 0) return { ok: false, missing: [...missing].sort() };
  const missingOptional: string[] = [];
  const needed = new Set(makers.keys());
  for (const type of input.optional) {
    const found = search.make(type);
    if (found) addAll(makers, found.makers);
    else missingOptional.push(type);
  }
  return { ok: true, steps: toSteps(makers, needed, input), missingOptional };
}

function createSearch({ capabilities, available }: SearchInput) {
  const there = new Set(available);
  const usable = capabilities.filter((c) => !isRefiner(c) && !there.has(c.outputType)).sort(inCostOrder);
  const offers = Map.groupBy(usable, (capability) => capability.outputType);
  const known = new Map<string, Route>([...there].map((type) => [type, { makers: new Map(), cost: 0 }]));
  settleRoutes(usable, known, offers.size);

  /** The types at the end of what can't be made: nobody offers them. A closed circle names the type asked for. */
  const missingFor = (wanted: string): string[] => {
    const leaves = new Set<string>();
    const seen = new Set<string>();
    const visit = (type: string) => {
      if (known.has(type) || seen.has(type)) return;
      seen.add(type);
      const makers = offers.get(type) ?? [];
      if (makers.length === 0) leaves.add(type);
      for (const maker of makers) required(maker).forEach(visit);
    };
    visit(wanted);
    if (leaves.size === 0 && !known.has(wanted)) leaves.add(wanted);
    return [...leaves];
  };
  return {
    make: (type: string) => known.get(type),
    missingFor,
  };
}

/**
 * Finds the cheapest way to every type that can be made, from what is there upwards: as many rounds as there are types
 * are enough, however the promises lean on one another, so that no set of them can make the search run away.
 */
function settleRoutes(usable: readonly Capability[], known: Map<string, Route>, types: number): void {
  for (let round = 0; round <= types; round++) {
    let better = false;
    for (const capability of usable) {
      const route = join(
        capability,
        required(capability).map((type) => known.get(type)),
      );
      const best = known.get(capability.outputType);
      if (!route || (best && route.cost >= best.cost - sameCost)) continue;
      known.set(capability.outputType, route);
      better = true;
    }
    if (!better) return;
  }
}

/** Costs closer than this are equal: they differ only by the order of additions. */
const sameCost = 1e-9;

/** Undefined when an input can't be made, or only out of what is to be made. */
function join(capability: Capability, inputs: readonly (Route | undefined)[]): Route | undefined {
  const makers = new Map<string, Capability>();
  for (const input of inputs) {
    if (!input || input.makers.has(capability.outputType)) return undefined;
    addAll(makers, input.makers);
  }
  makers.set(capability.outputType, capability);
  // The cost of a step is counted once however many read its artifact; an extra 0.001 a step prefers short ways.
  const cost = [...makers.values()].reduce((sum, maker) => sum + maker.cost + 0.001, 0);
  return { makers, cost };
}

/** Cheap ones first; ties fall to the alphabet, so that the order in which agents came decides nothing. */
function inCostOrder(a: Capability, b: Capability): number {
  const text = ({ name, outputType, inputs }: Capability) => [name, outputType, ...inputs.map((i) => i.type)].join(" ");
  const [left, right] = [text(a), text(b)];
  return a.cost - b.cost || (left < right ? -1 : left > right ? 1 : 0);
}

function toSteps(
  makers: ReadonlyMap<string, Capability>,
  needed: ReadonlySet<string>,
  input: SearchInput,
): WorkflowStep[] {
  const inputsOf = new Map([...makers].map(([type, maker]) => [type, new Set(required(maker))]));
  for (const [type, maker] of makers) {
    for (const extra of optionalInputs(maker)) {
      const there = input.available.includes(extra) || (makers.has(extra) && !dependsOn(extra, type, inputsOf));
      if (there) inputsOf.get(type)!.add(extra);
    }
  }
  const order = inOrder([...makers.keys()].sort(), inputsOf);
  const key = new Map(order.map((type, i) => [type, `s${input.firstStep + i}`]));
  return order.map((type) => {
    const inputTypes = [...inputsOf.get(type)!].sort();
    return create(WorkflowStepSchema, {
      stepId: key.get(type)!,
      outputType: type,
      inputTypes,
      needs: inputTypes.flatMap((t) => key.get(t) ?? []),
      optional: !needed.has(type),
    });
  });
}

function dependsOn(
  type: string,
  on: string,
  inputsOf: ReadonlyMap<string, ReadonlySet<string>>,
  seen: Set<string> = new Set(),
): boolean {
  if (type === on) return true;
  if (seen.has(type)) return false;
  seen.add(type);
  return [...(inputsOf.get(type) ?? [])].some((input) => dependsOn(input, on, inputsOf, seen));
}

function inOrder(types: readonly string[], inputsOf: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const done = new Set<string>();
  const visit = (type: string) => {
    if (done.has(type) || !inputsOf.has(type)) return;
    for (const input of [...inputsOf.get(type)!].sort()) visit(input);
    done.add(type);
  };
  for (const type of types) visit(type);
  return [...done];
}

function addAll(into: Map<string, Capability>, from: ReadonlyMap<string, Capability>): void {
  for (const [type, maker] of from) if (!into.has(type)) into.set(type, maker);
}

function required(capability: Capability): string[] {
  return capability.inputs.filter((i) => i.presence !== Presence.OPTIONAL).map((i) => i.type);
}

function optionalInputs(capability: Capability): string[] {
  return capability.inputs.filter((i) => i.presence === Presence.OPTIONAL).map((i) => i.type);
}

function isRefiner(capability: Capability): boolean {
  return capability.inputs.some((input) => input.type === capability.outputType);
}
