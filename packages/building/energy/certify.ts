import { create, type MessageInitShape } from "@bufbuild/protobuf";
import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import {
  type CertificateSchema,
  type Certification,
  CertificationSchema,
  type Energy,
} from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { assessBarrierFree } from "./barrier-free.ts";
import { certificateScale, isResidential } from "../law/residential.ts";
import { assessGseed } from "./gseed.ts";
import { assessZeb, zebSource } from "./zeb.ts";

/** Pre-assesses the certificates the brief asks for, in its order. Official bodies decide on more papers than a plan. */
export function certify(brief: Brief, plan: Plan, energy: Energy): Certification {
  const residential = isResidential(plan);
  const certificates = brief.certificates.flatMap((name): MessageInitShape<typeof CertificateSchema>[] => {
    if (name === "ZEB") return [assessZeb(energy, { residential, permitDate: brief.permitDate })];
    if (name === "G-SEED") return [assessGseed({ brief, plan, energy, residential })];
    return name === "BF" ? [assessBarrierFree(plan, brief)] : [];
  });
  const column = certificateScale(plan);
  return create(CertificationSchema, {
    certificates,
    assumptions: [
      "설계 단계의 예비 평가이며 공식 인증 결과가 아닙니다.",
      `바닥면적이 더 큰 쪽에 따라 ${column} 기준으로 보았습니다.`,
      ...(brief.certificates.includes("G-SEED")
        ? [
            "G-SEED 항목의 배점과 가중치는 공개 기준의 크기를 따른 가정이며, '전제'로 적힌 점수는 시방서에 반영해야 얻습니다.",
          ]
        : []),
      ...(brief.certificates.includes("ZEB")
        ? [
            `ZEB 등급은 자립률과 1차에너지소요량을 모두 만족하는 등급으로 보았습니다: ${
              brief.permitDate !== "" && brief.permitDate < zebSource.from ? "2025년 전 기준 (확인 전)" : zebSource.text
            }.`,
          ]
        : []),
      ...(brief.certificates.includes("BF")
        ? ["BF는 편의증진법 별표의 치수로 본 점검표이며 배점 평가는 인증기관이 합니다."]
        : []),
    ],
  });
}
