import { type Html, html, nothing } from "./html.ts";

/** A drawing with its name on the page. */
export interface Drawing {
  readonly name: string;
  /** The SVG document. */
  readonly svg: string;
}

/** The drawings, each as a picture of its own: a script inside a drawing can never run in the page. */
export function drawings(plans: readonly Drawing[]): Html {
  if (plans.length === 0) return nothing;
  return html`<section id="drawings">
    <h2>도면 <small>Drawings</small></h2>
    ${plans.map((plan) => figure(plan, "pan"))}
  </section>`;
}

/** The picture of the building that the page begins with. */
export const hero = (viewSvg: string | undefined): Html =>
  viewSvg === undefined ? nothing : figure({ name: "조감도", svg: viewSvg }, "whole");

/** Drawings with small letters keep a readable width on a phone and are pushed aside there; a picture without is shown whole. */
function figure({ name, svg }: Drawing, way: "pan" | "whole"): Html {
  const source = `data:image/svg+xml;base64,${Buffer.from(svg, "utf8").toString("base64")}`;
  return html`<figure>
    <div class="sheet ${way}" tabindex="0"><img src="${source}" alt="${name}" /></div>
    <figcaption>${name}</figcaption>
  </figure>`;
}
