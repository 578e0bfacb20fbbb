import { Metadata, type ServiceError, type StatusObject } from "@grpc/grpc-js";
import { Code, ConnectError } from "@connectrpc/connect";
import { findTrailerError, setTrailerStatus } from "@connectrpc/connect/protocol-grpc";
import { MeshError, toConnectError } from "@viba/runtime/errors";
import { fromMetadata } from "./metadata.ts";

/** A thrown value as a gRPC status, with our detail in grpc-status-details-bin. */
export function toStatus(error: unknown, trailer?: Metadata): StatusObject {
  const connect = toConnectError(error);
  const metadata = trailer ?? new Metadata();
  const details = setTrailerStatus(new Headers(), connect).get("grpc-status-details-bin");
  if (details) metadata.set("grpc-status-details-bin", Buffer.from(details, "base64"));
  return { code: connect.code as number, details: connect.rawMessage, metadata };
}

/**
 * A grpc-js error as ours. When no status came from a peer's program (no response metadata, UNAVAILABLE before the
 * call was sent) the outcome is "not started"; grpc-js says so in its details.
 */
export function fromServiceError(error: ServiceError): ConnectError {
  const trailer = fromMetadata(error.metadata ?? new Metadata());
  trailer.set("grpc-status", String(error.code));
  trailer.set("grpc-message", encodeURIComponent(error.details ?? ""));
  const found = findTrailerError(trailer);
  if (found && found.details.length > 0) return found;
  const code = error.code as number as Code;
  if (code === Code.Unavailable) {
    const reason = neverSent(error.details ?? "") ? "NOT_STARTED" : "UNKNOWN_OUTCOME";
    return toConnectError(new MeshError(reason, error.details || "the peer is gone", { cause: error }));
  }
  return new ConnectError(error.details ?? "", code, undefined, undefined, error);
}

/** Whether grpc-js refused before a stream was opened: no connection, or the connection failed to come up. */
function neverSent(details: string): boolean {
  return /No connection established|Name resolution failed|ECONNREFUSED|Channel closed before call|connect ENOENT|not started/i.test(
    details,
  );
}
