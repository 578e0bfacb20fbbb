import { ModelError } from "./errors.ts";
import { globalId } from "./guid.ts";
import { createStepWriter } from "./step.ts";
import type { StepWriter } from "./step.ts";

/** What every part of the model writes on: the file under way and the identities given so far. */
export interface Sheet {
  readonly writer: StepWriter;
  /** GlobalId of a path; a path given twice throws, for two elements must not share one identity. */
  id(path: string): string;
  /** GlobalId of a plan element, remembered under its key; where a space and a stair share a key, it names the space. */
  keyed(kind: string, key: string): string;
  /** Key of a plan element -> its GlobalId. */
  readonly guids: ReadonlyMap<string, string>;
}

/** An empty sheet for a project. */
export function createSheet(project: string): Sheet {
  const taken = new Set<string>();
  const guids = new Map<string, string>();
  const id = (path: string): string => {
    if (taken.has(path)) throw new ModelError("UNKNOWN_KEY", path, "the key is used twice");
    taken.add(path);
    return globalId(project, path);
  };
  return {
    writer: createStepWriter(),
    id,
    keyed(kind, key) {
      const guid = id(`${kind}/${key}`);
      if (!guids.has(key)) guids.set(key, guid);
      return guid;
    },
    guids,
  };
}

/** Lists by key, in the order the keys came. */
export interface Groups<Key, Member> {
  put(key: Key, member: Member): void;
  entries(): Iterable<[Key, Member[]]>;
}

/** Empty groups. */
export function createGroups<Key, Member>(): Groups<Key, Member> {
  const lists = new Map<Key, Member[]>();
  return {
    put(key, member) {
      const list = lists.get(key);
      if (list) list.push(member);
      else lists.set(key, [member]);
    },
    entries: () => lists.entries(),
  };
}
