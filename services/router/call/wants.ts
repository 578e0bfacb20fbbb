import { fromBinary } from "@bufbuild/protobuf";
import { WantSchema } from "@viba/contracts/gen/viba/router/v1/router_pb";
import type { Chooser } from "../chooser.ts";
import type { WantPlan } from "../core/plan.ts";

/** Plans of wants by the bytes of the want: callers ask for the same again and again. */
export interface Wants {
  /** The plan of a want; undefined for bytes that are none, or name no type. */
  read(bytes: Buffer, start: number, end: number): WantPlan | undefined;
}

/** Wants remembered; when there are more all are forgotten. */
const maxWants = 512;
/** Larger ones are read each time. */
const maxWantBytes = 4096;

interface Known {
  readonly bytes: Buffer;
  plan: WantPlan;
}

/** Remembers nothing yet. */
export function createWants(chooser: Pick<Chooser, "plan" | "current">): Wants {
  const known = new Map<number, Known>();
  const decode = (bytes: Uint8Array): WantPlan | undefined => {
    try {
      const want = fromBinary(WantSchema, bytes);
      return want.outputType === "" ? undefined : chooser.plan(want);
    } catch {
      return undefined;
    }
  };
  return {
    read(bytes, start, end) {
      if (end - start > maxWantBytes) return decode(bytes.subarray(start, end));
      const hash = hashOf(bytes, start, end);
      const found = known.get(hash);
      if (found !== undefined && isSame(found.bytes, bytes, start, end)) {
        return (found.plan = chooser.current(found.plan));
      }
      const own = Buffer.from(bytes.subarray(start, end));
      const plan = decode(own);
      if (!plan) return undefined;
      if (known.size >= maxWants) known.clear();
      known.set(hash, { bytes: own, plan });
      return plan;
    },
  };
}

/** FNV-1a. */
function hashOf(bytes: Buffer, start: number, end: number): number {
  let hash = 0x811c9dc5 ^ (end - start);
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return hash;
}

function isSame(known: Buffer, bytes: Buffer, start: number, end: number): boolean {
  const size = known.length;
  if (size !== end - start) return false;
  for (let at = 0; at < size; at++) if (known[at] !== bytes[start + at]) return false;
  return true;
}
