import { Code } from "@connectrpc/connect";
import { Reason } from "@viba/contracts/gen/viba/error/v1/error_pb";

/** What a reason means to a caller: its status code, whether the same call may be sent again, and what to do next. */
export interface ErrorRow {
  readonly code: Code;
  readonly retryable: boolean;
  readonly nextEn: string;
  readonly nextKo: string;
}

/** Name of a reason without its prefix, for example "NO_WORKFLOW". */
export type ReasonName = Exclude<keyof typeof Reason, "UNSPECIFIED">;

/** The error table: one row a reason. A test holds it equal to the proto and to docs/reference/errors.md. */
export const errorTable: Readonly<Record<ReasonName, ErrorRow>> = {
  INVALID_ARGUMENT: {
    code: Code.InvalidArgument,
    retryable: false,
    nextEn: "Correct the field that the message names and call again.",
    nextKo: "메시지가 가리키는 항목을 고쳐 다시 호출하세요.",
  },
  TEXT_EMPTY: {
    code: Code.InvalidArgument,
    retryable: false,
    nextEn: 'Write what to design, for example "강남에 50평 모던 카페를 설계해줘".',
    nextKo: '무엇을 설계할지 적어 주세요. 예: "강남에 50평 모던 카페를 설계해줘"',
  },
  TEXT_TOO_LONG: {
    code: Code.InvalidArgument,
    retryable: false,
    nextEn: "Shorten the sentence to 16 KiB or less.",
    nextKo: "문장을 16 KiB 이하로 줄여 주세요.",
  },
  NOT_UNDERSTOOD: {
    code: Code.InvalidArgument,
    retryable: false,
    nextEn: "Name a kind of building, for example cafe, house, guest house, office or mixed use.",
    nextKo: "카페, 주택, 게스트하우스, 사무실, 복합건물처럼 건물의 종류를 적어 주세요.",
  },
  CONTRADICTION: {
    code: Code.InvalidArgument,
    retryable: false,
    nextEn: "Keep one of the parts that contradict each other.",
    nextKo: "서로 어긋나는 내용 가운데 하나만 남겨 주세요.",
  },
  OUT_OF_RANGE: {
    code: Code.InvalidArgument,
    retryable: false,
    nextEn: "Give a figure inside the range that the message names.",
    nextKo: "메시지에 적힌 범위 안의 값을 적어 주세요.",
  },
  NO_WORKFLOW: {
    code: Code.FailedPrecondition,
    retryable: false,
    nextEn: "Start an agent that makes the missing artifact type (see `viba agents`).",
    nextKo: "빠진 산출물을 만드는 에이전트를 시작하세요 (`viba agents` 참고).",
  },
  NO_CAPABLE_AGENT: {
    code: Code.Unavailable,
    retryable: true,
    nextEn: "Wait for the agent to come back, or start one (see `viba agents`).",
    nextKo: "에이전트가 돌아올 때까지 기다리거나 새로 시작하세요 (`viba agents` 참고).",
  },
  UNKNOWN_LEASE: {
    code: Code.FailedPrecondition,
    retryable: true,
    nextEn: "Register again at once.",
    nextKo: "바로 다시 등록하세요.",
  },
  INSTANCE_TAKEN: {
    code: Code.AlreadyExists,
    retryable: false,
    nextEn: "Choose another instance id, or show the proof the first registration showed.",
    nextKo: "다른 인스턴스 id를 쓰거나 처음 등록할 때와 같은 증명을 보이세요.",
  },
  CONTRACT_MISMATCH: {
    code: Code.FailedPrecondition,
    retryable: false,
    nextEn: "Upgrade the agent's SDK or the mesh so that they share a contract version.",
    nextKo: "계약 버전이 겹치도록 에이전트 SDK나 메시를 올리세요.",
  },
  TYPE_CONFLICT: {
    code: Code.FailedPrecondition,
    retryable: false,
    nextEn: "Put the changed message into a new major version of its package.",
    nextKo: "바뀐 메시지는 패키지의 새 주 버전에 넣으세요.",
  },
  UNAUTHENTICATED: {
    code: Code.Unauthenticated,
    retryable: false,
    nextEn: "Send a valid token (the owner's is in the data folder).",
    nextKo: "올바른 토큰을 보내세요 (소유자 토큰은 데이터 폴더에 있습니다).",
  },
  DENIED: {
    code: Code.PermissionDenied,
    retryable: false,
    nextEn: "Ask somebody whose role the method names.",
    nextKo: "이 기능을 쓸 수 있는 역할을 가진 사람에게 부탁하세요.",
  },
  NOT_FOUND: {
    code: Code.NotFound,
    retryable: false,
    nextEn: "Check the id and the data folder (`viba runs`, `viba agents` and `viba doctor` say what there is).",
    nextKo: "id와 데이터 폴더를 확인하세요 (`viba runs`, `viba agents`, `viba doctor`).",
  },
  CONFLICT: {
    code: Code.AlreadyExists,
    retryable: false,
    nextEn: "Use a new id, or send the same content.",
    nextKo: "새 id를 쓰거나 같은 내용을 보내세요.",
  },
  NOT_OWNER: {
    code: Code.Aborted,
    retryable: true,
    nextEn: "Leave the run to the orchestrator that holds its lease.",
    nextKo: "이 실행은 임대를 가진 오케스트레이터에 맡기세요.",
  },
  DEADLINE: {
    code: Code.DeadlineExceeded,
    retryable: true,
    nextEn: "Try again with more time.",
    nextKo: "시간을 더 주고 다시 시도하세요.",
  },
  CANCELLED: {
    code: Code.Canceled,
    retryable: false,
    nextEn: "Start it again if it is still wanted.",
    nextKo: "아직 필요하면 다시 시작하세요.",
  },
  NOT_STARTED: {
    code: Code.Unavailable,
    retryable: true,
    nextEn: "Send it again.",
    nextKo: "다시 보내세요.",
  },
  UNKNOWN_OUTCOME: {
    code: Code.Unknown,
    retryable: false,
    nextEn: "Ask the agent for the attempt before sending it again.",
    nextKo: "다시 보내기 전에 에이전트에 시도의 상태를 물어보세요.",
  },
  AGENT_FAILED: {
    code: Code.Internal,
    retryable: true,
    nextEn: "See the agent's log; another agent or a new attempt may do.",
    nextKo: "에이전트 로그를 보세요. 다른 에이전트나 새 시도로 될 수 있습니다.",
  },
  BAD_ARTIFACT: {
    code: Code.Internal,
    retryable: false,
    nextEn: "Mend the agent: its answer is not the artifact type it promised.",
    nextKo: "에이전트를 고치세요. 약속한 산출물이 아닙니다.",
  },
  OVERLOADED: {
    code: Code.ResourceExhausted,
    retryable: true,
    nextEn: "Wait for the time named and try again.",
    nextKo: "안내된 시간만큼 기다렸다 다시 시도하세요.",
  },
  BUDGET_EXHAUSTED: {
    code: Code.ResourceExhausted,
    retryable: false,
    nextEn: "Raise the budget of the run.",
    nextKo: "실행의 예산을 늘리세요.",
  },
  DRAINING: {
    code: Code.Unavailable,
    retryable: true,
    nextEn: "Try again; another process takes new work.",
    nextKo: "다시 시도하세요. 다른 프로세스가 새 일을 받습니다.",
  },
  DATA_FOLDER_TAKEN: {
    code: Code.FailedPrecondition,
    retryable: false,
    nextEn: "Use the running mesh, stop it, or name another folder with --data.",
    nextKo: "실행 중인 메시를 쓰거나 멈추거나, --data로 다른 폴더를 지정하세요.",
  },
  DATA_FOLDER_UNWRITABLE: {
    code: Code.PermissionDenied,
    retryable: false,
    nextEn: "Make the folder writable or name another one with --data.",
    nextKo: "폴더에 쓰기 권한을 주거나 --data로 다른 폴더를 지정하세요.",
  },
  PORT_TAKEN: {
    code: Code.FailedPrecondition,
    retryable: false,
    nextEn: "Stop what holds the port or choose another with --port and --agents-port.",
    nextKo: "포트를 쓰는 프로그램을 멈추거나 --port, --agents-port로 다른 포트를 고르세요.",
  },
  DAMAGED_RECORD: {
    code: Code.DataLoss,
    retryable: false,
    nextEn: "Restore the data folder from a backup; nothing after the damaged record was read.",
    nextKo: "데이터 폴더를 백업에서 되돌리세요. 손상된 기록 뒤는 읽지 않았습니다.",
  },
  STORAGE_FAILED: {
    code: Code.Unavailable,
    retryable: true,
    nextEn: "Free disk space or mend the disk; what was accepted is kept.",
    nextKo: "디스크 공간을 늘리거나 디스크를 고치세요. 받아들인 것은 보존됩니다.",
  },
  INTERNAL: {
    code: Code.Internal,
    retryable: false,
    nextEn: "Report it with the run id and the log.",
    nextKo: "실행 id와 로그를 함께 알려 주세요.",
  },
  QUARANTINED: {
    code: Code.FailedPrecondition,
    retryable: false,
    nextEn: "Look at the agents' logs at the times named; mend the agent or change the input.",
    nextKo: "안내된 시각의 에이전트 로그를 보고, 에이전트를 고치거나 입력을 바꾸세요.",
  },
  TOO_LARGE: {
    code: Code.ResourceExhausted,
    retryable: false,
    nextEn: "Send less, or store large bytes as an artifact and send its digest.",
    nextKo: "더 작게 보내거나, 큰 데이터는 산출물로 저장하고 digest를 보내세요.",
  },
  CHANGE_UNCLEAR: {
    code: Code.InvalidArgument,
    retryable: false,
    nextEn: 'Say what to change, for example "2층을 더 넓게", "방 하나 더", "주차 두 대 추가" or "지붕을 박공으로".',
    nextKo: '무엇을 바꿀지 적어 주세요. 예: "2층을 더 넓게", "방 하나 더", "주차 두 대 추가", "지붕을 박공으로"',
  },
};
