import { create } from "@bufbuild/protobuf";
import { type Energy, EnergySchema } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import type { MonthNeeds } from "./needs.ts";
import type { Photovoltaics } from "./solar.ts";
import { distribution, primaryFactors, pumpShare, type Systems } from "./systems.ts";

/** What a method found out about a building. */
export interface Balance {
  readonly months: readonly MonthNeeds[];
  readonly systems: Systems;
  readonly solar: Photovoltaics;
  /** m2. */
  readonly floorArea: number;
  readonly method: string;
  readonly assumptions: string[];
}

/** From needs to final and primary energy, kWh/(m2 a), and the share of its own: the same for every method. */
export function energyOf({ months, systems, solar, floorArea, method, assumptions }: Balance): Energy {
  const total = (pick: (month: MonthNeeds) => number) => months.reduce((sum, month) => sum + pick(month), 0);
  const heat =
    total((m) => m.heating) / distribution / systems.heating +
    total((m) => m.hotWater) / distribution / systems.hotWater;
  const cold = total((m) => m.cooling) / distribution / systems.cooling;
  const pumps = (total((m) => m.heating) + total((m) => m.cooling)) * pumpShare;
  const electricity = cold + pumps + total((m) => m.lighting) + total((m) => m.ventilation);
  const primary = electricity * primaryFactors.electricity + heat * primaryFactors[systems.heatFuel];
  const made = solar.monthly.reduce((sum, value) => sum + value, 0) * primaryFactors.electricity;
  const area = Math.max(floorArea, 1);
  return create(EnergySchema, {
    months: months.map((month, index) => ({ ...month, solar: solar.monthly[index] ?? 0 })),
    finalEnergy: (electricity + heat) / area,
    primaryEnergy: (primary - made) / area,
    selfSufficiency: primary > 0 ? (made / primary) * 100 : 0,
    floorArea,
    solarPower: solar.power,
    method,
    assumptions,
  });
}
