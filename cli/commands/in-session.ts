import type { Lang } from "../output/failure.ts";
import { openSession, type Session } from "../session.ts";

/** Options of the commands that only ask. */
export interface AskOptions {
  readonly data: string;
  readonly lang: Lang;
  readonly json?: boolean;
  readonly verbose?: boolean;
}

/** An answer: `json` for scripts, `text` for people. */
export interface Answer {
  readonly json: unknown;
  readonly text: string;
}

/** Opens a session with the running mesh, uses it, closes it. */
export async function inSession<T>(options: AskOptions, use: (session: Session) => Promise<T>): Promise<T> {
  const session = await openSession({
    data: options.data,
    verbose: options.verbose ?? false,
    start: false,
    extra: [],
    without: [],
  });
  try {
    return await use(session);
  } finally {
    await session[Symbol.asyncDispose]();
  }
}
