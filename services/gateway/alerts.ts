import type { MessageInitShape } from "@bufbuild/protobuf";
import { Strain } from "@viba/contracts/gen/viba/event/v1/event_pb";
import type { AlertSchema } from "@viba/contracts/gen/viba/gateway/v1/gateway_pb";
import type { ActiveStrain } from "@viba/contracts/gen/viba/monitor/v1/monitor_pb";
import { type AgentInfo, AgentState } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import type { StatusLine } from "./mesh-status.ts";

type Alert = MessageInitShape<typeof AlertSchema>;

/** What is known of a mesh. */
export interface MeshFacts {
  readonly agents: readonly AgentInfo[];
  readonly strains: readonly ActiveStrain[];
  readonly services: readonly StatusLine[];
}

interface Words {
  readonly kind: string;
  readonly en: string;
  readonly ko: string;
  readonly next?: string;
  readonly nextKo?: string;
}

const states: Partial<Record<AgentState, Words>> = {
  [AgentState.QUARANTINED]: {
    kind: "quarantined",
    en: "its process ended too often and is not started again",
    ko: "프로세스가 너무 자주 종료되어 다시 시작하지 않습니다",
    next: "read its log, mend it, then `./viba upgrade` to a version that holds",
    nextKo: "로그를 확인해 고친 뒤 `./viba upgrade`로 바꾸세요",
  },
  [AgentState.BROKEN]: {
    kind: "broken",
    en: "its breaker is open: it failed several times in a row and is tried again by itself",
    ko: "연속으로 실패해 차단되었습니다. 잠시 뒤 자동으로 다시 시도합니다",
  },
  [AgentState.EJECTED]: {
    kind: "ejected",
    en: "left out for a while: it fails more than the others that make the same",
    ko: "같은 일을 하는 다른 에이전트보다 실패가 많아 잠시 제외되었습니다",
  },
  [AgentState.SUSPECT]: {
    kind: "suspect",
    en: "a heartbeat is missing: it gets no new work until it comes",
    ko: "생존 신호가 끊겨 돌아올 때까지 새 일을 받지 않습니다",
  },
};

const percent = (share: number) => `${Math.round(share * 100)} %`;
const seconds = (value: number) => `${value.toFixed(1)} s`;
const strainWords: Partial<Record<Strain, Omit<Words, "next"> & { readonly show: (value: number) => string }>> = {
  [Strain.CPU]: { kind: "strain_cpu", en: "uses much of its core", ko: "CPU를 많이 쓰고 있습니다", show: percent },
  [Strain.MEMORY]: {
    kind: "strain_memory",
    en: "uses much of the memory it may use",
    ko: "메모리를 많이 쓰고 있습니다",
    show: percent,
  },
  [Strain.RESPONSE]: { kind: "strain_response", en: "answers slowly", ko: "응답이 느립니다", show: seconds },
};
const relief = {
  next: "start another instance of it, or give it more room",
  nextKo: "같은 에이전트를 하나 더 시작하거나 자원을 늘리세요",
};

/** What of these facts is not well: what needs a person first, then the mesh itself, then what passes by itself. */
export function alertsOf({ agents, strains, services }: MeshFacts): Alert[] {
  const here = new Set(agents.map(({ instanceId }) => instanceId));
  const ill = agents.flatMap(agentAlert);
  return [
    ...ill.filter(({ kind }) => kind === "quarantined"),
    ...services.filter(({ serving }) => !serving).map(serviceAlert),
    ...ill.filter(({ kind }) => kind !== "quarantined"),
    // Of an instance that has gone nobody tells that its strain is over, if that news was lost.
    ...strains.filter(({ strain }) => here.has(strain?.instanceId ?? "")).flatMap(strainAlert),
  ];
}

function agentAlert({ manifest, instanceId, state, evidence }: AgentInfo): Alert[] {
  const words = states[state];
  if (!words) return [];
  const { kind, en, ko, next = "", nextKo = "" } = words;
  const facts = evidence && ` (${evidence})`;
  return [
    { kind, subject: manifest?.agentId ?? "", instanceId, message: en + facts, messageKo: ko + facts, next, nextKo },
  ];
}

/** What the mesh works with that is no service, and what it means when it is away. */
const engineWords: Readonly<Record<string, { readonly en: string; readonly ko: string }>> = {
  bus: { en: "is away, and the mesh goes on without it", ko: "연결되지 않아 없이 계속합니다" },
  traces: { en: "is away, and the mesh goes on without it", ko: "연결되지 않아 없이 계속합니다" },
  store: {
    en: "takes nothing in: runs stand still until it does, and what was accepted is kept",
    ko: "기록할 수 없어 실행이 멈춰 있습니다. 받아들인 것은 보존됩니다",
  },
};

function serviceAlert({ name, note }: StatusLine): Alert {
  const words = Object.hasOwn(engineWords, name) ? engineWords[name] : undefined;
  const why = note && `: ${note}`;
  return {
    kind: words ? "engine" : "service",
    subject: name,
    message: `${words?.en ?? "does not serve"}${why}`,
    messageKo: `${words?.ko ?? "응답하지 않습니다"}${why}`,
    next: name === "store" ? "free disk space or mend the disk" : "look at `./viba doctor`",
    nextKo: name === "store" ? "디스크 공간을 늘리거나 디스크를 고치세요" : "`./viba doctor`로 확인하세요",
  };
}

function strainAlert({ strain, sinceMs }: ActiveStrain): Alert[] {
  const words = strain && strainWords[strain.strain];
  if (!words) return [];
  const { kind, en, ko, show } = words;
  const measured = ` (${show(strain.value)}, > ${show(strain.bound)})`;
  const { agentId: subject, instanceId } = strain;
  return [{ kind, subject, instanceId, message: en + measured, messageKo: ko + measured, sinceMs, ...relief }];
}
