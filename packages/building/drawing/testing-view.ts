import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { backToFront } from "./view/bsp.ts";
import { buildingFaces } from "./view/building.ts";
import { createCamera } from "./view/camera.ts";
import { outdoorFaces } from "./view/entourage.ts";
import type { Face, Sprite } from "./view/face.ts";
import { paletteOfPlan } from "./view/palette.ts";
import { roofFaces } from "./view/roof.ts";
import { dot3 } from "./view/space.ts";

/** How many parts the faces of the picture that the viewer sees are painted in, and how many they are; panes are counted apart; for tests. */
export function paintedParts(
  plan: Plan,
): Record<"panes" | "faces", { readonly painted: number; readonly seen: number }> {
  const palette = paletteOfPlan(plan);
  const { toSun, toViewer } = createCamera(plan.site?.roadSide ?? "S");
  const faces = [...buildingFaces(plan, palette), ...roofFaces(plan, palette, toSun), ...outdoorFaces(plan)];
  const seen = faces.filter(({ normal }) => dot3(normal, toViewer) > 1e-6);
  const painted = backToFront(faces, [], toViewer);
  return {
    faces: { painted: painted.length, seen: seen.length },
    panes: { painted: painted.filter(isPane).length, seen: seen.filter(isPane).length },
  };
}

const isPane = (item: Face | Sprite): boolean => "paint" in item && /sheen|glow/.test(item.paint.texture ?? "");
