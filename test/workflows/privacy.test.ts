import { inboundMessage } from '../../workflows/inbound-message';
import { leadEnrichment } from '../../workflows/lead-enrichment';
import { state } from '../../workflows/run';
import { fixtureEvent } from '../helpers/event-refs';
import { historyText } from '../helpers/histories';
import { mannerly } from '../helpers/stand-ins';
import { startTemporal } from '../helpers/temporal';
import type { TestRun, TestTemporal } from '../helpers/temporal';

const PHONE = '+49 151 23456789';

/** As PostgreSQL refuses a row: its message and detail quote the row. */
const refusedRow = () =>
  Object.assign(new Error(`new row violates check constraint ${PHONE}`), {
    code: '23514',
    detail: `Key (phone)=(${PHONE}) fails the check.`,
    cause: new Error(PHONE),
  });

describe('a history', () => {
  let temporal: TestTemporal;
  beforeAll(async () => {
    temporal = await startTemporal();
  });
  afterAll(() => temporal.stop());

  const texts: string[] = [];
  const keepTexts = async (run: TestRun) => {
    const { handle } = run;
    texts.push(historyText(await handle.fetchHistory()));
    texts.push(JSON.stringify(await run.query(state)));
    texts.push(JSON.stringify(await handle.query('__temporal_workflow_metadata')));
  };
  beforeEach(() => texts.splice(0));

  it('holds no foreign words of a failed activity, nor of its cause', async () => {
    const foreign = new TypeError(`not a number: ${PHONE}`, { cause: new Error(PHONE) });
    const importLead = jest.fn().mockRejectedValue(foreign);

    await temporal.run(leadEnrichment, {
      input: fixtureEvent('lead.updated'),
      activities: { ...mannerly(), importLead },
      meddle: async (run) => {
        await run.sleep('37 hours');
        await run.untilParked();
        await keepTexts(run);
        importLead.mockResolvedValue({ id: '501', asset: '1001', formId: '71' });
      },
      afterwards: keepTexts,
    });

    expect(texts.join()).toContain('TypeError');
    expect(texts.join()).not.toContain('23456789');
  });

  it('holds none of a failed local activity either, but its class and code', async () => {
    const recordConversation = jest
      .fn()
      .mockResolvedValue('filed')
      .mockRejectedValueOnce(new Error(PHONE))
      .mockRejectedValueOnce(refusedRow());

    await temporal.run(inboundMessage, {
      input: fixtureEvent('message.echoed'),
      activities: { ...mannerly(), recordConversation },
      meddle: async (run) => {
        await run.untilParked();
        await keepTexts(run);
      },
      afterwards: keepTexts,
    });

    expect(recordConversation).toHaveBeenCalledTimes(3);
    expect(texts.join()).toContain('DataRefused');
    expect(texts.join()).toContain('code 23514');
    expect(texts.join()).not.toContain('23456789');
  });
});
