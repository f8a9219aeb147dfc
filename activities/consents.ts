import type { EventRef } from '../src/domain/events';
import type { AuditStore } from '../src/store/audit';
import type { ConsentStore } from '../src/store/consents';
import type { Effects } from '../src/store/effects';
import type { EventStore } from '../src/store/events';

type ConsentEvent = EventRef<'consent.withdrawn' | 'consent.given'>;

interface ConsentParts {
  effects: Effects;
  events: EventStore;
  consents: ConsentStore;
  audit: AuditStore;
}

export type ConsentActivities = ReturnType<typeof createConsentActivities>;

export const createConsentActivities = ({ effects, events, consents, audit }: ConsentParts) => ({
  /** Puts the block (or its end) in force for the identity that spoke, and says so in the audit log. */
  async recordConsent(event: ConsentEvent): Promise<string> {
    return effects.once(event, 'recordConsent', async (tx) => {
      const state = event.kind === 'consent.withdrawn' ? 'withdrawn' : 'given';
      const hashes = event.subject ? [event.subject] : [];
      const changed = await consents.record(tx, event, { hashes, propagated: false });
      await audit.append(tx, {
        actor: 'meta',
        action: `consent ${state}`,
        asset: event.asset,
        subject: event.subject,
        eventId: event.id,
        facts: { ...event.data, superseded: changed === 0 },
      });

      return changed > 0 ? state : 'superseded';
    });
  },

  /** Spreads it to every identity that the person is known by. Returns how many changed. */
  async propagateConsent(event: ConsentEvent): Promise<number> {
    return effects.once(event, 'propagateConsent', async (tx) => {
      const { person } = await events.detail(event, tx);
      const hashes = await consents.siblings(tx, person);

      return consents.record(tx, event, {
        hashes: hashes.filter((hash) => hash !== event.subject),
        propagated: true,
      });
    });
  },
});
