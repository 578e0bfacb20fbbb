/** Who wants something else than the one who writes. */
const person =
  /(?:^|(?<= ))(?:제 ?|우리 ?|저희 ?)?(?:남편|아내|와이프|신랑|집사람|애들 ?아빠|애 ?엄마|시?부모님|시?어머니|시?아버지|엄마|아빠|장인|장모|아들|딸|애들|아이들|친구|동생|형|언니|누나|오빠|동업자|이웃|업체|업자|시공사|건축사|설계사|직원들?|원장님?|사장님?|목사님|주위|주변|다들)(?:님|들)?(?:에서)?(?:은|는|이|가|께서는?|도)? /;
const says =
  /(?:자|라|래|재|대|다|라시|자시|하시|원하|말씀하|얘기하|이야기하|추천하|권하|고집하|바라|졸랐|졸라|그러)(?:는데|시는데|던데|지만|셨는데|었는데|했는데|고 ?(?:하|했|그러|해)[가-힣]{0,3}(?:데|지만)|더라고요|더라구요)/;
/** Somebody named in the clause before: "엄마가 무릎이 아파서 단층을 원하시는데". */
const honoured =
  /(?<= )[^ ]{1,8} ?(?:원하|바라|말씀하|얘기하|하자고 하)(?:시는데|셨는데|시지만|셨지만)|^ ?[^ ]{1,8} (?:원하|바라|말씀하)(?:시는데|셨는데|시지만|셨지만)/;
const unit = /(?:\d|[가-힣]) ?(평|m2|층|개|칸|대)(?![가-힣]{3})/;
const decided =
  "(?:하기로|가기로|짓기로|정했|정해|결정|확정|합의|타협|절충|갈게|갈래|할게|할래|하겠|맞[추췄]|줄[이였일여]|늘[리렸릴]|바[꿨꾸꿀]|낮[췄추]|낙찰|결론|지으려|하려)";

/** "방을 다섯 개": what was counted stays for the number that was decided, and who decided goes. */
export const countedThing = /([가-힣]{1,6}?)(?:을|를|은|는|이|가|도)? (?:\d{1,2}|[가-힣]{1,3}) ?[개칸대](?![가-힣]{3})/;
export const speaker = /^ ?(?:저희는|저는|우리는|나는|제가|저희가|우리가)? ?(?:결국|그냥|의논 끝에|상의 끝에)? ?/;

/** "원래는 40평으로 알아봤는데 공사비가 올라서 33평으로 줄였어요": what they wanted first. */
const first = /(?:^|(?<= ))(?:원래|처음|애초|당초)[가-힣]{0,2} .{0,40}(?:데|지만|다가)요?,? ?$/;

/**
 * "남편은 50평 하자는데 결국 44평으로": what somebody else wanted, or what they wanted first, counts no more once it was decided
 * otherwise. Gives where in the clause that begins; undefined where nothing is overruled.
 */
export function overruledFrom(clause: string, rest: string): number | undefined {
  const said = person.exec(clause) ?? honoured.exec(clause) ?? first.exec(clause);
  const counted = unit.exec(clause)?.[1] ?? /(?<=단)층/.exec(clause)?.[0];
  if (said === null || counted === undefined || !(says.test(clause) || first.test(clause))) return undefined;
  const settled = new RegExp(
    `(?:결국|그냥|최종|결론은|의논 ?끝에|상의 ?끝에)[^.!?]{0,30}${counted}|${counted}(?:짜리)?(?:으로|로)?(?:만)? ?[가-힣]{0,4} ?${decided}`,
  );
  return settled.test(rest) ? said.index : undefined;
}
