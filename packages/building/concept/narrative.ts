import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { YardGrid } from "./courtyard.ts";
import type { Typology } from "./footprint.ts";
import { useOf } from "./uses.ts";

/** What the idea is told from. */
export interface Story {
  readonly brief: Brief;
  readonly typology: Typology;
  readonly width: number;
  readonly depth: number;
  readonly structure: string;
  readonly grid?: YardGrid | undefined;
}

const ideasKo: Record<Typology, string> = {
  open_hall: "거리를 향해 열린 하나의 큰 공간을 앞에 두고, 물을 쓰는 서비스 공간을 뒤쪽 한 줄로 모았습니다.",
  hall_corridor:
    "남쪽에 거실과 침실을, 북쪽에 주방과 욕실을 두고 짧은 복도로 공적인 영역과 사적인 영역을 나누었습니다.",
  double_corridor: "가운데 복도를 사이에 두고 양쪽에 실을 배치하여 모든 거실이 외기에 면하고 피난 동선이 분명합니다.",
  core_units: "1층은 거리에 면한 상가, 위층은 계단실형 주거로 두고, 주거 출입구와 계단을 상가와 완전히 분리했습니다.",
  courtyard: "안마당을 감싸는 한옥으로, 대청을 중심에 두고 방마다 마당에서 바로 드나듭니다.",
};

const ideasEn: Record<Typology, string> = {
  open_hall: "One large room opens to the street; everything that needs water stands in one band behind it.",
  hall_corridor:
    "Living room and bedrooms look out to the front, kitchen and bathrooms lie behind; a short passage parts public from private.",
  double_corridor: "Rooms on both sides of a middle corridor all reach the open air, and the way out is plain.",
  core_units: "Shops on the street, homes above on stair columns of their own, with an entrance apart from the shops.",
  courtyard: "A hanok round its yard: the daecheong in the middle, every room entered from the yard.",
};

/** The idea of stair columns where homes stand on the ground floor too. */
const homesIdea = {
  ko: "층마다 계단실 양옆에 세대를 두어 긴 복도 없이 드나들고, 거실과 침실은 남쪽 앞면에 나란히 두었습니다.",
  en: "Homes stand left and right of each stair, with no long corridor; living rooms and bedrooms look out to the front.",
};

const structures: Record<string, readonly [ko: string, en: string]> = {
  rc: ["철근콘크리트조", "reinforced concrete"],
  timber: ["목구조", "timber frame"],
  steel: ["철골조", "steel frame"],
};

/** The idea in Korean and English, three sentences each. */
export function narrative(story: Story): { ko: string; en: string } {
  const { brief, typology, structure } = story;
  const use = useOf(brief.use);
  const ko = brief.use === "mixed" ? "상업·주거 복합건물" : use.ko;
  const en = brief.use === "mixed" ? "building of shops and homes" : use.en;
  const homes = brief.use === "apartments" && typology === "core_units";
  const ideaKo = homes ? homesIdea.ko : ideasKo[typology];
  const ideaEn = homes ? homesIdea.en : ideasEn[typology];
  const size = `${story.width.toFixed(1)} × ${story.depth.toFixed(1)} m`;
  const [structureKo, structureEn] = structures[structure] ?? structures.rc!;
  const area = brief.areaM2.toFixed(1);
  return {
    ko: `연면적 ${area} ㎡, 지상 ${brief.storeys}층의 ${ko}입니다. ${ideaKo} ${structureKo}로 외곽은 ${size}이며, ${detailKo(story)}`,
    en: `A ${en} of ${area} m2 on ${brief.storeys} storey(s). ${ideaEn} ${structureEn}, ${size} outside; ${detailEn(story)}`,
  };
}

function detailKo({ brief, grid }: Story): string {
  if (grid) {
    const bays = Math.round(brief.areaM2 / grid.bay ** 2);
    return `칸 간격 ${grid.bay.toFixed(2)} m의 ${grid.shape}자 평면(${bays}칸)에 팔작 처마를 내밀고 온돌방과 현대식 욕실을 함께 두었습니다.`;
  }
  if (brief.use === "mixed") return "두꺼운 외단열과 옥상 태양광으로 에너지 사용을 줄입니다.";
  if (brief.styles.includes("modern")) return "넓은 유리면과 평지붕으로 간결한 인상을 만듭니다.";
  return "구조와 설비를 층마다 같은 자리에 맞추었습니다.";
}

function detailEn({ brief, grid }: Story): string {
  if (grid) return `bays of ${grid.bay.toFixed(2)} m, deep eaves, ondol floors and present-day bathrooms.`;
  if (brief.use === "mixed") return "thick outer insulation and solar panels on the roof keep energy use low.";
  if (brief.styles.includes("modern")) return "wide glass and a flat roof keep it plain.";
  return "structure and pipes stand in the same place on every storey.";
}
