import type { RowActivities } from '../activities/rows';
import type { EventRef } from '../src/domain/events';
import { NOTICE_TOPICS } from '../src/domain/notices';
import type { NoticeRequest, NoticeTopic, Severity } from '../src/domain/notices';
import { hotActivities } from './hot';
import { run } from './run';

const { recordRow } = hotActivities<RowActivities>();

/** The families whose whole work is to write a row and, for some, to tell: one function, several names, a readable UI. */
const recorder = (title: string, topic?: NoticeTopic, severity: Severity = 'info') =>
  run<EventRef>(title, async (event, { step, notify }) => {
    await step('writing its row', () => recordRow(event));
    if (topic) await notify(noticeOf(event, ownTopic(event) ?? topic, severity));
  });

/** What Tetrix itself has to say comes the same way, under a topic of its own. */
function ownTopic({ object, field }: EventRef): NoticeTopic | undefined {
  return object === 'tetrix' ? NOTICE_TOPICS.find((topic) => topic === field) : undefined;
}

function noticeOf(event: EventRef, topic: NoticeTopic, severity: Severity): NoticeRequest {
  return {
    topic,
    severity,
    asset: event.asset,
    ref: event.id,
    facts: { ...event.data, kind: event.kind, field: event.field },
  };
}

export const commentThread = recorder('Comment');
export const mentionMonitor = recorder('Mention', 'mention.made');
export const storyMention = recorder('Story mention', 'mention.made');
export const pageActivity = recorder('Activity on a page');
export const mediaEngagement = recorder('Insights of a story or post');
export const accountHealth = recorder('Health of an account', 'account.changed', 'warning');
export const templateLifecycle = recorder('Message template', 'template.changed');
export const catalogChanges = recorder('Catalog change');
export const deauthorization = recorder('App removed by a user', 'app.deauthorized', 'warning');
export const applicationNotice = recorder('Notice to the app', 'application.noticed', 'warning');
export const asyncJob = recorder('Asynchronous job');
export const accountMigration = recorder('Migration of an account', 'account.changed', 'warning');
