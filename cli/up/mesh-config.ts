import { MeshError } from "@viba/runtime/errors";
import { readConfig, type Config } from "@viba/runtime/config";

/** What the mesh process is told by its parent. */
export interface MeshConfig extends Config {
  readonly port: number;
  readonly agentsPort: number;
  readonly leaseMs: number;
}

/** Reads VIBA_PORT, VIBA_AGENTS_PORT and VIBA_LEASE_MS beside what every process reads. */
export function readMeshConfig(env: Readonly<Record<string, string | undefined>>): MeshConfig {
  return {
    ...readConfig(env),
    port: numberOf(env, "VIBA_PORT", 7070, 65_535),
    agentsPort: numberOf(env, "VIBA_AGENTS_PORT", 7071, 65_535),
    leaseMs: readLeaseMs(env),
  };
}

/** Reads VIBA_LEASE_MS: how long an agent is believed to be there without a sign of life. */
export function readLeaseMs(env: Readonly<Record<string, string | undefined>>): number {
  return numberOf(env, "VIBA_LEASE_MS", 3000, 600_000);
}

function numberOf(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  otherwise: number,
  most: number,
): number {
  const text = env[name];
  if (text === undefined || text === "") return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > most) {
    throw new MeshError("INVALID_ARGUMENT", `${name} is "${text}"; write a whole number from 0 to ${most}`, {
      messageKo: `${name}="${text}": 0에서 ${most}까지의 정수를 적어 주세요`,
    });
  }
  return value;
}
