/** Markup that may stand in a page as it is. */
export interface Html {
  readonly markup: string;
}

type Part = Html | string | number | readonly (Html | string | number)[];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text with the five characters that mean something in HTML replaced; control characters dropped. */
export function escapeText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are what is to be dropped
  const printable = text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "");
  return printable.replaceAll(/[&<>"']/g, (character) => entities[character]!);
}

/** Tagged template: every value is escaped unless it is markup made by this tag. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const markup = strings.reduce((text, piece, index) => {
    return text + piece + (index < parts.length ? markupOf(parts[index]!) : "");
  }, "");
  return { markup };
}

function markupOf(part: Part): string {
  if (typeof part === "string") return escapeText(part);
  if (typeof part === "number") return String(part);
  if ("markup" in part) return part.markup;
  return part.map(markupOf).join("");
}

/** Nothing: for parts of a page that are left out. */
export const nothing: Html = { markup: "" };
