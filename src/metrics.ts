import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export type Metrics = ReturnType<typeof createMetrics>;

/** What `/metrics` on the console port tells Prometheus. Labels are objects and statuses: few, and nobody's. */
export function createMetrics(depth: () => Promise<{ waiting: number; oldest: Date | null }>) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  return {
    registry,
    waiting: new Gauge({
      name: 'tetrix_queue_waiting',
      help: 'Events that Temporal has not taken yet.',
      registers,
      async collect() {
        this.set((await depth()).waiting);
      },
    }),
    deliveries: new Counter({
      name: 'tetrix_deliveries_total',
      help: 'POSTs from Meta by answer.',
      labelNames: ['answer', 'object'],
      registers,
    }),
    events: new Counter({
      name: 'tetrix_events_total',
      help: 'Events by object, new or duplicate.',
      labelNames: ['object', 'outcome'],
      registers,
    }),
    answerSeconds: new Histogram({
      name: 'tetrix_answer_seconds',
      help: 'Time from a POST to its answer.',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    }),
  };
}
