/** Clear float glass: index of refraction, and the share of light absorbed on the straight way through a pane. */
const index = 1.526;
const absorption = 0.0196 * 3.175;

/**
 * Share of light at an angle of incidence (radians) that clear panes let through, against light that falls upright, by
 * Fresnel's equations with the reflections between the faces of each pane and between the panes.
 */
export function letThrough(panes: number, angle: number): number {
  return through(panes, angle) / through(panes, 0);
}

/** The formulas have no value at either end of the range, only a limit. */
const nearly = 1e-6;

function through(panes: number, incidence: number): number {
  const angle = Math.min(Math.max(incidence, nearly), Math.PI / 2 - nearly);
  const inside = Math.asin(Math.sin(angle) / index);
  const across = (Math.sin(angle - inside) / Math.sin(angle + inside)) ** 2;
  const along = (Math.tan(angle - inside) / Math.tan(angle + inside)) ** 2;
  const kept = Math.exp(-absorption / Math.cos(inside));
  return (stack(panes, across, kept) + stack(panes, along, kept)) / 2;
}

/** Panes one behind another, for one polarisation: reflectance of a face, transmittance of the glass alone. */
function stack(panes: number, face: number, kept: number): number {
  const t = (kept * (1 - face) ** 2) / (1 - (face * kept) ** 2);
  const r = face * (1 + kept * t);
  let [all, back] = [t, r];
  for (let pane = 1; pane < panes; pane += 1) {
    const between = 1 - back * r;
    [all, back] = [(all * t) / between, r + (t * t * back) / between];
  }
  return all;
}
