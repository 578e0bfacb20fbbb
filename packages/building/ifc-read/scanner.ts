import { decodeText } from "./text.ts";
import type { Value } from "./value.ts";

/** Deepest nesting of lists: a file with more is no model but an attack on the stack. */
const maxDepth = 32;

/** Thrown inside the reader only; `parseStep` turns it into a problem. */
export class ScanError extends Error {
  override readonly name = "ScanError";
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Reads tokens and values from a text, one after the other. */
export interface Scanner {
  /** Where it stands. */
  offset(): number;
  /** Whether only blanks and comments are left. */
  atEnd(): boolean;
  /** Whether the next token starts with this text; does not move. */
  sees(text: string): boolean;
  /** Moves past this text or fails. */
  expect(text: string): void;
  /** A word of capitals, digits, underscores and minus signs. */
  word(): string;
  /** The digits after a number sign. */
  instanceNumber(): number;
  /** A parameter. */
  value(): Value;
  /** A bracketed list of parameters. */
  list(): Value[];
}

const space = 32;
const slash = 47;
const blank = /(?:\s|\/\*[\s\S]*?\*\/)*/y;
const wordAt = /[A-Za-z_][A-Za-z0-9_-]*/y;
const digitsAt = /#(\d+)/y;
const numberAt = /[+-]?\d+(?:(\.)\d*(?:[Ee][+-]?\d+)?)?/y;
const textAt = /'((?:[^']|'')*)'/y;
const enumAt = /\.([A-Za-z0-9_]+)\./y;

/** A scanner at the start of a text. */
export function createScanner(source: string): Scanner {
  let at = 0;
  const skip = (): void => {
    const code = source.charCodeAt(at);
    if (code > space && code !== slash) return;
    blank.lastIndex = at;
    blank.exec(source);
    at = blank.lastIndex;
  };
  const take = (pattern: RegExp, what: string): RegExpExecArray => {
    skip();
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (!match) throw new ScanError(`expected ${what}`, at);
    at = pattern.lastIndex;
    return match;
  };
  const sees = (text: string): boolean => {
    skip();
    return source.startsWith(text, at);
  };
  const next = (character: string): boolean => {
    skip();
    return source[at] === character;
  };
  const expect = (text: string): void => {
    const there = text.length === 1 ? next(text) : sees(text);
    if (!there) throw new ScanError(`expected "${text}"`, at);
    at += text.length;
  };
  const list = (depth: number): Value[] => {
    if (depth > maxDepth) throw new ScanError(`lists nested deeper than ${maxDepth}`, at);
    expect("(");
    const items: Value[] = [];
    if (!next(")")) {
      items.push(value(depth));
      while (next(",")) {
        at += 1;
        items.push(value(depth));
      }
    }
    expect(")");
    return items;
  };
  const value = (depth: number): Value => {
    skip();
    switch (source[at]) {
      case "$":
        at += 1;
        return { kind: "null" };
      case "*":
        at += 1;
        return { kind: "derived" };
      case "'":
        return { kind: "text", value: decodeText(take(textAt, "a text")[1]!) };
      case "#":
        return { kind: "ref", value: Number(take(digitsAt, "a reference")[1]) };
      case ".":
        return { kind: "enum", value: take(enumAt, "an enumeration value")[1]!.toUpperCase() };
      case "(":
        return { kind: "list", items: list(depth + 1) };
      default:
        return plainOrTyped(depth);
    }
  };
  const plainOrTyped = (depth: number): Value => {
    const first = source[at] ?? "";
    if (/[A-Za-z_]/.test(first)) {
      const type = take(wordAt, "a type")[0].toUpperCase();
      const [inner, ...more] = list(depth + 1);
      if (!inner || more.length > 0) throw new ScanError(`${type} wants one value`, at);
      return { kind: "typed", type, value: inner };
    }
    const match = take(numberAt, "a value");
    const number = Number(match[0]);
    if (!Number.isFinite(number)) throw new ScanError("a number out of range", at);
    return match[1] === undefined ? { kind: "integer", value: number } : { kind: "real", value: number };
  };
  return {
    offset: () => at,
    atEnd: () => {
      skip();
      return at >= source.length;
    },
    sees,
    expect,
    word: () => take(wordAt, "a word")[0].toUpperCase(),
    instanceNumber: () => Number(take(digitsAt, "an instance number")[1]),
    value: () => value(0),
    list: () => list(0),
  };
}
