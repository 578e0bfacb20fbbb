import type { FontFace } from "../typeface/face.ts";
import { writeSfnt } from "../typeface/sfnt.ts";
import { subsetFace } from "../typeface/subset.ts";
import { real, textString } from "./document.ts";
import type { PdfDocument } from "./document.ts";

/** A font of a document. */
export interface PdfFont {
  readonly number: number;
  /** A line of text as a string operand; letters the font lacks are left out. */
  readonly encode: (text: string) => string;
  /** Width of a line of text in units of its size. */
  readonly widthOf: (text: string) => number;
}

const hex4 = (value: number): string => value.toString(16).padStart(4, "0");

/** Embeds a face cut down to the letters of a text, as a composite font with a map back to Unicode. */
export function embedFont(pdf: PdfDocument, face: FontFace, text: string, name: string): PdfFont {
  const { tables, glyphs, advances } = subsetFace(face, text);
  const outlines = new Map([...tables].filter(([table]) => !["OS/2", "name", "post", "cmap"].includes(table)));
  const program = writeSfnt(outlines);
  const unit = (value: number) => real((value * 1000) / face.unitsPerEm);
  const file = pdf.stream(`/Length1 ${program.length}`, program);
  const tagged = `VIBAAA+${name}`;
  const descriptor = pdf.add(
    `<</Type/FontDescriptor/FontName/${tagged}/Flags 4/FontBBox[${face.box.map(unit).join(" ")}]/ItalicAngle 0` +
      `/Ascent ${unit(face.ascent)}/Descent ${unit(face.descent)}/CapHeight ${unit(face.ascent * 0.75)}/StemV 80/FontFile2 ${file} 0 R>>`,
  );
  const descendant = pdf.add(
    `<</Type/Font/Subtype/CIDFontType2/BaseFont/${tagged}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>` +
      `/FontDescriptor ${descriptor} 0 R/W[0[${advances.map(unit).join(" ")}]]/CIDToGIDMap/Identity>>`,
  );
  const unicode = pdf.stream("", toUnicode(glyphs));
  const number = pdf.add(
    `<</Type/Font/Subtype/Type0/BaseFont/${tagged}/Encoding/Identity-H/DescendantFonts[${descendant} 0 R]/ToUnicode ${unicode} 0 R>>`,
  );
  const numbers = (line: string) => Array.from(line, (letter) => glyphs.get(letter.codePointAt(0)!) ?? -1);
  const present = (line: string) => numbers(line).filter((glyph) => glyph >= 0);
  return {
    number,
    encode: (line) => `<${present(line).map(hex4).join("")}>`,
    widthOf: (line) => present(line).reduce((sum, glyph) => sum + advances[glyph]!, 0) / face.unitsPerEm,
  };
}

/** A CMap from glyph numbers back to Unicode, so that text can be found and copied; 100 rows a block at most. */
function toUnicode(glyphs: ReadonlyMap<number, number>): string {
  const rows = [...glyphs].map(
    ([codePoint, glyph]) => `<${hex4(glyph)}> <${textString(String.fromCodePoint(codePoint)).slice(5, -1)}>`,
  );
  const blocks = Array.from({ length: Math.ceil(rows.length / 100) }, (_, i) => rows.slice(i * 100, i * 100 + 100));
  return [
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
    "/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def",
    "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
    "1 begincodespacerange <0000> <ffff> endcodespacerange",
    ...blocks.map((block) => `${block.length} beginbfchar\n${block.join("\n")}\nendbfchar`),
    "endcmap CMapName currentdict /CMap defineresource pop end end",
  ].join("\n");
}
