import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { File } from "@viba/contracts/gen/viba/core/v1/artifact_pb";
import type { Run, RunEvent } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import type { Clock } from "@viba/runtime/clock";
import { digestOf } from "@viba/runtime/digest";
import { MeshError } from "@viba/runtime/errors";
import { createLimiter } from "@viba/runtime/limit";
import type { Gateway } from "../session.ts";
import { insist } from "./insist.ts";

/** The files of one run on their way to a folder. */
export interface RunFiles {
  /** Begins to fetch what a step made while others still work. */
  event(event: RunEvent): void;
  /** Writes all files of the finished run; returns file name -> path. */
  write(run: Run, out: string): Promise<Record<string, string>>;
}

/** Files fetched at the same time: the mesh answers while this process takes another in. */
const atOnce = 4;

/**
 * Fetches the files of a run as its steps make them. A step may be made anew and its files with it, so that what came
 * early counts only where it is what the finished run names, by its digest.
 */
export function createRunFiles(gateway: Pick<Gateway, "getFile">, runId: string, clock: Clock): RunFiles {
  const limiter = createLimiter({ name: "files", maxInFlight: atOnce, maxQueued: Infinity });
  const early = new Map<string, Promise<Uint8Array | undefined>>();

  const fetchFile = (name: string): Promise<Uint8Array> =>
    limiter.run(async () => {
      const chunks = await Array.fromAsync(gateway.getFile({ runId, name }));
      return Buffer.concat(chunks.map(({ chunk }) => chunk));
    });
  const fetchEarly = async ({ name, content }: File): Promise<Uint8Array | undefined> => {
    // Whatever goes wrong here is met again, and told, when the run has ended.
    const bytes = await fetchFile(name).catch(() => undefined);
    return bytes && digestOf(bytes) === content?.digest ? bytes : undefined;
  };
  const bytesOf = async ({ name, content }: File): Promise<Uint8Array> =>
    inlineOf(content) ?? (await early.get(content?.digest ?? "")) ?? insist(clock, () => fetchFile(name));

  return {
    event({ event }) {
      if (event.case !== "stepAccepted") return;
      for (const file of event.value.done?.files ?? []) {
        const digest = file.content?.digest ?? "";
        if (digest === "" || inlineOf(file.content) || early.has(digest)) continue;
        early.set(digest, fetchEarly(file));
      }
    },
    async write({ files }, out) {
      // A name comes from an agent: it may not lead out of the folder.
      const odd = files.find(({ name }) => !/^[\w][\w.\- ]{0,127}$/.test(name));
      if (odd) throw new MeshError("BAD_ARTIFACT", `"${odd.name}" is no file name`);
      await Promise.all(files.map(async (file) => writeFile(join(out, file.name), await bytesOf(file))));
      return Object.fromEntries(files.map(({ name }) => [name, join(out, name)]));
    },
  };
}

/** The bytes of a small file, which come along with its name. */
function inlineOf(content: File["content"]): Uint8Array | undefined {
  return content && BigInt(content.inline.length) === content.size ? content.inline : undefined;
}
