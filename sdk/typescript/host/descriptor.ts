import { createReadStream, fstatSync } from "node:fs";
import { Socket } from "node:net";
import type { Readable } from "node:stream";
import { MeshError } from "@viba/runtime/errors";

const maxLineBytes = 4096;

/** Reads the first line that a parent wrote to an inherited pipe, socket or file, and lets go of the descriptor. */
export function readFirstLine(fd: number): Promise<string> {
  const stream = open(fd);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let read = "";
  const end = () => {
    stream.destroy();
    const [line = ""] = read.split(/\r?\n/, 1);
    if (line !== "") resolve(line);
    else reject(new MeshError("INVALID_ARGUMENT", `descriptor ${fd} ended without a line`));
  };
  stream.on("data", (chunk: Buffer) => {
    read += chunk.toString("utf8");
    if (read.includes("\n") || read.length > maxLineBytes) end();
  });
  stream.once("end", end).once("close", end).once("error", end);
  return promise;
}

function open(fd: number): Readable {
  try {
    const stat = fstatSync(fd);
    // A pipe read through the thread pool would keep one of its four threads for ever.
    if (stat.isFIFO() || stat.isSocket()) return new Socket({ fd, readable: true, writable: false });
    return createReadStream("", { fd });
  } catch (error) {
    throw new MeshError("INVALID_ARGUMENT", `descriptor ${fd} can't be read`, { cause: error });
  }
}
