import { toBinary, type DescFile } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import type * as grpc from "@grpc/grpc-js";
import { ReflectionService } from "@grpc/reflection";
import type { Route } from "../routes.ts";

/** Lets strangers' tools (grpcurl) list and describe the services of the routes. */
export function addReflection(server: grpc.Server, routes: readonly Route[]): void {
  const files = new Map<string, DescFile>();
  for (const { service } of routes) collect(service.file, files);
  const fileDescriptorProtos = [...files.values()].map((file) =>
    Buffer.from(toBinary(FileDescriptorProtoSchema, file.proto)),
  );
  // The package looks only at `fileDescriptorProtos`, which proto-loader would have put into every type definition.
  const definition = {
    files: { format: "Protocol Buffer 3 DescriptorProto", type: {}, fileDescriptorProtos },
  };
  new ReflectionService(definition as never, {
    services: routes.map((r) => r.service.typeName),
  }).addToServer(server);
}

function collect(file: DescFile, into: Map<string, DescFile>): void {
  if (into.has(file.name)) return;
  into.set(file.name, file);
  for (const dependency of file.dependencies) collect(dependency, into);
}
