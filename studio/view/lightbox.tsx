import { useEffect, useRef, useState } from "preact/hooks";
import { type Sheet, sheetTitle } from "../core/files.ts";
import { useStudio } from "./context.ts";

const zooms = [1, 1.5, 2, 3, 4];

/** One drawing over the whole window, with the neighbours at hand. Escape closes it, arrows turn the sheets. */
export function Lightbox(props: {
  sheets: readonly Sheet[];
  index: number;
  onIndex: (index: number) => void;
  onClose: () => void;
}) {
  const { sheets, index, onIndex, onClose } = props;
  const { lang, t } = useStudio();
  const dialog = useRef<HTMLDialogElement>(null);
  const [zoom, setZoom] = useState(0);
  const sheet = sheets[index]!;
  const title = sheetTitle(sheet, lang);
  useEffect(() => dialog.current?.showModal(), []);
  const turn = (by: number) => {
    setZoom(0);
    onIndex((index + by + sheets.length) % sheets.length);
  };
  const scale = (by: number) => setZoom((z) => Math.min(zooms.length - 1, Math.max(0, z + by)));
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (key === "ArrowRight") turn(1);
    if (key === "ArrowLeft") turn(-1);
    if (key === "+" || key === "=") scale(1);
    if (key === "-") scale(-1);
  };
  return (
    <dialog ref={dialog} class="lightbox" aria-label={title} onClose={onClose} onKeyDown={onKeyDown}>
      <div class="lightbox-bar">
        <span class="sheet-number">{sheet.number}</span>
        <strong>{title}</strong>
        <button type="button" aria-label={t.zoomOut} disabled={zoom === 0} onClick={() => scale(-1)}>
          −
        </button>
        <button type="button" aria-label={t.zoomIn} disabled={zoom === zooms.length - 1} onClick={() => scale(1)}>
          +
        </button>
        <button type="button" aria-label={t.previous} disabled={sheets.length < 2} onClick={() => turn(-1)}>
          ←
        </button>
        <button type="button" aria-label={t.next} disabled={sheets.length < 2} onClick={() => turn(1)}>
          →
        </button>
        <button type="button" aria-label={t.close} onClick={() => dialog.current?.close()}>
          ✕
        </button>
      </div>
      <div class="lightbox-sheet" tabIndex={0} role="group" aria-label={title}>
        <img src={sheet.src} alt={title} style={{ "--zoom": zooms[zoom] }} />
      </div>
    </dialog>
  );
}
