import type { Entry } from "./text.ts";

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
  | TeachingUse
  | "gallery";

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
  /** Uses that a word for a mix names. */
  readonly parts?: readonly PlainUse[];
}

const shopAndHome: readonly PlainUse[] = ["shop", "house"];

/** The lexicon of uses. */
export const useEntries: readonly Entry<UseWord>[] = [
  {
    pattern:
      /카페(?!인(?!데|지 |가 | ?(?:건물|상가|집|주택|빌딩|복합|단층|[2-6]층))|라떼|라테|테리아|거리|골목)|까페|카폐|캬페|카패|커페|까폐|카훼|카풰|커피 ?(?:숍|샵|점|하우스|전문점|집|가게|매장)|다방|찻집|전통 ?찻집|티 ?(?:하우스|룸)|브런치|베이커리|제과점|빵집|로스터리|디저트 ?(?:가게|샵|집)|cafe(?!teria)|coffee ?(?:shop|house|bar)|tea ?house|bakery/g,
    value: { use: "cafe" },
  },
  {
    pattern:
      /식당(?!가)|레스토랑|레스또랑|음식점|맛집|밥집|고깃집|(?:갈비|닭|닭발|고기|삼겹살|곱창|막창|족발|보쌈|순대|만두|떡볶이|김밥|찌개|초밥|스시|돈까스|돈가스|우동|라멘|라면|소바|백반|해장국|국밥|설렁탕|곰탕|삼계탕|추어탕|매운탕|감자탕|장어|조개구이|생선구이|쌀국수|국수|칼국수|냉면|막국수|짬뽕|파전|전|죽|분식|치킨|피자|파스타|버거|햄버거|샌드위치|카레|커리|중국|호프|술) ?(?:집(?!중)|가게|전문점)|횟집|주점|포차|바베큐|이자카야|(?:와인|칵테일|위스키|스낵) ?바|(?:일식|한식|양식|중식|한?정식) ?집|펍|비스트로|카페테리아|restaurant|bistro|diner|eatery|(?<![a-z])pub(?![a-z])/g,
    value: { use: "restaurant" },
  },
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
      /단독 ?주택|전원 ?주택|협소 ?주택|땅콩 ?주택|주인집|주인 ?세대|오두막|산장|통나무집|농가 ?주택|목조 ?주택|주택(?!가(?: |$)|단지|청약|담보)|가정집|살림집|시골집|벽돌집|양옥집?|이층 ?양옥|기와집|우리 ?집|신혼집|한옥집|흙집|[이삼]층집|별장|세컨드? ?하우스|타운 ?하우스|보금자리|(?<![가-힣])집(?=[ ,.!?]|$|을|이(?!름|사)|은|으로|짓|지어|하나|한 ?채|도 |인데|입니다|임|예요|요)|(?<=[층평]|짜리)집(?=[ ,.!?]|$|을|이|은|으로)|(?<!guest ?-?|tea ?|coffee ?|ware|green ?|town ?)(?<![a-z])house(?!hold)s?|(?<![a-z])home(?!stay|page)s?(?![a-z])|villa|cottage|dwelling/g,
    value: { use: "house" },
  },
  {
    pattern:
      /(?<!풀 ?)빌라|다세대(?: ?주택)?|다가구(?: ?주택)?|연립(?: ?주택)?|공동 ?주택|(?:도시형 ?)?생활 ?주택|multi-?(?:family|household)(?: (?:house|housing|home))?|apartment (?:building|house|block)s?|(?:block of )?flats(?![a-z])/g,
    value: { use: "apartments" },
  },
  {
    pattern: /원룸|투룸(?! ?주택)|농막|공유 ?주택|쉐어 ?하우스|셰어 ?하우스|residential/g,
    value: { use: "house", nearest: true },
  },
  { pattern: /주거(?: ?(?:시설|공간|용|동))?/g, value: { use: "house", general: true } },
  {
    pattern:
      /사무실|사무소|사무동|사무 ?공간|오피스(?!텔)|사옥|본사|업무 ?(?:시설|공간)|코워킹 ?(?:스페이스)?|(?<![a-z])offices?(?![a-z])|co-?working|headquarters/g,
    value: { use: "office" },
  },
  { pattern: /업무(?=[+·&/와과가 ])/g, value: { use: "office", general: true } },
  {
    pattern:
      /한의원|(?<!국회|도|시|구|군)의원(?!님)|내과|소아과|피부과|안과|치과|(?:정형|성형|신경|흉부|일반)외과|비뇨기과|비뇨의학과|가정의학과|정신과|이비인후과|산부인과|병원|클리닉|진료소|보건소|clinic|dentist|dental|hospital|doctor'?s (?:office|practice)/g,
    value: { use: "clinic" },
  },
  {
    pattern:
      /서점|책방|꽃집|꽃가게|옷 ?가게|쇼룸|편의점|소매점|미용실|헤어 ?샵|네일 ?샵|공방|문구점|약국|안경점|부티크|편집 ?숍|편집샵|슈퍼(?:마켓)?|잡화점|소품 ?(?:샵|숍|가게)|플래그십|book ?(?:store|shop)|showroom|boutique|salon|pharmacy/g,
    value: { use: "shop" },
  },
  {
    pattern:
      /상가(?! ?주택)|상점|매장|가게|점포|상업 ?(?:시설|공간|용)?|판매 ?시설|근린 ?생활 ?시설|근생|스토어|retail|(?<!coffee ?)(?<![a-z])shops?(?![a-z])|(?<![a-z])stores?(?![a-z])|commercial/g,
    value: { use: "shop", general: true },
  },
  {
    pattern:
      /갤러리|화랑|전시 ?(?:관|장)|미술관|(?<![a-z])art (?:gallery|museum)|(?<![a-z])(?:gallery|museum)(?![a-z])/g,
    value: { use: "gallery", landmark: true },
  },
  { pattern: /박물관/g, value: { use: "gallery", nearest: true, landmark: true } },
  {
    pattern: /유치원|어린이집|놀이 ?학교|kindergarten|day ?care(?: (?:centre|center))?|nursery(?: school)?|preschool/g,
    value: { use: "kindergarten", landmark: true },
  },
  {
    pattern:
      /초등 ?학교|중 ?학교|고등 ?학교|대안 ?학교|(?<!대|놀이 ?)학교|(?:primary |elementary |middle |high |secondary )?(?<![a-z])schools?(?![a-z])/g,
    value: { use: "school", landmark: true },
  },
  {
    pattern:
      /(?:보습|입시|영어|수학|미술|음악|피아노|태권도|코딩|어학)? ?학원(?!가)|공부방 ?건물|cram school|academy|tutoring cent(?:re|er)/g,
    value: { use: "academy", landmark: true },
  },
  {
    pattern:
      /아파트|오피스텔|대학교|공장(?! ?(?:형|스타일|느낌|분위기|풍))|물류 ?창고|물류 ?센터|교회|성당|사찰|체육관|경기장|도서관|공항|기차역|터미널|백화점|쇼핑몰|대형 ?마트|영화관|극장|장례식장|주유소|교도소|교량|pc방|노래방|헬스장|체육센터|당구장|볼링장|우주선|놀이공원|동물원|데이터 ?센터|apartments?(?! (?:building|house|block))|factory|warehouse|church|stadium|library|airport|skyscraper|bridge/g,
    value: { use: "unsupported" },
  },
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
  kindergarten: { ko: "어린이집", en: "kindergarten" },
  school: { ko: "학교", en: "school" },
  academy: { ko: "학원", en: "academy" },
  mixed: { ko: "복합건물", en: "mixed-use building" },
};
