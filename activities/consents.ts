import type { Identity } from '../src/domain/details';
import type { EventRef } from '../src/domain/events';
import { EventErased } from '../src/domain/failures';
import type { AuditStore } from '../src/store/audit';
import type { ConsentStore } from '../src/store/consents';
import type { Effects } from '../src/store/effects';
import type { EventStore } from '../src/store/events';
import type { Transaction } from '../src/store/pool';

type ConsentEvent = EventRef<'consent.withdrawn' | 'consent.given'>;

interface ConsentParts {
  effects: Effects;
  events: EventStore;
  consents: ConsentStore;
  audit: AuditStore;
}

export type ConsentActivities = ReturnType<typeof createConsentActivities>;

export const createConsentActivities = ({ effects, events, consents, audit }: ConsentParts) => ({
  /**
   * Puts the block (or its end) in force, in one transaction, for the identity that spoke and for every other
   * that the person is known by, and says so in the audit log. Returns the state, or `superseded`.
   */
  async recordConsent(event: ConsentEvent): Promise<string> {
    return effects.once(event, 'recordConsent', async (tx) => {
      const state = event.kind === 'consent.withdrawn' ? 'withdrawn' : 'given';
      const hashes = event.subject ? [event.subject] : [];
      // First, for it locks the contact: two words of one person would wait for each other's rows otherwise.
      const siblings = (await consents.siblings(tx, await personOf(event, tx))).filter(
        (hash) => hash !== event.subject,
      );
      const changed = await consents.record(tx, event, { hashes, propagated: false });
      const spread = await consents.record(tx, event, { hashes: siblings, propagated: true });
      await audit.append(tx, {
        actor: 'meta',
        action: `consent ${state}`,
        asset: event.asset,
        subject: event.subject,
        eventId: event.id,
        facts: { ...event.data, superseded: changed === 0, identities: changed + spread },
      });

      return changed > 0 ? state : 'superseded';
    });

    /** Somebody who is erased meanwhile has said stop all the same: the hash is enough. */
    async function personOf(from: ConsentEvent, tx: Transaction): Promise<readonly Identity[]> {
      try {
        return (await events.detail(from, tx)).person;
      } catch (error) {
        if (error instanceof EventErased) return [];
        throw error;
      }
    }
  },
});
