import type { RunEvent, StepFailed } from "@viba/contracts/gen/viba/orchestrator/v1/run_pb";
import type { Lang } from "./failure.ts";

/** Tells a person on standard error how a run goes. */
export interface Progress {
  event(event: RunEvent): void;
  end(): void;
}

/** How to tell it. */
export interface ProgressOptions {
  readonly show: boolean;
  readonly lang: Lang;
  /** A terminal: the line of what runs now is rewritten. */
  readonly tty: boolean;
  readonly write?: (text: string) => void;
}

/** Progress of one run: a line a step, and on a terminal one that shows what runs now. */
export function createProgress(options: ProgressOptions): Progress {
  const { lang, tty, write = (text: string) => void process.stderr.write(text) } = options;
  const korean = lang === "ko";
  const running = new Map<string, string>();
  const types = new Map<string, string>();
  let told = 0;
  const clear = () => (tty ? write("\r\u001b[2K") : undefined);
  const status = () => {
    if (!tty || running.size === 0) return;
    clear();
    write(`  … ${[...running.values()].join(", ").slice(0, 100)}`);
  };
  const line = (text: string) => {
    clear();
    write(`${text}\n`);
    status();
  };

  const failed = ({ stepId, message, error }: Failure) =>
    `${types.get(stepId) ?? stepId}: ${(korean && error?.messageKo) || message}`;

  const tell = ({ event }: RunEvent) => {
    switch (event.case) {
      case "workflowPlanned":
        for (const step of event.value.workflow?.steps ?? []) types.set(step.stepId, shortName(step.outputType));
        return;
      case "goalSet":
        return line(`  ${korean ? event.value.goal?.titleKo : event.value.goal?.titleEn}`);
      case "attemptStarted":
        running.set(event.value.stepId, types.get(event.value.stepId) ?? event.value.stepId);
        return status();
      case "stepProgress": {
        const { stepId, progress } = event.value;
        const message = (korean ? progress?.messageKo : progress?.messageEn) || types.get(stepId) || stepId;
        running.set(stepId, message);
        return status();
      }
      case "stepAccepted": {
        const { stepId, agentId, durationMs, fromCache } = event.value;
        running.delete(stepId);
        const how = fromCache ? (korean ? "기억" : "cached") : `${durationMs.toFixed(0)} ms`;
        return line(
          `  ✓ ${String(++told).padStart(2)}/${types.size} ${types.get(stepId) ?? stepId}  ${agentId}  ${how}`,
        );
      }
      case "attemptFailed":
        // What is not tried again is told once, when the step is given up.
        return event.value.willRetry ? line(`  ! ${failed(event.value)}`) : undefined;
      case "stepFailed":
        running.delete(event.value.stepId);
        return line(`  ✗ ${failed(event.value)}`);
      default:
        return;
    }
  };
  return {
    event: (event) => (options.show ? tell(event) : undefined),
    end: () => (options.show ? clear() : undefined),
  };
}

type Failure = Pick<StepFailed, "stepId" | "message" | "error">;

/** "viba.aec.v1.CodeReport" -> "CodeReport". */
export function shortName(type: string): string {
  return type.split(".").at(-1) ?? type;
}
