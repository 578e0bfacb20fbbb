import { drawEnergy } from "@viba/building/energy/drawing";
import { screenEnergy } from "@viba/building/energy/monthly";
import { BriefSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { EnergySchema } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import { PlanSchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { capability, required } from "@viba/sdk/capability";
import { absent } from "@viba/sdk/condition";
import { defineAgent } from "@viba/sdk/definition";
import { serveAgent } from "@viba/sdk/serve";

/** Estimates a year's energy from twelve monthly balances: a rival of the hourly method where no grade hangs on it. */
export const agent = defineAgent({
  id: "energy_screener",
  titleKo: "에너지 약식 평가자",
  titleEn: "Energy screener",
  capabilities: [
    capability({
      name: "energy.screen",
      inputs: { plan: required(PlanSchema), brief: required(BriefSchema) },
      output: EnergySchema,
      // The grades of a certificate lie closer together than a monthly balance is exact.
      // And it works with monthly normals: who gives a year of weather wants it used hour by hour.
      conditions: [absent("certificate"), absent("weather")],
      deterministic: true,
      idempotent: true,
      cost: 0.05,
      expectedLatencyMs: 30,
      tags: ["energy", "monthly", "screening"],
      description: "Estimates heating, cooling, light, hot water and solar power from monthly balances.",
      run({ inputs: { plan, brief } }) {
        const energy = screenEnergy(plan, brief);
        return {
          output: energy,
          files: [{ name: "energy.svg", mediaType: "image/svg+xml", bytes: drawEnergy(energy) }],
        };
      },
    }),
  ],
});

if (import.meta.main) await serveAgent(import.meta.url, agent);
