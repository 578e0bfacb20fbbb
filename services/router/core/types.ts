import { createHash } from "node:crypto";
import { fromBinary } from "@bufbuild/protobuf";
import {
  type DescriptorProto,
  type FieldDescriptorProto,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
  FileDescriptorSetSchema,
} from "@bufbuild/protobuf/wkt";
import type { ArtifactType } from "@viba/contracts/gen/viba/agent/v1/agent_pb";

/** Bounds of what a router remembers of artifact types. */
export const typeLimits = { types: 4096, variants: 16, depth: 64 } as const;

/** The artifact types that registered instances have brought, by full name. */
export interface TypeBook {
  /** What speaks against these types, as a sentence; undefined when nothing does. */
  conflict(types: readonly ArtifactType[]): string | undefined;
  /** Notes what an instance brought, in place of what it brought before. Only what had no conflict may come here. */
  hold(instanceId: string, types: readonly ArtifactType[]): void;
  /** Forgets what only this instance had brought, so that its author may mend it. */
  release(instanceId: string): void;
  readonly size: number;
}

/** A descriptor set as one or more instances brought it. */
interface Variant {
  readonly set: TypeSet;
  readonly holders: Set<string>;
}

/** The messages of a descriptor set by full name. */
type TypeSet = ReadonlyMap<string, DescriptorProto>;

/** An empty book. */
export function createTypeBook(): TypeBook {
  /** Type -> digest of a descriptor set -> who brought it. */
  const known = new Map<string, Map<string, Variant>>();

  const conflictOf = (type: ArtifactType): string | undefined => {
    const variants = known.get(type.name);
    if (variants?.has(digestOf(type))) return undefined;
    const set = parse(type.descriptorSet);
    if (!set?.has(type.name)) return "its descriptor set does not hold it";
    if ((variants?.size ?? 0) >= typeLimits.variants) return `there are ${typeLimits.variants} variants of it already`;
    for (const variant of variants?.values() ?? []) {
      const conflict = firstConflict(type.name, variant.set, set);
      if (conflict) return conflict;
    }
    return undefined;
  };
  const release = (instanceId: string) => {
    for (const [name, variants] of known) {
      for (const [digest, { holders }] of variants) {
        if (holders.delete(instanceId) && holders.size === 0) variants.delete(digest);
      }
      if (variants.size === 0) known.delete(name);
    }
  };

  return {
    conflict(types) {
      const fresh = new Set(types.map((type) => type.name).filter((name) => !known.has(name)));
      if (known.size + fresh.size > typeLimits.types) return `more than ${typeLimits.types} artifact types`;
      for (const type of types) {
        const conflict = conflictOf(type);
        if (conflict) return `artifact type ${type.name}: ${conflict}`;
      }
      return undefined;
    },
    hold(instanceId, types) {
      release(instanceId);
      for (const type of types) {
        const variants = known.get(type.name) ?? new Map<string, Variant>();
        known.set(type.name, variants);
        const digest = digestOf(type);
        const variant = variants.get(digest) ?? { set: parse(type.descriptorSet) ?? new Map(), holders: new Set() };
        variant.holders.add(instanceId);
        variants.set(digest, variant);
      }
    },
    release,
    get size() {
      return known.size;
    },
  };
}

function digestOf({ descriptorSet }: ArtifactType): string {
  return createHash("sha256").update(descriptorSet).digest("hex");
}

/** The messages of a descriptor set; undefined when the bytes are none. */
function parse(bytes: Uint8Array): TypeSet | undefined {
  const messages = new Map<string, DescriptorProto>();
  const add = (prefix: string, message: DescriptorProto, depth: number) => {
    const name = prefix === "" ? message.name : `${prefix}.${message.name}`;
    messages.set(name, message);
    if (depth < typeLimits.depth) for (const nested of message.nestedType) add(name, nested, depth + 1);
  };
  try {
    for (const file of fromBinary(FileDescriptorSetSchema, bytes).file) {
      for (const message of file.messageType) add(file.package, message, 0);
    }
    return messages;
  } catch {
    return undefined;
  }
}

/** Wire-compatible: a field number both know has the same encoding and cardinality on both sides, all the way down. */
function firstConflict(name: string, a: TypeSet, b: TypeSet, seen: Set<string> = new Set()): string | undefined {
  const [left, right] = [a.get(name), b.get(name)];
  // A message that one side does not bring can't be held against the other.
  if (seen.has(name) || !left || !right) return undefined;
  seen.add(name);
  const numbers = new Map(left.field.map((field) => [field.number, field]));
  for (const field of right.field) {
    const other = numbers.get(field.number);
    if (!other) continue;
    if (!sameOnTheWire(other, field))
      return `field ${field.number} of ${name} (${field.name}) differs from ${other.name}`;
    const below = field.typeName.replace(/^\./, "");
    const conflict = field.type === Type.MESSAGE ? firstConflict(below, a, b, seen) : undefined;
    if (conflict) return conflict;
  }
  return undefined;
}

function sameOnTheWire(a: FieldDescriptorProto, b: FieldDescriptorProto): boolean {
  const repeated = (f: FieldDescriptorProto) => f.label === Label.REPEATED;
  if (repeated(a) !== repeated(b) || encodingOf(a.type) !== encodingOf(b.type)) return false;
  return a.type !== Type.MESSAGE || a.typeName === b.typeName;
}

/** Types of one group read one another's bytes. */
const groups: readonly (readonly Type[])[] = [
  [Type.INT32, Type.INT64, Type.UINT32, Type.UINT64, Type.BOOL, Type.ENUM],
  [Type.SINT32, Type.SINT64],
  [Type.FIXED32, Type.SFIXED32],
  [Type.FIXED64, Type.SFIXED64],
  [Type.STRING, Type.BYTES],
];

function encodingOf(type: Type): number {
  const group = groups.findIndex((types) => types.includes(type));
  return group >= 0 ? -1 - group : type;
}
