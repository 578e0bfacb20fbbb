import { attributeKinds, type AttributeKind, type EntityName } from "../ifc/schema.ts";
import { schemaName } from "./entities.ts";
import type { StepFile } from "./step-file.ts";
import { type Instance, textOf, type Value } from "./value.ts";

/** What is wrong with an instance. */
export interface SchemaFault {
  readonly id: number;
  readonly message: string;
}

/** Faults listed; more are only counted. */
const maxFaults = 50;

/** Faults of a file against the schema table, and the entities the table does not know. */
export interface SchemaCheck {
  readonly faults: readonly SchemaFault[];
  /** How many faults there are, listed or not. */
  readonly faultCount: number;
  readonly unknown: readonly string[];
}

/** A GlobalId: 22 characters of 6 bits, the first of 2. */
const globalId = /^[0-3][0-9A-Za-z_$]{21}$/;

/** Entity -> its attributes in order. */
const rows: ReadonlyMap<EntityName, readonly [string, AttributeKind][]> = new Map(
  (Object.keys(attributeKinds) as EntityName[]).map((name) => [name, Object.entries(attributeKinds[name])]),
);

/** Checks attribute counts and kinds, references, and GlobalIds (form, and none twice). */
export function checkSchema(file: StepFile): SchemaCheck {
  const faults: SchemaFault[] = [];
  const unknown = new Set<string>();
  const guids = new Map<string, number>();
  let faultCount = 0;
  const fault = (id: number, message: string): void => {
    faultCount += 1;
    if (faults.length < maxFaults) faults.push({ id, message });
  };
  for (const instance of file.instances.values()) {
    for (const target of dangling(instance.values, file)) {
      fault(instance.id, `#${target} does not exist`);
    }
    const name = schemaName(instance.type);
    if (name === undefined) {
      unknown.add(instance.type);
      continue;
    }
    const kinds = rows.get(name) ?? [];
    for (const message of attributeFaults(instance, kinds)) fault(instance.id, message);
    if (kinds[0]?.[0] === "GlobalId") {
      const message = guidFault(instance, guids);
      if (message !== undefined) fault(instance.id, message);
    }
  }
  return { faults, faultCount, unknown: [...unknown] };
}

function guidFault(instance: Instance, guids: Map<string, number>): string | undefined {
  const guid = textOf(instance.values[0]) ?? "";
  if (!globalId.test(guid)) return `"${guid}" is no GlobalId`;
  const first = guids.get(guid);
  if (first !== undefined) return `GlobalId of #${first} used again`;
  guids.set(guid, instance.id);
  return undefined;
}

function* attributeFaults(instance: Instance, kinds: readonly [string, AttributeKind][]): Generator<string> {
  if (instance.values.length !== kinds.length) {
    yield `${instance.type} has ${instance.values.length} attributes, not ${kinds.length}`;
    return;
  }
  for (const [index, [attribute, kind]] of kinds.entries()) {
    if (!fits(instance.values[index]!, kind)) yield `${instance.type}.${attribute} is no ${kind}`;
  }
}

function fits(value: Value, kind: AttributeKind): boolean {
  if (value.kind === "null") return true;
  if (value.kind === "list") return value.items.every((item) => fits(item, kind));
  switch (kind) {
    case "derived":
      return value.kind === "derived";
    case "logical":
      return value.kind === "enum" && ["T", "F", "U"].includes(value.value);
    case "select":
      return value.kind === "ref" || value.kind === "typed";
    default:
      return value.kind === kind;
  }
}

function dangling(values: readonly Value[], file: StepFile): number[] {
  return values.flatMap((value) => {
    switch (value.kind) {
      case "ref":
        return file.instances.has(value.value) ? [] : [value.value];
      case "list":
        return dangling(value.items, file);
      case "typed":
        return dangling([value.value], file);
      default:
        return [];
    }
  });
}
