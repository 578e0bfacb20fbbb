import fc from "fast-check";
import { expect, test } from "vitest";
import { satisfies } from "./semver.ts";

test.each([
  ["1.2.3", "1.2.3", true],
  ["1.2.3", "=1.2.3", true],
  ["1.2.3", "v1.2.3", true],
  ["1.2.4", "1.2.3", false],
  ["1.2.3", "*", true],
  ["1.2.3", "", true],
  ["1.9.9", "^1.2.3", true],
  ["1.2.2", "^1.2.3", false],
  ["2.0.0", "^1.2.3", false],
  ["0.2.9", "^0.2.3", true],
  ["0.3.0", "^0.2.3", false],
  ["0.0.3", "^0.0.3", true],
  ["0.0.4", "^0.0.3", false],
  ["1.2.9", "~1.2.3", true],
  ["1.3.0", "~1.2.3", false],
  ["1.5.0", ">=1.0.0 <2.0.0", true],
  ["2.0.0", ">=1.0.0 <2.0.0", false],
  ["2.0.0", ">=1.0.0  <=2.0.0", true],
  ["1.0.0", ">1.0.0", false],
  ["10.0.0", ">9.0.0", true],
  ["1.2.3-beta.1", "^1.2.0", true],
  ["1.2.3+build", "1.2.3", true],
  ["1.2.3", "latest", false],
  ["1.2.3", "^1.2", false],
  ["1.2.3", "1.2.3junk", false],
  ["1.2.3", "^1.0.0 || ^2.0.0", false],
  ["1.2", "*", false],
  ["1.2.3.4", "*", false],
  ["", "*", false],
  ["constructor", "*", false],
])("%s in %s: %s", (version, range, is) => {
  expect(satisfies(version, range)).toBe(is);
});

test("a caret range is what its comparators say", () => {
  const part = fc.integer({ min: 0, max: 4 });
  fc.assert(
    fc.property(part, part, part, part, part, part, (a, b, c, x, y, z) => {
      const next = a > 0 ? `${a + 1}.0.0` : b > 0 ? `0.${b + 1}.0` : `0.0.${c + 1}`;
      const version = `${x}.${y}.${z}`;
      expect(satisfies(version, `^${a}.${b}.${c}`)).toBe(satisfies(version, `>=${a}.${b}.${c} <${next}`));
    }),
  );
});

test("no text makes it throw", () => {
  fc.assert(fc.property(fc.string(), fc.string(), (a, b) => typeof satisfies(a, b) === "boolean"));
});
