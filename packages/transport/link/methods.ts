import { ScalarType, type DescMessage, type DescMethod } from "@bufbuild/protobuf";

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
export type Methods = (method: DescMethod) => MethodInfo;

/** Methods met so far; as many as there are descriptors. */
export function createMethods(): Methods {
  const known = new Map<DescMethod, MethodInfo>();
  return (method) => {
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
}

function holdsBytes(message: DescMessage, seen: Set<DescMessage>): boolean {
  if (seen.has(message)) return false;
  seen.add(message);
  return message.fields.some((field) => {
    if (field.scalar === ScalarType.BYTES) return true;
    return field.message !== undefined && holdsBytes(field.message, seen);
  });
}
