/**
 * Does `work` on every item, at most `limit` at a time, results in the order in which they are ready.
 * The source is only read as fast as the work is done and the results are taken, so memory stays flat.
 *
 * @throws the first error of the source or of the work, after which nothing new is begun.
 */
export async function* inParallel<Item, Result>(
  items: AsyncIterable<Item> | Iterable<Item>,
  limit: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const running = new Set<Promise<{ task: Promise<unknown>; result: Result }>>();
  const begin = (item: Item) => {
    const task: Promise<{ task: Promise<unknown>; result: Result }> = work(item).then((result) => ({
      task,
      result,
    }));
    // An error is met where the task is awaited; until then it must not count as unhandled.
    task.catch(() => {});
    running.add(task);
  };
  const next = async () => {
    const { task, result } = await Promise.race(running);
    running.delete(task as Promise<{ task: Promise<unknown>; result: Result }>);
    return result;
  };
  for await (const item of items) {
    begin(item);
    if (running.size >= limit) yield await next();
  }
  while (running.size > 0) yield await next();
}
