import type { Space, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { roomKind } from "../concept/rooms.ts";
import { element, ringPath } from "./svg.ts";
import type { Scale } from "./svg.ts";

const tints: Readonly<Record<string, string>> = {
  circulation: "#f4f2ed",
  public: "#fbf4e6",
  room: "#fdf9ef",
  service: "#f1f3ef",
  wet: "#e6f0f4",
  shaft: "#ececec",
};

/** Rooms with wooden boards, by role and by kind. */
const wooden = new Set(["room", "public"]);
const halls = new Set(["daecheong"]);
/** Bare concrete, whatever their role. */
const bare = new Set(["warehouse", "workshop"]);

/** Floors of a storey: a tint by role, boards in rooms to live in, tiles in wet ones where the scale shows them. */
export function drawFloors(scale: Scale, storey: Storey): string {
  const shown = scale.pixels >= 26;
  const board = 0.18 * scale.pixels;
  const tile = 0.3 * scale.pixels;
  const weave = (id: string, width: number, height: number, d: string, stroke: string) =>
    element(
      "pattern",
      { id, width, height, patternUnits: "userSpaceOnUse" },
      element("path", { d, stroke, "stroke-width": 0.5, fill: "none" }),
    );
  const defs = element(
    "defs",
    {},
    weave(
      "boards",
      board * 6,
      board * 2,
      `M0 0H${board * 6}M0 ${board}H${board * 6}M${board * 2} 0V${board}M${board * 5} ${board}V${board * 2}`,
      "#eadfc6",
    ) + weave("tiles", tile, tile, `M0 0H${tile}M0 0V${tile}`, "#d3e1e8"),
  );
  const floors = storey.spaces.map((space) => drawFloor(scale, space, shown));
  return (shown ? defs : "") + element("g", { id: "floor" }, floors.join(""));
}

function drawFloor(scale: Scale, space: Space, shown: boolean): string {
  const role = bare.has(space.kind) ? "service" : roomKind(space.kind).role;
  const d = ringPath(scale, space.gross?.points ?? []);
  const fill = halls.has(space.kind) ? "#f1e2c6" : (tints[role] ?? "#ffffff");
  const weave = role === "wet" ? "tiles" : wooden.has(role) ? "boards" : undefined;
  return element("path", { d, fill }) + (shown && weave ? element("path", { d, fill: `url(#${weave})` }) : "");
}
