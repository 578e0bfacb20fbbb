import type { MessageInitShape } from "@bufbuild/protobuf";
import type { StartDesignRequestSchema } from "@viba/contracts/gen/viba/gateway/v1/gateway_pb";
import type { Lang } from "./format.ts";

/** What the form holds, as typed. */
export interface Draft {
  readonly text: string;
  /** YYYY-MM-DD or empty. */
  readonly permitDate: string;
  /** A whole number or empty. */
  readonly seed: string;
  readonly fresh: boolean;
}

/** The form before anybody typed. */
export const emptyDraft: Draft = { text: "", permitDate: "", seed: "", fresh: false };

/** Longest sentence the mesh takes, in bytes of UTF-8. */
export const maxTextBytes = 16 * 1024;

/** A field that can't be sent as it is. */
export type DraftFault = "text-empty" | "text-long" | "date" | "seed";

/** What to send, or which field to mend. The mesh checks again; this only answers faster. */
export function toRequest(
  draft: Draft,
  lang: Lang,
): { readonly request: MessageInitShape<typeof StartDesignRequestSchema> } | { readonly fault: DraftFault } {
  const text = draft.text.trim();
  const seed = draft.seed.trim();
  if (text === "") return { fault: "text-empty" };
  if (new TextEncoder().encode(text).length > maxTextBytes) return { fault: "text-long" };
  if (draft.permitDate !== "" && !/^\d{4}-\d{2}-\d{2}$/.test(draft.permitDate)) return { fault: "date" };
  if (seed !== "" && !/^\d{1,18}$/.test(seed)) return { fault: "seed" };
  return {
    request: {
      text,
      permitDate: draft.permitDate,
      language: lang,
      fresh: draft.fresh,
      ...(seed === "" ? {} : { seed: BigInt(seed) }),
    },
  };
}
