import { AsyncLocalStorage, type AsyncResource } from "node:async_hooks";
import { context as otel, type Context, type ContextManager, ROOT_CONTEXT } from "@opentelemetry/api";

/**
 * An immutable chain of values. The API's own context copies a map and makes three closures for each value set,
 * which costs more than the span; here setting a value again replaces the link, so that nesting doesn't lengthen it.
 */
class ChainContext implements Context {
  readonly key: symbol | undefined;
  readonly value: unknown;
  readonly rest: ChainContext | undefined;

  constructor(key?: symbol, value?: unknown, rest?: ChainContext) {
    this.key = key;
    this.value = value;
    this.rest = rest;
  }

  getValue(key: symbol): unknown {
    return this.key === key ? this.value : this.rest?.getValue(key);
  }

  setValue(key: symbol, value: unknown): Context {
    return new ChainContext(key, value, this.without(key));
  }

  deleteValue(key: symbol): Context {
    return this.without(key) ?? emptyContext;
  }

  without(key: symbol): ChainContext | undefined {
    if (this.key === undefined) return undefined;
    if (this.key === key) return this.rest;
    const rest = this.rest?.without(key);
    return rest === this.rest ? this : new ChainContext(this.key, this.value, rest);
  }
}

/** The context with nothing in it. */
export const emptyContext: Context = new ChainContext();

/** What the manager in use carries the context in; undefined while another one than ours is. */
let carrier: AsyncLocalStorage<Context> | undefined;

/**
 * Runs the task with the context active, as the API's `with` does, where a scope is at hand whose own context is none. Leaving a scope puts
 * back what was before; leaving a `with` makes a frame of all storages' values for it, which takes as long as entering.
 */
export function runWithin<T>(scope: AsyncResource, context: Context, task: () => T): T {
  return carrier ? scope.runInAsyncScope(enter<T>, undefined, carrier, context, task) : otel.with(context, task);
}

function enter<T>(storage: AsyncLocalStorage<Context>, context: Context, task: () => T): T {
  storage.enterWith(context);
  return task();
}

/** Carries the active context across awaits, timers and callbacks. */
export function createContextManager(): ContextManager {
  const storage = new AsyncLocalStorage<Context>();
  const manager: ContextManager = {
    active: () => storage.getStore() ?? emptyContext,
    with(context, fn, thisArg, ...args) {
      // Entering nothing from nothing, as every batch of a link does: a frame for it would only be copied by those within.
      const already = context === ROOT_CONTEXT && storage.getStore() === undefined;
      if (already) return fn.apply(thisArg as ThisParameterType<typeof fn>, args);
      // Most tasks are closures of their own: another one around each would cost a third of entering.
      const plain = thisArg === undefined && args.length === 0;
      return plain
        ? storage.run(context, fn as () => ReturnType<typeof fn>)
        : storage.run(context, () => fn.apply(thisArg as ThisParameterType<typeof fn>, args));
    },
    bind(context, target) {
      if (typeof target !== "function") return target;
      const bound = function (this: unknown, ...args: unknown[]): unknown {
        return storage.run(context, () => target.apply(this, args));
      };
      return bound as typeof target;
    },
    attach(context) {
      const before = storage.getStore();
      storage.enterWith(context);
      return { dispose: () => storage.enterWith(before as Context) };
    },
    enable() {
      carrier = storage;
      return manager;
    },
    disable() {
      if (carrier === storage) carrier = undefined;
      storage.disable();
      return manager;
    },
  };
  return manager;
}
