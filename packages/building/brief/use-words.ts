import type { Entry } from "./text.ts";
import { anyShop, cafes, dishAlone, restaurants, shops } from "./trade-words.ts";

/** A use of a brief, apart from "mixed". */
export type PlainUse =
  | "cafe"
  | "restaurant"
  | "guesthouse"
  | "house"
  | "apartments"
  | "office"
  | "clinic"
  | "shop"
  | "elderly"
  | TeachingUse
  | HallUse;

/** Uses of one big room. */
type HallUse = "gallery" | "library" | "gym" | "worship" | "community" | "warehouse" | "factory";
type TeachingUse = "kindergarten" | "school" | "academy";

/** What a word for a use tells. */
export interface UseWord {
  readonly use: PlainUse | "mixed" | "unsupported";
  /** A general word such as "매장" or "상업", which a particular one beside it replaces. */
  readonly general?: boolean;
  /** The use is only the nearest one that can be designed ("호텔" as a guest house). */
  readonly nearest?: boolean;
  /** Often a landmark or what was there before ("학교를 개조한 카페"): the object of another verb is not designed. */
  readonly landmark?: boolean;
  /** What comes nearest to a use that cannot be designed. */
  readonly instead?: PlainUse;
  /** Uses that a word for a mix names. */
  readonly parts?: readonly PlainUse[];
}

const shopAndHome: readonly PlainUse[] = ["shop", "house"];

/** "2층은 제가 살거예요": who lives on a storey makes a home of it. */
const livedIn =
  /(?<=[층위](?:은|는|에서?는?|엔) ?)(?:제가|저희가?|우리가?|우린|(?:우리|저희) ?(?:식구|가족|부부)(?:가|들이|이)?|주인이|(?:시?부모님|아들|딸|동생|형|누나|언니|오빠|큰애|막내|장인|장모)(?:네|님)?[이가]?|가족이|식구들?이?) ?(?:직접 ?)?(?:살|거주)[가-힣]{0,5}/g;

/** The lexicon of uses. */
export const useEntries: readonly Entry<UseWord>[] = [
  { pattern: new RegExp(cafes, "g"), value: { use: "cafe" } },
  { pattern: new RegExp(restaurants, "g"), value: { use: "restaurant" } },
  {
    pattern:
      /풀 ?빌라|게스트 ?하우스|게스트 ?하우슈|겟하우스|게하(?=[를을가는은 ,.]|$)|민박집?|펜션|한옥 ?스테이|북스테이|스테이(?!션|크|지)|한옥 ?숙소|숙소|숙박 ?(?:시설|업소)?|호스텔|여인숙|에어비앤비|guest ?-?house|hostel|pension(?!er)|(?<![a-z])inn(?![a-z])|bed and breakfast|(?<![a-z])b&b|airbnb/g,
    value: { use: "guesthouse" },
  },
  {
    pattern: /호텔|모텔|여관|리조트|한옥 ?호텔|hotel|motel|(?<![a-z])lodge/g,
    value: { use: "guesthouse", nearest: true },
  },
  {
    pattern:
      /주상 ?복합|상가 ?주택|점포 ?(?:겸용 ?)?주택|상가 ?겸용 ?주택|상업 ?주거 ?복합|복합 ?(?:건물|건축물|빌딩|용도|시설|주택|상가)|(?<![a-z])mixed[ -]use|live[ -]work/g,
    value: { use: "mixed", parts: shopAndHome },
  },
  {
    pattern:
      /단독 ?주택|(?<![가-힣])단독(?= ?\d| (?:주차|방|침실|거실|마당)|인데|으로|이고|이요|이에요|$|[,.])|전원 ?주택|협소 ?주택|땅콩 ?주택|주인 ?세대|오두막|산장|농가 ?주택|목조 ?주택|주택(?!가(?: |$)|단지|청약|담보)|양옥집?|이층 ?양옥|(?:가정|살림|전셋|월셋|처갓|외갓|친정|초가|시골|벽돌|통나무|기와|신혼|한옥|흙|황토|조립식|목조|나무|돌|농가|주인|(?:우리|저희|부모님|자녀|아들|딸|원장|사장) ?(?:네 )?|[이삼]층)집|(?<!선)별장|세컨드? ?하우스|타운 ?하우스|보금자리|(?:(?<![가-힣])|(?<=[층평은는한운쁜큰난]|짜리))집(?=[ ,.!?]|$|을|이(?!름|사)|은|으로|에(?:다| )|짓|지어|하나|한 ?채|도 |인데|입니다|임|예요|요)|(?<!guest ?-?|tea ?|coffee ?|ware|green ?|town ?)(?<![a-z])house(?!hold)s?|(?<![a-z])home(?!stay|page)s?(?![a-z])|villa|cottage|dwelling/g,
    value: { use: "house" },
  },
  {
    pattern:
      /(?<!풀 ?)빌라|다세대(?: ?주택)?|다가구(?: ?주택)?|연립(?: ?주택)?|공동 ?주택|(?:도시형 ?)?생활 ?주택|multi-?(?:family|household)(?: (?:house|housing|home))?|apartment (?:building|house|block)s?|(?:block of )?flats(?![a-z])/g,
    value: { use: "apartments" },
  },
  { pattern: livedIn, value: { use: "house" } },
  // "동생네가 3층에 살고".
  { pattern: /(?<=[\d일이삼사]층에서? ?)(?:살고|살며|살 |사는|삽니다|살아요)/g, value: { use: "house" } },
  { pattern: /주거(?: ?(?:시설|공간|용|동))?/g, value: { use: "house", general: true } },
  {
    pattern:
      /사무실|사무소|사무동|사무용(?: ?(?:건물|공간|빌딩))?|사무 ?공간|(?:공유 ?)?오피스(?!텔)|사옥|본사|업무 ?(?:시설|공간)|코워킹 ?(?:스페이스)?|(?<![a-z])offices?(?![a-z])|co-?working|headquarters/g,
    value: { use: "office" },
  },
  { pattern: /업무(?=[+·&/와과가 ])/g, value: { use: "office", general: true } },
  {
    pattern:
      /한의원|(?<!국회|도|시|구|군)의원(?!님)|내과|소아과|피부과|안과|치과|(?:정형|성형|신경|흉부|일반)외과|비뇨기과|가정의학과|정신과|이비인후과|산부인과|[가-힣]{2,4}의학과|건강 ?검진 ?센터|병원|클리닉|진료소|보건소|clinic|dentist|dental|hospital|doctor'?s (?:office|practice)/g,
    value: { use: "clinic" },
  },
  { pattern: new RegExp(shops, "g"), value: { use: "shop" } },
  { pattern: new RegExp(anyShop, "g"), value: { use: "shop", general: true } },
  {
    pattern:
      /갤러리|화랑|전시 ?(?:관|장)|미술관|(?<![a-z])art (?:gallery|museum)|(?<![a-z])(?:gallery|museum)(?![a-z])/g,
    value: { use: "gallery", landmark: true },
  },
  {
    pattern: /박물관|과학관|기념관|홍보관|체험관|문학관|역사관/g,
    value: { use: "gallery", nearest: true, landmark: true },
  },
  {
    pattern: /(?:지역 ?)?아동 ?센터|돌봄 ?센터/g,
    value: { use: "kindergarten", nearest: true, landmark: true },
  },
  {
    pattern: /유치원|어린이집|놀이 ?학교|kindergarten|day ?care(?: (?:centre|center))?|nursery(?: school)?|preschool/g,
    value: { use: "kindergarten", landmark: true },
  },
  {
    pattern:
      /초등 ?학교|중 ?학교|(?<![가-힣])분교|고등 ?학교|대안 ?학교|(?<!대|놀이 ?|주일 ?)학교(?!습|실|육|재)|(?:primary |elementary |middle |high |secondary )?(?<![a-z])schools?(?![a-z])/g,
    value: { use: "school", landmark: true },
  },
  {
    pattern:
      /(?:보습|입시|영어|수학|미술|음악|피아노|태권도|코딩|어학)? ?학원(?!가)|교습소|공부방 ?건물|cram school|academy|tutoring cent(?:re|er)/g,
    value: { use: "academy", landmark: true },
  },
  {
    pattern: /(?:작은 ?|어린이 ?|마을 ?)?도서관|독서실|북 ?카페형 ?도서관|(?<![a-z])librar(?:y|ies)(?![a-z])/g,
    value: { use: "library", landmark: true },
  },
  {
    pattern:
      /(?:축구|농구|야구|수영|체육|체조|테니스|배드민턴) ?교실|헬스 ?(?:장|클럽|센터)|휘트니스|피트니스(?: ?(?:센터|클럽))?|체육(?:관|센터|시설)|생활 ?체육관|(?:요가|발레|폴댄스|줌바|명상) ?(?:원|스튜디오|센터|학원)|필라테스(?: ?(?:원|센터|스튜디오))?|크로스핏(?: ?(?:박스|짐))?|(?:헬스|복싱|권투|주짓수|격투기|점핑|pt|피티|체조|키즈) ?(?:짐(?![가-힣]{2})|샵(?!인)|스튜디오)|당구장|볼링장|탁구장|배드민턴장|(?:스쿼시|테니스|풋살|농구|족구|양궁|펜싱|야구|타격|트램폴린|스케이트) ?(?:코트 ?건물|연습장|장|파크)|댄스 ?(?:연습실|스튜디오)|무용 ?연습실|(?:태권도|합기도|검도|무에타이|킥복싱|격투기|국궁|유도|복싱|권투|주짓수) ?(?:장|도장|체육관|관)|스크린 ?(?:골프|야구|테니스)(?:장|연습장)?|골프 ?(?:연습장|아카데미)|(?:클라이밍|볼더링|암벽 ?등반) ?(?:장|짐|센터|파크|체육관)|(?<![a-z])(?:gym(?:nasium)?|fitness (?:cent(?:re|er)|club)|yoga studio|sports hall)(?![a-z])/g,
    value: { use: "gym", landmark: true },
  },
  {
    pattern:
      /종교 ?시설|천주교 ?공소|교회(?!당)|교회당|예배당|본당|대?예배실|성당|사찰|암자|법당|포교당|교당|기도원|수도원|수녀원|(?<![a-z])(?:church|chapel|temple)(?![a-z])/g,
    value: { use: "worship", landmark: true },
  },
  {
    pattern:
      /마을 ?회관|청년 ?(?:회관|센터|공간)|노인 ?회관|경로당|노인정|주민 ?(?:공동 ?시설|커뮤니티 ?센터)|커뮤니티 ?(?:센터|시설)|복지관|문화 ?(?:센터|의 ?집)|청소년 ?(?:센터|문화의 ?집)|(?<![a-z])community (?:cent(?:re|er)|hall)(?![a-z])/g,
    value: { use: "community", landmark: true },
  },
  {
    pattern:
      /물류 ?창고|물류 ?센터|저온 ?(?:창고|저장고)|농산물 ?창고|보관 ?창고|창고 ?(?:건물|동|시설)|(?<![a-z])warehouse(?![a-z])/g,
    value: { use: "warehouse", landmark: true },
  },
  {
    pattern:
      /(?:소규모 ?|식품 ?|목공 ?)?공장(?! ?(?:형|스타일|느낌|분위기|풍))|제조 ?(?:시설|소|장)|정비소|목공소|철공소|공업소|(?:수리|서비스|정비) ?센터|양조장|정미소|제재소|선별장|카 ?센[터타]|자동차 ?공업사|(?<![a-z])(?:factory|workshop building)(?![a-z])/g,
    value: { use: "factory", landmark: true },
  },
  {
    pattern:
      /행정 ?복지 ?센터|주민 ?센터|동사무소|면사무소|읍사무소|파출소|지구대|우체국|은행(?: ?(?:지점|점포))?|새마을금고|농협 ?지점|공공 ?청사|연구소|여행사|부동산(?= ?(?:중개|사무|\d|[가-힣]{1,4} ?평|차리|하려|할 ))|중개사|(?:창업 ?(?:지원 ?)?|비즈니스 ?|지식 ?산업 ?)센터|(?:캠핑장 ?|글램핑장 ?|야영장 ?|공원 ?)?관리동|관리 ?사무동|상담 ?(?:센터|소)/g,
    value: { use: "office", nearest: true, landmark: true },
  },
  {
    pattern: /고시원|하숙집|기숙사|레지던스|생활 ?숙박 ?시설|쉐어 ?하우스|셰어 ?하우스/g,
    value: { use: "guesthouse", nearest: true, landmark: true },
  },
  {
    pattern:
      /아파트(?!형)|오피스텔|도시형 ?생활 ?주택|(?<=[3-6삼사오육]층 ?(?:짜리 ?)?)원룸|원룸(?= ?[3-6삼사오육]층)|[원투] ?룸 ?(?:건물|빌딩|텔|주택|(?=[^.]{0,14}?(?:\d|[가-힣]) ?(?:세대|가구))|(?=(?:\d{1,2}|[가-힣]{1,3}) ?(?:개|실)))|(?<![a-z])apartments?(?! (?:building|house|block))/g,
    value: { use: "apartments", nearest: true, landmark: true },
  },
  {
    pattern: /[원투]룸|농막|요사채|사택|사제관|관사(?![가-힣])|체류형 ?쉼터|공유 ?주택|residen(?:tial|ces?)/g,
    value: { use: "house", nearest: true },
  },
  {
    pattern:
      /(?:사진 ?|셀프 ?|촬영 ?|녹음 ?|영상 ?|렌탈 ?)스튜디오|녹음실|(?:음악|밴드|댄스|피아노) ?연습실|합주실|화실|(?:미술 ?|도예 ?|목공 ?)작업실|(?<!공유 ?|요가 ?|댄스 ?)스튜디오|pc ?방|피씨방|만화 ?카페|(?<![a-z])studio(?![a-z])/g,
    value: { use: "shop", nearest: true },
  },
  {
    pattern:
      /(?:노인 ?)?요양원|노유자 ?시설|(?:노인 ?)?공동 ?생활 ?가정|(?:노인 ?)?요양 ?(?:시설|센터)|실버타운|(?:노인 ?)?(?:주야간|주간) ?보호(?: ?(?:센터|시설))?|데이 ?케어 ?센터|nursing homes?|care homes?/g,
    value: { use: "elderly", landmark: true },
  },
  {
    pattern: /요양 ?병원|산후 ?조리원|조리원/g,
    value: { use: "elderly", nearest: true, landmark: true },
  },
  {
    pattern: /노래방|노래 ?연습장|코인 ?노래(?:방|연습장)?/g,
    value: { use: "academy", nearest: true, landmark: true },
  },
  {
    pattern: /(?:대중 ?)?목욕탕|사우나(?! ?(?:실|룸|있|딸|도|와|랑|하고|,))|찜질방|수영장 ?건물|실내 ?수영장/g,
    value: { use: "gym", nearest: true, landmark: true },
  },
  {
    pattern: /장례식장|결혼식장|예식장|웨딩홀|(?:소)?극장|공연장|영화관/g,
    value: { use: "community", nearest: true, landmark: true },
  },
  { pattern: /백화점|쇼핑몰|대형 ?마트/g, value: { use: "shop", nearest: true, landmark: true } },
  { pattern: /연수원|연수 ?시설/g, value: { use: "academy", nearest: true, landmark: true } },
  { pattern: /소방서|경찰서/g, value: { use: "office", nearest: true, landmark: true } },
  {
    pattern: /축사|비닐 ?하우스|온실|버섯 ?재배사|우사|돈사|계사/g,
    value: { use: "warehouse", nearest: true, landmark: true },
  },
  { pattern: /경기장|stadium/g, value: { use: "unsupported", instead: "gym" } },
  { pattern: /납골당/g, value: { use: "unsupported", instead: "worship" } },
  { pattern: /주유소|세차장|충전소/g, value: { use: "unsupported", instead: "shop" } },
  { pattern: /대학교|캠퍼스/g, value: { use: "unsupported", instead: "school" } },
  { pattern: /데이터 ?센터|skyscraper/g, value: { use: "unsupported", instead: "office" } },
  {
    pattern: /공항|기차역|터미널|교도소|교량|우주선|놀이공원|동물원|airport|bridge/g,
    value: { use: "unsupported" },
  },
];

/** "꼬막집 하나 차리려고": whatever it is, somebody eats there. */
const someDish =
  /(?<![가-힣])[가-힣]{1,4}(?<![은는한운쁜큰난])집(?= ?(?:하나|을|이나|한번)? ?(?:차리|차릴|할라|하려|하것|헐라|할 ?거|장사|개업|창업|내려|열려)|,? \d)/g;

/** Words that name the building only when no other use is named: a shop with a store is a shop. */
export const lastEntries: readonly Entry<UseWord>[] = [
  {
    pattern:
      /(?:제가|저희가|우리가|식구가?|가족이) ?살(?= ?(?:거|곳|데|려)|려)|거주할|[1-6]인 ?(?:가구|가족)|(?:혼자|둘이|부부가|가족이) ?살/g,
    value: { use: "house" },
  },
  { pattern: /(?:빈|헌|낡은 ?|오래된 ?)집|구옥|폐가/g, value: { use: "house" } },
  { pattern: /창고(?!형)/g, value: { use: "warehouse" } },
  { pattern: new RegExp(dishAlone, "g"), value: { use: "restaurant" } },
  { pattern: someDish, value: { use: "restaurant", nearest: true } },
  { pattern: /공부방/g, value: { use: "academy", nearest: true } },
  { pattern: /강당|다목적 ?홀|집회소/g, value: { use: "community", nearest: true } },
  { pattern: /작업장|작업실|공작소/g, value: { use: "factory", nearest: true } },
];

/** Names of uses for messages and titles. */
export const useNames: Readonly<Record<string, { ko: string; en: string }>> = {
  cafe: { ko: "카페", en: "cafe" },
  restaurant: { ko: "음식점", en: "restaurant" },
  guesthouse: { ko: "게스트하우스", en: "guesthouse" },
  house: { ko: "주택", en: "house" },
  apartments: { ko: "다세대주택", en: "apartment building" },
  office: { ko: "사무실", en: "office" },
  clinic: { ko: "의원", en: "clinic" },
  shop: { ko: "상가", en: "shop" },
  gallery: { ko: "갤러리", en: "gallery" },
  library: { ko: "도서관", en: "library" },
  gym: { ko: "체육관", en: "gym" },
  worship: { ko: "교회", en: "church" },
  community: { ko: "마을회관", en: "community hall" },
  warehouse: { ko: "창고", en: "warehouse" },
  factory: { ko: "공장", en: "factory" },
  kindergarten: { ko: "어린이집", en: "kindergarten" },
  school: { ko: "학교", en: "school" },
  academy: { ko: "학원", en: "academy" },
  elderly: { ko: "요양원", en: "care home" },
  mixed: { ko: "복합건물", en: "mixed-use building" },
};
