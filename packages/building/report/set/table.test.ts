import fc from "fast-check";
import { expect, test } from "vitest";
import { flowTable } from "./table.ts";

const columns = [{ title: "실", width: 100 }];
const boxes = [0, 1].map((i) => ({ x: i * 120, y: 0, height: 220 }));
/** Ten rows of one line, each twenty pixels high, fit below the titles. */
const rowsOfBox = 10;
const block = (name: string, rows: number) => Array.from({ length: rows }, (_, n) => ({ cells: [`${name}${n}`] }));
const drawn = (markup: string) => [...markup.matchAll(/>([a-z]\d+)</g)].map(([, cell]) => cell!);
const shown = (sizes: Record<string, number>) =>
  flowTable(
    columns,
    Object.entries(sizes).map(([name, rows]) => block(name, rows)),
    boxes,
  ).map((sheet) => sheet.map(drawn));
const cells = (name: string, from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => `${name}${from + n}`);

test.each([
  { story: "blocks that fit stand below one another", sizes: { a: 4, b: 6 }, sheets: [[["a", 4, "b", 6]]] },
  {
    story: "one that doesn't begins the next box",
    sizes: { a: 4, b: 7 },
    sheets: [
      [
        ["a", 4],
        ["b", 7],
      ],
    ],
  },
  {
    story: "and the next sheet",
    sizes: { a: 6, b: 6, c: 6 },
    sheets: [
      [
        ["a", 6],
        ["b", 6],
      ],
      [["c", 6]],
    ],
  },
])("$story", ({ sizes, sheets }) => {
  const whole = (box: (string | number)[]) =>
    box.flatMap((name, at) => (typeof name === "string" ? cells(name, 0, box[at + 1] as number) : []));
  expect(shown(sizes as unknown as Record<string, number>)).toEqual(sheets.map((sheet) => sheet.map(whole)));
});

test("a block longer than a box goes on in the next, and what follows stands below its end", () => {
  expect(shown({ a: 13, b: 2 })).toEqual([[cells("a", 0, 10), [...cells("a", 10, 13), ...cells("b", 0, 2)]]]);
});

test("every row is drawn once, in order, and no box holds more than fits", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 35 }), { minLength: 1, maxLength: 12 }), (sizes) => {
      const blocks = sizes.map((rows, n) => block(String.fromCharCode(97 + n), rows));
      const all = flowTable(columns, blocks, boxes).flatMap((sheet) => sheet.map(drawn));
      expect(all.flat()).toEqual(blocks.flat().map(({ cells: [cell] }) => cell));
      expect(Math.max(...all.map(({ length }) => length))).toBeLessThanOrEqual(rowsOfBox);
    }),
  );
});
