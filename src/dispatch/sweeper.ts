import { sweepParked, wakeParked } from './parked';
import { sweepSilent } from './silent';
import type { SweeperParts, UpkeepParts } from './upkeep';

interface Job {
  readonly name: string;
  /** From the end of one to the start of the next. */
  readonly everyMs: number;
  /** How long nobody else may begin it. */
  readonly leaseMs: number;
  readonly work: (parts: UpkeepParts) => Promise<unknown>;
}

const JOBS: readonly Job[] = [
  { name: 'silent', everyMs: 60_000, leaseMs: 55_000, work: sweepSilent },
  { name: 'parked', everyMs: 300_000, leaseMs: 290_000, work: sweepParked },
  { name: 'wake', everyMs: 5_000, leaseMs: 4_000, work: wakeParked },
  {
    name: 'partitions',
    everyMs: 3_600_000,
    leaseMs: 3_000_000,
    work: ({ leases, clock }) => leases.makePartitions(clock()),
  },
];

/** The timers that nothing else is woken by: silent events, parked runs, new partitions. One process of many does each. */
export function startSweeper(parts: SweeperParts): { stop(): Promise<void> } {
  let stopping = false;
  const upkeep: UpkeepParts = { ...parts, stopped: () => stopping };
  const timers = new Map<string, NodeJS.Timeout>();
  const running = new Map<string, Promise<void>>();
  for (const job of JOBS) arm(job);

  return {
    async stop() {
      stopping = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(running.values());
    },
  };

  function arm(job: Job): void {
    const turn = async () => {
      await once(job);
      if (!stopping) arm(job);
    };
    timers.set(
      job.name,
      setTimeout(() => running.set(job.name, turn()), job.everyMs),
    );
  }

  async function once({ name, leaseMs, work }: Job): Promise<void> {
    const now = parts.clock();
    try {
      if (await parts.leases.take(name, now, new Date(now.getTime() + leaseMs))) await work(upkeep);
    } catch (error) {
      parts.log.warn({ err: error, job: name }, 'upkeep: not done this time');
    }
  }
}
