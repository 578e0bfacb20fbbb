import { MeshError } from "@viba/runtime/errors";
import { type SpanIdentity, traceparentText } from "@viba/runtime/trace/identity";
import { type HeaderPair, noPairs } from "./frame.ts";
import { maxOverheadBytes } from "./limits.ts";

const validName = /^[!#$%&'*+\-.^_`|~0-9a-z]+$/;
const validValue = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Whether a pair may be a header; what a peer sends is checked, since Headers would throw on it later. */
export function isHeader([name, value]: HeaderPair): boolean {
  return validName.test(name) && validValue.test(value);
}

/**
 * Headers that cost nothing until somebody writes one: most calls have none, and making the platform's Headers takes longer
 * than the rest of a call. Behaves as they do, but for iterating in order of first appearance by sorted name.
 */
export class LinkHeaders implements Headers {
  private pairs: readonly HeaderPair[] | HeaderPair[];
  private owned = false;
  private span: SpanIdentity | undefined;

  /** With a span, a traceparent is among them; its text is made when somebody looks, and a link needs none. */
  constructor(pairs: readonly HeaderPair[] = noPairs, span?: SpanIdentity) {
    this.pairs = pairs;
    this.span = span;
  }

  /** What is in it, as it travels. */
  toPairs(): readonly HeaderPair[] {
    if (this.span) this.pairs = [...this.pairs, ["traceparent", traceparentText(this.span)]];
    this.span = undefined;
    return this.pairs;
  }

  /** The same with a traceparent nobody has looked at apart, as a frame carries it. */
  toParts(): { readonly pairs: readonly HeaderPair[]; readonly span: SpanIdentity | undefined } {
    return { pairs: this.pairs, span: this.span };
  }

  append(name: string, value: string): void {
    this.own().push(checked(name, value));
  }

  set(name: string, value: string): void {
    const pair = checked(name, value);
    this.delete(name);
    this.own().push(pair);
  }

  delete(name: string): void {
    const key = name.toLowerCase();
    if (!this.has(key)) return;
    this.pairs = this.toPairs().filter((pair) => pair[0] !== key);
    this.owned = true;
  }

  has(name: string): boolean {
    const key = name.toLowerCase();
    return this.pairsFor(key).some((pair) => pair[0] === key);
  }

  get(name: string): string | null {
    const key = name.toLowerCase();
    const found = this.pairsFor(key).filter((pair) => pair[0] === key);
    return found.length === 0 ? null : found.map((pair) => pair[1]).join(", ");
  }

  getSetCookie(): string[] {
    return this.toPairs()
      .filter((pair) => pair[0] === "set-cookie")
      .map((pair) => pair[1]);
  }

  forEach(task: (value: string, name: string, parent: Headers) => void, self?: unknown): void {
    for (const [name, value] of this) task.call(self, value, name, this);
  }

  keys(): HeadersIterator<string> {
    return this.sorted()
      .map((pair) => pair[0])
      .values();
  }

  values(): HeadersIterator<string> {
    return this.sorted()
      .map((pair) => pair[1])
      .values();
  }

  entries(): HeadersIterator<[string, string]> {
    return this.sorted().values();
  }

  [Symbol.iterator](): HeadersIterator<[string, string]> {
    return this.entries();
  }

  get [Symbol.toStringTag](): string {
    return "Headers";
  }

  private sorted(): [string, string][] {
    const names = [...new Set(this.toPairs().map((pair) => pair[0]))].sort();
    return names.flatMap((name): [string, string][] =>
      name === "set-cookie"
        ? this.getSetCookie().map((value): [string, string] => [name, value])
        : [[name, this.get(name)!]],
    );
  }

  private pairsFor(key: string): readonly HeaderPair[] {
    return key === "traceparent" ? this.toPairs() : this.pairs;
  }

  private own(): HeaderPair[] {
    const pairs = this.toPairs();
    if (!this.owned) this.pairs = [...pairs];
    this.owned = true;
    return this.pairs as HeaderPair[];
  }
}

/** Headers as they travel. Throws INVALID_ARGUMENT when they are larger than a frame may be without its payload. */
export function toPairs(header: HeadersInit | undefined): readonly HeaderPair[] {
  if (header === undefined) return noPairs;
  return bounded(header instanceof LinkHeaders ? header.toPairs() : [...new Headers(header)]);
}

/** Throws INVALID_ARGUMENT when they are larger than a frame may be without its payload. */
export function bounded(pairs: readonly HeaderPair[]): readonly HeaderPair[] {
  if (pairsBytes(pairs) > maxHeaderBytes) {
    throw new MeshError("INVALID_ARGUMENT", `headers of more than ${maxHeaderBytes} bytes`, {
      messageKo: `헤더가 ${maxHeaderBytes}바이트를 넘습니다`,
    });
  }
  return pairs;
}

/** Bytes the pairs take in a frame, at most. */
export function pairsBytes(pairs: readonly HeaderPair[]): number {
  let size = 0;
  for (const [name, value] of pairs) size += name.length + Buffer.byteLength(value) + 12;
  return size;
}

/** Half of what a frame may be without its payload: method, error text and details need the rest. */
export const maxHeaderBytes = maxOverheadBytes / 2;

function checked(name: string, value: string): HeaderPair {
  const pair: HeaderPair = [name.toLowerCase(), value.trim()];
  // The platform throws a TypeError here, and so do we.
  if (!isHeader(pair)) throw new TypeError(`"${name}" can't be a header with this value`);
  return pair;
}
