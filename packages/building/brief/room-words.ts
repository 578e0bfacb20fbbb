import type { Entry } from "./text.ts";
import { askedFor, counted, listed } from "./use-parts.ts";

/** A word for a room. */
export interface RoomWord {
  /** Kind from the room vocabulary; "room" is a guest room or bedroom by use. */
  readonly kind: string;
  /** Named without a number it still asks for one ("테라스가 있는"); a bare "방" does not. */
  readonly alone: boolean;
  /** A use of its own elsewhere: a room only in a building that takes such rooms in. */
  readonly hosted?: boolean;
}

const row = (pattern: RegExp, kind: string, alone = true): Entry<RoomWord> => ({
  pattern,
  value: { kind, alone },
});

/** Where a short word for a room may begin: not inside a word, but right after a figure ("육십평룸네개"). */
const begins = "(?:(?<![가-힣])|(?<=평|층|집|주택|하나|[둘셋넷]|[한두세네]개))";
const short = (word: string): RegExp => new RegExp(`${begins}${word}`, "g");

/** A room by a word which is a use elsewhere, asked for or listed: "공장, 사무실과 식당 포함", "본당, 식당, 주방". */
const hosted = (word: string, kind: string): Entry<RoomWord> => ({
  pattern: new RegExp(`${word}(?=${askedFor}|${listed}|${counted}| [가-힣]{2,8} ?\\d)`, "g"),
  value: { kind, alone: true, hosted: true },
});

/** The lexicon of rooms. */
export const roomEntries: readonly Entry<RoomWord>[] = [
  row(/객실|게스트 ?룸|도미토리|guest ?rooms?/g, "guestroom", false),
  row(
    /침실|침대방|큰방|작은방|안방|온돌방|구들방|황토방|사랑방|건넌방|(?:아이들?|애들?|자녀|아들|딸|손님|부모님?|어머니|할머니)(?:의)? ?방|bed ?rooms?/g,
    "bedroom",
    false,
  ),
  row(
    short("방(?=$|[^가-힣]|[은는이을도]|의 |[한두세네]|[둘셋넷]|하나|다섯|여섯|마다|만 )|(?<![a-z-])rooms?(?![a-z])"),
    "room",
    false,
  ),
  // A "룸" with a name of its own ("스터디 룸") is no bedroom.
  row(
    short(
      "(?<!(?:스터디|세미나|파티|게임|시네마|미디어|원|홈|펫) ?)룸(?=$|[^가-힣]|[은는이을도만한두세네둘셋넷]|으로|다섯|여섯)",
    ),
    "room",
    false,
  ),
  row(/\d{1,2}인 ?(?:실|룸)/g, "room", false),
  row(/욕실|(?<![가-힣])욕(?= ?\d)|샤워실|목욕실|(?<![a-z])bath(?: ?rooms?|s)?(?![a-z])|shower ?rooms?/g, "bath", true),
  row(/화장실|(?<![가-힣])화(?= ?\d)|변소|위생실|toilets?|rest ?rooms?|(?<![a-z])wcs?(?![a-z])/g, "wc", true),
  row(/주방|(?<![가-힣])주(?=\d(?![\d일회차년]))|부엌|키친|조리실|조리장|kitchens?/g, "kitchen", true),
  row(/거실(?!형)|(?<![가-힣])거(?=\d)|리빙 ?룸|living ?rooms?|(?<![a-z])living(?= ?[,/&+])/g, "living", true),
  row(/다이닝 ?룸?|식사 ?공간|dining ?rooms?/g, "dining", true),
  row(/회의실|상담실|미팅 ?룸|미팅실|meeting ?rooms?|conference ?rooms?/g, "meeting", true),
  row(/진료실|진찰실|consult\w* ?rooms?|exam\w* ?rooms?/g, "exam", true),
  row(
    /대기실|대기 ?공간|리셉션|안내 ?데스크|접수(?:실|대|처| ?공간| ?데스크|(?=랑|와|하고|,))|프런트|프론트|reception|waiting ?(?:rooms?|area)/g,
    "reception",
    true,
  ),
  row(/처치실|시술실|수술실|(?<!물리)치료실|treatment ?rooms?/g, "treatment", true),
  row(/물리 ?치료실|therapy ?rooms?/g, "therapy", true),
  row(/영상 ?촬영실|엑스레이실|x-?ray ?rooms?/g, "imaging", true),
  row(/다실|차실|tea ?rooms?/g, "tea", true),
  row(/대표실|임원실|사장실|원장실|manager'?s? (?:office|room)/g, "manager", true),
  row(
    /별실|룸 ?테이블|(?:개별|단독|프라이빗|독립|단체|연회|가족) ?룸|단체실|연회실|private (?:dining )?rooms?/g,
    "privateroom",
    true,
  ),
  row(/가족실|family ?rooms?/g, "family", true),
  row(/탕비실|[팬펜]트리|pantry/g, "pantry", true),
  row(/서버실|통신실|server ?rooms?/g, "server", true),
  row(/기계실|전기실/g, "machine", true),
  row(/창고(?!형)|수납 ?(?:실|공간)|수장고|서고(?=$|[^가-힣]|[은는이가도])|storage(?: ?rooms?)?/g, "storage", true),
  row(/서재|공부방|작업실|study(?: ?rooms?)?/g, "study", true),
  row(/드레스 ?룸|옷방|dressing ?rooms?/g, "dress", true),
  row(/세탁실|laundry(?: ?rooms?)?/g, "laundry", true),
  row(/다용도실|utility ?rooms?/g, "utility", true),
  row(/로비|lobby/g, "lobby", true),
  row(/라운지|휴게실|공용 ?공간|lounges?/g, "lounge", true),
  row(/직원 ?(?:실|휴게실)|교무실|교사실|강사실|staff ?rooms?/g, "staff", true),
  row(/탈의실|changing ?rooms?/g, "shower", true),
  // A house of practice rooms is none itself; where people train they are counted.
  {
    pattern: /연습실|레슨실|(?:개인|그룹) ?(?:레슨|pt|피티) ?룸/g,
    value: { kind: "studio", alone: false, hosted: true },
  },
  row(/유희실|놀이방|놀이 ?공간|play ?rooms?/g, "playroom", true),
  row(/열람실|reading ?rooms?/g, "reading", true),
  row(/사무실(?=[도이]? ?(?:하나|둘|셋|[한두세네] ?[칸개]|\d{1,2} ?[칸개]))/g, "office", false),
  row(/관리실|관리인 ?방|host ?rooms?/g, "host", true),
  row(/대청 ?(?:마루)?|(?<![가-힣])마루(?![가-힣])/g, "daecheong", true),
  row(/다락(?:방)?|attic|(?<!\d)[1-5]\.5 ?층(?!고)/g, "attic", true),
  row(/테라스|데크|terraces?|(?<![a-z])decks?(?![a-z])/g, "terrace", true),
  row(/발코니|베란다|balcon(?:y|ies)/g, "balcony", true),
  row(/중정|앞마당|뒷마당|안마당|마당|courtyards?|(?<![a-z])yards?(?![a-z])/g, "yard", true),
  row(/정원(?!(?:은|이|도)? ?\d+ ?명)|텃밭|gardens?/g, "garden", true),
  row(/(?:옥상|루프 ?탑) ?(?:정원|테라스|가든)?|roof ?(?:top|terrace|garden)/g, "roof_terrace", true),
  row(/주차 ?(?:장|공간|면)?|차고(?!지)|car ?park|parking(?: ?(?:spaces?|lot))?|garage/g, "parking", true),
  // "차는 두 대": by its counter a car, not tea.
  row(
    /(?<![가-힣])(?:자동차|승용차|차)(?=[는은를가]? ?(?:[한두세네]|다섯|여섯|열|\d{1,2}) ?대(?![가-힣]))/g,
    "parking",
    false,
  ),
  row(/지상(?:에|으로)(?:는|만)?(?= ?(?:[한두세네]|다섯|여섯|열|\d{1,2}) ?대(?![가-힣]))/g, "parking", false),
  row(/엘리베이터|엘레베이터|엘베|승강기|elevators?|(?<![a-z])lifts?(?![a-z])/g, "lift", true),
  row(/수영장|풀장|(?<![a-z])pool(?![a-z])/g, "pool", true),
  row(/사우나|찜질방|sauna/g, "sauna", true),
  row(/강당|다목적 ?홀/g, "hall", true),
  row(/급식실|(?:구내|직원|사내) ?식당/g, "dining", true),
  hosted("사무실", "office"),
  hosted("식당(?!가)", "dining"),
  hosted("체육관", "gym"),
  row(short("홀(?=$|[^가-힣]|[은는이을과에만도]|하고|이랑|하나)|(?<![a-z])halls?(?![a-z])"), "hall", true),
  row(/교실|교리실|교육실|보육실|강의실|실습실|class ?rooms?/g, "classroom", false),
  row(/쇼룸 ?공간|전시 ?(?:실|공간)|exhibition (?:room|space)s?/g, "exhibition", true),
];

const areaRooms =
  "객실|침실|방|욕실|화장실|주방|부엌|거실|회의실|진료실|대기실|창고|서재|로비|라운지|마당|정원|테라스|데크|발코니|옥상|주차장|홀|카운터|다락|작업실|차고|운동장|잔디밭|놀이터";
const roomBefore = new RegExp(
  `(?:^|[^가-힣]|[0-9층])(${areaRooms})(?:은|는|이|가|을|를|만|면적|크기|에| ?당| ?(?:\\d{1,2}|[한두세네]) ?[개칸실][은는이]? ?(?=각))?[: ]{0,2}(?:약 ?|각각? ?|한 )?$`,
);
const sizedRoomAfter = new RegExp(`^(?:짜리|크기의?) (${areaRooms})(?=$|[^가-힣]|[은는이가을를과와도])`);
const roomAfter = new RegExp(
  `^(?:짜리|의|크기의|정도의|규모의)? ?(${areaRooms})(?=$|[^가-힣]|[은는이가을를과와도]|하고|이랑)(?! ?(?:\\d|[한두세네] |[한두세네]개|[셋넷]|다섯|여섯|여덟|일곱))`,
);
const kindOf: Readonly<Record<string, string>> = {
  객실: "guestroom",
  침실: "bedroom",
  방: "room",
  욕실: "bath",
  화장실: "wc",
  주방: "kitchen",
  부엌: "kitchen",
  거실: "living",
  회의실: "meeting",
  진료실: "exam",
  대기실: "reception",
  창고: "storage",
  서재: "study",
  로비: "lobby",
  라운지: "lounge",
  마당: "yard",
  정원: "garden",
  테라스: "terrace",
  데크: "terrace",
  발코니: "balcony",
  옥상: "roof_terrace",
  주차장: "parking",
  홀: "hall",
  카운터: "counter",
  다락: "attic",
  작업실: "study",
  차고: "parking",
  운동장: "yard",
  잔디밭: "yard",
  놀이터: "yard",
};

/** Kind of the room that ends `lead` ("주방은 약 "), for a figure of area after it. */
export function roomWordBefore(lead: string): string | undefined {
  return kindOf[roomBefore.exec(lead)?.[1] ?? ""];
}

/** Kind of the room that begins `tail` ("짜리 주방"), for a figure of area before it. */
export function roomWordAfter(tail: string): string | undefined {
  return kindOf[(sizedRoomAfter.exec(tail) ?? roomAfter.exec(tail))?.[1] ?? ""];
}
