import { useState } from "preact/hooks";
import { type Sheet, sheetTitle } from "../core/files.ts";
import { useStudio } from "./context.ts";
import { Lightbox } from "./lightbox.tsx";

/** The drawing set: the view first and large, plans beside one another. Nothing, when a run ended without any. */
export function Sheets({ sheets, waiting, title }: { sheets: readonly Sheet[]; waiting: boolean; title: string }) {
  const { t } = useStudio();
  const [open, setOpen] = useState<number>();
  if (sheets.length === 0 && !waiting) return null;
  return (
    <section class="sheets" aria-labelledby="drawings-title">
      <h2 id="drawings-title" class="sr">
        {t.drawings}
      </h2>
      {sheets.length === 0 && (
        <div class="sheet empty drafting">
          <Draft />
          <p>{t.drawingsWait}</p>
        </div>
      )}
      {sheets.map((sheet, index) => (
        <SheetFigure key={sheet.name} sheet={sheet} title={title} onOpen={() => setOpen(index)} />
      ))}
      {open !== undefined && sheets[open] && (
        <Lightbox sheets={sheets} index={open} onIndex={setOpen} onClose={() => setOpen(undefined)} />
      )}
    </section>
  );
}

function SheetFigure({ sheet, title, onOpen }: { sheet: Sheet; title: string; onOpen: () => void }) {
  const { lang, t } = useStudio();
  const name = sheetTitle(sheet, lang);
  return (
    <figure class={`sheet ${sheet.kind}${sheet.wide ? " wide" : ""}`}>
      <button type="button" onClick={onOpen} aria-label={`${name}: ${t.enlarge}`}>
        <img src={sheet.src} alt={title ? `${title}, ${name}` : name} />
      </button>
      <figcaption>
        <span class="sheet-number">{sheet.number}</span>
        <span>{name}</span>
        <a href={sheet.src} target="_blank" rel="noreferrer">
          {t.newTab}
        </a>
      </figcaption>
    </figure>
  );
}

/** A plan that draws itself while nobody has drawn one yet. */
function Draft() {
  return (
    <svg viewBox="0 0 320 220" aria-hidden="true">
      <path pathLength="1" d="M190 190h100V30H30v160h120M180 30v70h110M30 120h90M120 120v70M180 60H30" />
      <path pathLength="1" class="door" d="M150 190a40 40 0 0 1 40-40v40" />
    </svg>
  );
}
