import type { Typeface } from "../typeface/typeface.ts";
import { lettersOf } from "../typeface/typeface.ts";
import { openPdf, real, textString } from "./document.ts";
import type { PdfDocument } from "./document.ts";
import { embedFont } from "./font.ts";
import type { Matrix } from "./matrix.ts";
import { paintDrawing } from "./paint.ts";
import { openResources } from "./resources.ts";
import { readTree } from "./tree.ts";

/** A sheet of a set: its name in the outline, and the drawing. */
export interface SetSheet {
  readonly name: string;
  readonly svg: string;
}

/** A3 landscape in points. */
const paper = { width: (420 / 25.4) * 72, height: (297 / 25.4) * 72 } as const;

/** Binds drawings to one PDF, a sheet of A3 each, with an outline and embedded letters; `date` (YYYY-MM-DD) is the only time it names, so the same sheets give the same bytes. */
export function bindSheets(
  sheets: readonly SetSheet[],
  typeface: Typeface,
  head: { readonly title: string; readonly date: string },
): Uint8Array {
  const pdf = openPdf();
  const resources = openResources(pdf);
  const letters = sheets.map(({ svg }) => lettersOf(svg));
  const decoded = (weight: "regular" | "bold") => `${letters.map((one) => one[weight]).join("")}&<>"'`;
  const regular = embedFont(pdf, typeface.regular, decoded("regular"), `${typeface.family}-Regular`);
  const bold = embedFont(pdf, typeface.bold, decoded("bold"), `${typeface.family}-Bold`);
  const tree = pdf.reserve();
  const pages = sheets.map(({ svg }) => {
    const root = readTree(svg);
    const content = pdf.stream("", paintDrawing({ pdf, resources, regular, bold }, root, placed(root.attributes)));
    return pdf.add(
      `<</Type/Page/Parent ${tree} 0 R/MediaBox[0 0 ${real(paper.width)} ${real(paper.height)}]` +
        `/Group<</S/Transparency/CS/DeviceRGB>>/Resources ${resources.number} 0 R/Contents ${content} 0 R>>`,
    );
  });
  pdf.add(`<</Type/Pages/Count ${pages.length}/Kids[${pages.map((page) => `${page} 0 R`).join(" ")}]>>`, tree);
  resources.write();
  const outline = writeOutline(pdf, sheets, pages);
  const catalog = pdf.add(
    `<</Type/Catalog/Pages ${tree} 0 R/Lang(ko-KR)/Outlines ${outline} 0 R/PageMode/UseOutlines/ViewerPreferences<</DisplayDocTitle true>>>>`,
  );
  const day = `(D:${head.date.replaceAll("-", "")}000000+09'00')`;
  const info = pdf.add(`<</Title ${textString(head.title)}/Producer(VIBA mesh)/CreationDate ${day}/ModDate ${day}>>`);
  return pdf.finish(catalog, info);
}

/** Maps a drawing's units to the paper: as large as fits, in the middle, y upward. */
function placed({ viewBox = "0 0 1 1" }: Readonly<Record<string, string>>): Matrix {
  const [x, y, w, h] = viewBox.split(" ").map(Number) as [number, number, number, number];
  const scale = Math.min(paper.width / w, paper.height / h);
  const [left, low] = [(paper.width - w * scale) / 2, (paper.height - h * scale) / 2];
  return [scale, 0, 0, -scale, left - x * scale, paper.height - low + y * scale];
}

/** One entry for each sheet. */
function writeOutline(pdf: PdfDocument, sheets: readonly SetSheet[], pages: readonly number[]): number {
  const root = pdf.reserve();
  const entries = sheets.map(() => pdf.reserve());
  for (const [i, { name }] of sheets.entries()) {
    const next = entries[i + 1] === undefined ? "" : `/Next ${entries[i + 1]} 0 R`;
    const before = i === 0 ? "" : `/Prev ${entries[i - 1]} 0 R`;
    pdf.add(`<</Title ${textString(name)}/Parent ${root} 0 R${before}${next}/Dest[${pages[i]} 0 R/Fit]>>`, entries[i]);
  }
  return pdf.add(`<</Type/Outlines/First ${entries[0]} 0 R/Last ${entries.at(-1)} 0 R/Count ${entries.length}>>`, root);
}
