/** Runs `work` over `items` with at most `width` at once. `work` must not throw. */
export async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items.values();
  const lane = async () => {
    for (const item of rest) await work(item);
  };

  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
}
