import type { Draft } from "../core/compose.ts";

const key = "viba-draft";

/** Keeps a draft for the form, which takes it when it shows next. */
export function keepDraft(draft: Partial<Draft>): void {
  sessionStorage.setItem(key, JSON.stringify(draft));
}

/** Takes the draft that was kept, once. */
export function takeDraft(): Partial<Draft> {
  const text = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  return text ? (JSON.parse(text) as Partial<Draft>) : {};
}
