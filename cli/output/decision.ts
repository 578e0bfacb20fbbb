import { ChoiceRole, type Decision } from "@viba/contracts/gen/viba/core/v1/decision_pb";
import { objectiveTitles } from "@viba/policy/explain";
import { type Objective, objectives } from "@viba/policy/weights";
import type { Lang } from "./failure.ts";
import { table } from "./table.ts";

const roles: Record<number, string> = {
  [ChoiceRole.FIRST]: "first",
  [ChoiceRole.FAILOVER]: "failover",
  [ChoiceRole.HEDGE]: "hedge",
};

const roleTitles: Record<string, { en: string; ko: string }> = {
  failover: { en: "failover: the one before was lost", ko: "장애 조치: 앞선 에이전트를 잃음" },
  hedge: { en: "hedge: sent beside a slow one", ko: "헤지: 느린 에이전트와 나란히 보냄" },
};

const cameTitles: Record<string, { en: string; ko: string }> = {
  best: { en: "best of the index", ko: "색인 상위" },
  newest: { en: "newest", ko: "최근 등록" },
  random: { en: "drawn at random", ko: "무작위" },
};

/** A decision for scripts: who, why, how likely, and what spoke for and against each of the others. */
export function decisionJson(d: Decision) {
  return {
    chosen: d.chosenAgentId,
    version: d.chosenVersion,
    capability: d.chosenCapability,
    instance: d.chosenInstanceId,
    because: d.because,
    because_ko: d.becauseKo,
    role: roles[d.role] ?? "first",
    propensity: d.propensity,
    policy_version: Number(d.policyVersion),
    duration_us: d.durationUs,
    fitting: d.fitting,
    widened: d.widened,
    given_up: d.givenUp,
    team: d.team,
    weights: d.weights,
    candidates: d.candidates.map((c) => ({
      agent: c.agentId,
      instance: c.instanceId,
      version: c.version,
      capability: c.capability,
      total: c.total,
      scores: c.scores,
      propensity: c.propensity,
      came_as: c.cameAs,
      beaten_by: c.beatenBy,
      left_out: c.leftOut,
    })),
  };
}

/** A decision for a person. */
export function decisionText(decision: Decision, lang: Lang): string {
  const ko = lang === "ko";
  const role = roleTitles[roles[decision.role] ?? ""];
  const facts = [
    ...(role ? [role[lang]] : []),
    `p=${decision.propensity.toFixed(2)}`,
    `${ko ? "정책" : "policy"} ${decision.policyVersion}`,
    `${decision.durationUs.toFixed(0)} µs`,
  ];
  const because = (ko && decision.becauseKo) || decision.because;
  const notes = notesOf(decision, lang).map((note) => `    ${note}\n`);
  return `  → ${decision.chosenAgentId} (${facts.join(", ")})\n    ${because}\n${notes.join("")}${indent(candidateTable(decision, lang))}`;
}

/** What was unusual about the search. */
function notesOf({ fitting, candidates, widened, givenUp, team }: Decision, lang: Lang): string[] {
  const ko = lang === "ko";
  const weighed = candidates.filter(({ leftOut }) => leftOut === "").length;
  const notes: string[] = [];
  if (fitting > candidates.length) {
    notes.push(
      ko
        ? `조건에 맞는 ${fitting}개 가운데 ${weighed}개를 비교했습니다.`
        : `${weighed} of ${fitting} that fit were weighed.`,
    );
  }
  if (widened.length > 0) {
    const by = widened.join(", ");
    notes.push(ko ? `제약(${by}) 때문에 모두 살펴봤습니다.` : `Because of ${by} all that fit were looked at.`);
  }
  if (givenUp.length > 0) {
    const what = givenUp.join(", ");
    notes.push(ko ? `맞는 곳이 없어 포기한 조건: ${what}.` : `Nobody met ${what}, so it was given up.`);
  }
  if (team.length > 0) notes.push(`${ko ? "함께 일하는 에이전트" : "Team"}: ${team.join(", ")}.`);
  return notes;
}

function candidateTable({ candidates, weights }: Decision, lang: Lang): string {
  const ko = lang === "ko";
  const shown = objectives.filter((objective) => candidates.some(({ scores }) => objective in scores));
  const titleOf = (objective: Objective) => objectiveTitles[objective][lang];
  const header = [ko ? "후보" : "candidate", ko ? "합계" : "total", "p", ...shown.map(titleOf), ko ? "비고" : "note"];
  const weightRow = [ko ? "(가중치)" : "(weight)", "", "", ...shown.map((o) => (weights[o] ?? 0).toFixed(2))];
  const rows = candidates.map((c) => {
    if (c.leftOut) return [c.agentId, "-", "-", ...shown.map(() => "-"), ko ? leftOutKo(c.leftOut) : c.leftOut];
    const came = cameTitles[c.cameAs]?.[lang];
    const better = c.beatenBy && nameOf(c.beatenBy, candidates);
    const beaten = better && (ko ? `${better}보다 모든 면에서 못함` : `beaten in all by ${better}`);
    const scores = shown.map((objective) => (c.scores[objective] ?? 0).toFixed(2));
    const note = [came, beaten].filter(Boolean).join("; ");
    return [c.agentId, c.total.toFixed(3), c.propensity.toFixed(2), ...scores, note];
  });
  return table(header, shown.length > 0 ? [weightRow, ...rows] : rows);
}

/** A candidate as its row begins; its instance only where one agent stands there several times. */
function nameOf(instanceId: string, candidates: Decision["candidates"]): string {
  const agentId = candidates.find((one) => one.instanceId === instanceId)?.agentId;
  if (agentId === undefined) return instanceId;
  return candidates.filter((one) => one.agentId === agentId).length === 1 ? agentId : `${agentId} (${instanceId})`;
}

/** What the router says in English, by how it begins. */
const leftOutTitles: readonly (readonly [RegExp, string])[] = [
  [/^excluded by the request$/, "요청에서 제외함"],
  [/^version (\S+) is outside (.+)$/, "버전 $1이(가) $2 범위 밖"],
  [/^cost (\S+) is above (\S+)$/, "비용 $1이(가) 한도 $2 초과"],
  [/^works for other tenants$/, "다른 테넌트 전용"],
  [/^runs in (.+), not in (\S+)$/, "$2이(가) 아닌 곳에서 실행 중 ($1)"],
  [/^does not hold (.+)$/, "인증 없음: $1"],
  [/^drains$/, "종료 준비 중"],
  [/^suspect: (.+)$/, "응답 확인 중 ($1)"],
  [/^busy: (.+)$/, "작업 중 ($1)"],
  [/^breaker (.+)$/, "차단됨 ($1)"],
  [/^ejected (.+)$/, "잠시 제외됨 ($1)"],
  [/^tried and lost$/, "이미 시도했으나 잃음"],
  [/^must not run twice, and may have run$/, "두 번 실행할 수 없고 이미 실행됐을 수 있음"],
];

function leftOutKo(text: string): string {
  for (const [begins, korean] of leftOutTitles) if (begins.test(text)) return text.replace(begins, korean);
  return text;
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "    ");
}
