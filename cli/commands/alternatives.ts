import { createHash } from "node:crypto";
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fromBinary } from "@bufbuild/protobuf";
import { planDistance, roomsOf, type StoreyRooms } from "@viba/building/compare/plan-distance";
import { readBuilding } from "@viba/building/ifc-read/building";
import { EnergySchema } from "@viba/contracts/gen/viba/aec/v1/energy_pb";
import type { RunEvent } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import { systemClock } from "@viba/runtime/clock";
import { MeshError } from "@viba/runtime/errors";
import type { Session } from "../session.ts";
import { type DesignOptions, designOnce, makeFolder, openDesignSession, prepare, type Ready } from "./design.ts";
import { mostDifferent, tooAlike } from "./pick-alternatives.ts";
import type { ResultJson } from "./result.ts";

/** Designs of one sentence to choose among, as result.json shows them. */
export interface AlternativesJson {
  readonly alternatives: readonly AlternativeJson[];
  /** Smallest distance between two of them, 0 to 1: the share of the floor whose rooms differ. */
  readonly least_distance: number;
  /** Distance below which two plans count as alike. */
  readonly distance_wanted: number;
  /** Runs made, those not kept included. */
  readonly runs: number;
  readonly design_ms: number;
}

/** One of them. */
export interface AlternativeJson {
  readonly name: string;
  readonly run_id: string;
  readonly seed: string;
  readonly folder: string;
  readonly planner: string;
  readonly quality: number;
  /** How well it is laid out beyond what its checks demand, 0 to 1; absent if nobody looked. */
  readonly merit: number | undefined;
  readonly area_m2: number | undefined;
  /** kWh per m2 and year, after solar generation; absent if no agent estimated it. */
  readonly primary_energy: number | undefined;
  readonly parking: number | undefined;
  /** Distance to the nearest of the others. */
  readonly distance: number;
}

/** A design with what is compared of it. */
interface Made {
  readonly result: ResultJson;
  readonly seed: bigint;
  readonly folder: string;
  readonly planner: string;
  readonly primaryEnergy: number | undefined;
  readonly rooms: readonly StoreyRooms[];
}

/** Two plans that share less than this much of the floor differ in what an architect would call the plan. */
const distanceWanted = 0.12;
/** Rounds of further designs while two are alike; each makes as many as there are letters. */
const furtherRounds = 2;
const clock = systemClock;

/** Makes several designs of one sentence, as many at a time as the mesh takes, and keeps those that differ most. */
export async function alternatives(options: DesignOptions & { alternatives?: string }): Promise<AlternativesJson> {
  const count = countOf(options.alternatives ?? "");
  const ready = await prepare(options);
  const startMs = clock.monotonicMs();
  await using session = await openDesignSession(options);
  const work = join(options.out, ".designs");
  await makeFolder(work);
  try {
    const made: Made[] = [];
    for (let round = 0; round <= furtherRounds; round += 1) {
      const from = made.length;
      const others = round === 0 ? [] : await soloPlanners(session, made);
      const tasks = Array.from({ length: count }, (_, index) => {
        const excluded = index % 2 === 0 ? [] : others;
        return one(session, options, ready, {
          number: from + index,
          folder: join(work, String(from + index)),
          excluded,
        });
      });
      made.push(...(await settled(tasks, round === 0)));
      if (!tooAlike(mostDifferent(made, count, distanceOf), distanceOf, distanceWanted)) break;
    }
    const kept = mostDifferent(made, count, distanceOf);
    const rows = await Promise.all(kept.map((design, index) => keep(design, index, kept, options.out)));
    const least = Math.min(1, ...rows.map((row) => row.distance));
    const result = {
      alternatives: rows,
      least_distance: least,
      distance_wanted: distanceWanted,
      runs: made.length,
      design_ms: Math.round(clock.monotonicMs() - startMs),
    };
    await writeFile(join(options.out, "result.json"), `${JSON.stringify(result, null, 2)}\n`);
    return result;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function countOf(text: string): number {
  const count = Number(text);
  if (/^\d$/.test(text) && count >= 2 && count <= 5) return count;
  throw new MeshError("INVALID_ARGUMENT", `--alternatives ${text}: a number from 2 to 5`, {
    messageKo: `--alternatives에는 2에서 5까지의 수를 적어 주세요`,
  });
}

interface Variation {
  readonly number: number;
  readonly folder: string;
  readonly excluded: readonly string[];
}

async function one(session: Session, options: DesignOptions, ready: Ready, variation: Variation): Promise<Made> {
  const { number, folder, excluded } = variation;
  await makeFolder(folder);
  let primaryEnergy: number | undefined;
  const onEvent = ({ event }: RunEvent) => {
    const artifact = event.case === "stepAccepted" ? event.value.done?.artifact : undefined;
    if (artifact?.type !== EnergySchema.typeName || artifact.inline.length === 0) return;
    primaryEnergy = fromBinary(EnergySchema, artifact.inline).primaryEnergy;
  };
  const chosenSeed = number === 0 ? ready.chosenSeed : seedOf(options.text, ready.chosenSeed, number);
  const task = { ...options, ...ready, chosenSeed, variant: number, out: folder, excludedAgents: excluded, onEvent };
  const { result, run } = await designOnce(session, task);
  const planner = run.steps.findLast((step) => step.step?.outputType.endsWith(".Plan"))?.agentId ?? "";
  const seed = run.request?.seed ?? 0n;
  return { result, seed, folder, planner, primaryEnergy, rooms: await roomsIn(result.artifacts["model.ifc"]) };
}

/** Seeds of the further designs: the ones after the one asked for, else made from the sentence. */
function seedOf(text: string, first: bigint | undefined, number: number): bigint {
  if (first !== undefined) return first + BigInt(number);
  return BigInt(createHash("sha256").update(`${text.trim()}#${number}`).digest().readUInt32BE(0));
}

async function roomsIn(path: string | undefined): Promise<StoreyRooms[]> {
  const read = path === undefined ? undefined : readBuilding(await readFile(path, "utf8"));
  return read?.ok ? roomsOf(read.value) : [];
}

/** The first round has to succeed; of further ones, what succeeds is taken. */
async function settled(tasks: readonly Promise<Made>[], all: boolean): Promise<Made[]> {
  const ended = await Promise.allSettled(tasks);
  const failed = ended.find((task) => task.status === "rejected");
  if (all && failed) throw failed.reason;
  return ended.flatMap((task) => (task.status === "fulfilled" ? [task.value] : []));
}

/** Planners used so far that promise nothing but plans and have rivals: without them another one plans. */
async function soloPlanners({ gateway }: Session, made: readonly Made[]): Promise<string[]> {
  const { agents } = await gateway.listAgents({});
  const promises = agents.map(({ manifest }) => ({
    agentId: manifest?.agentId ?? "",
    types: (manifest?.capabilities ?? []).map((capability) => capability.outputType),
  }));
  const rivals = promises.filter(({ types }) => types.some((type) => type.endsWith(".Plan")));
  const solo = rivals.filter(({ types }) => types.every((type) => type.endsWith(".Plan")));
  const used = new Set(made.map(({ planner }) => planner));
  return rivals.length < 2 ? [] : solo.map(({ agentId }) => agentId).filter((agentId) => used.has(agentId));
}

const distanceOf = (a: Made, b: Made) => planDistance(a.rooms, b.rooms);

/** Moves a design to its letter's folder and says what is compared of it. */
async function keep(design: Made, index: number, all: readonly Made[], out: string): Promise<AlternativeJson> {
  const name = "ABCDE".charAt(index);
  const folder = join(out, name);
  await rm(folder, { recursive: true, force: true });
  await cp(design.folder, folder, { recursive: true });
  const artifacts = Object.fromEntries(Object.keys(design.result.artifacts).map((file) => [file, join(folder, file)]));
  const result = { ...design.result, artifacts };
  await writeFile(join(folder, "result.json"), `${JSON.stringify(result, null, 2)}\n`);
  const measured = (id: string) => {
    const check = result.checks.find((item) => item["id"] === id);
    const figure = Number.parseFloat(String(check?.["measured"] ?? ""));
    return Number.isFinite(figure) ? figure : undefined;
  };
  return {
    name,
    run_id: result.run_id,
    seed: String(design.seed),
    folder,
    planner: design.planner,
    quality: result.quality,
    merit: result.merit,
    area_m2: measured("area.gross"),
    primary_energy: design.primaryEnergy,
    parking: measured("parking"),
    distance: Math.min(1, ...all.filter((other) => other !== design).map((other) => distanceOf(design, other))),
  };
}
