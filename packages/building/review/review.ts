import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { CodeReport } from "@viba/contracts/gen/viba/aec/v1/code_pb";
import type { Certification, Energy } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import type { Review } from "@viba/contracts/gen/viba/aec/v1/review_pb";
import { readBuilding } from "../ifc-read/building.ts";
import { briefChecks } from "./brief-checks.ts";
import { digestGate } from "./digest.ts";
import { egressChecks } from "./egress-checks.ts";
import { energyChecks } from "./energy-checks.ts";
import { envelopeChecks } from "./envelope.ts";
import { gateChecks } from "./gates.ts";
import { honestyChecks } from "./honesty.ts";
import type { Judged } from "./judged.ts";
import { lawChecks } from "./law-checks.ts";
import { liftCheck } from "./lift-check.ts";
import { measure, type Measured } from "./measure.ts";
import { modelStoreys, withMerit } from "./merit.ts";
import { roomChecks } from "./room-checks.ts";
import { siteChecks } from "./site-checks.ts";
import { stairChecks } from "./stair-checks.ts";
import { styleChecks } from "./style-checks.ts";
import { toReview } from "./to-review.ts";

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
  const { brief, ifcText, codeReport, energy, certification } = input;
  const digest = digestGate(ifcText, input.sha256);
  const read = readBuilding(ifcText);
  if (!read.ok) return toReview([unreadable(read.problem.messageKo), ...digest], basis);
  const measured = measure(read.value, { brief, codeReport, energy, certification });
  const review = toReview([...digest, ...judge(measured)], basis);
  return withMerit(review, modelStoreys(measured));
}

const basis = "기록된 IFC 파일에서 잰 정밀 검토";

function judge(measured: Measured): Judged[] {
  const checks = [
    ...gateChecks(measured),
    ...briefChecks(measured),
    ...honestyChecks(measured),
    ...envelopeChecks(measured),
    ...stairChecks(measured),
    ...roomChecks(measured),
    ...liftCheck(measured),
    ...egressChecks(measured),
    ...siteChecks(measured),
    ...energyChecks(measured),
    ...styleChecks(measured),
  ];
  return [...checks, ...lawChecks(measured, checks)];
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
