import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Concept } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import { buildableBox, roadSide, siteRing, yardChoices } from "../concept/buildable.ts";
import { yardNeeds } from "../concept/massing.ts";
import type { Typology } from "../concept/footprint.ts";
import type { Rectangle } from "../geometry/rectangle.ts";
import { snap } from "../geometry/snap.ts";
import { frameSize } from "./frame.ts";
import type { Frame } from "./frame.ts";

/**
 * Sets the building on the plot: in the middle along the street, and at the far end of the buildable box, so that the
 * yard towards the street is as deep as can be. Without a plot it stands at the origin.
 */
export function frameOf(brief: Brief, concept: Concept, mirrored: boolean): Frame {
  const { width, depth } = concept;
  const road = roadSide(brief.site);
  const frame: Frame = { origin: { x: 0, y: 0 }, width, depth, road, mirrored };
  if (siteRing(brief.site).length < 3) return frame;
  const box = yardBox(brief, concept, frame);
  const size = frameSize(frame);
  const middle = {
    x: (box.x0 + box.x1 - size.x) / 2,
    y: (box.y0 + box.y1 - size.y) / 2,
  };
  const far = {
    S: { x: middle.x, y: box.y1 - size.y },
    N: { x: middle.x, y: box.y0 },
    E: { x: box.x0, y: middle.y },
    W: { x: box.x1 - size.x, y: middle.y },
  }[road];
  return { ...frame, origin: { x: snap(far.x), y: snap(far.y) } };
}

/** The roomiest buildable box the building fits into. */
function yardBox(brief: Brief, concept: Concept, frame: Frame): Rectangle {
  const choices = yardChoices(brief, yardNeeds(brief, concept.typology as Typology));
  const size = frameSize(frame);
  let last: Rectangle | undefined;
  for (const yards of choices) {
    last = buildableBox(brief, yards);
    const fits = last.x1 - last.x0 >= size.x - 0.04 && last.y1 - last.y0 >= size.y - 0.04;
    if (fits) return last;
  }
  return last!;
}
