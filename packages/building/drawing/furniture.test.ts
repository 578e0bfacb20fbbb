import { create } from "@bufbuild/protobuf";
import { FurnitureSchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { expect, test } from "vitest";
import { drawFurniture } from "./furniture.ts";

const scale = { pixels: 50, x: (metres: number) => metres * 50, y: (metres: number) => -metres * 50 };

test.each([0.9, 1.2, 1.5, 2.4, 3.6])("the two rings of a hob of %s m lie apart", (width) => {
  const hob = create(FurnitureSchema, { kind: "kitchen", centre: { x: 0, y: 0 }, width, depth: 0.6, rotation: 0 });
  const rings = [...drawFurniture(scale, hob).matchAll(/<circle cx="([\d.-]+)" cy="[\d.-]+" r="([\d.]+)"/g)];
  const [[, first, radius], [, second]] = rings as unknown as [[string, string, string], [string, string]];
  expect(rings).toHaveLength(2);
  expect(Number(second) - Number(first)).toBeGreaterThan(2 * Number(radius));
});
