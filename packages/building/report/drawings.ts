import { type Html, html, nothing } from "./html.ts";

/** A drawing with its name on the page. */
export interface Drawing {
  readonly name: string;
  /** The SVG document. */
  readonly svg: string;
}

/** Plans and view, each as a picture of its own: a script inside a drawing can never run in the page. */
export function drawings(plans: readonly Drawing[], viewSvg: string | undefined): Html {
  if (plans.length === 0 && viewSvg === undefined) return nothing;
  return html`<section>
    <h2>도면 <small>Drawings</small></h2>
    ${viewSvg === undefined ? nothing : figure({ name: "조감도", svg: viewSvg })} ${plans.map(figure)}
  </section>`;
}

function figure({ name, svg }: Drawing): Html {
  const source = `data:image/svg+xml;base64,${Buffer.from(svg, "utf8").toString("base64")}`;
  return html`<figure>
    <div class="pan" tabindex="0"><img src="${source}" alt="${name}" /></div>
    <figcaption>${name}</figcaption>
  </figure>`;
}
