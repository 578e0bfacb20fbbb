import { create, fromBinary, toBinary, toJsonString } from "@bufbuild/protobuf";
import { changeBrief } from "@viba/building/brief/change/change";
import { fillFrom, readByRules } from "@viba/building/brief/fill/fill";
import { questionOf } from "@viba/building/brief/fill/question";
import { parseBrief } from "@viba/building/brief/parse";
import { problem, type Problem } from "@viba/building/brief/problem";
import { type Brief, BriefSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { type Change, type Goal, GoalSchema, type Request } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { artifactOf, readAttachments } from "./attachments.ts";
import type { Ask } from "./language-model.ts";

/** A request understood, or what to ask the person. */
export type Interpretation =
  | { readonly ok: true; readonly goal: Goal; readonly brief: Brief }
  | { readonly ok: false; readonly problem: Problem };

const always = ["viba.aec.v1.Plan", "viba.aec.v1.Model", "viba.aec.v1.CodeReport", "viba.aec.v1.Review"];
const energy = "viba.aec.v1.Energy";
const certification = "viba.aec.v1.Certification";

/** Stage 0: reads the sentence by rules and says what must be made. Energy is a must only when a certificate needs it. */
export function interpret(request: Request): Interpretation {
  return goalOf(request, briefOf(request));
}

/** The same with a language model that fills what the rules left open; the rules come first and win. */
export async function interpretAsking(request: Request, ask: Ask): Promise<Interpretation> {
  if (request.fromRun !== "") return interpret(request);
  const rules = readByRules(request);
  if (rules.open.length === 0) return goalOf(request, rules.result);
  const answer = await ask(questionOf(request.text, rules.open));
  return goalOf(request, fillFrom(request, rules, answer));
}

function goalOf(request: Request, result: BriefReading): Interpretation {
  if (!result.ok) return result;
  const { brief } = result;
  const given = readAttachments(request.attachments, request.attached);
  if (!given.ok) return given;
  const certified = brief.certificates.length > 0;
  const goal = create(GoalSchema, {
    wanted: certified ? [...always, energy, certification] : always,
    optional: certified ? [] : [energy],
    attributes: attributesOf(brief, given.weather),
    attached: [artifactOf(BriefSchema.typeName, toBinary(BriefSchema, brief)), ...given.artifacts],
    assumed: brief.assumed,
    titleKo: brief.title,
    titleEn: result.titleEn,
    changes: [...(result.changes ?? [])],
  });
  return { ok: true, goal, brief };
}

type BriefReading =
  | { readonly ok: true; readonly brief: Brief; readonly titleEn: string; readonly changes?: readonly Change[] }
  | { readonly ok: false; readonly problem: Problem };

/** The brief of the sentence; of a follow-up, the earlier run's brief with what the sentence changes. */
function briefOf(request: Request): BriefReading {
  const { text, permitDate, seed, siteGeojson, variant } = request;
  if (request.fromRun === "") return parseBrief({ text, permitDate, seed, siteGeojson, variant });
  const earlier = request.attached.find(({ type }) => type === BriefSchema.typeName);
  if (earlier !== undefined)
    return changeBrief(fromBinary(BriefSchema, earlier.inline), { text, permitDate, seed, variant });
  return {
    ok: false,
    problem: problem(
      "INVALID_ARGUMENT",
      `실행 ${request.fromRun}에는 이어서 바꿀 설계 조건이 없습니다.`,
      `Run ${request.fromRun} has no brief to change.`,
      { run: request.fromRun },
    ),
  };
}

/** Facts that conditions of capabilities may look at; a fact nobody knows is absent. */
function attributesOf(brief: Brief, weather: readonly string[]): Record<string, { values: string[] }> {
  const facts: Record<string, readonly string[]> = {
    use: [brief.use],
    style: brief.styles,
    certificate: brief.certificates,
    storeys: [String(brief.storeys)],
    basements: [String(brief.basements)],
    area_m2: [brief.areaM2.toFixed(2)],
    city: known(brief.location?.city),
    climate: known(brief.location?.climate),
    zone: known(brief.location?.zone),
    hanok: brief.styles.includes("hanok") ? ["true"] : [],
    weather,
    asks: brief.rooms.map(({ kind }) => kind),
    modern_amenities: brief.modernAmenities ? ["true"] : [],
  };
  return Object.fromEntries(
    Object.entries(facts)
      .filter(([, values]) => values.length > 0)
      .map(([name, values]) => [name, { values: [...values] }]),
  );
}

function known(value: string | undefined): string[] {
  return value === undefined || value === "" ? [] : [value];
}

/** A file for the person: its name, media type and bytes. */
export interface OutputFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** The brief as `brief.json`: field names as in the proto, every field present, Korean readable. */
export function briefFile(brief: Brief): OutputFile {
  const json = toJsonString(BriefSchema, brief, {
    useProtoFieldName: true,
    alwaysEmitImplicit: true,
    prettySpaces: 2,
  });
  return {
    name: "brief.json",
    mediaType: "application/json",
    bytes: new TextEncoder().encode(`${json}\n`),
  };
}
