import { parseBrief } from "../parse.ts";
import { type CorpusScore, scoreCorpus, scoreSentence, type SentenceScore } from "./score.ts";
import type { Row } from "./slots.ts";

/** A sentence that was not read as said. */
export interface Misread extends SentenceScore {
  readonly text: string;
  /** Reason of the refusal, when the sentence was asked back. */
  readonly askedBack?: string;
}

/** The score of all sentences, and those that were misread. */
export interface IntakeScore {
  readonly total: CorpusScore;
  readonly misread: readonly Misread[];
}

/** Reads every sentence by the rules and compares it with what its row says. */
export function scoreIntake(rows: readonly Row[]): IntakeScore {
  const scored = rows.map(([text, said]) => {
    const result = parseBrief({ text, permitDate: "2026-11-22", seed: 1n, siteGeojson: "" });
    const score = scoreSentence(said, result.ok ? result.brief : undefined);
    return { text, ...score, ...(result.ok ? {} : { askedBack: result.problem.reason }) };
  });
  const isWrong = (item: SentenceScore) => item.missed.length + item.invented.length + item.wrongNumbers.length > 0;
  return { total: scoreCorpus(scored), misread: scored.filter(isWrong) };
}
