import type { FrameView } from "./decode.ts";

/** One end of one call, as the link's tables hold it. */
export interface CallEnd {
  /** A frame of this call came. The view is valid only during the call. */
  frame(view: FrameView): void;
  /** The link is gone, or the peer says that it has not taken the call. */
  lost(cause: unknown, notTaken: boolean): void;
}
