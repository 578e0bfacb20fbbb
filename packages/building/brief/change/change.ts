import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import type { Assumption, Change } from "@viba/contracts/gen/viba/core/v1/goal_pb";
import { makeConcept } from "../../concept/concept.ts";
import { InfeasibleBrief } from "../../concept/infeasible.ts";
import { parkingEstimate } from "../../concept/massing.ts";
import { wishedKind } from "../../concept/rooms.ts";
import { textLimitBytes } from "../parse.ts";
import { problem, type Problem } from "../problem.ts";
import { normalise } from "../text.ts";
import { applyWanted } from "./apply.ts";
import { readCharacter, readRoof } from "./character.ts";
import { clausesOf } from "./clauses.ts";
import { changesBetween } from "./diff.ts";
import { finish } from "./finish.ts";
import { readLevels } from "./levels.ts";
import { outsideRooms, readRoomWishes } from "./room-wishes.ts";
import { bothWays, readSize } from "./sizes.ts";
import type { Said } from "./wanted.ts";

/** What the changed brief is made from. */
export interface ChangeRequest {
  /** What to change, Korean or simple English, at most 16 KiB of UTF-8. */
  readonly text: string;
  readonly permitDate: string;
  readonly seed: bigint;
  /** Which of several designs of the change; 0 or absent keeps that of the earlier one. */
  readonly variant?: number;
}

/** The changed brief and what differs, or what to ask back. */
export type ChangeResult =
  | { readonly ok: true; readonly brief: Brief; readonly titleEn: string; readonly changes: readonly Change[] }
  | { readonly ok: false; readonly problem: Problem };

/** Carries a follow-up ("2층을 더 넓게", "주차 두 대 추가") out on the brief of an earlier design. Never throws. */
export function changeBrief(before: Brief, request: ChangeRequest): ChangeResult {
  if (new TextEncoder().encode(request.text).length > textLimitBytes) {
    return failed(problem("TEXT_TOO_LONG", "문장이 16 KiB보다 깁니다.", "The sentence is longer than 16 KiB."));
  }
  let brief: Brief = {
    ...before,
    seed: request.seed,
    permitDate: request.permitDate,
    variant: request.variant || before.variant,
  };
  const notes: Assumption[] = [];
  const clauses = clausesOf(normalise(request.text));
  let understood = 0;
  let direction = 0;
  for (const [index, clause] of clauses.entries()) {
    const said = readClause(clause, clauses.slice(index).join(" "), brief);
    if (said === undefined) continue;
    if (!said.ok) return failed(said.problem);
    understood += 1;
    const changed = applyWanted(brief, said.wanted);
    const way = Math.sign(changed.areaM2 - brief.areaM2);
    if (way * direction < 0) return failed(bothWays());
    direction = way === 0 ? direction : way;
    brief = changed;
    notes.push(...(said.wanted.notes ?? []));
  }
  if (understood === 0) return failed(nothing(request.text));
  const finished = finish(before, brief, request.text, notes);
  if (!finished.ok) return finished;
  const changes = changesBetween(before, finished.brief);
  return changes.length === 0 ? failed(already(request.text)) : { ...finished, changes };
}

function failed(what: Problem): ChangeResult {
  return { ok: false, problem: what };
}

function readClause(clause: string, verbs: string, brief: Brief): Said | undefined {
  const due = parkingEstimate({ ...brief, rooms: [] });
  const before = {
    brief,
    countOf: (kind: string) => countOf(brief, kind),
    leastOf: (kind: string) => (kind === "parking" ? due : 0),
  };
  return (
    readLevels(clause, before) ??
    readRoomWishes(clause, verbs, before) ??
    readRoof(clause) ??
    readSize(clause, before) ??
    readCharacter(clause, before)
  );
}

/** Rooms of a kind in the design: those asked for, else those its programme has. */
function countOf(brief: Brief, kind: string): number {
  if (brief.exclusions.includes(kind)) return 0;
  const wish = brief.rooms.find((room) => room.kind === kind)?.count;
  if (kind === "parking") return Math.max(wish ?? 0, parkingEstimate(brief));
  if (wish !== undefined) return wish;
  const key = wishedKind(kind);
  if (key === undefined || outsideRooms.has(kind)) return 0;
  try {
    const spaces = makeConcept(brief, () => 0.5).storeys.flatMap((storey) => storey.spaces);
    return spaces.filter((space) => space.kind === key).length;
  } catch (error) {
    // A brief that no building satisfies has no rooms to count.
    if (error instanceof InfeasibleBrief) return 0;
    throw error;
  }
}

function nothing(text: string): Problem {
  return problem(
    "CHANGE_UNCLEAR",
    `'${text.trim().slice(0, 60)}'에서 바꿀 것을 찾지 못했습니다. 층수, 면적, 방과 주차 수, 용도, 양식, 지붕, 인증, 지을 곳을 바꿀 수 있습니다.`,
    `Nothing to change was found in "${text.trim().slice(0, 60)}": storeys, area, rooms and parking, use, style, roof, certificates and place can be changed.`,
  );
}

function already(text: string): Problem {
  return problem(
    "CHANGE_UNCLEAR",
    `'${text.trim().slice(0, 60)}'대로 되어 있어 바뀌는 것이 없습니다.`,
    `The design is so already: "${text.trim().slice(0, 60)}" changes nothing.`,
    { unchanged: "true" },
  );
}
