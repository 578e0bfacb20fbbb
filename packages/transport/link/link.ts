import { ROOT_CONTEXT, context as otel } from "@opentelemetry/api";
import type { Transport } from "@connectrpc/connect";
import type { Clock } from "@viba/runtime/clock";
import { MeshError, toConnectError, toMeshError } from "@viba/runtime/errors";
import type { Principal, Verify } from "../principal.ts";
import type { Route } from "../routes.ts";
import { createAborts } from "./aborts.ts";
import { createAssembly } from "./assembly.ts";
import { createLinkClient, type LinkClient } from "./client.ts";
import type { LinkCore, LinkCounts } from "./core.ts";
import { createDeadlines } from "./deadlines.ts";
import { decodeBatch, type FrameView, helloOf, messageCost, newFrameView } from "./decode.ts";
import { FrameKind, newFrame } from "./frame.ts";
import { decodeHello, encodeHello, type HelloOptions, type PeerHello } from "./hello.ts";
import type { Inbox } from "./inbox.ts";
import {
  type LinkLimits,
  linkLimitDefaults,
  type LinkTimes,
  linkTimeDefaults,
  maxBatchBytes,
  maxPieceBytes,
} from "./limits.ts";
