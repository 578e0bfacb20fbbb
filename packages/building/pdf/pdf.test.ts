import { unzlibSync } from "fflate";
import { describe, expect, test } from "vitest";
import { drawElevation, sides } from "../drawing/elevation.ts";
import { hanokBrief } from "../fixtures.ts";
import { planOf } from "../plan/testing.ts";
import { pretendard } from "../typeface/load.ts";
import { bindSheets } from "./drawing-set.ts";
import { identity, readTransform, times } from "./matrix.ts";
import { boxOf, ellipsePath, readPath } from "./path.ts";
import { readTree } from "./tree.ts";

const svg = [
  '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1400 990">',
  '<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#fff" stop-opacity=".4"/><stop offset=".5" stop-color="#eee"/><stop offset="1" stop-color="#000"/></linearGradient>',
  '<pattern id="tiles" width="3" height="4" patternTransform="matrix(1 0 0 1 5 6)"><path d="M0 0V4" stroke="#000"/></pattern><clipPath id="c"><rect x="0" y="0" width="9" height="9"/></clipPath></defs>',
  '<rect width="1400" height="990" fill="url(#sky)"/><path d="M0 0H9V9Z" fill="url(#tiles)"/><g opacity=".3" clip-path="url(#c)"><circle cx="4" cy="4" r="3"/></g>',
  '<text x="10" y="20" font-weight="700">강남 &amp; 카페</text><text x="10" y="40" stroke="#fff" stroke-width="3" paint-order="stroke">5.3 ㎡</text></svg>',
].join("");
const head = { title: "강남 모던 카페", date: "2026-11-22" };
const file = bindSheets(
  [
    { name: "A-101 평면도", svg },
    { name: "A-201 입면도", svg },
  ],
  pretendard(),
  head,
);
const raw = Buffer.from(file).toString("latin1");

/** Contents of all streams, unpacked. */
const streams = [...raw.matchAll(/<<([^]*?)\/Length (\d+)>>\nstream\n/g)].map((match) => {
  const start = match.index + match[0].length;
  const bytes = file.subarray(start, start + Number(match[2]));
  return Buffer.from(match[1]!.includes("/FlateDecode") ? unzlibSync(bytes) : bytes).toString("latin1");
});

test("no surface seen from its edge leaves a pattern without extent", () => {
  const hanok = planOf(hanokBrief());
  const sheets = sides.map((side) => ({ name: side, svg: drawElevation(hanok, side) }));
  const text = Buffer.from(bindSheets(sheets, pretendard(), head)).toString("latin1");
  const places = [...text.matchAll(/\/PatternType 1[^>]*?\/Matrix\[([^\]]*)\]/g)].map(([, m]) =>
    m!.split(" ").map(Number),
  );
  expect(places.length).toBeGreaterThan(0);
  for (const [a, b, c, d] of places) expect(Math.abs(a! * d! - b! * c!)).toBeGreaterThan(0.01);
});

describe("a drawing set", () => {
  test("has a sheet of A3 landscape for each drawing, named in the outline", () => {
    expect(raw.match(/\/Type\/Page\//g)).toHaveLength(2);
    expect(raw).toContain("/MediaBox[0 0 1190.551 841.89]");
    const names = [...raw.matchAll(/\/Title <FEFF([0-9a-f]+)>\/Parent/g)].map(([, hex]) =>
      Buffer.from(hex!, "hex").swap16().toString("utf16le"),
    );
    expect(names).toEqual(["A-101 평면도", "A-201 입면도"]);
  });

  test("keeps a table of places that hold the objects they name, and names only objects that are there", () => {
    const start = Number(/startxref\n(\d+)/.exec(raw)![1]);
    const rows = raw.slice(start).match(/\d{10} 00000 n/g)!;
    rows.forEach((row, i) => expect(raw.slice(Number(row.slice(0, 10))).startsWith(`${i + 1} 0 obj\n`)).toBe(true));
    const named = [...raw.matchAll(/(\d+) 0 R/g)].map(([, number]) => Number(number));
    expect(Math.max(...named)).toBeLessThanOrEqual(rows.length);
    expect(raw).not.toContain("obj\nnull");
  });

  test("is the same bytes each time and holds no other date than the permit's", () => {
    const again = bindSheets(
      [
        { name: "A-101 평면도", svg },
        { name: "A-201 입면도", svg },
      ],
      pretendard(),
      head,
    );
    expect(again).toEqual(file);
    expect(raw.match(/\(D:(\d{8})/g)).toEqual(["(D:20261122", "(D:20261122"]);
  });

  test("carries its letters and the way back to text", () => {
    const maps = streams.filter((stream) => stream.includes("beginbfchar"));
    const written = maps.flatMap((map) =>
      [...map.matchAll(/<[0-9a-f]{4}> <([0-9a-f]{4})>/g)].map(([, hex]) => String.fromCharCode(parseInt(hex!, 16))),
    );
    for (const letter of "강남카페&5.3㎡") expect(written).toContain(letter);
    expect(raw.match(/\/FontFile2/g)).toHaveLength(2);
  });

  test("opens and closes every graphics state, and every text, in each content stream", () => {
    for (const stream of streams.filter((one) => / (?:cm|Tf) /.test(one))) {
      const count = (operator: string) => stream.split(/\s+/).filter((word) => word === operator).length;
      expect(count("q")).toBe(count("Q"));
      expect(count("BT")).toBe(count("ET"));
      expect(stream).not.toMatch(/NaN|undefined|Infinity/);
    }
  });
});

test.each([
  ["M1 2h3v4H1z", 1, 2, 3, 4],
  ["M0 0L10 0l0 5", 0, 0, 10, 5],
  ["M0 0A5 5 0 0 1 10 0", 0, -5, 10, 5],
  ["M0 0a5 5 0 0 0 10 0", 0, 0, 10, 5],
  ["M0 0Q5 10 10 0", 0, 0, 10, 20 / 3],
  ["M.5-.5 1e1 .5", 0.5, -0.5, 9.5, 1],
])("%s fills its box", (data, x, y, width, height) => {
  const box = boxOf(readPath(data));
  expect(box.x).toBeCloseTo(x, 6);
  expect(box.y).toBeCloseTo(y, 6);
  expect(box.width).toBeCloseTo(width, 6);
  expect(box.height).toBeCloseTo(height, 6);
});

test("an ellipse goes round its middle and comes back", () => {
  const path = ellipsePath(3, 4, 2, 1);
  expect(boxOf(path)).toMatchObject({ x: 1, y: 3 });
  expect(path.at(-1)).toEqual(["Z"]);
});

test("transforms apply from the right, rotation about a point keeps it", () => {
  const turned = readTransform("translate(5 6) rotate(-90 1 2)");
  const at = ([a, b, c, d, e, f]: typeof identity, x: number, y: number) => [a * x + c * y + e, b * x + d * y + f];
  expect(at(turned, 1, 2).map((value) => Math.round(value * 1e6) / 1e6)).toEqual([6, 8]);
  expect(times(identity, turned)).toEqual(turned);
});

test("markup is read with its text, entities and all", () => {
  const tree = readTree('<?xml version="1.0"?><svg a="1"><g b="x &quot; y"><text>P &lt; 5</text></g><rect/></svg>');
  expect(tree.children).toHaveLength(2);
  expect(tree.children[0]).toMatchObject({ attributes: { b: 'x " y' }, children: [{ children: ["P < 5"] }] });
});
