import { type CodeReport, type Finding, Verdict } from "@viba/contracts/gen/viba/aec/v1/code_pb";
import { checkOfRule } from "../review/law-checks.ts";
import type { Review } from "@viba/contracts/gen/viba/aec/v1/review_pb";

/** One thing to look at in the model. */
export interface Issue {
  /** Stable name: the rule's or the check's. */
  readonly key: string;
  readonly kind: "Error" | "Warning" | "Info";
  readonly title: string;
  readonly description: string;
  readonly labels: readonly string[];
  /** GlobalIds of the elements concerned. */
  readonly guids: readonly string[];
}

/**
 * Issues of a design: failed rules, then failed checks, then advice. A check that measures the same as a failed rule is no
 * issue of its own; elements the model doesn't know are left out.
 */
export function issuesOf(code: CodeReport, review: Review, guids: Readonly<Record<string, string>>): Issue[] {
  const rules = code.findings.filter(({ verdict }) => verdict === Verdict.FAIL || verdict === Verdict.ADVICE);
  const [failed, advice] = [Verdict.FAIL, Verdict.ADVICE].map((verdict) =>
    rules.filter((finding) => finding.verdict === verdict).map(ofRule),
  );
  const told = new Set((failed ?? []).flatMap((issue) => checkOfRule(issue.key) ?? []));
  const checks = ofReview(review, guids).filter((issue) => !told.has(issue.key));
  return [...(failed ?? []), ...checks, ...(advice ?? [])];
}

function ofRule(finding: Finding): Issue {
  const confirmation = { V1: "법령 원문 확인", V2: "2차 자료 확인", G: "미확정" }[finding.status] ?? finding.status;
  return {
    key: finding.rule,
    kind: finding.verdict === Verdict.FAIL ? "Error" : "Info",
    title: `${finding.titleKo} (${finding.article})`,
    description: [
      `측정: ${finding.measured}`,
      `기준: ${finding.demanded}`,
      `근거: ${finding.article} (${confirmation})`,
      finding.note,
    ]
      .filter((line) => line !== "")
      .join("\n"),
    labels: ["건축법규", finding.status],
    guids: finding.guids,
  };
}

function ofReview({ checks, fixes }: Review, guids: Readonly<Record<string, string>>): Issue[] {
  return fixes.map((fix) => {
    const check = checks.find((one) => one.id === fix.check);
    const figures = check ? [`측정: ${check.measured}`, `기준: ${check.demanded}`] : [];
    return {
      key: fix.check,
      kind: check?.gate || check?.hard ? "Error" : "Warning",
      title: check?.titleKo ?? fix.check,
      description: [...figures, fix.text].join("\n"),
      labels: ["설계검토"],
      guids: fix.elements.flatMap((key) => guids[key] ?? []),
    };
  });
}
