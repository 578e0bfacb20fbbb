import { Role } from "@viba/contracts/gen/viba/core/v1/access_pb";
import { sameSecret } from "@viba/runtime/digest";
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

/** Name of the studio's cookie; followed by the port, since a browser keeps one jar for all ports of a machine. */
export const sessionCookie = "viba_session";

const principals: { readonly [K in keyof Secrets]: Principal } = {
  ownerToken: { roles: [Role.ADMIN], subject: "owner", tenant: "local" },
  joinToken: { roles: [Role.AGENT], subject: "agent", tenant: "local" },
  serviceToken: { roles: [Role.SERVICE], subject: "service", tenant: "local" },
  sessionToken: { roles: [Role.OPERATOR], subject: "studio", tenant: "local" },
};

const bearers = ["ownerToken", "joinToken", "serviceToken"] as const;
/** Cookies looked at in one request; the rest of a stuffed header is not compared. */
const maxCookies = 64;

/** Who a request comes from, by bearer token or the studio's cookie. A wrong token is not made good by a cookie. */
export function createVerify(secrets: Secrets): Verify {
  return (header) => {
    const token = bearerToken(header);
    if (token !== undefined) {
      // All are compared, so that the time taken doesn't tell which one came close.
      const kinds = bearers.filter((kind) => matches(token, secrets[kind]));
      return kinds[0] && principals[kinds[0]];
    }
    if (header.has("authorization")) return undefined;
    const cookies = cookiesOf(header.get("cookie") ?? "", sessionCookie);
    return cookies.some((cookie) => matches(cookie, secrets.sessionToken)) ? principals.sessionToken : undefined;
  };
}

/** The values of all cookies of a name, or of that name with a port behind it. */
export function cookiesOf(header: string, name: string): string[] {
  const values: string[] = [];
  for (const part of header.split(";", maxCookies)) {
    const at = part.indexOf("=");
    const key = part.slice(0, Math.max(0, at)).trim();
    const suffix = key.startsWith(name) ? key.slice(name.length) : undefined;
    if (suffix !== undefined && /^(_\d{1,5})?$/.test(suffix)) values.push(part.slice(at + 1).trim());
  }
  return values;
}

/** An unset secret matches nothing, not even an empty token. */
function matches(shown: string, secret: string): boolean {
  return secret !== "" && sameSecret(shown, secret);
}
