import type { Lang } from "../output/failure.ts";
import type { Gateway } from "../session.ts";
import type { Answer } from "./in-session.ts";

/** What is not well in the mesh now, and what to do about it. */
export async function alerts(gateway: Gateway, lang: Lang): Promise<Answer> {
  const answer = await gateway.listAlerts({});
  const json = answer.alerts.map((alert) => ({
    kind: alert.kind,
    subject: alert.subject,
    instance: alert.instanceId,
    message: lang === "ko" ? alert.messageKo : alert.message,
    next: lang === "ko" ? alert.nextKo : alert.next,
    since: alert.sinceMs > 0 ? new Date(alert.sinceMs).toISOString() : null,
  }));
  if (json.length === 0) return { json, text: lang === "ko" ? "이상이 없습니다\n" : "all is well\n" };
  const lines = json.map(({ subject, message, next, since }) => {
    const from = since ? ` [${since}]` : "";
    return `✗ ${subject}: ${message}${from}\n${next && `  → ${next}\n`}`;
  });
  return { json, text: lines.join("") };
}
