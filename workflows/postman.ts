import { proxyActivities, workflowInfo } from '@temporalio/workflow';

import type { NoticeActivities } from '../activities/notices';
import type { EventRef } from '../src/domain/events';
import type { NoticeRequest } from '../src/domain/notices';
import { hotActivities } from './hot';
import * as retries from './retries';

const { markNoticeFailed, storeNotice } = hotActivities<NoticeActivities>();
const { sendNotice } = proxyActivities<NoticeActivities>(retries.notification);

export interface Postman {
  /** Stores a notice, and sends it in the background to each admin who is to get it. */
  post(notice: NoticeRequest, event: EventRef | undefined): Promise<void>;
  /** Whether something is still on its way. */
  busy(): boolean;
}

/** The notices of one run. A mail server that is away for days keeps the run open, but holds nothing up. */
export function createPostman(): Postman {
  let onTheWay = 0;

  return {
    async post(notice, event) {
      const { workflowId } = workflowInfo();
      const scope = scopeOf(notice, event, workflowId);
      const { noticeId, recipients } = await storeNotice(scope, { ...notice, workflowId });
      for (const adminId of recipients) void send(noticeId, adminId);
    },
    busy: () => onTheWay > 0,
  };

  async function send(noticeId: string, adminId: string): Promise<void> {
    onTheWay += 1;
    try {
      await sendNotice(noticeId, adminId);
    } catch {
      await markNoticeFailed(noticeId, adminId).catch(() => undefined);
    } finally {
      onTheWay -= 1;
    }
  }
}

/** What a notice is single within: its period, else the event, else the run. */
function scopeOf(
  notice: NoticeRequest,
  event: EventRef | undefined,
  workflowId: string,
): { id: string; generation: number } {
  const { topic, asset, ref, oncePer } = notice;
  if (oncePer) {
    const period = new Date().toISOString().slice(0, oncePer === 'hour' ? 13 : 10);
    return { id: `notice/${topic}/${asset}/${ref}/${period}`, generation: 0 };
  }

  return { id: event?.id ?? `${workflowId}/${ref}`, generation: event?.generation ?? 0 };
}
