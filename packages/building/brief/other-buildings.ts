import { countedThing, overruledFrom, speaker } from "./overruled.ts";
import { findMentions } from "./text.ts";
import { lastEntries, useEntries, type UseWord } from "./use-words.ts";
import { namesUse } from "./uses.ts";

/** A sentence longer than this many clauses is looked at no further. */
const clauseLimit = 200;

/** Where a clause ends: at a stop, or after a word that joins it to the next. */
const clauseEnd =
  /(?:[.!?]+(?= |$)|,(?= )|(?<=[가-힣])(?:[은는인던한운른큰]데요?|지만요?|거든요?|(?<![에게])서요?|니까요?|(?<![창광최])고(?! (?:있|하|했|해|그러|말))|고요|(?<![친식입출창가도])구요?|다가|이라|[어해]요|니다|든데)(?= |$),?)/g;

/** "지금 병원은 2층에 있어서 엘리베이터가 없어요": what is wrong with it. */
const complaint = /없|불편|좁|낡|힘들|답답|추[워운]|더[워운]|어두|시끄/;

/** Figures and rooms that could be taken for the new building's. */
const measured = /\d|[가-힣] ?(?:평|층|개|칸)(?![가-힣]{2})|(?:하나|둘|셋|넷)(?![가-힣]{2})/;

/** What is meant to be built, and plots: their figures are wanted. */
const wanted =
  /짓|지으|지을|지어(?!진)|새로|새 ?(?:집|건물|가게|건축)|신축|설계|생각|원하|원해|싶|예정|계획|려고|려구|하려|필요|부탁|주세요|해줘|만들|차리|차릴|오픈|개업|창업|이번|넓혀|옮기|바꾸|바꿔|늘려|늘리|줄이|줄여|(?<![가-힣])(?:땅|대지|토지|부지|필지|터|밭|논)(?![가-힣]{3})/;

/** Words that set what there is, or was, against what is wanted. */
const now =
  "(?:지금|현재|여태|여지껏|그동안|이제껏|이제까지|요새|요즘|예전|이전|지난번|전에|옛날|작년|기존|원래|살던|쓰던|하던)";
const held =
  "(?:살(?:고|아|았|다|던|지)|사는|사시|쓰(?:고|는|던|다)|썼|써서|지내|지냈|하(?:고|는|던|다)|했|해요|합니다|하거든|운영|빌[리려린]|세 ?들|임대|전세|월세|얻어|있(?:는|고|어|던|었)|다니|모이|모여|근무|영업|입주|지었|기준이)";
const thing =
  "(?:집|가게|건물|사무실|매장|교회|학원|병원|의원|카페|식당|펜션|공장|창고|아파트|빌라|상가|점포|곳|데|주택|원룸|회관|유치원|어린이집|공방|체육관|약국|숙소|댁|자리)";

/** "지금 가게는 25평이라", "살던 집은 방이 둘이었고". */
const nowThing = new RegExp(
  `${now}(?:에|의|까지)? ?(?:[가-힣]{1,6} ){0,3}[가-힣]{0,4}${thing}(?:은|는|이|가|도|에서?는?)(?= )`,
);
/** "현재 30평 쓰는데", "지금은 상가를 빌려 쓰고 있는데". */
const nowHeld = new RegExp(`${now}(?:은|는|에는?|엔|까지는?)? .{0,40}?${held}`);
/** "아파트 32평 팔고", "30평 아파트에 살다가", "세 들어 있는 3층 건물이". */
const gone =
  /(?:(?:평|m2)(?:짜리 ?[가-힣]{1,5})?에서 ?(?:[가-힣]{1,5}[을를]? ?)?(?:하[고는다던]|했|장사|영업|운영|살[고았던다]|시작)|팔고|팔아|팔았|팔려|팔리|처분|정리하고|접고|나와서|세 ?들어 ?(?:있|살|쓰)|전세 ?(?:로 )?(?:살|있)|월세 ?(?:로 )?(?:살|있|내)|살다가|살았|살고 ?있|살아요|살아왔|쓰고 ?있|쓰는데|빌려 ?(?:쓰고|쓰는|썼)|임대해 ?(?:쓰|있))/;
const firstWord = new RegExp(`(?:^|(?<= ))${now}`);

/** "지금 25평인데": only beside another figure. */
const nowFigure = new RegExp(`${now}(?:은|도)? ?(?:약 ?|겨우 ?|고작 ?)?\\d{1,4} ?(?:평|m2)`);

const others = "(?:친구|형|누나|언니|오빠|동생|이웃|지인|선배|후배|사촌|삼촌|이모|고모|처남|아는 ?분|아는 ?사람)";
/** "옆집은 50평인데", "1호점은 35평이었는데", "제 동생이 55평짜리 지었는데". */
const theirs = new RegExp(
  `(?:^|(?<= ))(?:(?:(?:옆|앞|뒤|뒷|이웃) ?(?:집|건물)|시댁|처가|본가|친정|큰집|${others}(?:네 ?집| ?집|네)|(?:우리|저희|옆) ?동네 [가-힣]{1,5}|아는 ?(?:분|사람)|이웃|1호점|본점|그 ?(?:집|건물)|첫 ?가게)[은는이가도] ` +
    `|(?:(?:제|우리|저희) ?)?${others}[형네들]{0,2}[은는이가도] [^.,]{0,24}(?:지었|지은|샀|올렸|살고|사는|쓰는))`,
);
/** "앞에 5층 빌라가 있어서": what stands around. */
const liked = /에 ?있는 [^.,]{0,18}[이가은는] ?(?:예[쁘뻐]|마음에|맘에|좋|멋|부[럽러])/;
const around =
  /(?:^|(?<= ))(?:바로 )?(?:[옆앞뒤동서남북]쪽|[옆앞뒤]|맞은편|건너편|주변)(?:에는?|엔|으로|은|이)? [^.,]{0,10}\d ?층[^.,]{0,10}[이가] ?(?:있|서 ?있|들어|막|가[려리]|올라|생[겨기])/;
/** "법당이 18평밖에 안 돼서 비 오면": too small is what there is, when another figure follows. */
const tooSmall =
  /\d ?(?:평|m2)(?:밖에|뿐|형에서|(?:이라서?|인데|짜리 ?[가-힣]{1,6}[은는이가])[^.,\d]{0,14}(?:좁|작(?!은|업)|모자라|부족|꽉|답답|낡|없))/;
/** What follows a clause that may say what is wrong with the figure in it, characters. */
const nextLength = 20;
/** "창고가 100평 있는데 그 옆에". */
const beside = /^ ?(?:그|바로) ?(?:옆|뒤|앞)에/;
const onStorey = /\d ?층(?:은|에|이) /;
const anyArea = /[\d가-힣] ?(?:평|m2|제곱)/;

/** A clause that tells something: it is joined to the next, or a sentence of its own. */
const joined = /(?:데|지만|거든|라|서|고|구|니까|다가)요?,? ?$/;
const told = /(?:요|다)[.!?,]{0,3} ?$/;
const plotArea = /(?:땅|대지|토지|부지|필지|터)[^.,]{0,14}?\d ?(?:평|m2)/g;

/** Where the part of a clause begins that tells of another building than the one wanted; undefined if none does. */
function otherFrom(clause: string, next: string, others: string): number | undefined {
  if (wanted.test(clause)) return undefined;
  const areaApart = anyArea.test(others.replace(plotArea, ""));
  const start = firstWord.exec(clause)?.index;
  if (nowThing.test(clause) && (joined.test(clause) || told.test(clause) || areaApart)) return start;
  // Without another figure for the building, its only one is kept.
  const isOnly = anyArea.test(clause) && !areaApart;
  const isSetAgainst = joined.test(clause) && !isOnly;
  if (nowHeld.test(clause) && (isSetAgainst || (told.test(clause) && !isOnly))) return start;
  if (nowFigure.test(clause) && isSetAgainst) return start;
  if (onStorey.test(clause)) return undefined;
  const their =
    isSetAgainst || (told.test(clause) && !isOnly)
      ? (theirs.exec(clause) ?? around.exec(clause) ?? liked.exec(clause))?.index
      : undefined;
  if (their !== undefined) return their;
  if (/있는데,? ?$/.test(clause) && beside.test(next) && !isOnly) return 0;
  const isGone = gone.test(clause) && (joined.test(clause) || told.test(clause));
  return isGone || (tooSmall.test(clause + next) && isSetAgainst) ? 0 : undefined;
}

const uses = (text: string, entries = useEntries): ReturnType<typeof findMentions<UseWord>> =>
  findMentions(text, entries);

/** The use of what there is, when the rest of the sentence names none: what is built anew is most often the same. */
function sameUse(part: string): string {
  const last = uses(part).at(-1) ?? uses(part, lastEntries).at(-1);
  if (last === undefined) return "";
  return last.value.use === "apartments" ? "집, " : `${last.word}, `;
}

/**
 * The sentence without the clauses that tell of another building: what they have, rent, sell or lived in until now,
 * or what somebody else wanted.
 * Of "지금 가게는 25평이라 좁고, 새 건물은 60평" the 60평 are left.
 */
export function withoutOtherBuildings(text: string): string {
  const ends = [...text.matchAll(clauseEnd)].slice(0, clauseLimit).map((match) => match.index + match[0].length);
  const cuts = [...ends, text.length].map((end, index, all) => ({ start: all[index - 1] ?? 0, end }));
  let kept = "";
  const parts: string[] = [];
  let goesOn = false;
  for (const { start, end } of cuts) {
    const clause = text.slice(start, end);
    const other = otherFrom(clause, text.slice(end, end + nextLength), `${text.slice(0, start)} ${text.slice(end)}`);
    const from = other ?? overruledFrom(clause, text.slice(end));
    const isOverruled = other === undefined;
    const part = from === undefined ? "" : clause.slice(from);
    const counts = part !== "" && (measured.test(part) || namesUse(part));
    const isComplaint: boolean = goesOn && complaint.test(clause) && !measured.test(clause) && !wanted.test(clause);
    goesOn = (counts || isComplaint) && !/[.!?] ?$/.test(clause);
    if (isComplaint) continue;
    if (counts) {
      kept += clause.slice(0, from) + (isOverruled ? (countedThing.exec(part)?.[1] ?? "") : "");
      parts.push(part);
    } else kept += /[가-힣]$/.test(kept) ? clause.replace(speaker, " ") : clause;
  }
  if (parts.length === 0) return text;
  const rest = kept.replace(/ +/g, " ").trim();
  const strong = parts.filter((part) => uses(part).length > 0);
  if (uses(rest).length > 0 || (namesUse(rest) && strong.length === 0)) return rest;
  return parts.map(sameUse).join("") + rest;
}
