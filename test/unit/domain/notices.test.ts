import { wants } from '../../../src/domain/notices';
import type { Severity } from '../../../src/domain/notices';

const everything = { topics: ['*'], minSeverity: 'info' as Severity, assets: ['*'] };
const notice = { topic: 'lead.new', severity: 'warning' as Severity, asset: '1001' };

describe('wants', () => {
  it.each([
    ['everything', {}, true],
    ['this topic', { topics: ['consent.withdrawn', 'lead.new'] }, true],
    ['this family', { topics: ['lead.*'] }, true],
    ['another topic of the family', { topics: ['lead.overdue'] }, false],
    ['another family', { topics: ['consent.*'] }, false],
    ['a family that only begins alike', { topics: ['le.*'] }, false],
    ['no topic', { topics: [] }, false],
    ['what is as severe', { minSeverity: 'warning' as const }, true],
    ['what is more severe only', { minSeverity: 'critical' as const }, false],
    ['this asset', { assets: ['1001'] }, true],
    ['another asset', { assets: ['1002'] }, false],
    ['no asset', { assets: [] }, false],
  ])('lets an admin who asked for %s be told or not', (_, asked, told) => {
    expect(wants({ ...everything, ...asked }, notice)).toBe(told);
  });
});
