import { createHash } from "node:crypto";
import { create } from "@bufbuild/protobuf";
import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { CodeReport } from "@viba/contracts/gen/viba/aec/v1/code_pb";
import type { Certification, Energy } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import { type Review, ReviewSchema } from "@viba/contracts/gen/viba/aec/v1/review_pb";
import { CheckSchema } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { readBuilding } from "../ifc-read/building.ts";
import { briefChecks } from "./brief-checks.ts";
import { egressChecks } from "./egress-checks.ts";
import { energyChecks } from "./energy-checks.ts";
import { envelopeChecks } from "./envelope.ts";
import { gateChecks } from "./gates.ts";
import { honestyChecks } from "./honesty.ts";
import type { Judged } from "./judged.ts";
import { lawChecks } from "./law-checks.ts";
import { measure } from "./measure.ts";
import { qualityOf } from "./quality.ts";
import { roomChecks } from "./room-checks.ts";
import { siteChecks } from "./site-checks.ts";
import { stairChecks } from "./stair-checks.ts";
import { styleChecks } from "./style-checks.ts";

/** What a review looks at. The model is measured as written; nothing is taken from the plan it was written from. */
export interface ReviewInput {
  readonly brief: Brief;
  /** The model file's text. */
  readonly ifcText: string;
  /** The digest the model came with, lower-case hex SHA-256 of the file; not asked where absent. */
  readonly sha256?: string | undefined;
  readonly codeReport: CodeReport;
  readonly energy?: Energy | undefined;
  readonly certification?: Certification | undefined;
}

/** Judges a design: quality from 0 to 1, every check with its figure, and what to change, worst first. */
export function reviewModel(input: ReviewInput): Review {
  return toReview(judge(input));
}

function judge(input: ReviewInput): Judged[] {
  const { brief, ifcText, codeReport, energy, certification } = input;
  const read = readBuilding(ifcText);
  if (!read.ok) return [unreadable(read.problem.messageKo), ...digestGate(input)];
  const measured = measure(read.value, { brief, codeReport, energy, certification });
  const checks = [
    ...digestGate(input),
    ...gateChecks(measured),
    ...briefChecks(measured),
    ...honestyChecks(measured),
    ...envelopeChecks(measured),
    ...stairChecks(measured),
    ...roomChecks(measured),
    ...egressChecks(measured),
    ...siteChecks(measured),
    ...energyChecks(measured),
    ...styleChecks(measured),
  ];
  return [...checks, ...lawChecks(measured, checks)];
}

/** A file that is not the one its maker signed is not reviewed as if it were. */
function digestGate({ ifcText, sha256 }: ReviewInput): Judged[] {
  if (sha256 === undefined || sha256 === "") return [];
  const found = createHash("sha256").update(ifcText).digest("hex");
  return [
    {
      id: "gate.digest",
      ko: "모델 파일의 요약값이 맞음",
      en: "the model file matches its digest",
      weight: 0,
      gate: true,
      score: found === sha256 ? 1 : 0,
      passed: found === sha256,
      measured: found.slice(0, 12),
      demanded: sha256.slice(0, 12),
      fix: "모델 파일과 요약값을 함께 다시 쓰십시오.",
    },
  ];
}

function unreadable(why: string): Judged {
  return {
    id: "gate.readable",
    ko: "모델 파일을 읽을 수 있음",
    en: "the model file can be read",
    weight: 0,
    gate: true,
    score: 0,
    passed: false,
    measured: why,
    demanded: "ISO 10303-21 파일",
    fix: "모델 파일을 다시 쓰십시오.",
  };
}

function toReview(judged: readonly Judged[]): Review {
  const failed = judged.filter((one) => !one.passed).toSorted((a, b) => rank(b) - rank(a));
  return create(ReviewSchema, {
    quality: qualityOf(judged),
    checks: judged.map((one) =>
      create(CheckSchema, {
        id: one.id,
        titleKo: one.ko,
        titleEn: one.en,
        score: one.score,
        weight: one.weight,
        gate: one.gate === true,
        hard: one.hard === true,
        passed: one.passed,
        measured: one.measured,
        demanded: one.demanded,
      }),
    ),
    fixes: failed.map((one) => ({
      check: one.id,
      elements: [...(one.elements ?? [])],
      text: `${one.ko}: ${one.fix}`,
    })),
  });
}

/** Gates first, then hard checks, then by what they cost. */
const rank = (one: Judged): number => (one.gate ? 1000 : 0) + (one.hard ? 100 : 0) + one.weight * (1 - one.score);
