import { existsSync, readFileSync } from 'node:fs';

import * as workflows from '../../../workflows';

const architecture = readFileSync('docs/architecture.md', 'utf8');

describe('docs/architecture.md', () => {
  it('names only files and workflows that exist', () => {
    const files = [
      ...architecture.matchAll(/`((?:src|workflows|activities|test|docs)\/[\w./-]+)`/g),
    ].map(([, path]) => path!);
    const named = [...architecture.matchAll(/workflow `(\w+)`/g)].map(([, name]) => name!);

    expect(files.filter((path) => !existsSync(path))).toEqual([]);
    expect(files.length).toBeGreaterThan(10);
    expect(named.filter((name) => !(name in workflows))).toEqual([]);
    expect(named.length).toBeGreaterThan(4);
  });

  it.each([
    'webhook router',
    'signature verifier',
    'unified handler',
    'MessengerService',
    'LeadGenService',
    'PageEngagementService',
    'InstagramDMService',
    'SocialListeningService',
    'AdTrackingService',
  ])('says where to find what others call "%s"', (name) => {
    expect(architecture).toMatch(new RegExp(`^\\| ${name} +\\| .*\`(src|activities|\\w+)`, 'm'));
  });
});
