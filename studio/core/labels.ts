import type { AgentInfo } from "@viba/contracts/gen/viba/router/v1/registry_pb";
import type { Condition } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import { Operator } from "@viba/contracts/gen/viba/core/v1/capability_pb";
import { type Lang, pick } from "./format.ts";

type Pair = readonly [ko: string, en: string];

const types: Readonly<Record<string, Pair>> = {
  "viba.core.v1.Request": ["요청", "Request"],
  "viba.core.v1.Goal": ["요청 이해", "Goal"],
  "viba.aec.v1.Brief": ["설계 조건", "Brief"],
  "viba.aec.v1.Concept": ["설계 개념", "Concept"],
  "viba.aec.v1.Plan": ["평면", "Plan"],
  "viba.aec.v1.Model": ["BIM 모델", "BIM model"],
  "viba.aec.v1.CodeReport": ["법규 검토", "Code report"],
  "viba.aec.v1.Energy": ["에너지", "Energy"],
  "viba.aec.v1.Certification": ["인증", "Certification"],
  "viba.aec.v1.Review": ["설계 검토", "Review"],
};

const objectives: Readonly<Record<string, Pair>> = {
  match: ["적합", "match"],
  quality: ["품질", "quality"],
  latency: ["속도", "latency"],
  load: ["여유", "load"],
  cost: ["비용", "cost"],
  freshness: ["최신", "freshness"],
  synergy: ["협업", "synergy"],
};

const subjects: Readonly<Record<string, Pair>> = {
  area: ["면적", "Area"],
  area_m2: ["면적 (㎡)", "Area (m²)"],
  area_given: ["말한 면적", "Area given"],
  area_kind: ["면적 기준", "Kind of area"],
  storeys: ["층수", "Storeys"],
  basements: ["지하층", "Basements"],
  storey_uses: ["층별 용도", "Use by storey"],
  use: ["용도", "Use"],
  place: ["장소", "Place"],
  city: ["도시", "City"],
  zone: ["용도지역", "Zoning"],
  climate: ["기후 지역", "Climate zone"],
  road: ["도로", "Road"],
  site: ["대지", "Site"],
  rooms: ["실", "Rooms"],
  certificates: ["인증", "Certificates"],
  text: ["읽은 말", "Reading"],
  gross_floor: ["연면적", "gross floor area"],
};

/** What an artifact type is called; one this page does not know goes by its short name. */
export function typeLabel(type: string, lang: Lang): string {
  return label(types, type, lang, () => words(type.split(".").at(-1) ?? type));
}

/** What an objective is called. */
export function objectiveLabel(objective: string, lang: Lang): string {
  return label(objectives, objective, lang, (name) => name);
}

/** What the subject, or the value, of an assumption is called. */
export function subjectLabel(subject: string, lang: Lang): string {
  return label(subjects, subject, lang, (name) => name.replaceAll("_", " "));
}

/** What an agent is called: its title if it is there now, else its id. */
export function agentLabel(agentId: string, agents: readonly AgentInfo[], lang: Lang): string {
  const manifest = agents.find((agent) => agent.manifest?.agentId === agentId)?.manifest;
  return manifest ? pick(lang, manifest.titleKo, manifest.titleEn) || agentId : agentId;
}

/** A condition on the goal as a short formula: "style ∈ hanok". */
export function conditionLabel({ attribute, operator, values }: Condition): string {
  const list = values.join(", ");
  switch (operator) {
    case Operator.IN:
      return `${attribute} ∈ ${list}`;
    case Operator.NOT_IN:
      return `${attribute} ∉ ${list}`;
    case Operator.EXISTS:
      return `${attribute} ∃`;
    case Operator.ABSENT:
      return `${attribute} ∄`;
    case Operator.AT_LEAST:
      return `${attribute} ≥ ${list}`;
    case Operator.AT_MOST:
      return `${attribute} ≤ ${list}`;
    default:
      return attribute;
  }
}

function label(table: Readonly<Record<string, Pair>>, key: string, lang: Lang, other: (key: string) => string): string {
  const pair = Object.hasOwn(table, key) ? table[key] : undefined;
  return pair ? pick(lang, pair[0], pair[1]) : other(key);
}

/** "CodeReport" -> "Code report". */
function words(name: string): string {
  const spaced = name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, " ");
  return spaced.charAt(0).toUpperCase() + spaced.slice(1).toLowerCase();
}
