import { z } from 'zod';

import { event, fallbackKey } from '../define';
import { each } from '../each';
import { MaybeId, MaybeWord } from '../maybe';

const AsyncRequest = z.object({
  report_id: MaybeId,
  id: MaybeId,
  category: MaybeWord,
  verb: MaybeWord,
  status: MaybeWord,
});

/** An asynchronous job ended: `verb` is `complete` or `fail`. */
export const asyncRequest = each(AsyncRequest, (job, source, raw) => {
  const verb = job.verb ?? source.verb ?? job.status;
  const reportId = job.report_id ?? job.id;

  return event({
    kind: 'job.finished',
    key: reportId === undefined ? fallbackKey(source) : [reportId, verb ?? ''],
    asset: source.asset,
    occurredAt: source.sentAt,
    data: { reportId: reportId ?? null, category: job.category ?? null, verb: verb ?? null },
    detail: raw === undefined ? {} : { value: raw },
  });
});
