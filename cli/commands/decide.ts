import type { MessageInitShape } from "@bufbuild/protobuf";
import type { DecideTeamResponse, WantSchema } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { MeshError } from "@viba/runtime/errors";
import { decisionJson, decisionText } from "../output/decision.ts";
import type { Lang } from "../output/failure.ts";
import { shortName } from "../output/progress.ts";
import { table } from "../output/table.ts";
import type { Gateway } from "../session.ts";
import { attribute } from "./attribute.ts";
import { type Answer, type AskOptions, inSession } from "./in-session.ts";

/** What `viba decide` was told. */
export interface DecideOptions extends AskOptions {
  readonly have: readonly string[];
  readonly set: readonly string[];
  readonly weight: readonly string[];
  readonly exclude: readonly string[];
  readonly range: readonly string[];
  readonly certificate: readonly string[];
  readonly conflict: readonly string[];
  readonly with: readonly string[];
  readonly maxCost?: string;
  readonly locality?: string;
  readonly maxSize?: string;
}

/** Says who would be chosen for one type, or which team for several, and why; nothing is run. */
export async function decide(types: readonly string[], options: DecideOptions): Promise<void> {
  const answer = await inSession(options, async ({ gateway }) => {
    const known = await knownTypes(gateway);
    const wants = types.map((type) => wantOf(fullName(type, known.made), known.read, options));
    return wants.length === 1 ? one(gateway, wants[0]!, options.lang) : several(gateway, wants, options);
  });
  process.stdout.write(options.json ? `${JSON.stringify(answer.json)}\n` : answer.text);
}

type Want = MessageInitShape<typeof WantSchema>;

async function one(gateway: Gateway, want: Want, lang: Lang): Promise<Answer> {
  const { decision } = await gateway.decide({ want });
  if (!decision) throw new MeshError("INTERNAL", "the router gave no decision");
  return { json: decisionJson(decision), text: `${shortName(decision.outputType)}\n${decisionText(decision, lang)}` };
}

async function several(gateway: Gateway, wants: readonly Want[], options: DecideOptions): Promise<Answer> {
  const conflicts = options.conflict.map((pair) => {
    const [agentId = "", otherAgentId = ""] = pair.split(",", 2);
    if (agentId === "" || otherAgentId === "")
      throw new MeshError("INVALID_ARGUMENT", `--conflict "${pair}": write two agents as a,b`, {
        messageKo: `--conflict "${pair}": 두 에이전트를 a,b로 적어 주세요`,
      });
    return { agentId, otherAgentId };
  });
  const maxSize = options.maxSize === undefined ? 0 : numberOf("--max-size", options.maxSize);
  const { team } = await gateway.decideTeam({ team: { wants: [...wants], conflicts, maxSize } });
  if (!team) throw new MeshError("INTERNAL", "the router gave no team");
  const names = wants.map(({ outputType }) => outputType ?? "");
  const json = {
    members: team.members.map((member) => ({
      agent: member.agentId,
      instance: member.instanceId,
      version: member.version,
      makes: member.wants.map((at) => names[at]),
      total: member.total,
    })),
    value: team.value,
    exact: team.exact,
    unmet: team.unmet.map((at) => names[at]),
    unmet_is_smallest: team.unmetIsSmallest,
    candidates: team.candidates,
    duration_us: team.durationUs,
  };
  return { json, text: teamText(team, names, options.lang) };
}

function teamText(team: DecideTeamResponse, names: readonly string[], lang: Lang): string {
  const ko = lang === "ko";
  const list = (wants: readonly number[]) => wants.map((at) => shortName(names[at]!)).join(", ");
  if (team.members.length === 0) {
    if (team.unmet.length === 0)
      return ko ? "이 크기의 팀을 만들 수 없습니다.\n" : "No team of that size can be made.\n";
    const what = list(team.unmet);
    return ko ? `함께 만들 수 없는 것: ${what}\n` : `Nobody can make these together: ${what}\n`;
  }
  const rows = team.members.map((m) => [m.agentId, m.version, list(m.wants), m.total.toFixed(3)]);
  const header = ko ? ["에이전트", "버전", "만드는 것", "점수"] : ["agent", "version", "makes", "total"];
  const best = team.exact ? (ko ? "최적" : "the best there is") : ko ? "거의 최적" : "nearly the best";
  const facts = `${ko ? "팀 가치" : "worth"} ${team.value.toFixed(3)} (${best}, ${team.durationUs.toFixed(0)} µs)`;
  return `${table(header, rows)}${facts}\n`;
}

/** Types somebody makes, and types somebody reads. */
async function knownTypes(gateway: Gateway): Promise<{ made: string[]; read: string[] }> {
  const { agents } = await gateway.listAgents({});
  const capabilities = agents.flatMap(({ manifest }) => manifest?.capabilities ?? []);
  const made = new Set(capabilities.map(({ outputType }) => outputType));
  const read = new Set(capabilities.flatMap(({ inputs }) => inputs.map(({ type }) => type)));
  return { made: [...made].sort(), read: [...read].sort() };
}

/** A type by its full name or its last part. */
function fullName(name: string, made: readonly string[]): string {
  const found = made.find((type) => type === name) ?? made.find((type) => type.split(".").at(-1) === name);
  if (found) return found;
  throw new MeshError("INVALID_ARGUMENT", `nobody makes "${name}"; made are ${made.map(shortName).join(", ")}`, {
    messageKo: `"${name}"을(를) 만드는 에이전트가 없습니다. 만들 수 있는 것: ${made.map(shortName).join(", ")}`,
  });
}

/** Without --have everything that anybody reads is taken to be there: the question is who, not whether. */
function wantOf(outputType: string, read: readonly string[], options: DecideOptions): Want {
  const availableTypes = options.have.length > 0 ? options.have.map((type) => fullName(type, read)) : [...read];
  const weights = Object.fromEntries(
    options.weight.map(pair("--weight")).map(([k, v]) => [k, numberOf("--weight", v)]),
  );
  return {
    outputType,
    availableTypes,
    attributes: Object.fromEntries(options.set.map(attribute)),
    weights,
    team: [...options.with],
    constraints: {
      excludedAgents: [...options.exclude],
      versions: Object.fromEntries(options.range.map(pair("--range"))),
      maxCost: options.maxCost === undefined ? 0 : numberOf("--max-cost", options.maxCost),
      locality: options.locality ?? "",
      certificates: [...options.certificate],
    },
  };
}

function pair(option: string) {
  return (text: string): [string, string] => {
    const at = text.indexOf("=");
    if (at < 1 || at === text.length - 1)
      throw new MeshError("INVALID_ARGUMENT", `${option} "${text}": write name=value`, {
        messageKo: `${option} "${text}": 이름=값으로 적어 주세요`,
      });
    return [text.slice(0, at), text.slice(at + 1)];
  };
}

function numberOf(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value) && value >= 0) return value;
  throw new MeshError("INVALID_ARGUMENT", `${option} "${text}": write a number of at least 0`, {
    messageKo: `${option} "${text}": 0 이상의 수를 적어 주세요`,
  });
}
