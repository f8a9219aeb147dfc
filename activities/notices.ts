import type { NoticeRequest } from '../src/domain/notices';
import type { Mailer } from '../src/notify/email';
import type { Worder } from '../src/notify/wording';
import type { Effects, EffectScope } from '../src/store/effects';
import type { NoticeStore, StoredNotice } from '../src/store/notices';

interface NoticeParts {
  effects: Effects;
  notices: NoticeStore;
  /** Absent where no SMTP server is set: notices are then stored and printed only. */
  mailer?: Mailer;
  word: Worder;
  /** Told of every notice once, as one line without anything personal. */
  print: (notice: NoticeRequest) => void;
}

export type NoticeActivities = ReturnType<typeof createNoticeActivities>;

export const createNoticeActivities = ({ effects, notices, mailer, word, print }: NoticeParts) => ({
  /** Stores a notice once and says how many admins are to get it by mail. */
  async storeNotice(
    scope: EffectScope,
    notice: NoticeRequest & { workflowId: string },
  ): Promise<StoredNotice> {
    const eventId = scope.id.length === 36 ? scope.id : null;
    const stored = await effects.once(scope, `notice:${notice.topic}`, async (tx) => {
      const added = await notices.add(tx, notice, eventId);
      print(notice);
      return added;
    });

    return { ...stored, recipients: mailer ? stored.recipients : 0 };
  },

  /**
   * Mails a notice to everybody it has not reached yet. Throws where one of them could not be reached, so
   * that Temporal tries again; the others are not mailed twice.
   */
  async sendNotice(noticeId: string): Promise<void> {
    const notice = await notices.find(noticeId);
    if (!notice || !mailer) return;

    const mail = await word(notice);
    let failure: unknown;
    for (const to of await notices.pending(noticeId)) {
      try {
        await mailer.send({ ...mail, to: to.email, id: `${noticeId}.${to.adminId}` });
        await notices.attempted(noticeId, to, null);
      } catch (error) {
        failure = error;
        await notices.attempted(noticeId, to, (error as Error).name);
      }
    }
    if (failure) throw failure;
  },
});
