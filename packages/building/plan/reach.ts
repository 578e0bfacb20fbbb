import type { Plan, Storey } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { OpeningKind } from "@viba/contracts/gen/viba/aec/v1/plan_pb";

/** Keys of the spaces one can walk to from outside: through doors and passages, and over stairs. */
export function reachedSpaces(plan: Plan): Set<string> {
  const links = new Map<string, string[]>();
  const link = (a: string, b: string) => {
    links.set(a, [...(links.get(a) ?? []), b]);
    links.set(b, [...(links.get(b) ?? []), a]);
  };
  plan.storeys.forEach((storey, i) => {
    doorLinks(storey, link);
    for (const stair of storey.stairs) {
      const above = plan.storeys[i + 1];
      const arrival = above?.spaces.find((space) => space.kind === "stair" && tail(space.id) === tail(stair.space));
      if (arrival) link(stair.space, arrival.id);
    }
  });
  const reached = new Set(["outside"]);
  const queue = ["outside"];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    for (const next of links.get(at) ?? []) {
      if (reached.has(next)) continue;
      reached.add(next);
      queue.push(next);
    }
  }
  reached.delete("outside");
  return reached;
}

const tail = (id: string): string => id.slice(id.indexOf("/") + 1);

function doorLinks(storey: Storey, link: (a: string, b: string) => void): void {
  for (const opening of storey.openings) {
    if (opening.kind === OpeningKind.WINDOW) continue;
    const [a, b] = opening.spaces;
    if (!a) continue;
    if (b) link(a, b);
    else if (storey.number === 1) link("outside", a);
  }
}
