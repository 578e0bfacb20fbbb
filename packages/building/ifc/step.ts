import { ModelError } from "./errors.ts";
import { attributeKinds, measureKinds } from "./schema.ts";
import type { AttributeKind, Entities, EntityName, MeasureName, Ref, Typed } from "./schema.ts";

/** What stands in the file's header. */
export interface StepHeader {
  /** File name in the header. */
  readonly name: string;
  /** Time in the header, for example "2026-11-22T00:00:00". */
  readonly timestamp: string;
  readonly author: string;
  readonly organization: string;
  /** The program, as "maker - program - version". */
  readonly application: string;
}

/** Collects instances and writes them as an ISO 10303-21 file. */
export interface StepWriter {
  /** Adds an instance and gives its reference. */
  add<Name extends EntityName>(entity: Name, attributes: Entities[Name]): Ref<Name>;
  /** The same, but an instance with equal content is used again; not for what has a GlobalId. */
  share<Name extends EntityName>(entity: Name, attributes: Entities[Name]): Ref<Name>;
  /** How many instances of each entity there are, in alphabetical order. */
  counts(): Record<string, number>;
  /** The file; the same calls give the same bytes. */
  text(header: StepHeader): string;
}

/** A value of a select with its type's name. */
export const typed = <Name extends MeasureName>(
  type: Name,
  value: Extract<Typed, { type: Name }>["value"],
): Extract<Typed, { type: Name }> => ({ type, value }) as Extract<Typed, { type: Name }>;

/** An empty writer. */
export function createStepWriter(): StepWriter {
  const lines: string[] = [];
  const counts = new Map<EntityName, number>();
  const shared = new Map<string, Ref>();

  const append = <Name extends EntityName>(entity: Name, body: string): Ref<Name> => {
    counts.set(entity, (counts.get(entity) ?? 0) + 1);
    const ref = lines.push(`#${lines.length + 1}=${body};`);
    return { ref, entity };
  };

  return {
    add: (entity, attributes) => append(entity, instance(entity, attributes)),
    share<Name extends EntityName>(entity: Name, attributes: Entities[Name]): Ref<Name> {
      const body = instance(entity, attributes);
      const known = shared.get(body) as Ref<Name> | undefined;
      if (known) return known;
      const made = append(entity, body);
      shared.set(body, made);
      return made;
    },
    counts: () => Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
    text: (header) => `${head(header)}${lines.join("\n")}\nENDSEC;\nEND-ISO-10303-21;\n`,
  };
}

function head({ name, timestamp, author, organization, application }: StepHeader): string {
  const fileName = [
    stepText(name),
    stepText(timestamp),
    `(${stepText(author)})`,
    `(${stepText(organization)})`,
    stepText(application),
    stepText(application),
    stepText("none"),
  ];
  return [
    "ISO-10303-21;",
    "HEADER;",
    "FILE_DESCRIPTION(('ViewDefinition [ReferenceView_V1.2]'),'2;1');",
    `FILE_NAME(${fileName.join(",")});`,
    "FILE_SCHEMA(('IFC4X3_ADD2'));",
    "ENDSEC;",
    "DATA;",
    "",
  ].join("\n");
}

function instance<Name extends EntityName>(entity: Name, attributes: Entities[Name]): string {
  const values = attributes as Readonly<Record<string, unknown>>;
  const { capitals, row } = rows[entity];
  const written = row.map(({ name, kind, subject }) => parameter(values[name], kind, subject));
  return `${capitals}(${written.join(",")})`;
}

interface Row {
  readonly capitals: string;
  readonly row: readonly { readonly name: string; readonly kind: AttributeKind; readonly subject: string }[];
}

/** Every entity as its instances are written. */
const rows = Object.fromEntries(
  Object.entries(attributeKinds).map(([entity, kinds]): [string, Row] => [
    entity,
    {
      capitals: entity.toUpperCase(),
      row: Object.entries(kinds).map(([name, kind]) => ({ name, kind, subject: `${entity}.${name}` })),
    },
  ]),
) as Readonly<Record<EntityName, Row>>;

function parameter(value: unknown, kind: AttributeKind, subject: string): string {
  if (kind === "derived") return "*";
  if (value === undefined) return "$";
  if (Array.isArray(value)) {
    return `(${value.map((member) => parameter(member, kind, subject)).join(",")})`;
  }
  switch (kind) {
    case "text":
      return stepText(value as string);
    case "real":
      return stepReal(value as number, subject);
    case "integer":
      return stepInteger(value as number, subject);
    case "logical":
      return value ? ".T." : ".F.";
    case "enum":
      return `.${value as string}.`;
    case "ref":
      return `#${(value as Ref).ref}`;
    case "select":
      return selected(value as Ref | Typed, subject);
  }
}

function selected(value: Ref | Typed, subject: string): string {
  if ("ref" in value) return `#${value.ref}`;
  const { type } = value;
  return `${type.toUpperCase()}(${parameter(value.value, measureKinds[type], subject)})`;
}

/** A real with its decimal point, rounded to a nanometre so that sums of floats print the same everywhere. */
export function stepReal(value: number, subject = "real"): string {
  if (!Number.isFinite(value)) throw new ModelError("NOT_FINITE", subject, `${value} is no length`);
  const rounded = Math.round(value * 1e9) / 1e9;
  const digits = String(Object.is(rounded, -0) ? 0 : rounded);
  const [mantissa = "", exponent] = digits.split("e");
  const pointed = mantissa.includes(".") ? mantissa : `${mantissa}.`;
  return exponent === undefined ? pointed : `${pointed}E${exponent.replace("+", "")}`;
}

function stepInteger(value: number, subject: string): string {
  if (!Number.isSafeInteger(value)) {
    throw new ModelError("NOT_FINITE", subject, `${value} is no integer`);
  }
  return String(value);
}

/** A string in quotes; what is not plain ASCII goes as \X2\ (or \X4\ beyond the basic plane) in hex. */
export function stepText(text: string): string {
  const written = text.replace(/['\\]|[^ -~]+/g, (found) => {
    if (found === "'") return "''";
    if (found === "\\") return "\\\\";
    return [...found].some((sign) => sign.length > 1) ? wide(found) : `\\X2\\${hex(found)}\\X0\\`;
  });
  return `'${written}'`;
}

const hex = (text: string): string =>
  Array.from({ length: text.length }, (_, i) => digits(text.charCodeAt(i), 4)).join("");

const wide = (text: string): string =>
  `\\X4\\${[...text].map((sign) => digits(sign.codePointAt(0)!, 8)).join("")}\\X0\\`;

const digits = (value: number, width: number): string => value.toString(16).toUpperCase().padStart(width, "0");
