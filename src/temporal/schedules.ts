import { ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import type { Client } from '@temporalio/client';

interface Daily {
  readonly id: string;
  readonly workflow: string;
  /** Hour of the day, UTC. */
  readonly hour: number;
}

/** What runs by the clock. Whoever changes or pauses one in the Temporal UI keeps that: it is made once. */
const DAILY: readonly Daily[] = [{ id: 'catalogReconcile', workflow: 'catalogReconcile', hour: 3 }];

/** Makes the schedules that are not there yet. Throws where Temporal is away. */
export async function makeSchedules(client: Client): Promise<void> {
  for (const { id, workflow, hour } of DAILY) {
    try {
      await client.schedule.create({
        scheduleId: id,
        spec: { calendars: [{ hour }] },
        policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 day' },
        action: {
          type: 'startWorkflow',
          workflowType: workflow,
          taskQueue: 'events',
          workflowId: id,
        },
      });
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    }
  }
}
