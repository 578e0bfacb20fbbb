import type { Brief } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { clone } from "@bufbuild/protobuf";
import { BriefSchema } from "@viba/contracts/gen/viba/aec/v1/brief_pb";
import { assume } from "../assumptions.ts";
import { type BriefRequest, type BriefResult, parseBrief } from "../parse.ts";
import { readSentence } from "../reading.ts";
import { normalise } from "../text.ts";
import type { Answer } from "./question.ts";
import { type Filling, openSlots, phraseOf, type SlotName } from "./slots.ts";

/** What the rules alone read, and the slots they left open; none when there is nothing to ask a model about. */
export interface RuleReading {
  readonly result: BriefResult;
  readonly open: readonly SlotName[];
}

/** Reads by rules first. Only a sentence that was understood, or that lacks no more than its use, has open slots. */
export function readByRules(request: BriefRequest): RuleReading {
  const result = parseBrief(request);
  if (!result.ok) {
    const lacksUse = result.problem.reason === "NOT_UNDERSTOOD" && result.problem.facts["missing"] === "use";
    const isTaken = result.problem.facts["given"] !== undefined;
    return { result, open: lacksUse && !isTaken ? ["use"] : [] };
  }
  const read = readSentence(normalise(request.text));
  return { result, open: read.ok ? openSlots(read.reading) : [] };
}

/** Fills open slots from a model's answer; whatever does not hold together leaves the reading of the rules as it was. */
export function fillFrom(request: BriefRequest, rules: RuleReading, answer: Answer): BriefResult {
  if (!answer.ok) return noted(rules.result, answer.whyKo, answer.whyEn);
  const sentence = normalise(request.text);
  const wanted = rules.open.includes("use") ? undefined : rules.open;
  const taken: Filling[] = [];
  let text = request.text;
  for (const filling of answer.fillings) {
    const phrase = sentence.includes(normalise(filling.quote)) ? phraseOf(filling) : undefined;
    if (phrase === undefined || !isOpen(text, filling.slot, wanted)) continue;
    taken.push(filling);
    text = `${text}, ${phrase}`;
  }
  if (taken.length === 0) return rules.result;
  const filled = parseBrief({ ...request, text });
  if (!filled.ok || !agrees(rules.result, filled.brief, rules.open)) {
    return noted(rules.result, "낸 값이 문장과 어긋나", "gave values that do not fit the sentence");
  }
  const brief = clone(BriefSchema, filled.brief);
  brief.text = request.text.toWellFormed();
  brief.assumed.push(
    ...taken.map(({ slot, value, quote }) => {
      const words = quote.slice(0, 60).toWellFormed();
      return assume(
        slot,
        value,
        `언어 모델이 '${words}'에서 읽었습니다.`,
        `Read from "${words}" by the language model.`,
      );
    }),
  );
  return { ...filled, brief };
}

/** With the use filled in, the rules say what else is still open. */
function isOpen(text: string, slot: SlotName, wanted: readonly SlotName[] | undefined): boolean {
  if (wanted !== undefined) return wanted.includes(slot);
  const read = readSentence(normalise(text));
  return read.ok ? openSlots(read.reading).includes(slot) : slot === "use";
}

/** What the rules had read is as it was: they win, on numbers above all. */
function agrees(rules: BriefResult, filled: Brief, open: readonly SlotName[]): boolean {
  if (!rules.ok) return true;
  const { brief } = rules;
  const kept = (slot: SlotName, same: boolean) => open.includes(slot) || same;
  return (
    brief.use === filled.use &&
    kept("area", brief.areaM2 === filled.areaM2) &&
    kept("storeys", brief.storeys === filled.storeys) &&
    kept("basements", brief.basements === filled.basements) &&
    kept("place", brief.location?.name === filled.location?.name) &&
    brief.rooms.every(({ kind, count }) => filled.rooms.some((room) => room.kind === kind && room.count === count)) &&
    brief.rooms.length === filled.rooms.length
  );
}

function noted(result: BriefResult, whyKo: string, whyEn: string): BriefResult {
  if (!result.ok) return result;
  const brief = clone(BriefSchema, result.brief);
  const note = assume(
    "language_model",
    "not used",
    `언어 모델이 ${whyKo} 규칙만으로 읽었습니다.`,
    `The language model ${whyEn}: read by the rules alone.`,
  );
  brief.assumed.push(note);
  return { ...result, brief };
}
