/** Runs a task now or in a later turn of the event loop; those given first run first. */
export type InTurns = (task: () => void) => void;

/**
 * No more than so many tasks a turn. When thousands come at once, timers, pings and what is under way get their turn between
 * them; one that comes alone runs at once.
 */
export function inTurns(perTurn: number): InTurns {
  let begun = 0;
  let waiting: (() => void)[] = [];
  let next = 0;
  const turn = () => {
    begun = 0;
    while (begun < perTurn && next < waiting.length) run(waiting[next++]!);
    if (next === waiting.length) {
      waiting = [];
      next = 0;
    }
  };
  const run = (task: () => void) => {
    if (begun++ === 0) setImmediate(turn);
    task();
  };
  return (task) => {
    if (begun < perTurn && waiting.length === 0) run(task);
    else waiting.push(task);
  };
}
