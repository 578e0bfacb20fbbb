import { useState } from "preact/hooks";
import { formatMs } from "../core/format.ts";
import { layOutSpans, spanLabel, type WaterfallRow } from "../core/waterfall.ts";
import { useLoaded } from "../shell/hooks.ts";
import { useStudio } from "./context.ts";
import { ProblemBox } from "./problem-box.tsx";

const rowHeight = 22;
const scaleHeight = 24;
/** Colours there are for services. */
const colours = 6;

/** Where the time went. Asked for when somebody opens it. */
export function Trace({ runId }: { runId: string }) {
  const { t } = useStudio();
  const [open, setOpen] = useState(false);
  return (
    <section class="trace" aria-labelledby="trace-title">
      <div class="section-head">
        <h2 id="trace-title">{t.trace}</h2>
        <p class="note">{t.traceNote}</p>
      </div>
      {open ? (
        <Spans runId={runId} />
      ) : (
        <button type="button" class="quiet" onClick={() => setOpen(true)}>
          {t.traceShow}
        </button>
      )}
    </section>
  );
}

function Spans({ runId }: { runId: string }) {
  const { gateway, t } = useStudio();
  const { value, problem, again } = useLoaded(() => gateway.getTrace({ runId }), runId);
  if (problem) return <ProblemBox problem={problem} onRetry={again} />;
  if (!value) return <p class="note">{t.loading}</p>;
  const fall = layOutSpans(value.spans);
  return (
    <>
      <p class="legend">
        {fall.services.map((service, index) => (
          <span key={service} class={`service c${index % colours}`}>
            {service}
          </span>
        ))}
        <span>
          {value.spans.length} spans, {formatMs(fall.totalUs / 1000)}
        </span>
        {value.partial && <span>{t.tracePartial}</span>}
        {fall.leftOut > 0 && <span>{`${fall.leftOut} ${t.traceMore}`}</span>}
      </p>
      <div class="fall-scroll" tabIndex={0}>
        <svg
          class="fall"
          width="100%"
          height={scaleHeight + fall.rows.length * rowHeight + 4}
          role="img"
          aria-label={`${t.trace}: ${value.spans.length} spans`}
        >
          {fall.ticksUs.map((us) => (
            <g key={us} class="tick">
              <line x1={share(us / fall.totalUs)} x2={share(us / fall.totalUs)} y1={scaleHeight - 6} y2="100%" />
              <text x={share(us / fall.totalUs)} y={12} dx={3}>
                {formatMs(us / 1000)}
              </text>
            </g>
          ))}
          {fall.rows.map((row, index) => (
            <Bar key={row.span.spanId} row={row} y={scaleHeight + index * rowHeight} />
          ))}
        </svg>
      </div>
    </>
  );
}

function Bar({ row: { span, start, width, label, service }, y }: { row: WaterfallRow; y: number }) {
  const time = formatMs(span.durationUs / 1000);
  const text = `${spanLabel(span.name)} ${time}`;
  const x = label === "after" ? share(start + width) : share(start);
  return (
    <g class={`bar c${service % colours}${span.status === "error" ? " error" : ""}`}>
      <title>{`${span.service}: ${span.name} ${time}${span.statusMessage ? `\n${span.statusMessage}` : ""}\n${span.attributesJson}`}</title>
      <rect class="row" x="0" y={y} width="100%" height={rowHeight} />
      <rect
        class="span"
        x={share(start)}
        y={y + 3}
        width={share(Math.max(width, 0.001))}
        height={rowHeight - 6}
        rx="2"
      />
      <text
        class={label}
        x={x}
        y={y + 15}
        dx={label === "before" ? -5 : 6}
        text-anchor={label === "before" ? "end" : "start"}
      >
        {text}
      </text>
    </g>
  );
}

function share(of: number): string {
  return `${(of * 100).toFixed(3)}%`;
}
