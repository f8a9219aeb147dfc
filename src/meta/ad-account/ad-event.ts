import { z } from 'zod';

import type { EventKind, Fact, WebhookEvent } from '../../domain/events';
import { event, fallbackKey, type Source } from '../define';
import { MaybeId } from '../maybe';

type AdKind = Extract<EventKind, `ad.${string}`>;

/** The account is in the value of some fields too; the only place of it in a body without envelope. */
export const Account = z.object({ ad_account_id: MaybeId, account_id: MaybeId });

interface Made {
  readonly kind: AdKind;
  readonly data: Readonly<Record<string, Fact>>;
  readonly account: z.output<typeof Account>;
  readonly key?: readonly (string | number)[];
}

/** An event of an ad account; the account is what the workflow follows. Messages to people stay in the detail. */
export function adEvent(made: Made, source: Source, raw: unknown): WebhookEvent {
  const { ad_account_id, account_id } = made.account;
  const asset = source.asset || (ad_account_id ?? account_id ?? '');

  return event({
    kind: made.kind,
    // The ids are those of ads, which change again and again: only the time of the notice tells them apart.
    key: made.key ?? fallbackKey(source),
    asset,
    occurredAt: source.sentAt,
    data: made.data,
    ...(asset ? { subject: asset } : {}),
    detail: raw === undefined ? {} : { value: raw },
  });
}

/** `AD`, `ad`, `CREATIVE`: older fields shout, newer ones do not (META 6). */
export function objectType(...types: (string | undefined)[]): string | null {
  return types.find((type) => type !== undefined)?.toLowerCase() ?? null;
}
