import type { Duplex } from "node:stream";
import { createInterface } from "node:readline";
import { MeshError, toMeshError } from "@viba/runtime/errors";
import type { ReasonName } from "@viba/runtime/error-table";

/** A JSON object that travels between parent and mesh. */
export type Body = Readonly<Record<string, unknown>>;

/** Both ends of a channel between the parent and the mesh process: each may tell and ask the other. */
export interface Channel {
  tell(kind: string, body?: Body): void;
  /** Resolves with the answer; rejects with the other end's error, or DRAINING when the channel closes. */
  ask(kind: string, body?: Body): Promise<Body>;
}

/** What this end answers, by kind; the answer to what is only told is thrown away. */
export type Handlers = Readonly<Record<string, (body: Body) => Body | void | Promise<Body | void>>>;

/** Questions that may be open at a time; one more is refused. */
const mostOpen = 64;

/** Opens a channel over a stream: one JSON object a line. Lines that are none, and kinds nobody knows, are left aside. */
export function openChannel(stream: Duplex, handlers: Handlers): Channel {
  const open = new Map<number, { resolve(body: Body): void; reject(error: MeshError): void }>();
  let asked = 0;
  const write = (line: Body) => void (stream.writable && stream.write(`${JSON.stringify(line)}\n`));
  const close = () => {
    for (const { reject } of open.values()) reject(new MeshError("DRAINING", "the other process has ended"));
    open.clear();
  };
  const answer = async (kind: string, question: unknown, body: Body) => {
    try {
      const said = (await handlers[kind]?.(body)) ?? {};
      if (question !== undefined) write({ kind: "answer", answers: question, body: said });
    } catch (thrown) {
      const { reason, message } = toMeshError(thrown);
      if (question !== undefined) write({ kind: "answer", answers: question, error: { reason, message } });
    }
  };
  const hear = (line: string) => {
    const heard = parse(line);
    if (!heard) return;
    const { kind, question, answers, body, error } = heard;
    if (kind !== "answer") return void answer(String(kind), question, (body ?? {}) as Body);
    const waiting = open.get(Number(answers));
    open.delete(Number(answers));
    const { reason, message } = (error ?? {}) as { reason?: ReasonName; message?: string };
    if (reason) waiting?.reject(new MeshError(reason, message ?? ""));
    else waiting?.resolve((body ?? {}) as Body);
  };
  createInterface({ input: stream }).on("line", hear).on("close", close).on("error", close);
  stream.on("error", close);
  return {
    tell: (kind, body = {}) => write({ kind, body }),
    ask: (kind, body = {}) =>
      new Promise((resolve, reject) => {
        if (open.size >= mostOpen) return reject(new MeshError("OVERLOADED", `${mostOpen} questions are open`));
        if (!stream.writable) return reject(new MeshError("DRAINING", "the other process has ended"));
        const question = ++asked;
        open.set(question, { resolve, reject });
        write({ kind, question, body });
      }),
  };
}

function parse(line: string): Body | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? (value as Body) : undefined;
  } catch {
    return undefined;
  }
}
