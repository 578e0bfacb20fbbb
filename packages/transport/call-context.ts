import type { AsyncResource } from "node:async_hooks";
import type { DescMethod } from "@bufbuild/protobuf";
import {
  Code,
  ConnectError,
  type ContextKey,
  type ContextValues,
  createContextValues,
  type HandlerContext,
} from "@connectrpc/connect";
import type { RemoteSpan } from "@viba/runtime/trace/remote-span";
import { principalKey } from "./principal.ts";
import type { LinkCore } from "./link/core.ts";
import type { HeaderPair } from "./link/frame.ts";
import { LinkHeaders } from "./link/link-headers.ts";
import { linkKey } from "./link/link-key.ts";

/** What a handler's context is made of. */
export interface CallContextOptions {
  /** What it came by: a link, or nothing between two parts of a process. */
  readonly core: Pick<LinkCore, "clock" | "principal" | "link"> & Partial<Pick<LinkCore, "scope">>;
  readonly protocol: "link" | "local";
  readonly method: DescMethod;
  readonly headers: readonly HeaderPair[];
  /** The caller's span, instead of a traceparent among the headers. */
  readonly remote: RemoteSpan | undefined;
  /** On the monotonic clock; 0 without a limit. */
  readonly deadlineMs: number;
}

/** One for all calls: an error collects its stack when it is made, and where a call ended well nobody reads it. */
let ended: ConnectError | undefined;
/** Made when first asked for: its metadata are `Headers`, and the first of these loads Node's whole `fetch`. */
const endedError = () => (ended ??= new ConnectError("the call has ended", Code.Canceled));

/** A handler's context whose parts are made when somebody asks for them: most handlers ask for none. */
export class CallContext implements HandlerContext {
  readonly requestMethod = "POST";
  private readonly options: CallContextOptions;
  private made: Partial<Record<"request" | "response" | "trailer", LinkHeaders>> | undefined = undefined;
  private contextValues: ContextValues | undefined = undefined;
  private controller: AbortController | undefined = undefined;
  private reason: { readonly value: unknown } | undefined = undefined;
  private over = false;
  private listener: ((reason: unknown) => void) | undefined = undefined;

  constructor(options: CallContextOptions) {
    this.options = options;
  }

  get protocolName(): string {
    return this.options.protocol;
  }

  get method(): HandlerContext["method"] {
    return this.options.method;
  }

  get service(): HandlerContext["service"] {
    return this.options.method.parent;
  }

  get url(): string {
    return `${this.protocolName}:/${this.service.typeName}/${this.method.name}`;
  }

  /** The caller's span, where it was read without making text of it. */
  get remoteSpan(): RemoteSpan | undefined {
    return this.options.remote;
  }

  /** Where handlers of the link run, which is outside of any trace; undefined where there is no link. */
  get scope(): AsyncResource | undefined {
    return this.options.core.scope;
  }

  get requestHeader(): Headers {
    return ((this.made ??= {}).request ??= new LinkHeaders(this.options.headers, this.options.remote));
  }

  get responseHeader(): Headers {
    return ((this.made ??= {}).response ??= new LinkHeaders());
  }

  get responseTrailer(): Headers {
    return ((this.made ??= {}).trailer ??= new LinkHeaders());
  }

  get signal(): AbortSignal {
    if (!this.controller) {
      this.controller = new AbortController();
      if (this.reason) this.controller.abort(this.reason.value);
      else if (this.over) this.controller.abort(endedError());
    }
    return this.controller.signal;
  }

  get values(): ContextValues {
    return (this.contextValues ??= new CallValues(this.options.core));
  }

  timeoutMs = (): number | undefined => {
    const { core, deadlineMs } = this.options;
    return deadlineMs === 0 ? undefined : Math.max(0, deadlineMs - core.clock.monotonicMs());
  };

  /** Response headers that were set, as they travel. */
  setHeaders(): readonly HeaderPair[] | undefined {
    return nonEmpty(this.made?.response);
  }

  /** Trailers that were set, as they travel. */
  setTrailers(): readonly HeaderPair[] | undefined {
    return nonEmpty(this.made?.trailer);
  }

  /** The call has ended: aborts the signal too, if there is one by then, since what listens to it is not needed any more. */
  done(): void {
    this.over = true;
    this.listener = undefined;
    if (this.controller && !this.reason) this.controller.abort(endedError());
  }

  /** Aborts the handler's signal, now or when it is first asked for. */
  abort(reason: unknown): void {
    this.reason ??= { value: reason };
    this.controller?.abort(reason);
    const { listener } = this;
    this.listener = undefined;
    listener?.(reason);
  }

  /** Tells of an abort, as a signal would, but at no cost to a call that isn't aborted. One listener; true where it can be had. */
  heardBy(listener: (reason: unknown) => void): boolean {
    if (this.listener || this.reason || this.over) return false;
    this.listener = listener;
    return true;
  }
}

/** Values of a call; a table is made for what it didn't come by. */
class CallValues implements ContextValues {
  private principal: unknown;
  private link: unknown;
  private others: ContextValues | undefined = undefined;

  constructor({ principal, link }: CallContextOptions["core"]) {
    this.principal = principal;
    this.link = link;
  }

  get<T>(key: ContextKey<T>): T {
    if (key.id === principalKey.id) return this.principal as T;
    if (key.id === linkKey.id) return this.link as T;
    return this.others ? this.others.get(key) : key.defaultValue;
  }

  set<T>(key: ContextKey<T>, value: T): this {
    if (key.id === principalKey.id) this.principal = value;
    else if (key.id === linkKey.id) this.link = value;
    else (this.others ??= createContextValues()).set(key, value);
    return this;
  }

  delete(key: ContextKey<unknown>): this {
    if (key.id === principalKey.id || key.id === linkKey.id) return this.set(key, undefined);
    this.others?.delete(key);
    return this;
  }
}

/** Tells of a call's abort until it has ended; what is given back ends the telling. */
export function whenAborted(context: HandlerContext, task: (reason: unknown) => void): () => void {
  let told = false;
  const tell = (reason: unknown) => {
    if (!told) task(reason);
  };
  const stop = () => void (told = true);
  if (context instanceof CallContext && context.heardBy(tell)) return stop;
  const { signal } = context;
  const abort = () => tell(signal.reason);
  if (signal.aborted) abort();
  else signal.addEventListener("abort", abort, { once: true });
  return () => {
    stop();
    signal.removeEventListener("abort", abort);
  };
}

function nonEmpty(headers: LinkHeaders | undefined): readonly HeaderPair[] | undefined {
  const pairs = headers?.toPairs();
  return pairs && pairs.length > 0 ? pairs : undefined;
}
