import { type Clock, sleep } from "@viba/runtime/clock";
import type { Env } from "@viba/runtime/config";
import { MeshError } from "@viba/runtime/errors";

/** A mesh's door: where it is, and what proves that one may pass. */
export interface Door {
  readonly studio: string;
  readonly token: string;
}

/** What finding the gateway of the environment needs. */
export interface NamedGatewayPorts {
  readonly clock: Clock;
  readonly env: Env;
  /** The owner's token in a data folder; undefined when there is none. */
  readonly tokenIn: (data: string) => Promise<string | undefined>;
  /** Whether a gateway answers at an address, serving or not. */
  readonly reached: (studio: string) => Promise<boolean>;
}

/** How long a gateway that is just being started may take to answer. */
export const gatewayMs = 10_000;

/**
 * The gateway that VIBA_GATEWAY names: a mesh of separate processes has no lock that names it. Undefined when the variable
 * is not set. UNAUTHENTICATED without a token, NOT_FOUND when nobody answers there for ten seconds.
 */
export async function namedGateway(data: string, ports: NamedGatewayPorts): Promise<Door | undefined> {
  const { clock, env } = ports;
  const address = env["VIBA_GATEWAY"]?.trim();
  if (!address) return undefined;
  const studio = `http://${address}`;
  const endMs = clock.monotonicMs() + gatewayMs;
  for (;;) {
    const up = await ports.reached(studio);
    // Who has just been started makes its token before it answers.
    const token = env["VIBA_OWNER_TOKEN"]?.trim() || (await ports.tokenIn(data));
    if (up && token) return { studio, token };
    if (up) throw noToken(data);
    if (clock.monotonicMs() >= endMs) throw nobody(address);
    await sleep(clock, 100);
  }
}

function noToken(data: string): MeshError {
  const message = `VIBA_GATEWAY is set, and ${data} holds no owner-token: name the mesh's folder`;
  return new MeshError("UNAUTHENTICATED", message, {
    messageKo: `${data}에 owner-token이 없습니다. --data로 메시의 데이터 폴더를 지정하세요`,
  });
}

function nobody(address: string): MeshError {
  const message = `VIBA_GATEWAY: no gateway answers at ${address}; start one: ./viba serve gateway`;
  return new MeshError("NOT_FOUND", message, {
    messageKo: `VIBA_GATEWAY: ${address}에서 응답하는 게이트웨이가 없습니다. 먼저 실행하세요: ./viba serve gateway`,
  });
}
