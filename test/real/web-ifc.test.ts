import { cafeBrief, hanokBrief, mixedBrief } from "@viba/building/fixtures";
import { writeIfc } from "@viba/building/ifc/model";
import { planOf } from "@viba/building/plan/testing";
import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as webIfc from "web-ifc";

const isDoor = (kind: OpeningKind): boolean => kind !== OpeningKind.WINDOW && kind !== OpeningKind.PASSAGE;

/** The models as the reader sees them that web viewers are built on. */
describe("models as web-ifc sees them", () => {
  const api = new webIfc.IfcAPI();
  beforeAll(async () => {
    await api.Init();
    api.SetLogLevel(webIfc.LogLevel.LOG_LEVEL_OFF);
  });
  afterAll(() => api.Dispose());

  test.each([
    ["cafe", cafeBrief()],
    ["mixed", mixedBrief()],
    ["hanok", hanokBrief()],
  ] as const)("%s: every storey, wall, room and door is there and every wall has a body", (_name, brief) => {
    const plan = planOf(brief);
    const { text } = writeIfc(plan, brief, { permitDate: brief.permitDate });
    const model = api.OpenModel(new TextEncoder().encode(text));
    const ids = (type: number): number[] => [...api.GetLineIDsWithType(model, type, true)];
    expect(api.GetModelSchema(model)).toBe("IFC4X3_ADD2");
    expect(ids(webIfc.IFCBUILDINGSTOREY)).toHaveLength(plan.storeys.length);
    expect(ids(webIfc.IFCSPACE).length).toBeGreaterThanOrEqual(plan.storeys.flatMap(({ spaces }) => spaces).length);
    expect(ids(webIfc.IFCDOOR)).toHaveLength(
      plan.storeys.flatMap(({ openings }) => openings.filter(({ kind }) => isDoor(kind))).length,
    );
    const walls = ids(webIfc.IFCWALL);
    expect(walls.length).toBeGreaterThanOrEqual(plan.storeys.flatMap((storey) => storey.walls).length);
    const drawn = new Set<number>();
    api.StreamAllMeshes(model, ({ expressID, geometries }) => {
      const bodies = Array.from({ length: geometries.size() }, (_, i) =>
        api.GetGeometry(model, geometries.get(i).geometryExpressID),
      );
      if (bodies.some((body) => body.GetIndexDataSize() > 0)) drawn.add(expressID);
    });
    expect(walls.filter((id) => !drawn.has(id))).toEqual([]);
    api.CloseModel(model);
  });
});
