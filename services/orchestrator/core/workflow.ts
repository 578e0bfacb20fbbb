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

/** Deepest chain of artifacts; deeper ones count as missing, so that a strange set of promises can't run away. */
export const maxDepth = 32;

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
  const offers = Map.groupBy(
    capabilities.filter((c) => !isRefiner(c)).sort((a, b) => a.cost - b.cost || (a.name < b.name ? -1 : 1)),
    (capability) => capability.outputType,
  );
  const known = new Map<string, Route | undefined>();

  /** Cheapest way to a type; undefined when there is none. `path` holds the types being made, to cut cycles. */
  const make = (type: string, path: readonly string[] = []): Route | undefined => {
    if (there.has(type)) return { makers: new Map(), cost: 0 };
    if (known.has(type)) return known.get(type);
    if (path.includes(type) || path.length >= maxDepth) return undefined;
    let best: Route | undefined;
    for (const capability of offers.get(type) ?? []) {
      const route = join(
        capability,
        required(capability).map((t) => make(t, [...path, type])),
      );
      if (route && (!best || route.cost < best.cost)) best = route;
    }
    // A failure inside a cycle may be no failure from elsewhere: only answers of the outermost call are kept.
    if (best || path.length === 0) known.set(type, best);
    return best;
  };

  const missingFor = (type: string, path: readonly string[] = []): string[] => {
    if (make(type) || path.includes(type)) return [];
    const makers = offers.get(type) ?? [];
    const below = makers.flatMap((c) => required(c).flatMap((t) => missingFor(t, [...path, type])));
    return below.length > 0 ? below : [type];
  };
  return { make: (type: string) => make(type), missingFor: (type: string) => missingFor(type) };
}

function join(capability: Capability, inputs: readonly (Route | undefined)[]): Route | undefined {
  const makers = new Map<string, Capability>();
  for (const input of inputs) {
    if (!input) return undefined;
    addAll(makers, input.makers);
  }
  makers.set(capability.outputType, capability);
  // The cost of a step is counted once however many read its artifact; an extra 0.001 a step prefers short ways.
  const cost = [...makers.values()].reduce((sum, maker) => sum + maker.cost + 0.001, 0);
  return { makers, cost };
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

function dependsOn(type: string, on: string, inputsOf: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  return type === on || [...(inputsOf.get(type) ?? [])].some((input) => dependsOn(input, on, inputsOf));
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
