import type { JetStreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/transport-node";
import { MeshError } from "@viba/runtime/errors";
import type { StreamSpec } from "./subjects.ts";

/** Oldest server: 2.10 brought consumers that can be changed and several filters, which the bus counts on. */
const oldest = [2, 10] as const;

/**
 * Looks whether the server can carry the mesh: its version, JetStream, and room for the streams. Throws
 * INVALID_ARGUMENT that says what to do.
 */
export async function checkServer(
  connection: NatsConnection,
  manager: JetStreamManager,
  streams: readonly StreamSpec[],
): Promise<void> {
  const version = connection.info?.version ?? "unknown";
  if (!isAtLeast(version, oldest)) {
    throw unfit(`the NATS server is ${version}; ${oldest.join(".")} or newer is needed`);
  }
  if (connection.info?.headers !== true) throw unfit("the NATS server was started with no_header_support; remove that");
  const needed = streams.reduce((sum, stream) => sum + stream.maxBytes, 0);
  const room = await storageOf(manager);
  if (room >= 0 && room < needed) {
    throw unfit(`JetStream may store ${room} bytes on that account and the mesh needs ${needed}; raise max_file`);
  }
}

/** Bytes the account may store; -1 without a limit. */
async function storageOf(manager: JetStreamManager): Promise<number> {
  try {
    const { limits, tiers } = await manager.getAccountInfo();
    const tier = Object.values(tiers ?? {})[0];
    return tier?.limits.max_storage ?? limits.max_storage;
  } catch (error) {
    throw unfit(
      `JetStream does not answer (${String(error)}); start the server with -js and a folder: nats-server -js -sd FOLDER`,
      error,
    );
  }
}

function isAtLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [haveMajor = 0, haveMinor = 0] = version.split(".").map((part) => Number.parseInt(part, 10) || 0);
  return haveMajor > major || (haveMajor === major && haveMinor >= minor);
}

function unfit(message: string, cause?: unknown): MeshError {
  return new MeshError("INVALID_ARGUMENT", `VIBA_NATS_URL: ${message}`, {
    messageKo: `VIBA_NATS_URL의 서버를 쓸 수 없습니다: ${message}`,
    ...(cause === undefined ? {} : { cause }),
  });
}
