import { certify } from "@viba/building/energy/certify";
import { estimateEnergy } from "@viba/building/energy/estimate";
import { BriefSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { CertificationSchema, EnergySchema, WeatherYearSchema } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import { PlanSchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { capability, optional, required } from "@viba/sdk/capability";
import { exists } from "@viba/sdk/condition";
import { defineAgent } from "@viba/sdk/definition";
import { serveAgent } from "@viba/sdk/serve";
import { energyFiles, measuredYear } from "./assess.ts";

/** Estimates a year's energy and how far the design would come with the certificates asked for. */
export const agent = defineAgent({
  id: "performance_analyst",
  titleKo: "성능 분석가",
  titleEn: "Performance analyst",
  capabilities: [
    capability({
      name: "energy.estimate",
      inputs: { plan: required(PlanSchema), brief: required(BriefSchema), weather: optional(WeatherYearSchema) },
      output: EnergySchema,
      deterministic: true,
      idempotent: true,
      cost: 0.5,
      expectedLatencyMs: 200,
      tags: ["energy", "iso-13790"],
      description: "Estimates heating, cooling, light, hot water and solar power, hour by hour, from the plan.",
      run({ inputs: { plan, brief, weather }, progress }) {
        progress(0.1, "한 해의 에너지를 계산합니다", "computing a year's energy");
        const energy = estimateEnergy(plan, brief, weather && measuredYear(weather));
        return { output: energy, files: energyFiles(energy) };
      },
    }),
    capability({
      name: "certify",
      inputs: { brief: required(BriefSchema), plan: required(PlanSchema), energy: required(EnergySchema) },
      output: CertificationSchema,
      conditions: [exists("certificate")],
      deterministic: true,
      idempotent: true,
      cost: 0.1,
      expectedLatencyMs: 20,
      tags: ["g-seed", "zeb", "bf"],
      description: "Estimates the level of each certificate asked for, item by item.",
      run: ({ inputs: { brief, plan, energy } }) => ({ output: certify(brief, plan, energy) }),
    }),
  ],
});

if (import.meta.main) await serveAgent(import.meta.url, agent);
