import { heldOutRows } from "@viba/building/brief/corpus/held-out";
import { secondHeldOutRows } from "@viba/building/brief/corpus/held-out-second";
import { thirdHeldOutRows } from "@viba/building/brief/corpus/held-out-third";
import { fourthHeldOutRows } from "@viba/building/brief/corpus/held-out-fourth";
import { fifthHeldOutRows } from "@viba/building/brief/corpus/held-out-fifth";
import { sixthHeldOutRows } from "@viba/building/brief/corpus/held-out-sixth";
import { seventhHeldOutRows } from "@viba/building/brief/corpus/held-out-seventh";
import { eighthHeldOutRows } from "@viba/building/brief/corpus/held-out-eighth";
import { eleventhHeldOutRows } from "@viba/building/brief/corpus/held-out-eleventh";
import { ninthHeldOutRows } from "@viba/building/brief/corpus/held-out-ninth";
import { tenthHeldOutRows } from "@viba/building/brief/corpus/held-out-tenth";
import { twelfthHeldOutRows } from "@viba/building/brief/corpus/held-out-twelfth";
import { type Misread, scoreIntake } from "@viba/building/brief/corpus/intake";
import { sentenceRows } from "@viba/building/brief/corpus/rows";
import type { Row } from "@viba/building/brief/corpus/slots";
import type { EvalAnswer } from "./eval.ts";

/** A set of sentences with the bar its reading has to reach. */
interface SentenceSet {
  readonly rows: readonly Row[];
  readonly leastF1: number;
  readonly mostWrongNumbers: number;
}

/** The sentences that the rules were made with: their reading has to be all but perfect. */
const ownSet: SentenceSet = { rows: sentenceRows, leastF1: 0.97, mostWrongNumbers: 0 };

/** The sentences that the rules had not met; a wrong number costs F1 there and has no bar of its own. */
const heldOutSet: SentenceSet = {
  rows: [
    ...heldOutRows,
    ...secondHeldOutRows,
    ...thirdHeldOutRows,
    ...fourthHeldOutRows,
    ...fifthHeldOutRows,
    ...sixthHeldOutRows,
    ...seventhHeldOutRows,
    ...eighthHeldOutRows,
    ...ninthHeldOutRows,
    ...tenthHeldOutRows,
    ...eleventhHeldOutRows,
    ...twelfthHeldOutRows,
  ],
  leastF1: 0.93,
  mostWrongNumbers: Number.POSITIVE_INFINITY,
};

/** Reads every sentence of the corpus, or of the held-out set, and scores it slot by slot. */
export function evalIntake({ heldOut = false }: { readonly heldOut?: boolean }): EvalAnswer {
  const { rows, leastF1, mostWrongNumbers } = heldOut ? heldOutSet : ownSet;
  const { total, misread } = scoreIntake(rows);
  const passed = total.f1 >= leastF1 && total.wrongNumbers <= mostWrongNumbers;
  const { sentences, slots, precision, recall, f1, wrongNumbers } = total;
  const json = {
    evaluation: "intake",
    held_out: heldOut,
    passed,
    sentences,
    slots,
    precision,
    recall,
    f1,
    wrong_numbers: wrongNumbers,
    bar: { f1: leastF1, ...(Number.isFinite(mostWrongNumbers) ? { wrong_numbers: mostWrongNumbers } : {}) },
    misread: misread.map((one) => ({
      text: one.text,
      asked_back: one.askedBack ?? "",
      missed: one.missed,
      invented: one.invented,
      wrong_numbers: one.wrongNumbers,
    })),
  };
  const lines = [
    `${sentences}문장 · sentences, ${slots} slots`,
    `F1 ${f1.toFixed(4)}  (precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}; bar ${leastF1})`,
    `틀린 수 · wrong numbers: ${wrongNumbers}`,
    ...misread.map(misreadLine),
    passed ? "통과 · passed" : "미달 · below the bar",
  ];
  return { json, text: `${lines.join("\n")}\n`, passed };
}

function misreadLine({ text, askedBack, missed, invented, wrongNumbers }: Misread): string {
  const parts = [
    askedBack === undefined ? "" : `asked back: ${askedBack}`,
    ...missed.map((slot) => `-${slot}`),
    ...invented.map((slot) => `+${slot}`),
    ...wrongNumbers.map((wrong) => `!${wrong}`),
  ];
  return `  ${text}\n    ${parts.filter((part) => part !== "").join("  ")}`;
}
