import { createContextKey, type HandlerContext } from "@connectrpc/connect";
import { Role } from "@viba/contracts/gen/viba/core/v1/access_pb";

/** Who calls, as the receiver itself has proven it. */
export interface Principal {
  readonly roles: readonly Role[];
  /** Stable name, for example "owner" or an instance id. */
  readonly subject: string;
  readonly tenant: string;
  /** The one agent it may register as; absent: any, by its instance's own proof. */
  readonly agentId?: string;
}

/** A caller without any proof. */
export const anonymous: Principal = { roles: [Role.OPEN], subject: "anonymous", tenant: "" };

/** A service of this mesh, in the same process or with the mesh's own secret. */
export const meshService: Principal = {
  roles: [Role.SERVICE],
  subject: "service",
  tenant: "local",
};

/** The principal of a call. The local transport sets it; elsewhere the guard does. */
export const principalKey = createContextKey<Principal | undefined>(undefined, {
  description: "principal",
});

/** Turns the proof in a request's headers into a principal; undefined when the proof is wrong. */
export type Verify = (header: Headers) => Principal | undefined;

/** Roles that a role includes, so that a method names the least one. */
const included: Partial<Record<Role, readonly Role[]>> = {
  [Role.ADMIN]: [Role.OPERATOR, Role.DESIGNER, Role.VIEWER],
  [Role.OPERATOR]: [Role.DESIGNER, Role.VIEWER],
  [Role.DESIGNER]: [Role.VIEWER],
};

/** Whether a principal has one of the roles, directly or by inclusion. */
export function mayCall(principal: Principal, roles: readonly Role[]): boolean {
  if (roles.includes(Role.OPEN)) return true;
  return principal.roles.some((own) => roles.includes(own) || (included[own] ?? []).some((r) => roles.includes(r)));
}

/** The principal the guard found; anonymous when none was set. */
export function principalOf(context: HandlerContext): Principal {
  return context.values.get(principalKey) ?? anonymous;
}

/** The token of an `authorization: Bearer` header, or undefined. */
export function bearerToken(header: Headers): string | undefined {
  const match = /^Bearer ([\x21-\x7e]{1,4096})$/i.exec(header.get("authorization") ?? "");
  return match?.[1];
}
