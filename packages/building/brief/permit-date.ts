/** "2023년 3월 1일", "2023.3.1", "2023-03"; a month without a day stands for its first. */
const date =
  "((?:19|20)\\d{2})(?:년|[.\\/-]) ?(1[0-2]|0?[1-9])(?:월|[.\\/-](?=\\d)|(?!\\d))(?: ?(3[01]|[12]\\d|0?[1-9])일?)?";
const permit = "(?:건축 ?)?(?:인?허가|건축 ?신고|착공 ?신고)";

/** "2023년 3월 1일 허가 신청": the date stands before the permit. */
const dateFirst = new RegExp(`${date}\\.?(?:에|자로?|날|쯤)? ?(?:이미 |벌써 )?(?:건축물? ?)?${permit}`);
/** "허가 신청일은 2023.3.1": or behind it. */
const permitFirst = new RegExp(`${permit}(?: ?(?:신청|접수|날짜|예정))?일?자?(?:은|는|이|를|:)? ?${date}`);

/** Date of the permit application a sentence names, YYYY-MM-DD; undefined where it names none. */
export function readPermitDate(text: string): string | undefined {
  const match = dateFirst.exec(text) ?? permitFirst.exec(text);
  const [, year, month, day = "1"] = match ?? [];
  if (year === undefined || month === undefined) return undefined;
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}
