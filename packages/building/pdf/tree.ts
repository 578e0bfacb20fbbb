/** An element of a drawing. */
export interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Node | string)[];
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

const decode = (text: string): string =>
  !text.includes("&")
    ? text
    : text.replaceAll(/&(?:#(\d+)|(\w+));/g, (whole, code: string | undefined, name: string) =>
        code === undefined ? (entities[name] ?? whole) : String.fromCodePoint(Number(code)),
      );

/** Reads the markup that our own drawings write: elements, attributes in double quotes, text. The root is the `svg` element. */
export function readTree(svg: string): Node {
  const root = { name: "", attributes: {}, children: [] as (Node | string)[] };
  const open = [root];
  for (const [, closing, name, attributes, empty, text] of svg.matchAll(
    /<(\/?)([\w-]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|([^<]+)|<[?!][^>]*>/g,
  )) {
    const parent = open.at(-1)!;
    if (text !== undefined) {
      if (text.trim() !== "") parent.children.push(decode(text));
    } else if (closing) {
      open.pop();
    } else if (name) {
      const node = { name, attributes: attributesOf(attributes ?? ""), children: [] as (Node | string)[] };
      parent.children.push(node);
      if (!empty) open.push(node);
    }
  }
  return root.children.find((child): child is Node => typeof child !== "string") ?? root;
}

function attributesOf(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (let at = 0; ;) {
    const equals = text.indexOf('="', at);
    if (equals < 0) return found;
    const end = text.indexOf('"', equals + 2);
    found[text.slice(at, equals).trim()] = decode(text.slice(equals + 2, end));
    at = end + 1;
  }
}

/** All elements with an `id`, at any depth. */
export function byId(root: Node): Map<string, Node> {
  const found = new Map<string, Node>();
  const visit = (node: Node): void => {
    const id = node.attributes["id"];
    if (id !== undefined) found.set(id, node);
    for (const child of node.children) if (typeof child !== "string") visit(child);
  };
  visit(root);
  return found;
}
