/** Begins every task in its order, but no more than `atOnce` at a time; gives the promise of each. */
export function inTurn<T>(atOnce: number, tasks: readonly (() => Promise<T>)[]): Promise<T>[] {
  const waiting: (() => void)[] = [];
  let free = atOnce;
  const take = async (task: () => Promise<T>) => {
    if (free > 0) free--;
    else await new Promise<void>((begin) => waiting.push(begin));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
  const all = tasks.map(take);
  // A failure is told by the one who waits for it, later.
  for (const each of all) each.catch(() => undefined);
  return all;
}
