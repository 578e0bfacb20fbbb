import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Concept } from "@viba/contracts/gen/viba/aec/v1/concept_pb";

/** Building systems by name: what the law asks for by size, what the use needs, what the brief wishes. */
export function systemsOf(brief: Brief, concept: Concept): string[] {
  const systems = new Set<string>(["water", "drainage", "hot_water", "led"]);
  const add = (when: boolean, ...names: string[]) => {
    if (when) for (const name of names) systems.add(name);
  };
  const gross = brief.areaM2;
  const storeys = concept.storeys.filter((storey) => storey.storey > 0);
  const areaOf = (...uses: string[]) =>
    concept.storeys.filter((s) => uses.includes(s.use)).reduce((sum, s) => sum + s.areaM2, 0);
  const lodging = areaOf("guesthouse");
  const shops = areaOf(
    "cafe",
    "restaurant",
    "shop",
    "clinic",
    "office",
    "gallery",
    "academy",
    "elderly",
    "school",
    "kindergarten",
    "library",
    "gym",
    "worship",
    "community",
    "factory",
  );
  const care = areaOf("kindergarten", "elderly");
  const green = brief.certificates.some((name) => ["G-SEED", "ZEB"].includes(name));
  // A storey of more than 1,000 m2 is one compartment only if it has sprinklers.
  const wide = concept.storeys.some((storey) => storey.areaM2 > 990) && gross > 1000;
  add(gross >= 33, "extinguisher");
  add(gross >= 400, "fire_alarm");
  add(storeys.length >= 6 || lodging >= 600 || care >= 600 || wide, "sprinkler");
  add(lodging >= 300 || care >= 300 || shops >= 1000, "simple_sprinkler");
  add(gross >= 3000 || storeys.some((s) => s.storey >= 4 && s.areaM2 >= 600), "hydrant");
  add(
    concept.storeys.some((s) => s.spaces.some((space) => space.kind === "lift")),
    "elevator",
  );
  add(areaOf("house", "guesthouse") > 0, "floor_heating");
  add(concept.typology === "courtyard" || brief.styles.includes("hanok"), "ondol");
  add(brief.modernAmenities || lodging > 0, "wifi", "cctv");
  add(brief.modernAmenities || green || lodging > 0, "heat_pump");
  add(!systems.has("heat_pump") && areaOf("house") === gross, "boiler");
  add(shops > 0, "air_conditioning", "ventilation");
  add(green || areaOf("house") > 0, "heat_recovery");
  add(green, "pv", "rainwater", "ev_charger");
  return [...systems];
}
