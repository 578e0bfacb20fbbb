import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { type File, FileSchema } from "@viba/contracts/gen/viba/core/v1/artifact_pb";
import { Reason } from "@viba/contracts/gen/viba/error/v1/error_pb";
import { type RunEvent, RunEventSchema, RunState } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";

type Body = NonNullable<MessageInitShape<typeof RunEventSchema>["event"]>;

/** When the recorded run was taken in. */
export const admittedAtMs = Date.UTC(2026, 10, 22, 9, 0, 0);

/** Id of the recorded run. */
export const recordedRunId = "run_recorded";

/** The sentence of the recorded run. */
export const recordedText = "강남에 50평 모던 카페를 설계해줘";

/** An event of the recorded run, `afterMs` after it was taken in. */
export function runEvent(afterMs: number, event: Body, sequence = 0): RunEvent {
  return create(RunEventSchema, {
    runId: recordedRunId,
    sequence: BigInt(sequence),
    at: timestampFromMs(admittedAtMs + afterMs),
    event,
  });
}

/** A small drawing that says its own name. */
export function drawing(name: string, colour = "#f3f0e8"): File {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1400 1000"><rect width="1400" height="1000" fill="${colour}"/><path d="M200 200h1000v600H200zM700 200v600" fill="none" stroke="#222" stroke-width="8"/><text x="700" y="920" font-size="60" text-anchor="middle">${name}</text></svg>`;
  return textFile(name, "image/svg+xml", svg);
}

/** A file with its text in place. */
export function textFile(name: string, mediaType: string, text: string): File {
  const inline = new TextEncoder().encode(text);
  return create(FileSchema, {
    name,
    mediaType,
    content: { digest: `${name.length}${text.length}`.padEnd(64, "0"), size: BigInt(inline.length), inline },
  });
}

const step = (stepId: string, type: string, needs: string[] = [], more: object = {}) => ({
  stepId,
  outputType: type.includes(".") ? type : `viba.aec.v1.${type}`,
  inputTypes: ["viba.aec.v1.Brief"],
  needs,
  ...more,
});

const started = (stepId: string, attempt = 1): Body => ({
  case: "attemptStarted",
  value: { stepId, attemptId: `${stepId}-${attempt}`, attempt },
});

const scores = { match: 0.8, quality: 0.9, latency: 0.6, load: 1, cost: 0.7, freshness: 0.5 };
const weights = { match: 0.3, quality: 0.3, latency: 0.1, load: 0.15, cost: 0.05, freshness: 0.1 };

const chosen = (stepId: string, agentId: string, capability: string, attempt = 1): Body => ({
  case: "agentChosen",
  value: {
    stepId,
    attemptId: `${stepId}-${attempt}`,
    decision: {
      decisionId: `decision-${stepId}-${attempt}`,
      chosenAgentId: agentId,
      chosenInstanceId: `${agentId}-1`,
      chosenCapability: capability,
      propensity: 0.9,
      weights,
      durationUs: 310,
      because: `${agentId} (${capability}) fits best.`,
      candidates: [
        { agentId, instanceId: `${agentId}-1`, version: "0.1.0", capability, scores, total: 0.78 },
        { agentId: "outside_planner", instanceId: "o-1", version: "2.0.0", capability, scores, total: 0.61 },
        { agentId: "old_planner", instanceId: "o-2", version: "0.9.0", capability, leftOut: "breaker open" },
      ],
    },
  },
});

const accepted = (stepId: string, agentId: string, more: Record<string, unknown> = {}): Body => {
  const { fromCache = false, durationMs = 46, ...done } = more as { fromCache?: boolean; durationMs?: number };
  const artifact = { type: "", digest: "ab".repeat(32), size: 7435n };
  return {
    case: "stepAccepted",
    value: { stepId, attemptId: `${stepId}-1`, agentId, durationMs, fromCache, done: { artifact, ...done } },
  };
};

const goal: Body = {
  case: "goalSet",
  value: {
    goal: {
      wanted: ["viba.aec.v1.Plan"],
      titleKo: "강남 모던 카페",
      titleEn: "Modern cafe in Gangnam",
      assumed: [
        {
          subject: "storeys",
          value: "1",
          reasonKo: "층수를 말하지 않아 가장 단순한 규모로 보았습니다.",
          reasonEn: "No number of storeys was given.",
        },
        { subject: "area_kind", value: "gross_floor", reasonKo: "연면적으로 보았습니다.", reasonEn: "Taken as gross." },
      ],
    },
  },
};

const assessment = {
  quality: 0.87,
  accepted: true,
  fixes: ["출입구를 0.9 m 이상으로 넓히십시오."],
  checks: [
    { id: "gate.schema", titleKo: "스키마 유효", titleEn: "valid schema", score: 1, gate: true, passed: true },
    {
      id: "area.gross",
      titleKo: "연면적",
      titleEn: "gross floor area",
      score: 0.96,
      weight: 2,
      passed: true,
      measured: "165.22 m²",
      demanded: "165.29 m²",
    },
    {
      id: "door.width",
      titleKo: "출입구 너비",
      titleEn: "width of the entrance",
      score: 0.4,
      weight: 1,
      hard: true,
      passed: false,
      measured: "0.8 m",
      demanded: "0.9 m 이상",
    },
  ],
};

const report = textFile(
  "report.html",
  "text/html; charset=utf-8",
  "<!doctype html><meta charset=utf-8><h1>설계 보고서</h1><script>document.title='ran'</script>",
);

/** The part of the recorded run until the plan is under way. */
export const beginning: readonly RunEvent[] = [
  runEvent(0, {
    case: "runAdmitted",
    value: {
      request: { text: recordedText, permitDate: "2026-11-22", seed: 7n, language: "ko" },
      traceId: "a".repeat(32),
    },
  }),
  runEvent(1, { case: "workflowPlanned", value: { workflow: { steps: [step("s0", "viba.core.v1.Goal")] } } }),
  runEvent(2, started("s0")),
  runEvent(3, chosen("s0", "design_theorist", "interpret")),
  runEvent(40, accepted("s0", "design_theorist", { durationMs: 38 })),
  runEvent(41, goal),
  runEvent(42, {
    case: "workflowPlanned",
    value: {
      workflow: {
        steps: [
          step("s1", "Concept"),
          step("s2", "Plan", ["s1"]),
          step("s3", "Model", ["s2"]),
          step("s4", "Energy", ["s2"], { optional: true }),
          step("s5", "Review", ["s2", "s3", "s4"]),
        ],
        missingOptional: ["viba.aec.v1.Certification"],
      },
    },
  }),
  runEvent(43, started("s1")),
  runEvent(44, chosen("s1", "design_theorist", "concept")),
  runEvent(52, accepted("s1", "design_theorist", { durationMs: 8.9, fromCache: true })),
  runEvent(53, started("s2")),
  runEvent(54, chosen("s2", "design_theorist", "plan.general")),
  runEvent(60, {
    case: "stepProgress",
    value: {
      stepId: "s2",
      progress: { fraction: 0.4, messageKo: "벽을 세우는 중", messageEn: "placing walls" },
    },
  }),
];

/** The rest: the plan, a lost attempt, a revision, the end. */
export const rest: readonly RunEvent[] = [
  runEvent(120, accepted("s2", "design_theorist", { durationMs: 67, files: [drawing("plan-1F.svg")] })),
  runEvent(121, started("s3")),
  runEvent(122, chosen("s3", "bim_specialist", "model.ifc")),
  runEvent(123, started("s4")),
  runEvent(150, {
    case: "attemptFailed",
    value: {
      stepId: "s3",
      attemptId: "s3-1",
      message: "the agent is gone",
      willRetry: true,
      error: { reason: Reason.NOT_STARTED, messageKo: "에이전트가 사라졌습니다" },
    },
  }),
  runEvent(151, started("s3", 2)),
  runEvent(152, chosen("s3", "bim_specialist", "model.ifc", 2)),
  runEvent(160, {
    case: "stepFailed",
    value: {
      stepId: "s4",
      message: "nobody makes Energy",
      error: { reason: Reason.NO_CAPABLE_AGENT, messageKo: "에너지를 만들 에이전트가 없습니다" },
    },
  }),
  runEvent(300, accepted("s3", "bim_specialist", { durationMs: 179, files: [drawing("view.svg", "#dfe8ee")] })),
  runEvent(301, {
    case: "workflowPlanned",
    value: {
      workflow: {
        steps: [step("s6", "Plan", ["s5"], { refine: true, round: 1 }), step("s7", "Review", ["s6"], { round: 1 })],
      },
    },
  }),
  runEvent(302, started("s5")),
  runEvent(340, accepted("s5", "design_reviewer", { files: [report] })),
  runEvent(341, started("s6")),
  runEvent(380, accepted("s6", "design_theorist", { files: [drawing("plan-1F.svg", "#fdfdf8")] })),
  runEvent(381, started("s7")),
  runEvent(420, accepted("s7", "design_reviewer", { assessment })),
  runEvent(435, { case: "runEnded", value: { state: RunState.FINISHED } }),
];

/** A whole run as a watcher hears it, with places in the journal. */
export const recordedRun: readonly RunEvent[] = [...beginning, ...rest].map((event, index) =>
  create(RunEventSchema, { ...event, sequence: event.event.case === "stepProgress" ? 0n : BigInt(index + 1) }),
);
