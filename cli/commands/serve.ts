import { systemClock } from "@viba/runtime/clock";
import { createLifecycle } from "@viba/runtime/lifecycle";
import { createLog } from "@viba/runtime/log";
import { stopOnSignals } from "@viba/runtime/signals";
import { openService } from "../serve/open-service.ts";
import { readServeConfig, serviceOf } from "../serve/serve-config.ts";

/** What `viba serve` was told. */
export interface ServeCommandOptions {
  readonly data: string;
  readonly listen?: string;
  readonly metricsPort?: string;
  readonly json?: boolean;
}

/** How long each part may take to stop. */
const graceMs = 5000;

/** Starts one service and stays until it is told to end. */
export async function serve(service: string, options: ServeCommandOptions): Promise<void> {
  const name = serviceOf(service);
  const { listen, data, metricsPort } = options;
  const config = readServeConfig({ service, listen, data, metricsPort }, process.env);
  const format = process.stderr.isTTY && !options.json ? "pretty" : "json";
  const log = createLog({ service: name, clock: systemClock, level: config.logLevel, format });
  const lifecycle = createLifecycle({ clock: systemClock, graceMs, log });
  try {
    const { address, metrics } = await openService(name, config, lifecycle, log);
    stopOnSignals(lifecycle, process);
    const line = { service: name, address, metrics, pid: process.pid };
    process.stdout.write(options.json ? `${JSON.stringify(line)}\n` : `${name} ${address}\n`);
  } catch (error) {
    // What was opened before the failure would keep the process alive.
    await lifecycle.stop("it could not start");
    throw error;
  }
}
