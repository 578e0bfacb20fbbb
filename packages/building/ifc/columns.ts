import type { Column } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { bodyShape } from "./contexts.ts";
import { fireRating } from "./fire-rating.ts";
import type { Job, Place } from "./job.ts";
import { yes } from "./properties.ts";
import { writeQuantities } from "./quantities.ts";
import { box, cylinder, place } from "./shapes.ts";
import { styled } from "./styles.ts";
import type { LookName } from "./styles.ts";

const substances: Readonly<Record<string, { name: string; look: LookName }>> = {
  concrete: { name: "콘크리트", look: "concrete" },
  timber: { name: "목재", look: "timber" },
  steel: { name: "강재", look: "steel" },
};

/** A column from the storey's floor. */
export function writeColumn(job: Job, column: Column, home: Place<"IfcBuildingStorey">): void {
  const { writer, sheet, contexts, relations, properties, materials, types } = job;
  const { id, size, height, round, material } = column;
  const { name, look } = substances[material] ?? { name: material || "콘크리트", look: "concrete" };
  const solid = round
    ? cylinder(writer, [0, 0, 0], size / 2, height, id)
    : box(writer, [-size / 2, -size / 2, 0], [size, size, height], id);
  const { x, y } = column.centre ?? { x: 0, y: 0 };
  const ref = writer.add("IfcColumn", {
    GlobalId: sheet.keyed("column", id),
    Name: `기둥 ${id}`,
    ObjectPlacement: place(writer, home.placement, [x, y, 0]),
    Representation: bodyShape(writer, contexts, ...styled(writer, look, solid)),
    Tag: id,
  });
  relations.contain(home.ref, ref);
  relations.material(materials.plain(name), ref);
  const section = `${round ? "원형" : "각형"} ${Math.round(size * 1000)}`;
  const typeKey = `column/${material}/${section}`;
  types.use(typeKey, ref, () =>
    writer.add("IfcColumnType", {
      GlobalId: sheet.id(typeKey),
      Name: `${name} 기둥 ${section}`,
      PredefinedType: "COLUMN",
    }),
  );
  properties.put(ref, "Pset_ColumnCommon", {
    IsExternal: yes(false),
    LoadBearing: yes(true),
    FireRating: material === "timber" ? undefined : fireRating(job.plan),
  });
  const cut = round ? (Math.PI * size * size) / 4 : size * size;
  const girth = round ? Math.PI * size : 4 * size;
  writeQuantities(sheet, ref, id, "Qto_ColumnBaseQuantities", {
    lengths: { Length: height },
    areas: { CrossSectionArea: cut, OuterSurfaceArea: girth * height },
    volumes: { GrossVolume: cut * height, NetVolume: cut * height },
  });
}
