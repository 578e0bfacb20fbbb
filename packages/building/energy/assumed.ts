import { useOf } from "../concept/uses.ts";
import type { Zone } from "./envelope.ts";
import { primaryFactors, primaryFactorsSource, type Systems } from "./systems.ts";
import { setpoints } from "./zone-model.ts";

/** What every method takes for granted, in Korean; `weather` and `method` say what this one does. */
export function assumptionsOf(
  weather: string,
  method: string,
  systems: Systems,
  { zones, power }: { zones: readonly Zone[]; power: number },
): string[] {
  const uses = [...new Set(zones.map((zone) => useOf(zone.use).ko))].join(", ");
  return [
    "설계 단계의 추정값입니다. 인증에 쓰이는 법정 계산 도구는 ECO2입니다.",
    method,
    weather,
    `실내 설정온도 난방 ${setpoints.heating} ℃, 냉방 ${setpoints.cooling} ℃; 사용 시간·인체·기기·조명·급탕은 용도별(${uses}) 가정입니다.`,
    ...systems.names.map((name) => `설비 가정: ${name}.`),
    `1차에너지 환산계수: 전력 ${primaryFactors.electricity}, 가스 ${primaryFactors.gas} (${primaryFactorsSource}).`,
    "지반에 닿는 바닥과 지하 외벽의 열손실은 외기의 60 %, 열교 할증은 8 %, 침기는 시간당 0.2회로 보았습니다.",
    "난방·냉방·급탕·조명·환기만 세고 콘센트 기기의 전력과 냉방 잠열은 넣지 않았습니다.",
    power > 0
      ? `태양광 ${power.toFixed(1)} kW: 모듈 0.21 kW/㎡, 성능계수 0.82, 남향.`
      : "태양광 발전 설비가 없는 것으로 보았습니다.",
  ];
}
