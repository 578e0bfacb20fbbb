/** One parameter of an instance. */
export type Value =
  | { readonly kind: "null" }
  | { readonly kind: "derived" }
  | { readonly kind: "integer"; readonly value: number }
  | { readonly kind: "real"; readonly value: number }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "enum"; readonly value: string }
  | { readonly kind: "ref"; readonly value: number }
  | { readonly kind: "list"; readonly items: readonly Value[] }
  | { readonly kind: "typed"; readonly type: string; readonly value: Value };

/** An instance of the data section. */
export interface Instance {
  readonly id: number;
  /** Entity in capitals, for example "IFCWALL". */
  readonly type: string;
  readonly values: readonly Value[];
}

/** A number, also inside a typed value; undefined for anything else. */
export function numberOf(value: Value | undefined): number | undefined {
  if (value?.kind === "typed") return numberOf(value.value);
  return value?.kind === "real" || value?.kind === "integer" ? value.value : undefined;
}

/** A text, also inside a typed value. */
export function textOf(value: Value | undefined): string | undefined {
  if (value?.kind === "typed") return textOf(value.value);
  return value?.kind === "text" ? value.value : undefined;
}

/** A truth value, also inside a typed value; unknown (.U.) is undefined. */
export function truthOf(value: Value | undefined): boolean | undefined {
  if (value?.kind === "typed") return truthOf(value.value);
  if (value?.kind !== "enum") return undefined;
  return value.value === "T" ? true : value.value === "F" ? false : undefined;
}

/** The instance number of a reference. */
export function refOf(value: Value | undefined): number | undefined {
  return value?.kind === "ref" ? value.value : undefined;
}

/** The members of a list; none for anything else. */
export function listOf(value: Value | undefined): readonly Value[] {
  return value?.kind === "list" ? value.items : [];
}
