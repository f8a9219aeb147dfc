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
  /** Stores a notice once, and returns the admins who are to get it by mail. */
  async storeNotice(
    scope: EffectScope,
    notice: NoticeRequest & { workflowId: string },
  ): Promise<StoredNotice> {
    const eventId = scope.id.length === 36 ? scope.id : null;
    const stored = await effects.once(scope, `notice:${notice.topic}:${notice.ref}`, async (tx) => {
      const added = await notices.add(tx, notice, eventId);
      print(notice);
      return added;
    });

    return { ...stored, recipients: mailer ? stored.recipients : [] };
  },

  /** Mails a notice to one admin, unless it was. Throws MailError; Temporal tries again. */
  async sendNotice(noticeId: string, adminId: string): Promise<void> {
    const [notice, to] = await Promise.all([
      notices.find(noticeId),
      notices.pending(noticeId, adminId),
    ]);
    if (!notice || !to || !mailer) return;

    const mail = await word(notice);
    try {
      await mailer.send({ ...mail, to: to.email, id: `${noticeId}.${adminId}` });
    } catch (error) {
      await notices.attempted(noticeId, to, (error as Error).name);
      throw error;
    }
    await notices.attempted(noticeId, to, null);
  },

  /** Nobody tries any more. */
  async markNoticeFailed(noticeId: string, adminId: string): Promise<void> {
    await notices.giveUp(noticeId, adminId);
  },
});
