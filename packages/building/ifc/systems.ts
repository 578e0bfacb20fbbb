import type { Job, Place } from "./job.ts";
import type { IfcDistributionSystemEnum } from "./schema.ts";

interface SystemKind {
  readonly name: string;
  readonly kind: IfcDistributionSystemEnum;
}

const kinds: Readonly<Record<string, SystemKind>> = {
  heat_pump: { name: "히트펌프 냉난방", kind: "HEATING" },
  floor_heating: { name: "바닥난방", kind: "HEATING" },
  ondol: { name: "온돌", kind: "HEATING" },
  boiler: { name: "보일러", kind: "HEATING" },
  air_conditioning: { name: "냉방", kind: "AIRCONDITIONING" },
  ventilation: { name: "기계환기", kind: "VENTILATION" },
  heat_recovery: { name: "열회수 환기", kind: "VENTILATION" },
  hot_water: { name: "급탕", kind: "DOMESTICHOTWATER" },
  water: { name: "급수", kind: "DOMESTICCOLDWATER" },
  drainage: { name: "배수", kind: "DRAINAGE" },
  rainwater: { name: "빗물 이용", kind: "RAINWATER" },
  sprinkler: { name: "스프링클러", kind: "FIREPROTECTION" },
  simple_sprinkler: { name: "간이 스프링클러", kind: "FIREPROTECTION" },
  hydrant: { name: "옥내소화전", kind: "FIREPROTECTION" },
  extinguisher: { name: "소화기", kind: "FIREPROTECTION" },
  fire_alarm: { name: "화재 경보", kind: "FIREPROTECTION" },
  wifi: { name: "무선 인터넷", kind: "DATA" },
  cctv: { name: "영상 감시", kind: "SECURITY" },
  led: { name: "LED 조명", kind: "LIGHTING" },
  solar: { name: "태양광 발전", kind: "ELECTRICAL" },
  pv: { name: "태양광 발전", kind: "ELECTRICAL" },
  ev_charger: { name: "전기차 충전", kind: "ELECTRICAL" },
  elevator: { name: "승강기", kind: "CONVEYING" },
  fire_lift: { name: "비상용승강기", kind: "CONVEYING" },
};

/** One distribution system for each of the plan's building systems, serving the building. */
export function writeSystems(job: Job, building: Place<"IfcBuilding">): void {
  const { writer, sheet, plan, relations } = job;
  for (const key of new Set(plan.systems)) {
    const known = kinds[key];
    const ref = writer.add("IfcDistributionSystem", {
      GlobalId: sheet.keyed("system", `system/${key}`),
      Name: known ? `${known.name} (${key})` : key,
      ObjectType: known ? undefined : key,
      LongName: key,
      PredefinedType: known?.kind ?? "USERDEFINED",
    });
    relations.serve(ref, building.ref);
  }
}
