import type { Plan } from "@viba/contracts/gen/viba/aec/v1/plan_pb";
import { millimetres } from "../drawing/figures.ts";
import { scheduleOf } from "../openings/schedule.ts";
import type { ScheduleRow } from "../openings/schedule.ts";
import { type Html, html, nothing } from "./html.ts";

/** 창호표: every make of door and window by the mark that plans, CAD files and the model give it; nothing without openings. */
export function openingSection(plan: Plan): Html {
  const rows = scheduleOf(plan);
  if (rows.length === 0) return nothing;
  return html`<section id="openings">
    <h2>창호표 <small>Door and window schedule</small></h2>
    <table class="stack">
      <thead>
        <tr>
          <th style="width:22%">기호 · 종류</th>
          <th style="width:16%">규격 (mm)</th>
          <th style="width:14%">하단 / 상단</th>
          <th style="width:13%">수량</th>
          <th>위치</th>
          <th>성능 · 비고</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(row)}
      </tbody>
    </table>
  </section>`;
}

function row({ type, name, material, storeys, rooms, uValue, remarks }: ScheduleRow): Html {
  const notes = [uValue > 0 ? `U ${uValue.toFixed(2)} W/m²K` : "", ...remarks].filter((note) => note !== "");
  return html`<tr>
    <td><b>${type.mark}</b> ${name}<small>${material}</small></td>
    <td data-label="규격 (mm)">${millimetres(type.width)} × ${millimetres(type.height)}</td>
    <td data-label="하단 / 상단">${millimetres(type.sill)} / ${millimetres(type.sill + type.height)}</td>
    <td data-label="수량">${type.placed.length}<small>${storeys}</small></td>
    <td data-label="위치">${type.external ? "외벽 · " : ""}${rooms}</td>
    <td data-label="성능 · 비고">${notes.length === 0 ? "-" : notes.join(" · ")}</td>
  </tr>`;
}
