import { createHash } from "node:crypto";
import { create, toBinary, toJsonString } from "@bufbuild/protobuf";
import { parseBrief } from "@viba/building/brief/parse";
import type { Problem } from "@viba/building/brief/problem";
import { type Brief, BriefSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { type Artifact, ArtifactSchema } from "@viba/contracts/gen/viba/core/v1/artifact_pb";
import { type Goal, GoalSchema, type Request } from "@viba/contracts/gen/viba/core/v1/goal_pb";

/** A request understood, or what to ask the person. */
export type Interpretation =
  | { readonly ok: true; readonly goal: Goal; readonly brief: Brief }
  | { readonly ok: false; readonly problem: Problem };

const always = ["viba.aec.v1.Plan", "viba.aec.v1.Model", "viba.aec.v1.CodeReport", "viba.aec.v1.Review"];
const energy = "viba.aec.v1.Energy";
const certification = "viba.aec.v1.Certification";

/** Stage 0: reads the sentence by rules and says what must be made. Energy is a must only when a certificate needs it. */
export function interpret(request: Request): Interpretation {
  const result = parseBrief({
    text: request.text,
    permitDate: request.permitDate,
    seed: request.seed,
    siteGeojson: request.siteGeojson,
  });
  if (!result.ok) return result;
  const { brief } = result;
  const certified = brief.certificates.length > 0;
  const goal = create(GoalSchema, {
    wanted: certified ? [...always, energy, certification] : always,
    optional: certified ? [] : [energy],
    attributes: attributesOf(brief),
    attached: [artifactOf(brief)],
    assumed: brief.assumed,
    titleKo: brief.title,
    titleEn: result.titleEn,
  });
  return { ok: true, goal, brief };
}

/** Facts that conditions of capabilities may look at; a fact nobody knows is absent. */
function attributesOf(brief: Brief): Record<string, { values: string[] }> {
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

function artifactOf(brief: Brief): Artifact {
  const bytes = toBinary(BriefSchema, brief);
  return create(ArtifactSchema, {
    type: BriefSchema.typeName,
    digest: createHash("sha256").update(bytes).digest("hex"),
    size: BigInt(bytes.length),
    inline: bytes,
  });
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
