/** Fewest syllables standing alone in a row that show a text typed with a space after each. */
const leastRun = 3;

/** Closes up Hangul typed with a space after each syllable ("카 페 설 계"); undefined when nothing is typed so. */
export function closeUp(text: string): string | undefined {
  const runs = [...text.matchAll(/(?<![^ ])[가-힣](?: [가-힣](?![^ ]))+/g)].map((match) => match[0]);
  if (!runs.some((run) => run.length >= leastRun * 2 - 1)) return undefined;
  return runs.reduce((closed, run) => closed.replace(run, run.replaceAll(" ", "")), text);
}
