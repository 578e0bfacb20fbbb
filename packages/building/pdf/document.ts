import { deflateSync } from "node:zlib";
import { decimal } from "../drawing/decimal.ts";

/** A PDF file that grows object by object; numbers are given out from 1 on. */
export interface PdfDocument {
  /** Takes an object's number before its content is known. */
  readonly reserve: () => number;
  /** Writes an object such as a dictionary; returns its number. */
  readonly add: (content: string, number?: number) => number;
  /** Writes a stream, packed where that makes it smaller; `entries` go into its dictionary. */
  readonly stream: (entries: string, data: Uint8Array | string, number?: number) => number;
  /** The whole file: nothing may be added after. */
  readonly finish: (catalog: number, info: number) => Uint8Array;
}

const latin = (text: string): Uint8Array => Buffer.from(text, "latin1");

/** A text string object in UTF-16 (PDF 32000-1, 7.9.2). */
export const textString = (text: string): string =>
  `<FEFF${[...Array(text.length).keys()].map((i) => text.charCodeAt(i).toString(16).padStart(4, "0")).join("")}>`;

/** A number as PDF takes it: no exponent, three decimals. */
export const real = (value: number): string => decimal(value, 1000);

/** Opens an empty document, PDF 1.7. */
export function openPdf(): PdfDocument {
  const objects: (Uint8Array[] | undefined)[] = [];
  const reserve = (): number => objects.push(undefined);
  const put = (parts: Uint8Array[], number = reserve()): number => {
    objects[number - 1] = parts;
    return number;
  };
  return {
    reserve,
    add: (content, number) => put([latin(content)], number),
    stream(entries, data, number) {
      const raw = typeof data === "string" ? latin(data) : data;
      const small = deflateSync(raw);
      const packed = small.length < raw.length;
      const bytes = packed ? small : raw;
      const head = `<<${entries}${packed ? "/Filter/FlateDecode" : ""}/Length ${bytes.length}>>\nstream\n`;
      return put([latin(head), bytes, latin("\nendstream")], number);
    },
    finish: (catalog, info) => assemble(objects, catalog, info),
  };
}

function assemble(objects: readonly (Uint8Array[] | undefined)[], catalog: number, info: number): Uint8Array {
  // Four bytes above 127 after the header tell tools that the file is not text.
  const parts: Uint8Array[] = [latin("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n")];
  let at = parts[0]!.length;
  const push = (bytes: Uint8Array): void => {
    parts.push(bytes);
    at += bytes.length;
  };
  const places = objects.map((object, i) => {
    const place = at;
    push(latin(`${i + 1} 0 obj\n`));
    for (const bytes of object ?? [latin("null")]) push(bytes);
    push(latin("\nendobj\n"));
    return place;
  });
  const start = at;
  const rows = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  push(latin(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`));
  push(
    latin(
      `trailer\n<</Size ${objects.length + 1}/Root ${catalog} 0 R/Info ${info} 0 R>>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  const file = new Uint8Array(at);
  let offset = 0;
  for (const bytes of parts) {
    file.set(bytes, offset);
    offset += bytes.length;
  }
  return file;
}
