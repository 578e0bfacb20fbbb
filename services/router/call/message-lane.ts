import { create, fromBinary, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { trace } from "@opentelemetry/api";
import {
  CallRequestSchema as AgentCallRequestSchema,
  CallResponseSchema as AgentCallResponseSchema,
  CallWantSchema,
} from "@viba/contracts/gen/viba/agent/v1/agent_pb";
import type { CallRequest, CallResponseSchema, Want } from "@viba/contracts/gen/viba/router/v1/router_pb";
import { MeshError, toMeshError } from "@viba/runtime/errors";
import { RingSpan } from "@viba/runtime/trace/span";
import { capabilityField, readAnswer, requestOf, wantField } from "@viba/transport/call/envelope";
import type { Abortable } from "@viba/transport/link/aborts";
import { maxPieceBytes } from "@viba/transport/link/limits";
import type { Link } from "@viba/transport/link/core";
import type { Place } from "../admission.ts";
import { promisedMs } from "../attempt.ts";
import type { Chooser } from "../chooser.ts";
import type { Connections } from "../connections.ts";
import type { Offer } from "../core/offer-group.ts";
import { agentMethod } from "./frame-call.ts";
import type { Lane, RoutedCall, RoutedCallPorts } from "./routed-call.ts";

/** What sending a message to agents needs. */
export interface MessageLanePorts extends RoutedCallPorts {
  readonly connections: Pick<Connections, "client" | "linkOf">;
  readonly chooser: Pick<Chooser, "idOf">;
}

/** What the caller is answered with. */
export type LaneAnswer = MessageInitShape<typeof CallResponseSchema>;

/** The way of a call that came as a message: as bytes to agents on links, as a message to those that are dialled. */
export class MessageLane implements Lane {
  routed: RoutedCall | undefined = undefined;
  settle: (then: () => void) => void = (then) => then();
  private readonly request: CallRequest;
  private readonly want: Want;
  private readonly ports: MessageLanePorts;
  private readonly endMs: number;
  private readonly resolve: (answer: LaneAnswer) => void;
  private readonly reject: (error: MeshError) => void;
  /** Ends the call to the agent that has it. */
  private sent: Abortable | undefined = undefined;

  constructor(
    request: CallRequest,
    want: Want,
    ports: MessageLanePorts,
    endMs: number,
    resolve: (answer: LaneAnswer) => void,
    reject: (error: MeshError) => void,
  ) {
    this.request = request;
    this.want = want;
    this.ports = ports;
    this.endMs = endMs;
    this.resolve = resolve;
    this.reject = reject;
  }

  send(place: Place): void {
    const { chosen } = place.choice;
    const { connections } = this.ports;
    const timeoutMs = Math.min(promisedMs(chosen), this.endMs - place.sinceMs);
    if (timeoutMs <= 0) return this.routed!.failed(new MeshError("DEADLINE", "the time of the call is over"));
    const link = connections.linkOf(chosen.instance)?.link;
    if (link) this.sendBytes(link, place, timeoutMs);
    else this.dial(place, timeoutMs);
  }

  drop(): void {
    const { sent } = this;
    this.sent = undefined;
    sent?.abort(new MeshError("CANCELLED", "nobody waits for the answer any more"));
  }

  refuse(error: MeshError): void {
    this.reject(error);
  }

  private sendBytes(link: Link, place: Place, timeoutMs: number): void {
    const { chosen } = place.choice;
    const span = trace.getActiveSpan();
    let sent: Abortable | undefined;
    const mine = (then: () => void) => {
      if (sent && this.sent !== sent) return;
      this.sent = undefined;
      then();
    };
    try {
      sent = link.beginBytes({
        method: agentMethod,
        payload: requestOf(wantOf(this.want), restOf(this.request, chosen), this.request.inputs),
        ...(timeoutMs === Number.POSITIVE_INFINITY ? {} : { timeoutMs }),
        trace: span instanceof RingSpan ? span : undefined,
        resolve: (bytes) => mine(() => this.read(place, bytes as Buffer)),
        reject: (error) => mine(() => this.routed!.failed(toMeshError(error))),
      });
      this.sent = sent;
    } catch (error) {
      this.routed!.failed(toMeshError(error));
    }
  }

  private read(place: Place, bytes: Buffer): void {
    let output: Uint8Array;
    try {
      output = (readAnswer(bytes) ?? fromBinary(AgentCallResponseSchema, bytes)).output;
    } catch (cause) {
      return this.routed!.failed(new MeshError("BAD_ARTIFACT", "an answer that is no CallResponse", { cause }));
    }
    // A short one is a part of its batch, which would be held by whoever keeps it.
    this.answered(place, output.length > maxPieceBytes ? output : Uint8Array.prototype.slice.call(output));
  }

  private dial(place: Place, timeoutMs: number): void {
    const { chosen } = place.choice;
    const stop = new AbortController();
    this.sent = stop;
    const { callId, seed, language, inputs } = this.request;
    const { outputType, availableTypes, tenant } = this.want;
    const ask = async () =>
      this.ports.connections.client(chosen.instance).call(
        {
          want: { outputType, availableTypes, tenant },
          ...{ callId, seed, language, inputs },
          capability: chosen.capability.name,
        },
        { signal: stop.signal, timeoutMs },
      );
    const mine = (then: () => void) => {
      if (this.sent !== stop) return;
      this.sent = undefined;
      then();
    };
    ask().then(
      ({ output }) => mine(() => this.answered(place, output)),
      (error: unknown) => mine(() => this.routed!.failed(toMeshError(error))),
    );
  }

  private answered({ choice }: Place, output: Uint8Array): void {
    const { decision, number } = choice;
    this.routed!.succeeded();
    const decisionId = this.ports.chooser.idOf(number);
    this.settle(() => this.resolve(decision ? { output, decisionId, decision } : { output, decisionId }));
  }
}

/** What agents are told of wants, encoded: messages are read-only, so the same want makes the same bytes. */
const wants = new WeakMap<Want, Buffer>();

function wantOf(want: Want): Buffer {
  let field = wants.get(want);
  if (!field) {
    const { outputType, availableTypes, tenant } = want;
    field = wantField(toBinary(CallWantSchema, create(CallWantSchema, { outputType, availableTypes, tenant })));
    wants.set(want, field);
  }
  return field;
}

const capabilities = new WeakMap<Offer, Buffer>();

/** All of a request but want and inputs. */
function restOf({ callId, seed, language }: CallRequest, chosen: Offer): Buffer {
  let field = capabilities.get(chosen);
  if (!field) capabilities.set(chosen, (field = capabilityField(chosen.capability.name)));
  if (callId === "" && seed === 0n && language === "") return field;
  return Buffer.concat([
    toBinary(AgentCallRequestSchema, create(AgentCallRequestSchema, { callId, seed, language })),
    field,
  ]);
}
