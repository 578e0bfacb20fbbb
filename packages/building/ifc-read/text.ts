/** Undoes the escapes of a STEP string: doubled quotes, \X2\…\X0\, \X4\…\X0\, \X\hh and \S\c; a bad escape stays as it is. */
export function decodeText(raw: string): string {
  if (!raw.includes("\\") && !raw.includes("'")) return raw;
  return raw
    .replaceAll("''", "'")
    .replaceAll(/\\X2\\((?:[0-9A-F]{4})+)\\X0\\/gi, (_, hex: string) => fromUnits(hex, 4))
    .replaceAll(/\\X4\\((?:[0-9A-F]{8})+)\\X0\\/gi, (_, hex: string) => fromUnits(hex, 8))
    .replaceAll(/\\X\\([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll(/\\S\\(.)/g, (_, character: string) => String.fromCharCode(character.charCodeAt(0) + 128))
    .replaceAll("\\\\", "\\");
}

function fromUnits(hex: string, digits: 4 | 8): string {
  const units = hex.match(new RegExp(`.{${digits}}`, "g")) ?? [];
  return units
    .map((unit) => Number.parseInt(unit, 16))
    .map((code) =>
      digits === 4 ? String.fromCharCode(code) : code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd",
    )
    .join("");
}
