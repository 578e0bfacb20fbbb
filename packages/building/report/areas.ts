import { area } from "../geometry/polygon.ts";
import type { Facts, StoreyFacts } from "../law/facts.ts";
import { grouped, squareMetres } from "../law/figures.ts";
import { type Html, html } from "./html.ts";
import { storeyUseLabel } from "./use-label.ts";

/** An area in 평, 400/121 m2 each, with two decimals. */
export const pyeong = (areaM2: number): string => `${grouped((areaM2 * 121) / 400, 2)} 평`;

/** 면적표: the floor area of every storey, then the net area of every room, in ㎡ and 평, with sums. */
export function areaTables(facts: Facts): Html {
  const storeys = facts.storeys.toReversed();
  return html`<h3>층별 면적표 <small>Floor areas</small></h3>
    <table class="areas">
      ${heads("층", "용도")}
      <tbody>
        ${storeys.map((entry) => row(entry.storey.name, storeyUseLabel(facts, entry.use), entry.grossM2))}
        ${sum("합계 (연면적)", facts.grossM2)}
      </tbody>
    </table>
    <h3>실별 면적표 <small>Net room areas</small></h3>
    <div class="storeys">${storeys.map(roomTable)}</div>`;
}

function roomTable({ storey }: StoreyFacts): Html {
  const rooms = storey.spaces.map(({ name, net }) => ({ name, areaM2: area(net?.points ?? []) }));
  const total = rooms.reduce((all, { areaM2 }) => all + areaM2, 0);
  return html`<table class="areas">
    ${heads("층", "실")}
    <tbody>
      ${rooms.map(({ name, areaM2 }) => row(storey.name, name, areaM2))} ${sum(`${storey.name} 소계`, total)}
    </tbody>
  </table>`;
}

const heads = (first: string, second: string): Html =>
  html`<thead>
    <tr>
      <th>${first}</th>
      <th>${second}</th>
      <th class="num">㎡</th>
      <th class="num">평</th>
    </tr>
  </thead>`;

const row = (first: string, second: string, areaM2: number): Html =>
  html`<tr>
    <td class="name">${first}</td>
    <td>${second}</td>
    <td class="num">${squareMetres(areaM2)}</td>
    <td class="num">${pyeong(areaM2)}</td>
  </tr>`;

const sum = (name: string, areaM2: number): Html =>
  html`<tr class="sum">
    <td class="name" colspan="2">${name}</td>
    <td class="num">${squareMetres(areaM2)}</td>
    <td class="num">${pyeong(areaM2)}</td>
  </tr>`;
