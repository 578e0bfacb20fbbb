import type { Analysis } from "@viba/runtime/trace/analysis/analyse";
import type { Bottleneck, Comparison, Difference } from "@viba/runtime/trace/analysis/compare";
import type { Blame, Spent } from "@viba/runtime/trace/analysis/classify";
import type { Lang } from "../output/failure.ts";
import { shortName } from "../output/progress.ts";
import { table } from "../output/table.ts";
import { barOf, ms } from "./waterfall.ts";

const words: Record<Lang, Record<Spent, string>> = {
  en: { work: "work", queue: "queue", retry: "retry", transport: "transport", mesh: "mesh" },
  ko: { work: "작업", queue: "대기", retry: "재시도", transport: "전송", mesh: "메시" },
};

/** Changes smaller than this share of the usual run are noise. */
const noise = 0.02;
const maxLines = 12;

/** What a run's time went into, for a person: the critical path, the bottleneck, services, and what is unusual. */
export function report(analysis: Analysis, comparison: Comparison | undefined, lang: Lang): string {
  const korean = lang === "ko";
  const { path, totalUs, causes, services, steps } = analysis;
  const lines = path
    .filter(({ us }) => us >= totalUs * 0.005)
    .map((part) => `${barOf(part.fromUs, part.us, totalUs)} ${ms(part.us).padStart(8)} ms  ${blame(part, lang)}`);
  const [first] = causes;
  const head = korean ? `임계 경로 (${ms(totalUs)} ms)` : `critical path (${ms(totalUs)} ms)`;
  const worst = first
    ? `${korean ? "병목" : "bottleneck"}: ${blame(first, lang)}, ${ms(first.us)} ms (${percent(first.share)})\n`
    : "";
  const retried = steps.filter(({ tries }) => tries > 1);
  const retries = retried.map(({ step, tries }) => `${shortName(step)} ${tries}×`).join(", ");
  const serviceRows = services
    .slice(0, maxLines)
    .map((each) => [each.service, ms(each.pathUs), ms(each.selfUs), String(each.spans), String(each.failed)]);
  const header = korean
    ? ["서비스", "경로(ms)", "자체(ms)", "스팬", "오류"]
    : ["service", "on path (ms)", "self (ms)", "spans", "failed"];
  return [
    `${head}\n${lines.join("\n")}\n${worst}`,
    retries ? `${korean ? "재시도" : "tried again"}: ${retries}\n` : "",
    `\n${table(header, serviceRows)}`,
    comparison ? `\n${usual(comparison, lang)}` : "",
  ].join("");
}

/** What is different from the usual run. */
function usual({ runs, totalUs, usualUs, differences }: Comparison, lang: Lang): string {
  const korean = lang === "ko";
  const ratio = (totalUs / Math.max(1, usualUs)).toFixed(2);
  const head = korean
    ? `같은 모양의 실행 ${runs}개와 비교: ${ms(totalUs)} ms, 보통 ${ms(usualUs)} ms (${ratio}배)`
    : `against ${runs} runs of the same shape: ${ms(totalUs)} ms, usually ${ms(usualUs)} ms (${ratio}x)`;
  const rows = differences
    .filter((each) => Math.abs(each.us - each.usualUs) > usualUs * noise)
    .slice(0, maxLines)
    .map((each) => `  ${signed(each)} ms  ${blame(each, lang)}`);
  const none = korean ? "  눈에 띄는 차이 없음" : "  nothing stands out";
  return `${head}\n${rows.length > 0 ? rows.join("\n") : none}\n`;
}

/** The causes over many runs, for a person. */
export function bottleneckReport(found: readonly Bottleneck[], runs: number, lang: Lang): string {
  const korean = lang === "ko";
  const header = korean
    ? ["원인", "시간(ms)", "비중", "실행", "가장 큰 원인"]
    : ["cause", "time (ms)", "share", "runs", "largest in"];
  const rows = found
    .slice(0, maxLines)
    .map((each) => [blame(each, lang), ms(each.us), percent(each.share), String(each.runs), String(each.first)]);
  return `${korean ? `실행 ${runs}개` : `${runs} ${runs === 1 ? "run" : "runs"}`}\n${table(header, rows)}`;
}

function blame({ spent, who }: Blame, lang: Lang): string {
  return `${words[lang][spent]}: ${shortName(who)}`;
}

function signed({ us, usualUs }: Difference): string {
  return `${us >= usualUs ? "+" : "-"}${ms(Math.abs(us - usualUs))}`.padStart(9);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}
