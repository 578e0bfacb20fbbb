import { expect, test } from "vitest";
import type { Cell } from "../rows.ts";
import { embeddedRows } from "./embedded.ts";

const cell = (kind: string, inFlight: number, ...rates: number[]): Cell => ({
  kind,
  inFlight,
  samples: rates.map((rate) => ({ rate, cpuUs: 1e6 / rate, p50Ms: 1, p99Ms: 2 })),
});

test("a round's ratio is of that round, whatever the machine did in others", () => {
  const cells = [
    cell("mesh.two-hops", 64, 100, 10, 200),
    cell("mesh.two-hops", 1000, 50, 50, 50),
    cell("mesh.embedded", 64, 150, 15, 300),
    cell("mesh.embedded-connect", 64, 1, 1, 1),
  ];
  expect(embeddedRows(cells)).toEqual([
    {
      kind: "mesh.embedded",
      against: "mesh.two-hops",
      in_flight: 64,
      rate_x: { x: 1.5, low: 1.5, high: 1.5 },
      cpu_x: { x: 0.667, low: 0.667, high: 0.667 },
    },
  ]);
});

test("one that could not be measured has no ratio", () => {
  expect(embeddedRows([cell("mesh.embedded", 64, 1, 2)])).toEqual([]);
});
