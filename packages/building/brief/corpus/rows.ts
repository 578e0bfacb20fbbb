import { areaRows } from "./areas.ts";
import { characterRows } from "./character.ts";
import { chatRows } from "./chat.ts";
import { englishRows } from "./english.ts";
import { facilityRows } from "./facilities.ts";
import { firstRows } from "./first.ts";
import { hasteRows } from "./haste.ts";
import { letterRows } from "./letters.ts";
import { placeRows } from "./places.ts";
import { roomRows } from "./rooms.ts";
import type { Row } from "./slots.ts";
import { storeyRows } from "./storeys.ts";
import { storyRows } from "./stories.ts";
import { talkRows } from "./talk.ts";
import { tradeRows } from "./trades.ts";
import { useRows } from "./uses.ts";

/** Every sentence with what it says, written before the rules that read it. */
export const sentenceRows: readonly Row[] = [
  ...firstRows,
  ...areaRows,
  ...storeyRows,
  ...useRows,
  ...roomRows,
  ...characterRows,
  ...placeRows,
  ...englishRows,
  ...talkRows,
  ...hasteRows,
  ...tradeRows,
  ...chatRows,
  ...storyRows,
  ...letterRows,
  ...facilityRows,
];
