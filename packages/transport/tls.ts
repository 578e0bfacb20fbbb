import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { PeerCertificate } from "node:tls";
import * as grpc from "@grpc/grpc-js";
import { Role } from "@viba/contracts/gen/viba/core/v1/access_pb";
import type { TlsFiles } from "@viba/runtime/config";
import { MeshError } from "@viba/runtime/errors";
import type { Principal } from "./principal.ts";

/** Who a certificate says its holder is: the URI `spiffe://<domain>/<kind>/<name>` among its alternative names. */
export interface CertifiedId {
  /** Certificates of another domain are strangers', whoever signed them. */
  readonly domain: string;
  readonly kind: keyof typeof roleOf;
  /** Name of the service, the agent or the person. */
  readonly name: string;
}

/** This process's own certificate and whom it believes. */
export interface Tls {
  readonly ca: Buffer;
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly self: CertifiedId;
  /** Tells when the three are others than before, until what it gives back is called; absent where they stay as they are. */
  readonly onChange?: (listener: () => void) => () => void;
}

/** TLS towards a peer of which is known who it has to be. */
export interface TlsTowards {
  readonly tls: Tls;
  /** "service/router": exactly that one; "agent": any of the kind. */
  readonly peer: string;
}

/** What each kind of holder may do. */
const roleOf = {
  service: Role.SERVICE,
  agent: Role.AGENT,
  viewer: Role.VIEWER,
  designer: Role.DESIGNER,
  operator: Role.OPERATOR,
  admin: Role.ADMIN,
} as const;

/** Reads the three PEM files; INVALID_ARGUMENT names what is missing, doesn't belong together or says no identity. */
export async function readTls({ ca, cert, key }: TlsFiles): Promise<Tls> {
  const [caPem, certPem, keyPem] = await Promise.all([
    pem("VIBA_TLS_CA", ca),
    pem("VIBA_TLS_CERT", cert),
    pem("VIBA_TLS_KEY", key),
  ]);
  const own = parsed("VIBA_TLS_CERT", cert, () => new X509Certificate(certPem));
  parsed("VIBA_TLS_CA", ca, () => new X509Certificate(caPem));
  if (!own.checkPrivateKey(parsed("VIBA_TLS_KEY", key, () => createPrivateKey(keyPem)))) {
    throw refused(`${key} is not the key of ${cert}`);
  }
  const self = identityIn(own.subjectAltName);
  if (!self)
    throw refused(`${cert} names no identity: it needs the URI spiffe://DOMAIN/service/NAME or .../agent/NAME`);
  return { ca: caPem, cert: certPem, key: keyPem, self };
}

/** The identity among a certificate's alternative names; undefined without exactly one. */
export function identityIn(alternativeNames: string | undefined): CertifiedId | undefined {
  const uris = (alternativeNames ?? "").split(", ").flatMap((name) => (/^URI:(spiffe:.*)$/i.exec(name) ?? []).slice(1));
  // A name with odd characters comes quoted and never matches.
  const found = /^spiffe:\/\/([a-z0-9.-]{1,255})\/([a-z]+)\/([\w.-]{1,128})$/.exec(uris[0] ?? "");
  const [, domain, kind, name] = found ?? [];
  if (uris.length !== 1 || !domain || !kind || !name || !Object.hasOwn(roleOf, kind)) return undefined;
  return { domain, kind: kind as CertifiedId["kind"], name };
}

/** What the holder of a certificate of this domain may do here; undefined for a stranger. */
export function principalIn(alternativeNames: string | undefined, domain: string): Principal | undefined {
  const id = identityIn(alternativeNames);
  if (!id || id.domain !== domain) return undefined;
  const own = { roles: [roleOf[id.kind]], subject: `${id.kind}/${id.name}`, tenant: "local" };
  return id.kind === "agent" ? { ...own, agentId: id.name } : own;
}

/** Who a server's caller is by its certificate. */
export type Identify = (call: {
  getAuthContext(): ReturnType<grpc.ServerUnaryCall<unknown, unknown>["getAuthContext"]>;
}) => Principal;

/** Finds the caller of each call in its certificate; UNAUTHENTICATED for one that says nothing here. */
export function identifyBy({ self }: Tls): Identify {
  return (call) => {
    const found = principalIn(call.getAuthContext()?.sslPeerCertificate?.subjectaltname, self.domain);
    if (found) return found;
    throw new MeshError("UNAUTHENTICATED", `the caller's certificate names nobody of ${self.domain}`, {
      messageKo: `호출자의 인증서가 ${self.domain}의 구성원을 나타내지 않습니다`,
    });
  };
}

/** Without a certificate of this mesh nobody gets through; absent: not encrypted, for this machine alone. */
export function serverCredentials(tls: Tls | undefined): grpc.ServerCredentials {
  if (!tls) return grpc.ServerCredentials.createInsecure();
  if (tls.onChange) {
    const provider = providerOf(tls, tls.onChange);
    return grpc.experimental.createCertificateProviderServerCredentials(provider, provider, true);
  }
  return grpc.ServerCredentials.createSsl(tls.ca, [{ private_key: tls.key, cert_chain: tls.cert }], true);
}

/** Tells a server of the certificates there are, and of each that follow. */
function providerOf(tls: Tls, onChange: NonNullable<Tls["onChange"]>): grpc.experimental.CertificateProvider {
  const stops = new Map<unknown, () => void>();
  const add = (listener: unknown, tell: () => void) => {
    stops.set(listener, onChange(tell));
    // Not before the server that asks is made.
    process.nextTick(tell);
  };
  const remove = (listener: unknown) => {
    stops.get(listener)?.();
    stops.delete(listener);
  };
  return {
    addCaCertificateListener: (listener) => add(listener, () => listener({ caCertificate: tls.ca })),
    removeCaCertificateListener: remove,
    addIdentityCertificateListener: (listener) =>
      add(listener, () => listener({ certificate: tls.cert, privateKey: tls.key })),
    removeIdentityCertificateListener: remove,
  };
}

/** Shows this process's certificate, and goes on only when the other end's names who was meant; host names don't matter. */
export function channelCredentials(towards: TlsTowards | undefined): grpc.ChannelCredentials {
  if (!towards) return grpc.credentials.createInsecure();
  const { tls, peer } = towards;
  return grpc.credentials.createSsl(tls.ca, tls.key, tls.cert, {
    checkServerIdentity: (_host: string, shown: PeerCertificate) =>
      wrongPeer(identityIn(shown.subjectaltname), tls.self.domain, peer),
  });
}

/** Names the peer to the TLS layer by what it is: where it runs says nothing, and an address may be no name. */
export function peerName(towards: TlsTowards | undefined): grpc.ChannelOptions {
  return towards ? { "grpc.ssl_target_name_override": `${towards.peer.replace("/", ".")}.mesh` } : {};
}

function wrongPeer(id: CertifiedId | undefined, domain: string, peer: string): Error | undefined {
  if (id && id.domain === domain && (peer === id.kind || peer === `${id.kind}/${id.name}`)) return undefined;
  const shown = id ? `${id.domain}/${id.kind}/${id.name}` : "nobody";
  return new MeshError("UNAUTHENTICATED", `${domain}/${peer} was dialled; the certificate names ${shown}`);
}

async function pem(variable: string, path: string): Promise<Buffer> {
  return readFile(path).catch((cause: unknown) => {
    throw new MeshError("INVALID_ARGUMENT", `${variable}: ${path} can't be read`, {
      messageKo: `${variable}: ${path}을(를) 읽을 수 없습니다`,
      cause,
    });
  });
}

function parsed<T>(variable: string, path: string, parse: () => T): T {
  try {
    return parse();
  } catch {
    throw refused(`${variable}: ${path} holds no PEM that can be read`);
  }
}

function refused(message: string): MeshError {
  return new MeshError("INVALID_ARGUMENT", message, { messageKo: `TLS 설정이 올바르지 않습니다: ${message}` });
}
