import { Metadata } from "@grpc/grpc-js";

/** Headers as gRPC metadata; values of keys that end in "-bin" are base64 on our side and bytes on gRPC's. */
export function toMetadata(header: Headers): Metadata {
  const metadata = new Metadata();
  for (const [key, value] of header) {
    if (key.endsWith("-bin")) metadata.add(key, Buffer.from(value, "base64"));
    else metadata.add(key, value);
  }
  return metadata;
}

/** gRPC metadata as Headers. */
export function fromMetadata(metadata: Metadata): Headers {
  const header = new Headers();
  for (const key of Object.keys(metadata.getMap())) {
    for (const value of metadata.get(key)) {
      header.append(key, typeof value === "string" ? value : Buffer.from(value).toString("base64"));
    }
  }
  return header;
}
