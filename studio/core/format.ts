/** Languages of the studio. */
export type Lang = "ko" | "en";

/** One of two texts. */
export function pick(lang: Lang, ko: string, en: string): string {
  return lang === "ko" ? ko || en : en || ko;
}

/** A duration in milliseconds for people: "0.4 ms", "46 ms", "1.2 s", "3 min 05 s", "9 h 39 min". */
export function formatMs(ms: number): string {
  if (ms < 10) return `${trim(ms.toFixed(1))} ms`;
  if (ms < 999.5) return `${ms.toFixed(0)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds >= 3600) return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
}

/** A size in bytes for people: "820 B", "34 kB", "1.4 MB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_500) return `${(bytes / 1000).toFixed(0)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** A moment for people, in the time zone given (the browser's when absent): "11월 22일 18:09" or "22 Nov, 18:09". */
export function formatMoment(atMs: number, lang: Lang, timeZone?: string): string {
  return new Intl.DateTimeFormat(lang === "ko" ? "ko-KR" : "en-GB", {
    month: lang === "ko" ? "long" : "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    ...(timeZone ? { timeZone } : {}),
  }).format(atMs);
}

/** A number between 0 and 1 with two decimals; 0.999 is not shown as 1, because a full mark must be earned. */
export function formatShare(share: number): string {
  return share < 1 ? (Math.floor(share * 100 + 1e-9) / 100).toFixed(2) : "1.00";
}

/** Letters as a person counts them. */
export function letters(text: string): number {
  return [...new Intl.Segmenter("ko", { granularity: "grapheme" }).segment(text)].length;
}

/** An id cut for the eye: "run_2fed8ede…". */
export function shortId(id: string): string {
  return id.length <= 16 ? id : `${id.slice(0, 12)}…`;
}

function trim(text: string): string {
  return text.replace(/\.0$/, "");
}
