import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import { registerOfFields } from '../../helpers/register';
import { UNREAD_SAMPLES } from '../../helpers/unread-samples';

const file = 'docs/webhook-fields.md';

describe('docs/webhook-fields.md', () => {
  it('is what the registry, the fixtures, the routes and the tables say', () => {
    const current = registerOfFields(Object.entries(UNREAD_SAMPLES));
    if (process.env.UPDATE_DOCS) writeFileSync(file, current);

    const stored = existsSync(file) ? readFileSync(file, 'utf8') : '';

    expect(stored).toBe(current);
  });
});
