import { findNumbers, type NumberToken } from "./numerals.ts";
import { after, before } from "./text.ts";

/** Tokens looked at after a figure for the one that replaces it. */
const tokensAhead = 3;

const areaAfter = /^ ?(?:평|m2|sqm|제곱(?:미터)?|미터 ?제곱|헤베)/;
const unitAfter = /^ ?(?:평|m2|sqm|제곱(?:미터)?|미터 ?제곱|헤베|층|개|칸|실|대|세대|룸)/;
const particle =
  "(?:짜리|대|규모|정도|쯤|집|건물| ?이상| ?이하| ?미만| ?내외)?(?:은|는|이|가|을|를|도|로|으로|까지|이?요|인데요?)?";
const then = "[, .?]{0,4}(?:(?:그냥|차라리|그럼|그러면|다시|역시|이제|결국|최종(?:적으로)?|아예|걍|한|약|총) ?){0,2}$";

/** "80평, 아니 100평", "2층 말고 3층". */
const slip = new RegExp(
  `^${particle}[, .?]{0,4}(?:말고는?|(?:아 ?)?이?아니(?:고|라|다|요|지)?|대신에?|(?:[아앗어음],? ?)?(?:미안|죄송|잘못|실수|정정|아참|아차)[가-힣 ]{0,8})${then}`,
);

/** "60평 생각했는데 48평", "방 세 개로 하려다 네 개". */
const intent = new RegExp(
  `^ ?${particle} ?(?:생각|고민|계획|예상|하려|할까|할라|잡|보려|지으려|원했)[가-힣 ]{0,10}(?:데|다가?|지만|으나|더니)요?${then}`,
);

/** "40평 생각했다가 아이가 생겨서 50평으로 늘렸어요": whatever the reason, only when what follows says that it changed. */
const reason = new RegExp(`${intent.source.slice(0, -then.length)}[, ][^.!?]{0,30}$`);
/** "2층을 생각했지만 무릎 때문에 단층으로", "단층이 좋았는데 결국 2층으로": one of them has no number. */
const ratherOne = new RegExp(`[2-6이삼사]층${intent.source.slice(1, -then.length)}[^.!?]{0,30}(?=단층)`, "g");
/** "단층으로 지으면 평당 600만원, 2층이면 700만원이라던데": prices of what could be. */
const priced =
  /(?:단층|[1-6]층)(?:으로|이)? ?(?:지으|하|이)?면 (?:평당 ?)?(?:약 ?)?\d[\d,]* ?(?:만|억|천)[가-힣]{0,6}/g;
const ratherMore =
  /단층[이을]? ?(?:좋|원하|원했|생각|하고 ?싶|바랐)[가-힣 ]{0,8}(?:데|지만|으나|다가) [^.!?]{0,12}(?=(?:결국|그냥|최종)[^.!?]{0,6}[2-6이삼사]층)/g;

/** "6평은 너무 작나요, 10평". */
const tooSmall = new RegExp(
  `^${particle} ?(?:너무 |좀 |조금 )?(?:작|크|커|좁|넓|많|적|부족|부담)[가-힣]{0,3}(?:나요?|데요?|까요?|니까?|죠|네요?|[아어커돼]서|서|고)[?]?${then}`,
);

/** "40평의 두 배인 80평". */
const multiple = /^의 ?(?:두|세|한|1\.5|[23]|한 ?배 ?반) ?배(?:인|니까|쯤인?|정도인?|로)?[, ]{0,2}$/;

/** "원래 3층이었는데 2층", "30평이라고 했는데 35평으로 바꿀게요": only where something sets the first against the second. */
const was = new RegExp(`^${particle}(?:[가-힣]{0,4}|이?라고 ?[가-힣]{1,6})(?:데|다가?|지만|더니)${then}`);
const first = /(?:원래|처음|애초|당초|기존|아까|방금|어제|지난번)[가-힣]{0,2} ?(?:[가-힣]{1,4} )?$/;

/** "50평에서 60평으로 늘릴게요", "20평 카페를 30평으로 늘려": only when what follows says that it changed. */
const change = /^(?:에서|이?었다가|였다가| ?(?:짜리|의)? ?[가-힣]{1,6}[을를])[, ]{0,2}$/;
const changed =
  /^ ?(?:정도|쯤)?(?:으로|로) ?(?:늘|줄|바꾸|바꿔|바꿀|바뀌|변경|수정|키[우워울]|[올내]리|[올내]려|낮[추춰출]|확장|축소|정했|정하기로|결정|하기로)/;

/** The sentence without figures that it takes back itself: of "50평 말고 60평" the 60평 are left. */
export function withoutTakenBack(typed: string): string {
  const text = typed.replace(ratherOne, "").replace(ratherMore, "").replace(priced, "");
  const numbers = findNumbers(text);
  let kept = "";
  let from = 0;
  numbers.forEach((token, index) => {
    const next = numbers.slice(index + 1, index + 1 + tokensAhead).find((other) => replaces(text, token, other));
    if (next === undefined || token.start < from) return;
    const range = /\d{1,4} ?(?:평|층|개)? ?~ ?$/.exec(before(text, token.start))?.[0].length ?? 0;
    kept += text.slice(from, Math.max(from, token.start - range));
    // "20평 카페를 30평으로": the cafe stays.
    const object = /[가-힣]{1,6}[을를] ?$/.exec(text.slice(token.end, next.start));
    from = next.start - (object?.[0].length ?? 0);
  });
  return kept + text.slice(from);
}

function replaces(text: string, old: NumberToken, now: NumberToken): boolean {
  const unit = unitAfter.exec(after(text, old.end))?.[0] ?? "";
  const unitNow = unitAfter.exec(after(text, now.end))?.[0] ?? "";
  const between = text.slice(old.end + unit.length, now.start);
  const isChanged = changed.test(after(text, now.end + unitNow.length));
  if (unit === "") return !old.doubtful && slip.test(between);
  const areas = areaAfter.test(unit) && areaAfter.test(unitNow);
  if (!areas && unit.trim() !== unitNow.trim()) return false;
  return (
    slip.test(between) ||
    intent.test(between) ||
    tooSmall.test(between) ||
    multiple.test(between) ||
    (was.test(between) && (first.test(before(text, old.start)) || isChanged)) ||
    ((change.test(between) || reason.test(between)) && isChanged)
  );
}
