import type { Activities } from '../../activities';

/** Stand-ins for activities, by name. A run that calls another one fails its test. */
export type StandIns = Partial<Record<keyof Activities, (...args: never[]) => unknown>>;

/** What every run may call: no token is new, and nobody is to be mailed but the admins named here. */
export const mannerly = (...recipients: readonly string[]) => ({
  recordParked: jest.fn().mockResolvedValue({ version: 1, changedAt: null }),
  clearParked: jest.fn().mockResolvedValue(undefined),
  storeNotice: jest.fn().mockResolvedValue({ noticeId: 'notice-1', recipients }),
  sendNotice: jest.fn().mockResolvedValue(undefined),
  markNoticeFailed: jest.fn().mockResolvedValue(undefined),
});

/** The topics of the notices that were stored, in order. */
export const topicsOf = ({ storeNotice }: { storeNotice: jest.Mock }): string[] =>
  storeNotice.mock.calls.map(([, notice]) => (notice as { topic: string }).topic);

/** The ids of the events that an activity was called with, in order. */
export const idsOf = (activity: jest.Mock): string[] =>
  activity.mock.calls.map(([event]) => (event as { id: string }).id);
