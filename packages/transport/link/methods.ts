import { ScalarType, type DescMessage, type DescMethod } from "@bufbuild/protobuf";
import { createMessageEncoder, type MessageEncoder } from "./message-encoder.ts";
import { createNames, type Names } from "./names.ts";

/** What a link needs to know of a method, worked out once. */
export interface MethodInfo {
  readonly method: DescMethod;
  /** "package.Service/Method". */
  readonly path: string;
  /** Messages that hold bytes fields: read in place, they would keep a whole batch alive. */
  readonly inputHoldsBytes: boolean;
  readonly outputHoldsBytes: boolean;
}

/** Finds a method's facts. */
export interface Methods {
  of(method: DescMethod): MethodInfo;
  /** Methods and routes as they come in frames. */
  readonly names: Names;
  /** Encodes messages; shared, since its buffer is what makes it fast. */
  readonly encoder: MessageEncoder;
}

/** Methods met so far; as many as there are descriptors. */
export function createMethods(): Methods {
  const known = new Map<DescMethod, MethodInfo>();
  const of = (method: DescMethod): MethodInfo => {
    let info = known.get(method);
    if (!info) {
      info = {
        method,
        path: `${method.parent.typeName}/${method.name}`,
        inputHoldsBytes: holdsBytes(method.input, new Set()),
        outputHoldsBytes: holdsBytes(method.output, new Set()),
      };
      known.set(method, info);
    }
    return info;
  };
  return { of, names: createNames(), encoder: createMessageEncoder() };
}

function holdsBytes(message: DescMessage, seen: Set<DescMessage>): boolean {
  if (seen.has(message)) return false;
  seen.add(message);
  return message.fields.some((field) => {
    if (field.scalar === ScalarType.BYTES) return true;
    return field.message !== undefined && holdsBytes(field.message, seen);
  });
}
