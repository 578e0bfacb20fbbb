import { problemAt, type Read } from "./problem.ts";
import { createScanner, ScanError, type Scanner } from "./scanner.ts";
import { type Instance, listOf, textOf } from "./value.ts";

/** Largest file read, in characters: 64 MiB is some hundred times a house. */
const maxCharacters = 64 * 1024 * 1024;

/** A file's schema and instances. */
export interface StepFile {
  /** Name in FILE_SCHEMA, for example "IFC4X3_ADD2". */
  readonly schema: string;
  readonly instances: ReadonlyMap<number, Instance>;
}

/** Reads an ISO 10303-21 text; a text that is none gives a problem, never a throw. */
export function parseStep(text: string): Read<StepFile> {
  if (text.length > maxCharacters) {
    return { ok: false, problem: problemAt("TOO_LARGE", 0, `more than ${maxCharacters} characters`) };
  }
  if (!text.trimStart().startsWith("ISO-10303-21;")) {
    return { ok: false, problem: problemAt("NOT_STEP", 0, "does not begin with ISO-10303-21;") };
  }
  const scanner = createScanner(text);
  try {
    return sections(scanner);
  } catch (error) {
    if (!(error instanceof ScanError)) throw error;
    const reason = error.offset >= text.length ? "TRUNCATED" : "SYNTAX";
    return { ok: false, problem: problemAt(reason, error.offset, error.message) };
  }
}

function sections(scanner: Scanner): Read<StepFile> {
  scanner.expect("ISO-10303-21");
  scanner.expect(";");
  scanner.expect("HEADER");
  scanner.expect(";");
  let schema = "";
  while (!scanner.sees("ENDSEC")) {
    const word = scanner.word();
    const values = scanner.list();
    scanner.expect(";");
    if (word === "FILE_SCHEMA") schema = textOf(listOf(values[0])[0]) ?? "";
  }
  scanner.expect("ENDSEC");
  scanner.expect(";");
  scanner.expect("DATA");
  scanner.expect(";");
  const instances = new Map<number, Instance>();
  while (!scanner.sees("ENDSEC")) {
    const offset = scanner.offset();
    const instance = instanceAt(scanner);
    if (instances.has(instance.id)) {
      const message = `#${instance.id} is there twice`;
      return { ok: false, problem: problemAt("DUPLICATE_ID", offset, message) };
    }
    instances.set(instance.id, instance);
  }
  scanner.expect("ENDSEC");
  scanner.expect(";");
  scanner.expect("END-ISO-10303-21");
  scanner.expect(";");
  return { ok: true, value: { schema, instances } };
}

function instanceAt(scanner: Scanner): Instance {
  const id = scanner.instanceNumber();
  scanner.expect("=");
  const type = scanner.word();
  const values = scanner.list();
  scanner.expect(";");
  return { id, type, values };
}
