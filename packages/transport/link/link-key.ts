import { createContextKey, type HandlerContext } from "@connectrpc/connect";
import type { Link } from "./core.ts";

/** The link a call came on; undefined on every other transport. Its other end can be called back on it. */
export const linkKey = createContextKey<Link | undefined>(undefined, { description: "link" });

/** The link a handler's caller is at the other end of, if it came by one. */
export function linkOf(context: HandlerContext): Link | undefined {
  return context.values.get(linkKey);
}
