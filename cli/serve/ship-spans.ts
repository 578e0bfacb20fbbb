import { createSpanShipper } from "@viba/sdk/host/spans";
import { dialLink } from "@viba/transport/link/dial-link";
import type { Ground } from "./ground.ts";

/** Soon enough for a person who waits for a trace, rare enough to cost nothing. */
const shipMs = 500;

/**
 * Hands this process's finished spans to the monitor at "host:port", which puts traces together and exports them. While
 * it is away they wait in the ring's bounded outbox. The link is one of its own: shipping must make no spans.
 */
export function shipSpans(ground: Ground, monitor: string): void {
  const { ring, clock, random, lifecycle, metrics, secrets, service } = ground;
  const tls = ground.tls && { tls: ground.tls, peer: "service/monitor" };
  const link = dialLink({ address: monitor, clock, random, name: service, token: () => secrets.serviceToken, tls });
  const shipper = createSpanShipper(ring, link.transport);
  const timer = clock.every(shipMs, () => void shipper.ship());
  metrics.counter("viba_unreported_spans_total", "Kept spans given up before the monitor had them", [], (counter) => {
    counter.reset();
    counter.inc(shipper.dropped());
  });
  lifecycle.use("spans", async () => {
    timer.cancel();
    await shipper.ship();
    link.close();
  });
}
