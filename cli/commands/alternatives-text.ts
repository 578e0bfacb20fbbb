import { table } from "../output/table.ts";
import type { AlternativesJson } from "./alternatives.ts";
import type { DesignOptions } from "./design.ts";

/** The comparison as a table for a person. */
export function alternativesText(result: AlternativesJson, { lang, out }: DesignOptions): string {
  const korean = lang === "ko";
  const header = korean
    ? ["안", "연면적 ㎡", "품질", "짜임새", "1차에너지 kWh/㎡·년", "주차", "차이", "폴더"]
    : ["option", "area m2", "quality", "merit", "primary energy kWh/m2a", "parking", "distance", "folder"];
  const rows = result.alternatives.map((one) => [
    korean ? `${one.name}안` : one.name,
    shown(one.area_m2, 1),
    one.quality.toFixed(2),
    shown(one.merit, 2),
    shown(one.primary_energy, 1),
    shown(one.parking, 0),
    one.distance.toFixed(2),
    one.folder,
  ]);
  const note = result.least_distance < result.distance_wanted ? (korean ? alikeKo : alikeEn) : "";
  return `${table(header, rows)}${note}  ${out}/result.json\n`;
}

const alikeKo = "  비슷한 안이 있습니다: 이 조건에서는 평면이 더 달라지지 않았습니다.\n";
const alikeEn = "  Some are much alike: under these conditions no more different plan was found.\n";

function shown(value: number | undefined, decimals: number): string {
  return value === undefined ? "–" : value.toFixed(decimals);
}
