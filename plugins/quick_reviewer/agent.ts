import { bcfFile } from "@viba/building/bcf/file";
import { reportFiles } from "@viba/building/report/sheets";
import { toAssessment } from "@viba/building/review/assessment";
import { quickReview } from "@viba/building/review/quick";
import { pretendard } from "@viba/building/typeface/load";
import { BriefSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { CodeReportSchema } from "@viba/contracts/gen/viba/aec/v1/code_pb";
import { ConceptSchema } from "@viba/contracts/gen/viba/aec/v1/concept_pb";
import { CertificationSchema, EnergySchema } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import { ModelSchema } from "@viba/contracts/gen/viba/aec/v1/model_pb";
import { PlanSchema } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { ReviewSchema } from "@viba/contracts/gen/viba/aec/v1/review_pb";
import { capability, optional, required } from "@viba/sdk/capability";
import { absent, isNoneOf } from "@viba/sdk/condition";
import { defineAgent } from "@viba/sdk/definition";
import { serveAgent } from "@viba/sdk/serve";

/** Judges a design by its plan alone: a rival of the reviewer that measures the written model, where no style or grade is asked for. */
export const agent = defineAgent({
  id: "quick_reviewer",
  titleKo: "약식 검토자",
  titleEn: "Quick reviewer",
  capabilities: [
    capability({
      name: "review.quick",
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
      // It has no checks of style, of uses kept apart, or of certificates: who asks for one gets the thorough review.
      conditions: [absent("certificate"), absent("style"), isNoneOf("use", "mixed")],
      deterministic: true,
      idempotent: true,
      cost: 0.1,
      expectedLatencyMs: 60,
      tags: ["quality", "report", "screening"],
      description: "Looks at the plan against brief and code without measuring the written model, and says so.",
      run({ inputs: design }) {
        const { brief, plan, codeReport, model } = design;
        const judged = quickReview({ brief, plan, codeReport, ifc: model.ifc, sha256: model.sha256 });
        const reports = reportFiles({ ...design, review: judged }, pretendard());
        const issues = bcfFile({ ...design, review: judged });
        return { output: judged, files: [...reports, issues], assessment: toAssessment(judged) };
      },
    }),
  ],
});

if (import.meta.main) await serveAgent(import.meta.url, agent);
