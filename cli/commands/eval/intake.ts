import { type Misread, scoreIntake } from "@viba/building/brief/corpus/intake";
import { sentenceRows } from "@viba/building/brief/corpus/rows";
import type { EvalAnswer } from "./eval.ts";

/** F1 that the reading of sentences has to reach. */
const leastF1 = 0.97;

/** Reads every sentence of the corpus and scores it slot by slot. */
export function evalIntake(): EvalAnswer {
  const { total, misread } = scoreIntake(sentenceRows);
  const passed = total.f1 >= leastF1 && total.wrongNumbers === 0;
  const { sentences, slots, precision, recall, f1, wrongNumbers } = total;
  const json = {
    evaluation: "intake",
    passed,
    sentences,
    slots,
    precision,
    recall,
    f1,
    wrong_numbers: wrongNumbers,
    bar: { f1: leastF1, wrong_numbers: 0 },
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
