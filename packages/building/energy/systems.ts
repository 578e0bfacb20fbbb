import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";

/** How needs become electricity or gas. */
export interface Systems {
  /** Seasonal efficiency of heating and hot water: heat over electricity, or over gas. */
  readonly heating: number;
  readonly hotWater: number;
  readonly heatFuel: "electricity" | "gas";
  /** Seasonal cold over electricity. */
  readonly cooling: number;
  /** Share of the heat of used air given back. */
  readonly heatRecovery: number;
  /** Electricity of fans, Wh/m3. */
  readonly fan: number;
  /** Names for the list of assumptions, in Korean. */
  readonly names: readonly string[];
}

/** Heat lost between machine and room. */
export const distribution = 0.93;
/** Pumps, as a share of the heat and cold moved. */
export const pumpShare = 0.02;
/**
 * Primary energy in a unit of final energy, by fuel, as the annex of the certificate's operating rules has it by general
 * knowledge: not read there yet, so the list of assumptions says that they want confirming.
 */
export const primaryFactors = { electricity: 2.75, gas: 1.1 } as const;

/** Where the factors come from, for the list of assumptions. */
export const primaryFactorsSource = "건축물 에너지효율등급·제로에너지건축물 인증 기준, 원문 확인 전";

/** Heat pumps do worse in the cold, °C of the coldest month's mean. */
function heatPumpHeating(coldest: number): number {
  return Math.min(3.8, Math.max(2.6, 3.2 + 0.06 * coldest));
}

/** The systems of a plan; a heat pump for all where it names nothing else. */
export function systemsOf(plan: Plan, coldestMonth: number): Systems {
  const has = (name: string) => plan.systems.includes(name);
  const gas = has("boiler") && !has("heat_pump");
  const recovery = has("heat_recovery");
  const heating = heatPumpHeating(coldestMonth);
  return {
    heating: gas ? 0.92 : heating,
    hotWater: gas ? 0.9 : 2.6,
    heatFuel: gas ? "gas" : "electricity",
    cooling: has("heat_pump") ? 4 : 3.6,
    heatRecovery: recovery ? 0.7 : 0,
    fan: recovery ? 0.45 : 0.25,
    names: [
      gas
        ? "콘덴싱 가스보일러 난방·급탕 (효율 92 %·90 %)"
        : `공기열 히트펌프 난방 COP ${heating.toFixed(1)}, 급탕 COP 2.6`,
      `냉방 COP ${has("heat_pump") ? "4.0" : "3.6"}`,
      recovery ? "전열교환 환기 (회수율 70 %, 0.45 Wh/㎥)" : "열회수 없는 환기 (0.25 Wh/㎥)",
    ],
  };
}
