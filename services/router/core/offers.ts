import type { PolicySnapshot } from "@viba/contracts/gen/viba/learner/v1/learner_pb";
import { findArm } from "@viba/policy/arms";
import { defaultWeights, normaliseWeights } from "@viba/policy/weights";
import { createOfferGroup, groupKey, type IndexTerms, type Offer, type OfferGroup } from "./offer-group.ts";
import type { Instance, LeaseTimes } from "./instance.ts";

/** Those that promise one artifact type, whatever their state, and the index over their promises. */
export interface Makers extends Iterable<Instance> {
  readonly groups: Iterable<OfferGroup>;
  /** Another number whenever a group came or went; 0 for nobody. */
  readonly version: number;
  /** What orders the index now. */
  readonly terms: IndexTerms;
  /** Promises of one instance. */
  of(instanceId: string): readonly Offer[];
}

/** The index over all promises: who is best is known before anybody asks. */
export interface OfferIndex {
  add(instance: Instance, nowMs: number): void;
  remove(instance: Instance): void;
  /** What was sent to an instance, what it told or how it stands has changed. */
  changed(instance: Instance, nowMs: number): void;
  /** Orders everything by a policy snapshot; undefined: by the built-in baseline. */
  follow(snapshot: PolicySnapshot | undefined): void;
  making(outputType: string): Makers;
}

/** A class: an object literal with accessors is a slow one to V8, and every choice reads from this. */
class Book implements Makers {
  version = 0;
  terms: IndexTerms;
  readonly byInstance = new Map<string, Offer[]>();
  readonly byShape = new Map<string, OfferGroup>();

  constructor(terms: IndexTerms) {
    this.terms = terms;
  }

  get groups(): Iterable<OfferGroup> {
    return this.byShape.values();
  }

  of(instanceId: string): readonly Offer[] {
    return this.byInstance.get(instanceId) ?? [];
  }

  *[Symbol.iterator](): Iterator<Instance> {
    for (const [first] of this.byInstance.values()) if (first) yield first.instance;
  }
}

/** An empty index. */
export function createOfferIndex(times: LeaseTimes): OfferIndex {
  const books = new Map<string, Book>();
  const offersOf = new Map<string, Offer[]>();
  let versions = 0;
  let terms: IndexTerms = { weights: defaultWeights, armOf: () => undefined };

  const nobody = new Book(terms);
  const place = (instance: Instance, capability: Offer["capability"], nowMs: number): Offer => {
    const { outputType } = capability;
    const book = books.get(outputType) ?? new Book(terms);
    books.set(outputType, book);
    const key = groupKey(capability);
    let group = book.byShape.get(key);
    if (!group) {
      group = createOfferGroup(capability, times);
      book.byShape.set(key, group);
      book.version = ++versions;
    }
    const offer = group.add(instance, capability, terms, nowMs);
    book.byInstance.set(instance.instanceId, [...(book.byInstance.get(instance.instanceId) ?? []), offer]);
    return offer;
  };
  return {
    add(instance, nowMs) {
      offersOf.set(
        instance.instanceId,
        instance.manifest.capabilities.map((capability) => place(instance, capability, nowMs)),
      );
    },
    remove({ instanceId }) {
      for (const offer of offersOf.get(instanceId) ?? []) {
        const { outputType } = offer.capability;
        const book = books.get(outputType);
        offer.group.remove(offer, terms);
        book?.byInstance.delete(instanceId);
        if (book && offer.group.offers.length === 0 && book.byShape.delete(groupKey(offer.group.sample))) {
          book.version = ++versions;
        }
        if (book?.byShape.size === 0) books.delete(outputType);
      }
      offersOf.delete(instanceId);
    },
    changed({ instanceId }, nowMs) {
      for (const offer of offersOf.get(instanceId) ?? []) offer.group.refresh(offer, terms, nowMs);
    },
    follow(snapshot) {
      const weights = normaliseWeights(snapshot?.weights);
      terms = { weights, armOf: (outputType, agentId) => findArm(snapshot, outputType, agentId) };
      nobody.terms = terms;
      for (const book of books.values()) {
        book.terms = terms;
        for (const group of book.groups) group.reorder(terms);
      }
    },
    making: (outputType) => books.get(outputType) ?? nobody,
  };
}
