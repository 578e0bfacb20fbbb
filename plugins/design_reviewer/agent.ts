import { bcfFile } from "@viba/building/bcf/file";
import { reportFiles } from "@viba/building/report/sheets";
import { toAssessment } from "@viba/building/review/assessment";
import { pretendard } from "@viba/building/typeface/load";
import { BriefSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { CodeReportSchema } from "@viba/contracts/gen/viba/aec/v1/code_pb";
import { ConceptSchema } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import { CertificationSchema, EnergySchema } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import { ModelSchema } from "@viba/contracts/gen/viba/aec/v1/model_pb";
import { PlanSchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { ReviewSchema } from "@viba/contracts/gen/viba/aec/v1/review_pb";
import { capability, optional, required } from "@viba/sdk/capability";
import { defineAgent } from "@viba/sdk/definition";
import { serveAgent } from "@viba/sdk/serve";
import { codeReport, review } from "./review.ts";

/** Holds a design against the building code and judges the model as it was written. */
export const agent = defineAgent({
  id: "design_reviewer",
  titleKo: "설계 검토자",
  titleEn: "Design reviewer",
  capabilities: [
    capability({
      name: "code.check",
      inputs: { brief: required(BriefSchema), plan: required(PlanSchema), model: required(ModelSchema) },
      output: CodeReportSchema,
      deterministic: true,
      idempotent: true,
      cost: 0.2,
      expectedLatencyMs: 60,
      tags: ["building-code", "korea"],
      description: "Checks the plan against the Korean building code of the permit date, article by article.",
      run: ({ inputs: { brief, plan, model } }) => ({ output: codeReport(plan, brief, model) }),
    }),
    capability({
      name: "review",
      inputs: {
        brief: required(BriefSchema),
        plan: required(PlanSchema),
        model: required(ModelSchema),
        codeReport: required(CodeReportSchema),
        energy: optional(EnergySchema),
        certification: optional(CertificationSchema),
        concept: optional(ConceptSchema),
      },
      output: ReviewSchema,
      deterministic: true,
      idempotent: true,
      cost: 0.5,
      expectedLatencyMs: 250,
      tags: ["quality", "report"],
      description: "Measures the written model against brief, code and craft, and says what to change.",
      run({ inputs: design, progress }) {
        progress(0.1, "모델을 측정합니다", "measuring the model");
        const judged = review(design);
        progress(0.8, "보고서를 씁니다", "writing the report");
        const reports = reportFiles({ ...design, review: judged }, pretendard());
        const issues = bcfFile({ ...design, review: judged });
        return { output: judged, files: [...reports, issues], assessment: toAssessment(judged) };
      },
    }),
  ],
});

if (import.meta.main) await serveAgent(import.meta.url, agent);
