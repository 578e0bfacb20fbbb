import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFace } from "./face.ts";
import { partsOf } from "./glyphs.ts";
import { pretendard } from "./load.ts";
import { viewOf } from "./sfnt.ts";
import { subsetFace } from "./subset.ts";
import { lettersOf, withFont } from "./typeface.ts";
import { writeWoff } from "./woff.ts";

const { regular, bold } = pretendard();
const code = (letter: string) => letter.codePointAt(0)!;
const glyphCount = (tables: ReadonlyMap<string, Uint8Array>) => viewOf(tables.get("maxp")!).getUint16(4);

describe("a face cut down to letters", () => {
  test("carries each letter with its own width and outline, whatever the letters", () => {
    const letters = fc.array(
      fc.oneof(
        fc.integer({ min: 0xac00, max: 0xd7a3 }),
        fc.integer({ min: 0x21, max: 0x7e }),
        fc.constantFrom(...[..."㎡±·→²—"].map(code)),
      ),
      { minLength: 1, maxLength: 60 },
    );
    fc.assert(
      fc.property(letters, fc.constantFrom(regular, bold), (points, face) => {
        const cut = readFace(writeWoff(subsetFace(face, String.fromCodePoint(...points)).tables));
        for (const point of points) {
          const [own, whole] = [cut.glyphOf(point), face.glyphOf(point)];
          expect(own).toBeGreaterThan(0);
          expect(cut.advanceOf(own)).toBe(face.advanceOf(whole));
          expect([...cut.outlineOf(own).subarray(0, 10)]).toEqual([...face.outlineOf(whole).subarray(0, 10)]);
          for (const part of partsOf(cut.outlineOf(own))) expect(part).toBeLessThan(glyphCount(cut.tables));
        }
      }),
      { numRuns: 30 },
    );
  });

  test("has no glyph for other letters, and says whose font it is", () => {
    const cut = readFace(writeWoff(subsetFace(regular, "평면도").tables));
    expect([cut.glyphOf(code("평")) > 0, cut.glyphOf(code("단"))]).toEqual([true, 0]);
    const names = new TextDecoder("utf-16be").decode(cut.tables.get("name"));
    expect(names).toContain("Kil Hyung-jin");
    expect(names).toContain("SIL Open Font License");
  });

  test("is the same bytes each time, and leaves the face as it was", () => {
    const text = "5.3 ㎡ · 안내·관리실";
    const first = writeWoff(subsetFace(regular, text).tables);
    expect(writeWoff(subsetFace(regular, text).tables)).toEqual(first);
    expect(readFace(first).unitsPerEm).toBe(regular.unitsPerEm);
  });

  test("is small: a hundred letters stay below 16 kB", () => {
    const text = String.fromCodePoint(...Array.from({ length: 100 }, (_, i) => 0xac00 + i * 97));
    expect(writeWoff(subsetFace(bold, text).tables).length).toBeLessThan(16_000);
  });
});

test("letters are told by the weight they are set in", () => {
  const svg =
    '<svg viewBox="0 0 9 9"><text font-weight="700">강남</text><text>12 ㎡</text><text><tspan font-weight="600">홀</tspan><tspan>a</tspan></text></svg>';
  expect(lettersOf(svg)).toEqual({ regular: "12 ㎡a", bold: "강남홀" });
});

test("a drawing without letters stays as it is; one with letters gets a rule for each weight it uses", () => {
  const bare = '<svg viewBox="0 0 9 9"><path d="M0 0"/></svg>';
  expect(withFont(bare, pretendard())).toBe(bare);
  const rules = withFont('<svg viewBox="0 0 9 9"><text>12 $& ㎡</text></svg>', pretendard());
  expect(rules.match(/@font-face/g)).toHaveLength(1);
  expect(rules).toContain("<text>12 $& ㎡</text>");
});
