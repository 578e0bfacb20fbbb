/** Keys of slots 0 to size - 1, of which the greatest is known at any time. */
export interface Tournament {
  /** Gives a slot a key; -Infinity takes it out of the running. */
  set(slot: number, key: number): void;
  key(slot: number): number;
  /** The slot with the greatest key, or -1 when none runs. */
  best(): number;
  /** Shows slots with falling keys until it is told to stop (false) or none is left. Showing must not visit again. */
  visit(show: (slot: number, key: number) => boolean): void;
}

const out = Number.NEGATIVE_INFINITY;

/**
 * An empty tournament that grows with the slots used. Each inner node holds the winner of the two below it: the best is
 * at the root, and a new key is carried up only as far as it changes a winner.
 */
export function createTournament(): Tournament {
  let width = 16;
  let keys = new Float64Array(width).fill(out);
  let winners = firstWinners(width);

  const frontier = createFrontier();

  const winnerOf = (node: number) => (node >= width ? node - width : winners[node]!);
  const play = (node: number) => {
    const left = winnerOf(node * 2);
    const right = winnerOf(node * 2 + 1);
    return keys[left]! >= keys[right]! ? left : right;
  };
  const grow = (slot: number) => {
    const before = keys;
    while (width <= slot) width *= 2;
    keys = new Float64Array(width).fill(out);
    keys.set(before);
    winners = firstWinners(width);
    for (let node = width - 1; node > 0; node--) winners[node] = play(node);
  };
  return {
    set(slot, key) {
      if (slot >= width) grow(slot);
      keys[slot] = key;
      for (let node = (width + slot) >> 1; node > 0; node >>= 1) {
        const before = winners[node]!;
        const winner = play(node);
        // Above a node that this slot neither won nor wins, nothing changes.
        if (winner === before && winner !== slot) return;
        winners[node] = winner;
      }
    },
    key: (slot) => keys[slot] ?? out,
    best: () => (keys[winners[1]!]! === out ? -1 : winners[1]!),
    visit(show) {
      frontier.clear();
      frontier.push(1, keys[winners[1]!]!);
      for (let node = frontier.pop(); node > 0; node = frontier.pop()) {
        const slot = winnerOf(node);
        if (keys[slot] === out || !show(slot, keys[slot]!)) return;
        // Down to the slot itself; whoever lost to it on the way may be next.
        let at = node;
        while (at < width) {
          const left = at * 2;
          const loser = winnerOf(left) === slot ? left + 1 : left;
          const key = keys[winnerOf(loser)]!;
          if (key !== out) frontier.push(loser, key);
          at = loser === left ? left + 1 : left;
        }
      }
    },
  };
}

function firstWinners(width: number): Uint32Array {
  const winners = new Uint32Array(width);
  for (let node = width - 1; node > 0; node--)
    winners[node] = node * 2 >= width ? node * 2 - width : winners[node * 2]!;
  return winners;
}

/** Nodes that may hold the next best, the best first: a binary heap. Used again and again, since each choice makes a visit. */
function createFrontier() {
  let nodes = new Uint32Array(64);
  let keys = new Float64Array(64);
  let length = 0;
  const grow = () => {
    const [fewer, before] = [nodes, keys];
    nodes = new Uint32Array(length * 2);
    keys = new Float64Array(length * 2);
    nodes.set(fewer);
    keys.set(before);
  };
  return {
    clear: () => void (length = 0),
    push(node: number, key: number) {
      if (length === nodes.length) grow();
      let at = length++;
      while (at > 0) {
        const above = (at - 1) >> 1;
        if (keys[above]! >= key) break;
        nodes[at] = nodes[above]!;
        keys[at] = keys[above]!;
        at = above;
      }
      nodes[at] = node;
      keys[at] = key;
    },
    /** 0 when it is empty. */
    pop(): number {
      if (length === 0) return 0;
      const first = nodes[0]!;
      length -= 1;
      const node = nodes[length]!;
      const key = keys[length]!;
      let at = 0;
      for (let below = 1; below < length; below = at * 2 + 1) {
        if (below + 1 < length && keys[below + 1]! > keys[below]!) below += 1;
        if (keys[below]! <= key) break;
        nodes[at] = nodes[below]!;
        keys[at] = keys[below]!;
        at = below;
      }
      if (length > 0) {
        nodes[at] = node;
        keys[at] = key;
      }
      return first;
    },
  };
}
