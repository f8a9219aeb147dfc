/** `events`: workflows and PostgreSQL · `graph`: calls to Meta · `notify`: mail · `bulk`: what may wait. */
export const TASK_QUEUES = ['events', 'graph', 'notify', 'bulk'] as const;

export type TaskQueue = (typeof TASK_QUEUES)[number];
