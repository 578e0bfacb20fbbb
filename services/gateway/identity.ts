import { timingSafeEqual } from "node:crypto";
import { Role } from "@viba/contracts/gen/viba/core/v1/access_pb";
import { bearerToken, type Principal, type Verify } from "@viba/transport/principal";

/** Secrets of one mesh on one machine; they lie in the data folder, readable by its owner alone. */
export interface Secrets {
  /** Whoever has it is the owner: the CLI. */
  readonly ownerToken: string;
  /** Whoever has it may register an agent. */
  readonly joinToken: string;
  /** Other services of this mesh. */
  readonly serviceToken: string;
  /** The studio's cookie; made anew at each start. */
  readonly sessionToken: string;
}

/** Name of the studio's cookie. */
export const sessionCookie = "viba_session";

const principals: { readonly [K in keyof Secrets]: Principal } = {
  ownerToken: { roles: [Role.ADMIN], subject: "owner", tenant: "local" },
  joinToken: { roles: [Role.AGENT], subject: "agent", tenant: "local" },
  serviceToken: { roles: [Role.SERVICE], subject: "service", tenant: "local" },
  sessionToken: { roles: [Role.OPERATOR], subject: "studio", tenant: "local" },
};

/** Who a request comes from, by bearer token or the studio's cookie. */
export function createVerify(secrets: Secrets): Verify {
  return (header) => {
    const token = bearerToken(header);
    if (token !== undefined) {
      const kind = (["ownerToken", "joinToken", "serviceToken"] as const).find((k) => same(token, secrets[k]));
      return kind && principals[kind];
    }
    const cookie = cookieOf(header.get("cookie") ?? "", sessionCookie);
    return cookie !== undefined && same(cookie, secrets.sessionToken) ? principals.sessionToken : undefined;
  };
}

/** The value of one cookie. */
export function cookieOf(header: string, name: string): string | undefined {
  for (const part of header.split(";")) {
    const [key, value] = part.trim().split("=", 2);
    if (key === name) return value;
  }
  return undefined;
}

function same(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && left.length > 0 && timingSafeEqual(left, right);
}
