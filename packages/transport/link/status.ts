import { create, toBinary } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { MeshError, toConnectError } from "@viba/runtime/errors";
import { detailsOf, type FrameView, headersOf, textOf } from "./decode.ts";
import { type AnyDetail, FrameKind, newFrame, type OutFrame } from "./frame.ts";
import { isHeader, maxHeaderBytes, pairsBytes } from "./link-headers.ts";

const typePrefix = "type.googleapis.com/";

/** Longest error text that travels; more is cut. */
const maxTextLength = 1024;

/** Most bytes of error details; those beyond are left out. */
const maxDetailBytes = 4096;

/** A thrown value as the frame that ends a call, with our typed detail. */
export function errorFrame(call: number, thrown: unknown): OutFrame {
  // A plain ConnectError keeps its code: a stranger's UNIMPLEMENTED is no NOT_FOUND.
  const error = thrown instanceof ConnectError ? thrown : toConnectError(thrown);
  const frame = newFrame(FrameKind.STATUS, call);
  frame.code = error.code;
  frame.text = error.rawMessage.slice(0, maxTextLength);
  frame.details = detailsFrom(error);
  const trailers = [...error.metadata];
  if (trailers.length > 0 && pairsBytes(trailers) <= maxHeaderBytes) frame.headers = trailers;
  return frame;
}

/** The error of a status or goaway frame. */
export function errorOf(view: FrameView): ConnectError {
  const trailers = headersOf(view).filter(isHeader);
  const code = view.code in Code ? (view.code as Code) : Code.Unknown;
  const error = new ConnectError(textOf(view), code, trailers as [string, string][]);
  error.details = detailsOf(view).map(({ typeUrl, value }) => ({
    type: typeUrl.slice(typeUrl.lastIndexOf("/") + 1),
    value,
  }));
  return error;
}

/** What a call ends with when its link is gone. */
export function lostError(started: boolean, cause: unknown): ConnectError {
  const error = started
    ? new MeshError("UNKNOWN_OUTCOME", "the link was lost with the call in flight", {
        messageKo: "호출이 진행되는 동안 연결이 끊어졌습니다",
        cause,
      })
    : notStarted("the link was lost before the call was sent", cause);
  return toConnectError(error);
}

/** Whether the link ended for a reason that another try by the same end would meet again. */
export function isRefusal(error: MeshError | undefined): error is MeshError {
  return error !== undefined && ["UNAUTHENTICATED", "DENIED", "CONTRACT_MISMATCH"].includes(error.reason);
}

/** Why a call was not even sent. */
export function notStarted(message: string, cause?: unknown): MeshError {
  return new MeshError("NOT_STARTED", message, { messageKo: "연결이 없어 호출을 보내지 못했습니다", cause });
}

function detailsFrom(error: ConnectError): AnyDetail[] {
  const details: AnyDetail[] = [];
  let size = 0;
  for (const detail of error.details) {
    const found: AnyDetail =
      "desc" in detail
        ? {
            typeUrl: typePrefix + detail.desc.typeName,
            value: toBinary(detail.desc, create(detail.desc, detail.value as never)),
          }
        : { typeUrl: typePrefix + detail.type, value: detail.value };
    size += found.typeUrl.length + found.value.length + 12;
    if (size <= maxDetailBytes) details.push(found);
  }
  return details;
}
