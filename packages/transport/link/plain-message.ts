import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";

/** Whether a message and all below it are plain proto3, held as their fields say. */
export function isPlain(message: DescMessage, seen: Set<DescMessage>): boolean {
  if (seen.has(message)) return true;
  seen.add(message);
  return message.fields.every((field) => {
    if (field.fieldKind !== "map" && "delimitedEncoding" in field && field.delimitedEncoding) return false;
    if (field.message === undefined) return field.proto.options?.jstype === undefined || !is64Bit(field);
    // Wrappers and Struct are held as what they wrap.
    if (/^google\.protobuf\.(\w*Value|Struct)$/.test(field.message.typeName)) return false;
    return isPlain(field.message, seen);
  });
}

function is64Bit(field: DescField): boolean {
  const { INT64, UINT64, SINT64, FIXED64, SFIXED64 } = ScalarType;
  return field.scalar !== undefined && [INT64, UINT64, SINT64, FIXED64, SFIXED64].includes(field.scalar);
}
