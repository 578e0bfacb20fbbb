import * as grpc from "@grpc/grpc-js";
import { MeshError, toMeshError } from "@viba/runtime/errors";
import { fromServiceError } from "../grpc/status.ts";
import { toStatus } from "../grpc/status.ts";
import { maxBatchBytes } from "./limits.ts";
import { createLink, type Link, type LinkOptions } from "./link.ts";
import { createMethods } from "./methods.ts";
import { createBatchBuffers } from "./outbox.ts";
import type { LinkPort, PortListener } from "./port.ts";

const path = "/viba.link.v1.LinkService/Open";
const asIs = (bytes: Buffer): Buffer => bytes;

/** Flow control is the link's own; HTTP/2's window only has to be large enough not to slow it down. */
const windowBytes = 4 * 1024 * 1024;

const channelOptions: grpc.ChannelOptions = {
  "grpc.max_receive_message_length": maxBatchBytes,
  "grpc.max_send_message_length": maxBatchBytes,
  "grpc-node.flow_control_window": windowBytes,
};

const definition: grpc.MethodDefinition<Buffer, Buffer> = {
  path,
  requestStream: true,
  responseStream: true,
  requestSerialize: asIs,
  requestDeserialize: asIs,
  responseSerialize: asIs,
  responseDeserialize: asIs,
};
