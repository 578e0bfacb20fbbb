import { fromBinary } from "@bufbuild/protobuf";
import {
  type DescriptorProto,
  type FieldDescriptorProto,
  FieldDescriptorProto_Label as Label,
  FileDescriptorSetSchema,
} from "@bufbuild/protobuf/wkt";
import type { ArtifactType } from "@viba/contracts/gen/viba/agent/v1/agent_pb";

/** Most artifact types a router remembers. */
export const maxTypes = 4096;

/** The artifact types agents have brought, by full name. */
export interface TypeBook {
  /** Adds types; the first one that conflicts with what is known is returned as a sentence, and none is added. */
  add(types: readonly ArtifactType[]): string | undefined;
}

/** An empty book. */
export function createTypeBook(): TypeBook {
  const known = new Map<string, DescriptorProto>();
  return {
    add(types) {
      const brought: [string, DescriptorProto][] = [];
      for (const type of types) {
        const message = find(type);
        if (!message) return `artifact type ${type.name}: its descriptor set does not hold it`;
        const held = known.get(type.name);
        const conflict = held && firstConflict(held, message);
        if (conflict) return `artifact type ${type.name}: ${conflict}`;
        brought.push([type.name, message]);
      }
      if (known.size + brought.length > maxTypes) return `more than ${maxTypes} artifact types`;
      for (const [name, message] of brought) known.set(name, message);
      return undefined;
    },
  };
}

function find(type: ArtifactType): DescriptorProto | undefined {
  try {
    for (const file of fromBinary(FileDescriptorSetSchema, type.descriptorSet).file) {
      const prefix = file.package ? `${file.package}.` : "";
      const message = file.messageType.find((m) => `${prefix}${m.name}` === type.name);
      if (message) return message;
    }
  } catch {
    // Not a descriptor set: reported as missing.
  }
  return undefined;
}

/** Wire-compatible: a field number both know has the same kind and cardinality on both sides. */
function firstConflict(a: DescriptorProto, b: DescriptorProto): string | undefined {
  const numbers = new Map(a.field.map((field) => [field.number, field]));
  for (const field of b.field) {
    const other = numbers.get(field.number);
    if (other && !sameOnTheWire(other, field))
      return `field ${field.number} (${field.name}) differs from ${other.name}`;
  }
  return undefined;
}

function sameOnTheWire(a: FieldDescriptorProto, b: FieldDescriptorProto): boolean {
  const repeated = (f: FieldDescriptorProto) => f.label === Label.REPEATED;
  return a.type === b.type && a.typeName === b.typeName && repeated(a) === repeated(b);
}
