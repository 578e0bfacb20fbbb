/** Longest subject, as NATS would still take it comfortably. */
const maxLength = 255;

/** Whether a subject matches a pattern: `*` stands for one token, a last `>` for one or more. */
export function matches(pattern: string, subject: string): boolean {
  const wanted = pattern.split(".");
  const given = subject.split(".");
  for (const [index, want] of wanted.entries()) {
    if (want === ">") return given.length > index;
    if (index >= given.length) return false;
    if (want !== "*" && want !== given[index]) return false;
  }
  return given.length === wanted.length;
}

/** Whether a text can be a subject: tokens of visible characters, without wildcards. */
export function isSubject(text: string): boolean {
  return text.length <= maxLength && text.split(".").every((part) => /^[^\s*>.\p{C}]+$/u.test(part));
}

/** Whether a text can be a pattern. */
export function isPattern(text: string): boolean {
  const parts = text.split(".");
  const last = parts.length - 1;
  return (
    text.length <= maxLength &&
    parts.every((part, i) => part === "*" || (part === ">" && i === last) || isSubject(part))
  );
}
