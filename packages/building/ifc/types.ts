import type { Relations } from "./relations.ts";
import type { RefTo } from "./schema.ts";

/** Types of elements: made when first asked for, then used again. */
export interface Types {
  /** The occurrence is of the type under this key; `make` writes the type the first time. */
  use<T extends RefTo<"IfcTypeObject">>(key: string, occurrence: RefTo<"IfcObject">, make: () => T): void;
}

/** No types yet. */
export function createTypes(relations: Relations): Types {
  const made = new Map<string, RefTo<"IfcTypeObject">>();
  return {
    use(key, occurrence, make) {
      const type = made.get(key) ?? make();
      made.set(key, type);
      relations.type(type, occurrence);
    },
  };
}
