/** The error a handler throws to say why: its reason, texts and facts reach the caller as they are. */
export { MeshError, type MeshErrorOptions } from "@viba/runtime/errors";
export type { ReasonName } from "@viba/runtime/error-table";
