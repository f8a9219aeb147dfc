import type { Progress } from './files';

const EVERY = 5_000;

/** Says what begins, every 5 s that it still goes on, and how long it took. */
export async function withTicks<T>(
  progress: Progress,
  what: string,
  work: () => Promise<T>,
): Promise<T> {
  const begin = Date.now();
  const seconds = () => Math.round((Date.now() - begin) / 1000);
  progress(`${what} …`);
  const timer = setInterval(() => progress(`${what} … ${seconds()} s`), EVERY);
  try {
    const result = await work();
    progress(`${what}: done in ${seconds()} s`);
    return result;
  } finally {
    clearInterval(timer);
  }
}
