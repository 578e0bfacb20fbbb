/** An element with attributes and content; numbers and texts are escaped, an undefined child is left out. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly content: readonly (XmlNode | string | undefined)[];
}

/** Makes an element. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...content: readonly (XmlNode | string | undefined)[]
): XmlNode {
  return { name, attributes, content };
}

/** The document as UTF-8 text with its declaration. */
export function document(root: XmlNode): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${render(root, "")}`;
}

function render(node: XmlNode, indent: string): string {
  const attributes = Object.entries(node.attributes).map(([name, value]) => ` ${name}="${escape(value)}"`);
  const open = `${indent}<${node.name}${attributes.join("")}`;
  const parts = node.content.filter((part) => part !== undefined);
  if (parts.length === 0) return `${open}/>\n`;
  if (parts.every((part) => typeof part === "string")) return `${open}>${escape(parts.join(""))}</${node.name}>\n`;
  const inner = parts.map((part) => (typeof part === "string" ? escape(part) : render(part, `${indent}  `)));
  return `${open}>\n${inner.join("")}${indent}</${node.name}>\n`;
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Escapes what has a meaning in XML and drops control characters, which no XML may hold. */
function escape(text: string): string {
  return text.replace(/[^\P{Cc}\t\n\r]/gu, "").replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}
