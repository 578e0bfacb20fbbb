import type { DescMethod } from "@bufbuild/protobuf";
import { createMessageDecoder, type MessageDecoder } from "./message-decoder.ts";
import { createMessageEncoder, type MessageEncoder } from "./message-encoder.ts";
import { createNames, type Names } from "./names.ts";

/** What a link needs to know of a method, worked out once. */
export interface MethodInfo {
  readonly method: DescMethod;
  /** "package.Service/Method". */
  readonly path: string;
}

/** Finds a method's facts. */
export interface Methods {
  of(method: DescMethod): MethodInfo;
  /** Methods and routes as they come in frames. */
  readonly names: Names;
  /** Encodes messages; shared, since its buffer is what makes it fast. */
  readonly encoder: MessageEncoder;
  readonly decoder: MessageDecoder;
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
      };
      known.set(method, info);
    }
    return info;
  };
  return { of, names: createNames(), encoder: createMessageEncoder(), decoder: createMessageDecoder() };
}
