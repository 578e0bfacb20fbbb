import { expect, test } from "vitest";
import { withoutOtherBuildings } from "./other-buildings.ts";

test.each([
  ["지금 가게는 25평이라 좁고 새 식당은 60평", "새 식당은 60평"],
  ["아파트 32평 팔고 단층 36평 집", "단층 36평 집"],
  ["현재 30평 쓰는데 50평 사무실", "50평 사무실"],
  ["지금 분식집 20평 하는데 40평으로 새로", "분식집, 40평으로 새로"],
  ["지금 빌라 25평 살고 있는데 단층 40평", "집, 단층 40평"],
  ["옆집은 50평인데 저희 집은 38평", "저희 집은 38평"],
  ["지금 병원은 2층에 있어서 엘리베이터가 없어요. 새 병원은 단층", "새 병원은 단층"],
  ["남편은 50평 하자는데 결국 44평으로 정한 집", "결국 44평으로 정한 집"],
])("%s: %s", (text, left) => expect(withoutOtherBuildings(text)).toBe(left));

test.each([
  "지금 30평 생각하고 있는데 카페 단층",
  "현재 대지 100평 가지고 있는데 집 40평",
  "남편은 50평 하자는데 저는 44평이 좋은 집",
  "지금 30평인데 카페",
  "우리 동네 작은 도서관 200제곱미터",
  "1층은 카페 쓰고 2층은 제가 살 집",
])("nothing is left out: %s", (text) => expect(withoutOtherBuildings(text)).toBe(text));
