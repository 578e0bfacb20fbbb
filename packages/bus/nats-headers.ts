import { headers, type MsgHdrs } from "@nats-io/transport-node";
import type { Headers } from "./bus.ts";

/** Headers of the protocol itself, which are nobody's message. */
const reserved = /^Nats-/i;

/** Our headers as NATS carries them; undefined if there are none. Line breaks would end a header, so they become spaces. */
export function toNats(ours: Headers): MsgHdrs | undefined {
  const names = Object.keys(ours);
  if (names.length === 0) return undefined;
  const made = headers();
  for (const name of names) made.set(name, ours[name]!.replace(/[\r\n]+/g, " "));
  return made;
}

/** NATS's headers as ours, without those of the protocol. */
export function fromNats(theirs: MsgHdrs | undefined): Headers {
  if (!theirs) return {};
  const ours: Record<string, string> = {};
  for (const name of theirs.keys()) if (!reserved.test(name)) ours[name] = theirs.get(name);
  return ours;
}
