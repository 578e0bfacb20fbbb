import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { type Hello, HelloSchema } from "@viba/contracts/gen/viba/link/v1/link_pb";
import { MeshError } from "@viba/runtime/errors";
import { leastCreditBytes, type LinkLimits, protocolNewest, protocolOldest } from "./limits.ts";

/** What an end says of itself. */
export interface HelloOptions {
  /** Name for logs, for example an instance id. */
  readonly name: string;
  /** Bearer token; "" when the transport below proves who speaks, or nobody has to. */
  readonly token: string;
  readonly services: readonly string[];
}

/** What the peer said of itself, checked. */
export interface PeerHello {
  readonly name: string;
  readonly token: string;
  readonly services: readonly string[];
  /** Version both speak. */
  readonly protocol: number;
  readonly linkCreditBytes: number;
  readonly callCreditBytes: number;
  readonly maxMessageBytes: number;
  readonly maxCalls: number;
}

/** Names are for logs and registries, tokens for proof: neither is long. */
const maxNameLength = 256;
const maxTokenLength = 4096;

/** The first frame's content. */
export function encodeHello(options: HelloOptions, limits: LinkLimits, protocol = protocolNewest): Uint8Array {
  return toBinary(
    HelloSchema,
    create(HelloSchema, {
      protocol,
      protocolLeast: protocolOldest,
      token: options.token,
      name: options.name,
      services: [...options.services],
      linkCredit: BigInt(limits.linkCreditBytes),
      callCredit: BigInt(limits.callCreditBytes),
      maxMessage: BigInt(limits.maxMessageBytes),
      maxCalls: limits.maxCalls,
    }),
  );
}

/** Reads and checks a hello. Throws CONTRACT_MISMATCH when no protocol is shared, INVALID_ARGUMENT when it makes no sense. */
export function decodeHello(bytes: Uint8Array): PeerHello {
  const hello = parse(bytes);
  const protocol = Math.min(hello.protocol, protocolNewest);
  if (protocol < Math.max(hello.protocolLeast, protocolOldest)) {
    throw new MeshError(
      "CONTRACT_MISMATCH",
      `the peer speaks link protocols ${hello.protocolLeast} to ${hello.protocol}, this end ${protocolOldest} to ${protocolNewest}`,
      { messageKo: "링크 프로토콜 버전이 겹치지 않습니다" },
    );
  }
  const peer: PeerHello = {
    name: hello.name,
    token: hello.token,
    services: hello.services,
    protocol,
    linkCreditBytes: bounded(hello.linkCredit),
    callCreditBytes: bounded(hello.callCredit),
    maxMessageBytes: bounded(hello.maxMessage),
    maxCalls: hello.maxCalls,
  };
  const least = Math.min(peer.linkCreditBytes, peer.callCreditBytes);
  if (least < leastCreditBytes) throw invalid(`credit of ${least} bytes, less than a piece takes`);
  if (peer.name.length > maxNameLength) throw invalid(`a name of ${peer.name.length} characters`);
  if (peer.token.length > maxTokenLength) throw invalid(`a token of ${peer.token.length} characters`);
  return peer;
}

function parse(bytes: Uint8Array): Hello {
  try {
    return fromBinary(HelloSchema, bytes);
  } catch (cause) {
    throw new MeshError("INVALID_ARGUMENT", "a hello that can't be read", { cause });
  }
}

/** More than 4 GiB under way is no limit at all, and sums of numbers stay exact below it. */
function bounded(value: bigint): number {
  return Number(value > 0xffff_ffffn ? 0xffff_ffffn : value);
}

function invalid(what: string): MeshError {
  return new MeshError("INVALID_ARGUMENT", `a hello with ${what}`);
}
