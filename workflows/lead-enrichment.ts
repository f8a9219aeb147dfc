import { condition, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow';

import type { LeadActivities } from '../activities/leads';
import type { EventRef } from '../src/domain/events';
import { FOLLOW_UP_LIMIT } from '../src/domain/leads';
import { hotActivities } from './hot';
import * as retries from './retries';
import { run } from './run';

const { importLead } = proxyActivities<LeadActivities>(retries.graphApi);
const { markLeadContacted, markLeadOverdue } = hotActivities<LeadActivities>();

/** Somebody has made contact with the person: no more reminders. */
export const leadContacted = defineSignal('leadContacted');

/** Imports a new lead, tells the admins, and tells them again if nobody makes contact. */
export const leadEnrichment = run<EventRef<'lead.submitted' | 'lead.updated'>>(
  'Lead from an ad form',
  async (event, { step, notify }) => {
    let contacted = false;
    setHandler(leadContacted, () => {
      contacted = true;
    });

    const lead = await step('importing the lead', () => importLead(event));
    if (event.kind === 'lead.updated') return 'updated';
    await notify({ topic: 'lead.new', asset: lead.asset, ref: lead.id });

    if (
      !(await step('waiting for somebody to make contact', () =>
        condition(() => contacted, FOLLOW_UP_LIMIT),
      ))
    ) {
      await step('marking it overdue', () => markLeadOverdue(lead.id));
      await notify({ topic: 'lead.overdue', severity: 'warning', asset: lead.asset, ref: lead.id });
      return 'overdue';
    }

    await step('marking it contacted', () => markLeadContacted(lead.id));
    return 'contacted';
  },
);
