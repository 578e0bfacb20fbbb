import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { foldEvent } from "../core/fold.ts";
import type { Lang } from "../core/format.ts";
import { type Problem, problemOf } from "../core/problem.ts";
import { parseRoute, type Route } from "../core/route.ts";
import { emptyRun, type RunModel } from "../core/run-model.ts";
import { browserClock } from "./clock.ts";
import { type Gateway, renewCookie } from "./gateway.ts";
import { watch } from "./watch.ts";

/** An answer that may not be there yet. */
export interface Loaded<T> {
  readonly value: T | undefined;
  readonly problem: Problem | undefined;
  readonly again: () => void;
}

/** Asks when the page shows, again on demand, and every `everyMs` while the page is looked at. */
export function useLoaded<T>(load: () => Promise<T>, key: string, everyMs?: number): Loaded<T> {
  const [state, setState] = useState<{ value: T | undefined; problem: Problem | undefined }>(nothing);
  const [count, setCount] = useState(0);
  const again = useCallback(() => setCount((n) => n + 1), []);
  useEffect(() => setState(nothing), [key]);
  useEffect(() => {
    let current = true;
    load().then(
      (value) => current && setState({ value, problem: undefined }),
      (error: unknown) => current && setState(({ value }) => ({ value, problem: problemOf(error) })),
    );
    return () => void (current = false);
  }, [key, count]);
  useEffect(() => {
    if (everyMs === undefined) return undefined;
    const handle = setInterval(() => document.visibilityState === "visible" && again(), everyMs);
    return () => clearInterval(handle);
  }, [everyMs, again]);
  return { ...state, again };
}

const nothing = { value: undefined, problem: undefined };

/** A run as it is watched. */
export interface WatchedRun {
  readonly run: RunModel;
  /** Set while the connection is being restored. */
  readonly lost: Problem | undefined;
  /** Set when watching has ended for good. */
  readonly problem: Problem | undefined;
}

/** Follows a run from its first event to its last. */
export function useRun(gateway: Gateway, runId: string): WatchedRun {
  const [state, setState] = useState<WatchedRun>({ run: emptyRun(runId), lost: undefined, problem: undefined });
  useEffect(() => {
    const stop = new AbortController();
    setState({ run: emptyRun(runId), lost: undefined, problem: undefined });
    const follow = async () => {
      const open = (afterSequence: bigint, signal: AbortSignal) =>
        gateway.watchRun({ runId, afterSequence }, { signal });
      for await (const heard of watch({ open, renew: renewCookie, wait: browserClock.wait }, stop.signal)) {
        if (stop.signal.aborted) return;
        if (heard.kind === "lost") setState((before) => ({ ...before, lost: heard.problem }));
        else setState(({ run }) => ({ run: foldEvent(run, heard.event), lost: undefined, problem: undefined }));
      }
    };
    follow().catch((error: unknown) => {
      if (!stop.signal.aborted) setState((before) => ({ ...before, lost: undefined, problem: problemOf(error) }));
    });
    return () => stop.abort();
  }, [gateway, runId]);
  return state;
}

/** The place the address bar names. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const changed = () => setRoute(parseRoute(location.hash));
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return route;
}

/** The language chosen on this browser; Korean until somebody chooses. */
export function useLang(): readonly [Lang, (lang: Lang) => void] {
  const [lang, setLang] = useState<Lang>(() => (localStorage.getItem("viba-lang") === "en" ? "en" : "ko"));
  useEffect(() => {
    document.documentElement.lang = lang;
    localStorage.setItem("viba-lang", lang);
  }, [lang]);
  return [lang, setLang];
}

/** The time, told anew every `everyMs` while `running`. */
export function useNow(running: boolean, everyMs = 100): number {
  const [nowMs, setNowMs] = useState(() => browserClock.nowMs());
  useEffect(() => {
    if (!running) return undefined;
    const handle = setInterval(() => setNowMs(browserClock.nowMs()), everyMs);
    return () => clearInterval(handle);
  }, [running, everyMs]);
  return nowMs;
}

/** Gives an element the focus when the place changes, so that keyboard and screen reader follow. */
export function useFocusOn(key: string) {
  const ref = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);
  useEffect(() => {
    if (first.current) first.current = false;
    else ref.current?.focus({ preventScroll: true });
  }, [key]);
  return ref;
}
