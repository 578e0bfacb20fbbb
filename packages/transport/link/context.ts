import type { DescMethod } from "@bufbuild/protobuf";
import { Code, ConnectError, createContextValues, type ContextValues, type HandlerContext } from "@connectrpc/connect";
import type { RemoteSpan } from "@viba/runtime/trace/remote-span";
import { principalKey } from "../principal.ts";
import type { LinkCore } from "./core.ts";
import type { HeaderPair } from "./frame.ts";
import { LinkHeaders } from "./link-headers.ts";
import { linkKey } from "./link-key.ts";

/** What a handler's context is made of. */
export interface LinkContextOptions {
  readonly core: LinkCore;
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
export class LinkContext implements HandlerContext {
  readonly protocolName = "link";
  readonly requestMethod = "POST";
  private readonly options: LinkContextOptions;
  private made: Partial<Record<"request" | "response" | "trailer", LinkHeaders>> | undefined = undefined;
  private contextValues: ContextValues | undefined = undefined;
  private controller: AbortController | undefined = undefined;
  private reason: { readonly value: unknown } | undefined = undefined;
  private over = false;

  constructor(options: LinkContextOptions) {
    this.options = options;
  }

  get method(): HandlerContext["method"] {
    return this.options.method;
  }

  get service(): HandlerContext["service"] {
    return this.options.method.parent;
  }

  get url(): string {
    return `link:/${this.service.typeName}/${this.method.name}`;
  }

  /** The caller's span, where it was read without making text of it. */
  get remoteSpan(): RemoteSpan | undefined {
    return this.options.remote;
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
    if (!this.contextValues) {
      this.contextValues = createContextValues();
      const { principal, link } = this.options.core;
      this.contextValues.set(linkKey, link);
      if (principal) this.contextValues.set(principalKey, principal);
    }
    return this.contextValues;
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
    if (this.controller && !this.reason) this.controller.abort(endedError());
  }

  /** Aborts the handler's signal, now or when it is first asked for. */
  abort(reason: unknown): void {
    this.reason ??= { value: reason };
    this.controller?.abort(reason);
  }
}

function nonEmpty(headers: LinkHeaders | undefined): readonly HeaderPair[] | undefined {
  const pairs = headers?.toPairs();
  return pairs && pairs.length > 0 ? pairs : undefined;
}
