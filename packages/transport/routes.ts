import type { DescMethod, DescService } from "@bufbuild/protobuf";
import type { HandlerContext, ServiceImpl } from "@connectrpc/connect";

/** A handler as the transports call it; its shape follows the method's kind. */
export type Handler = (input: unknown, context: HandlerContext) => unknown;

/** A service and its handlers by local method name. */
export interface Route {
  readonly service: DescService;
  readonly handlers: Readonly<Record<string, Handler>>;
  /** Local names of methods whose calls are worth tracing whoever makes them: their traces are kept from there on. */
  readonly traced?: readonly string[];
}

/** Binds handlers to their service; typed where it is written, uniform for the transports. */
export function route<S extends DescService>(
  service: S,
  handlers: Partial<ServiceImpl<S>>,
  traced: readonly (keyof S["method"] & string)[] = [],
): Route {
  return { service, handlers: handlers as unknown as Record<string, Handler>, traced };
}

/** The handler of a method, or undefined when the route leaves it out. */
export function handlerOf(routes: readonly Route[], method: DescMethod): Handler | undefined {
  return routes.find((r) => r.service.typeName === method.parent.typeName)?.handlers[method.localName];
}
