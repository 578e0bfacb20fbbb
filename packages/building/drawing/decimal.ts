/**
 * A number as text, rounded to hundredths (`parts` 100) or thousandths (1000), as short as it goes: what `String` says of
 * the rounded number, but quicker, because digits of whole numbers are.
 */
export function decimal(value: number, parts: 100 | 1000): string {
  const whole = Math.round(value * parts);
  // Beyond, the shortest text of a number is no longer its digits.
  if (!(Math.abs(whole) < 1e12)) return String(whole / parts + 0);
  const size = Math.abs(whole);
  const rest = size % parts;
  const sign = whole < 0 ? "-" : "";
  if (rest === 0) return `${sign}${size / parts}`;
  const digits = String(rest + parts).slice(1);
  const short = rest % 10 !== 0 ? digits : rest % 100 !== 0 ? digits.slice(0, -1) : digits.slice(0, -2);
  return `${sign}${(size - rest) / parts}.${short}`;
}
