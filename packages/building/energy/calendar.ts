/** Days of the months of the year reckoned with; no leap year. */
export const monthDays: readonly number[] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Hours of the year. */
export const yearHours = 8760;

/** Month (0 to 11) of each day of the year. */
export const monthOfDay: readonly number[] = monthDays.flatMap((days, month) =>
  Array.from({ length: days }, () => month),
);

/** First hour of each month, and the hour after the last. */
export const monthStarts: readonly number[] = [0, ...monthDays].reduce<number[]>(
  (starts, days) => [...starts, (starts.at(-1) ?? 0) + days * 24],
  [],
);

/** Sums hourly values by month. */
export function byMonth(hourly: Float64Array): number[] {
  return monthDays.map((days, month) => {
    const start = monthStarts[month] ?? 0;
    return hourly.subarray(start, start + days * 24).reduce((sum, value) => sum + value, 0);
  });
}
