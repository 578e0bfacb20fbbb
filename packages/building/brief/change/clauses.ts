/** Most parts of one follow-up; what comes after is no longer read as one. */
const clauseLimit = 12;

const joints = /[,;!?]|\.(?!\d)| 그리고 |(?<=[가-힣])고(?= )|(?<=[가-힣])며(?= )| and (?!\d)| but /;

/** The parts of a follow-up, each with one wish: "2층을 넓게 하고 주차 두 대 추가" has two. */
export function clausesOf(text: string): string[] {
  const parts = text.split(joints).map((part) => part.trim());
  return parts.filter((part) => part !== "").slice(0, clauseLimit);
}
