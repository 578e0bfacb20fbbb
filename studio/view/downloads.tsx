import type { RunFiles } from "../core/files.ts";
import { formatBytes, pick } from "../core/format.ts";
import { useStudio } from "./context.ts";

/** All files of a run, to be saved. */
export function Downloads({ files }: { files: RunFiles["all"] }) {
  const { t, lang } = useStudio();
  if (files.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="files-title">
      <h2 id="files-title">{t.downloads}</h2>
      <ul class="files">
        {files.map(({ name, src, size, titleKo, titleEn }) => (
          <li key={name}>
            <a href={src} download={name} aria-label={`${name} ${t.save}`}>
              <span>
                {name}
                {titleKo !== "" && <em>{pick(lang, titleKo, titleEn)}</em>}
              </span>
              <small>{formatBytes(size)}</small>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
