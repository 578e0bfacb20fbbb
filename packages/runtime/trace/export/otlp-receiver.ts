import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";

/** A span as it arrived. */
export interface ReceivedSpan {
  readonly service: string;
  readonly instance: string;
  readonly scope: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string;
  readonly name: string;
  readonly kind: number;
  readonly startNs: bigint;
  readonly endNs: bigint;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly events: readonly string[];
  readonly links: readonly string[];
  readonly status: number;
}

/** A small OTLP receiver over HTTP, for tests: takes what opentelemetry-js sends and shows it. */
export interface OtlpReceiver extends AsyncDisposable {
  readonly endpoint: string;
  readonly spans: readonly ReceivedSpan[];
  /** Status of the next answers; 200 takes the spans. */
  answer(status: number): void;
}

/** Starts one on a free port. */
export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = [];
  let status = 200;
  const server = createServer(async (request, response) => {
    const body = await bytesOf(request);
    const right = request.url === "/v1/traces" && request.headers["content-type"] === "application/x-protobuf";
    if (right && status === 200) spans.push(...readRequest(body));
    response.writeHead(right ? status : 404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    spans,
    answer: (next) => void (status = next),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bytesOf(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** A message's fields by number, read without its schema: the OTLP messages are small and their numbers are fixed. */
type Fields = ReadonlyMap<number, readonly (Uint8Array | bigint | number)[]>;

function fieldsOf(bytes: Uint8Array): Fields {
  const fields = new Map<number, (Uint8Array | bigint | number)[]>();
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [number, wire] = reader.tag();
    const value = valueOf(reader, wire);
    fields.set(number, [...(fields.get(number) ?? []), value]);
  }
  return fields;
}

function valueOf(reader: BinaryReader, wire: WireType): Uint8Array | bigint | number {
  switch (wire) {
    case WireType.Varint:
      return Number(reader.int64());
    case WireType.Bit64:
      return BigInt(reader.fixed64());
    case WireType.Bit32:
      return reader.fixed32();
    default:
      return reader.bytes();
  }
}

const all = (fields: Fields, number: number) =>
  (fields.get(number) ?? []).map((bytes) => fieldsOf(bytes as Uint8Array));
const one = (fields: Fields, number: number): Fields => all(fields, number)[0] ?? new Map();
const text = (fields: Fields, number: number) => new TextDecoder().decode(fields.get(number)?.[0] as Uint8Array);
const hex = (fields: Fields, number: number) =>
  Buffer.from((fields.get(number)?.[0] as Uint8Array) ?? []).toString("hex");

function attributesOf(fields: readonly Fields[]): Record<string, string | number | boolean> {
  return Object.fromEntries(fields.map((each) => [text(each, 1), anyValue(one(each, 2))]));
}

function anyValue(value: Fields): string | number | boolean {
  const [[number, [first]]] = [...value] as [[number, [Uint8Array | bigint | number]]];
  if (number === 1) return text(value, 1);
  if (number === 2) return first !== 0;
  if (number === 4) return new Float64Array(new BigUint64Array([first as bigint]).buffer)[0]!;
  return Number(first);
}

function readRequest(body: Uint8Array): ReceivedSpan[] {
  return all(fieldsOf(body), 1).flatMap((resourceSpans) => {
    const resource = attributesOf(all(one(resourceSpans, 1), 1));
    return all(resourceSpans, 2).flatMap((scopeSpans) =>
      all(scopeSpans, 2).map((span) => ({
        service: String(resource["service.name"]),
        instance: String(resource["service.instance.id"]),
        scope: text(one(scopeSpans, 1), 1),
        ...readSpan(span),
      })),
    );
  });
}

function readSpan(span: Fields): Omit<ReceivedSpan, "service" | "instance" | "scope"> {
  return {
    traceId: hex(span, 1),
    spanId: hex(span, 2),
    parentId: hex(span, 4),
    name: text(span, 5),
    kind: span.get(6)?.[0] as number,
    startNs: span.get(7)?.[0] as bigint,
    endNs: span.get(8)?.[0] as bigint,
    attributes: attributesOf(all(span, 9)),
    events: all(span, 11).map((event) => text(event, 2)),
    links: all(span, 13).map((link) => `${hex(link, 1)}/${hex(link, 2)}`),
    status: (one(span, 15).get(3)?.[0] as number) ?? 0,
  };
}
