type Version = readonly [number, number, number];

const shape = /^v?(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:[-+][0-9A-Za-z.+-]*)?$/;

/**
 * Whether a version satisfies a range: exact ("1.2.3"), caret ("^1.2.0"), tilde ("~1.2.0"), comparators
 * (">=1.0.0 <2.0.0") or "*". Text that is no version or no range never does. Pre-release tags are ignored.
 */
export function satisfies(version: string, range: string): boolean {
  const actual = parse(version);
  if (!actual) return false;
  const parts = range.trim().split(/\s+/);
  return parts.every((part) => satisfiesPart(actual, part));
}

function satisfiesPart(actual: Version, part: string): boolean {
  if (part === "*" || part === "") return true;
  const [, operator = "=", text = ""] = /^(\^|~|>=|<=|>|<|=)?(.*)$/.exec(part)!;
  const wanted = parse(text);
  if (!wanted) return false;
  const order = compare(actual, wanted);
  switch (operator) {
    case "^":
      return order >= 0 && sameUpTo(actual, wanted, wanted[0] > 0 ? 1 : wanted[1] > 0 ? 2 : 3);
    case "~":
      return order >= 0 && sameUpTo(actual, wanted, 2);
    case ">=":
      return order >= 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case "<":
      return order < 0;
    default:
      return order === 0;
  }
}

function parse(text: string): Version | undefined {
  const match = shape.exec(text);
  return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : undefined;
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

function sameUpTo(a: Version, b: Version, parts: number): boolean {
  return a.slice(0, parts).every((value, i) => value === b[i]);
}
