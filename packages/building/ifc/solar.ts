import { moduleSize } from "../geometry/solar.ts";
import type { SolarModule } from "../geometry/solar.ts";
import type { Job } from "./job.ts";
import { mappedShape } from "./mapped.ts";
import type { RoofPart } from "./roof-part.ts";
import type { Ref } from "./schema.ts";
import { axes, box } from "./shapes.ts";
import { styled } from "./styles.ts";

/** Thickness of a module with its frame, metres. */
const thickness = 0.04;

/** Solar modules on a roof, whose heights count from `base` metres above what the roof rests on. */
export function writeModules(job: Job, part: RoofPart, modules: readonly SolarModule[], base: number): void {
  const { writer, sheet, relations, types, shapes } = job;
  const { width, length } = moduleSize;
  modules.forEach((module, i) => {
    const key = "solar-module";
    const shape = shapes.map(key, () =>
      styled(writer, "solar", box(writer, [0, 0, 0], [width, length, thickness], key)),
    );
    const path = `${part.path}/module-${i + 1}`;
    const ref = writer.add("IfcSolarDevice", {
      GlobalId: sheet.id(path),
      Name: "태양광 모듈",
      ObjectPlacement: tilted(job, part, module, base),
      Representation: mappedShape(job, shape),
      Tag: path,
    });
    relations.contain(part.home.ref, ref);
    types.use(key, ref, () =>
      writer.add("IfcSolarDeviceType", {
        GlobalId: sheet.id(key),
        Name: `태양광 모듈 ${width * 1000}x${length * 1000}`,
        RepresentationMaps: [shape],
        PredefinedType: "SOLARPANEL",
      }),
    );
  });
}

/** Axes in the module's lower left corner: x along its lower edge, y up its slope. */
function tilted(
  { writer }: Job,
  part: RoofPart,
  { corner, z, along, pitch }: SolarModule,
  base: number,
): Ref<"IfcLocalPlacement"> {
  const [c, s] = [Math.cos(pitch), Math.sin(pitch)];
  return writer.add("IfcLocalPlacement", {
    PlacementRelTo: part.home.placement,
    RelativePlacement: axes(
      writer,
      [corner.x, corner.y, part.top + base + z],
      [along.y * s, -along.x * s, c],
      [along.x, along.y, 0],
    ),
  });
}
