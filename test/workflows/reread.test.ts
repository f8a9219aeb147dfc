import { adBudgetAlert } from '../../workflows/ad-budget-alert';
import { catalogBatch } from '../../workflows/catalog-batch';
import { catalogReconcile } from '../../workflows/catalog-reconcile';
import { permissionChange } from '../../workflows/permission-change';
import { profileSync } from '../../workflows/profile-sync';
import { GraphTokenError } from '../../src/graph/errors';
import { fixtureEvent } from '../helpers/event-refs';
import { mannerly, topicsOf } from '../helpers/stand-ins';
import { startTemporal } from '../helpers/temporal';
import type { TestTemporal } from '../helpers/temporal';

describe('workflows that read again what Meta does not say', () => {
  let temporal: TestTemporal;
  beforeAll(async () => {
    temporal = await startTemporal();
  });
  afterAll(() => temporal.stop());

  it.each([
    { changes: 17, outcome: 'changed' },
    { changes: 0, outcome: 'nothing changed' },
  ])('catalogBatch writes its row, compares, and ends "$outcome"', async ({ changes, outcome }) => {
    const calls: string[] = [];
    const recordRow = jest.fn(async () => void calls.push('row'));
    const compareCatalog = jest.fn(async () => {
      calls.push('compare');
      return changes;
    });
    const input = fixtureEvent('catalog.batch_finished');

    const ended = await temporal.run(catalogBatch, {
      input,
      activities: { ...mannerly(), recordRow, compareCatalog },
    });

    expect(ended).toBe(outcome);
    expect(calls).toEqual(['row', 'compare']);
    expect(compareCatalog).toHaveBeenCalledWith(input.asset);
  });

  it('catalogReconcile reads the other catalogs where the token of one is gone', async () => {
    const listCatalogs = jest.fn().mockResolvedValue(['1', '2', '3']);
    const compareCatalog = jest.fn(async (catalog: string) => {
      if (catalog === '2') throw new GraphTokenError({ code: 190 });
      return 0;
    });

    const ended = await temporal.run(catalogReconcile, {
      input: undefined as never,
      activities: { listCatalogs, compareCatalog },
    });

    expect(ended).toBe('2 of 3 catalogs read');
  });

  it('adBudgetAlert reads the object that changed, and writes the row of what needs no reading', async () => {
    const [readAdObject, recordRow] = [jest.fn(), jest.fn()];
    const activities = { ...mannerly(), readAdObject, recordRow };

    await temporal.run(adBudgetAlert, { input: fixtureEvent('ad.changed'), activities });
    await temporal.run(adBudgetAlert, { input: fixtureEvent('ad.issue_raised'), activities });

    expect(readAdObject).toHaveBeenCalledTimes(1);
    expect(recordRow).toHaveBeenCalledTimes(1);
    expect(topicsOf(activities)).toEqual(['ad.changed', 'ad.changed']);
  });

  it.each([
    { kind: 'permission.granted', needsRead: false, granted: true, told: [] },
    { kind: 'permission.revoked', needsRead: false, granted: false, told: ['permission.revoked'] },
    { kind: 'permission.revoked', needsRead: true, granted: true, told: [] },
    { kind: 'permission.revoked', needsRead: true, granted: false, told: ['permission.revoked'] },
  ] as const)(
    'permissionChange tells of a loss only: $kind, to be read: $needsRead, granted: $granted',
    async (asked) => {
      const readPermission = jest.fn().mockResolvedValue(asked.granted);
      const activities = { ...mannerly(), recordRow: jest.fn(), readPermission };
      const data = { permission: 'pages_messaging', verb: null, needsRead: asked.needsRead };

      const ended = await temporal.run(permissionChange, {
        input: fixtureEvent(asked.kind, { data }),
        activities,
      });

      expect(ended).toBe(asked.granted ? 'granted' : 'revoked');
      expect(readPermission).toHaveBeenCalledTimes(asked.needsRead ? 1 : 0);
      expect(topicsOf(activities)).toEqual(asked.told);
    },
  );

  it.each([
    { needsRead: true, outcome: 'not visible' },
    { needsRead: false, outcome: 'written' },
  ])(
    'profileSync ends "$outcome" where the field is to be read: $needsRead',
    async ({ needsRead, outcome }) => {
      const readProfileField = jest.fn().mockResolvedValue('not visible');
      const data = { field: 'email', verb: null, needsRead };
      const activities = { ...mannerly(), recordRow: jest.fn(), readProfileField };

      const ended = await temporal.run(profileSync, {
        input: fixtureEvent('profile.changed', { data }),
        activities,
      });

      expect(ended).toBe(outcome);
    },
  );
});
