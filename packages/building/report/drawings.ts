import { type Html, html, nothing } from "./html.ts";

/** A drawing with its name on the page. */
export interface Drawing {
  readonly name: string;
  /** The SVG document. */
  readonly svg: string;
}

/** Up to so many plans stand one below the other in full width; more share the width. */
const fullWidth = 4;

/** Plans and view, each as a picture of its own: a script inside a drawing can never run in the page. */
export function drawings(plans: readonly Drawing[], viewSvg: string | undefined): Html {
  if (plans.length === 0 && viewSvg === undefined) return nothing;
  return html`<section>
    <h2>도면 <small>Drawings</small></h2>
    ${
      viewSvg === undefined
        ? nothing
        : html`<div class="sheets one">${figure({ name: "조감도", svg: viewSvg })}</div>
            <br />`
    }
    <div class="sheets ${plans.length <= fullWidth ? "one" : ""}">${plans.map(figure)}</div>
  </section>`;
}

function figure({ name, svg }: Drawing): Html {
  const source = `data:image/svg+xml;base64,${Buffer.from(svg, "utf8").toString("base64")}`;
  return html`<figure>
    <img src="${source}" alt="${name}" />
    <figcaption>${name}</figcaption>
  </figure>`;
}
