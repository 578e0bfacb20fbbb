import { type Answer, answerSchema, type Message, readAnswer } from "@viba/building/brief/fill/question";
import type { Clock } from "@viba/runtime/clock";
import type { LlmSettings } from "@viba/runtime/config";

/** Asks a model; always answers, if only why not. */
export type Ask = (question: readonly Message[]) => Promise<Answer>;

/** What asking needs of the process. */
export interface AskPorts {
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  /** Longest a person waits for the model before the rules answer alone. @default 3000 */
  readonly timeoutMs?: number;
}

/** Largest answer read, bytes: the form agreed needs a few hundred. */
const maxAnswerBytes = 64 * 1024;

/**
 * A model behind any OpenAI-compatible endpoint. The key goes into one header and nowhere else: neither errors nor
 * redirects carry it.
 */
export function createAsk({ url, model, key }: LlmSettings, { fetch, clock, timeoutMs = 3000 }: AskPorts): Ask {
  const address = url.endsWith("/chat/completions") ? url : `${url.replace(/\/+$/, "")}/chat/completions`;
  return async (question) => {
    const late = new AbortController();
    const timer = clock.after(timeoutMs, () => late.abort());
    try {
      const response = await fetch(address, {
        method: "POST",
        redirect: "error",
        signal: late.signal,
        headers: {
          "content-type": "application/json",
          ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        },
        body: JSON.stringify({
          model,
          messages: question,
          temperature: 0,
          max_tokens: 800,
          response_format: {
            type: "json_schema",
            json_schema: { name: "fillings", strict: true, schema: answerSchema },
          },
        }),
      });
      if (!response.ok) return away(`HTTP ${response.status}`);
      return readAnswer(contentOf(await boundedText(response)));
    } catch {
      // Refused, unreachable, too long or redirected: the rules answer alone. The cause may hold the address, so it stays here.
      return late.signal.aborted ? tooLate(timeoutMs) : away("");
    } finally {
      timer.cancel();
    }
  };
}

function tooLate(timeoutMs: number): Answer {
  const seconds = timeoutMs / 1000;
  return { ok: false, whyKo: `${seconds}초 안에 답하지 않아`, whyEn: `did not answer within ${seconds} s` };
}

function away(detail: string): Answer {
  const shown = detail === "" ? "" : ` (${detail})`;
  return { ok: false, whyKo: `응답하지 못해${shown}`, whyEn: `could not answer${shown}` };
}

async function boundedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > maxAnswerBytes) return "";
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** The text of the first choice; empty when there is none, which is then malformed. */
function contentOf(body: string): string {
  try {
    const parsed = JSON.parse(body) as { choices?: { message?: { content?: unknown } }[] };
    const content = parsed.choices?.[0]?.message?.content;
    return typeof content === "string" ? content : "";
  } catch {
    // Not JSON at all: an empty answer is malformed too.
    return "";
  }
}
