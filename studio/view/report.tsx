import { useStudio } from "./context.ts";

/** A report of an agent, shown where it can run nothing and reach nothing. */
export function Report({ name, src }: { name: string; src: string }) {
  const { t } = useStudio();
  return (
    <section class="report" aria-labelledby={`report-${name}`}>
      <div class="section-head">
        <h2 id={`report-${name}`}>{t.report}</h2>
        <a href={src} target="_blank" rel="noreferrer">
          {t.newTab}
        </a>
      </div>
      <iframe src={src} title={`${t.report}: ${name}`} sandbox="" loading="lazy" />
    </section>
  );
}
