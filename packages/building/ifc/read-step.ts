/** An instance of a STEP file, for tests: its entity and its arguments as written. */
export interface Line {
  readonly id: number;
  readonly entity: string;
  readonly values: readonly string[];
}

/** The instances of a file that has one instance a line. */
export function readLines(text: string): Map<number, Line> {
  const lines = text.split("\n").flatMap((line): [number, Line][] => {
    const found = /^#(\d+)=([A-Z0-9]+)\((.*)\);$/.exec(line);
    if (!found) return [];
    const id = Number(found[1]);
    return [[id, { id, entity: found[2]!, values: split(found[3]!) }]];
  });
  return new Map(lines);
}

/** Numbers of the instances an argument refers to. */
export const references = (value: string | undefined): number[] =>
  [...(value ?? "").replaceAll(/'[^']*'/g, "").matchAll(/#(\d+)/g)].map(([, id]) => Number(id));

function split(body: string): string[] {
  const values: string[] = [];
  let [depth, quoted, start] = [0, false, 0];
  for (let i = 0; i < body.length; i++) {
    const sign = body[i];
    if (sign === "'") quoted = !quoted;
    if (quoted) continue;
    if (sign === "(") depth++;
    if (sign === ")") depth--;
    if (sign === "," && depth === 0) {
      values.push(body.slice(start, i));
      start = i + 1;
    }
  }
  return [...values, body.slice(start)];
}
