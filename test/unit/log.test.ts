import { createLog } from '../../src/log';

function logged(write: (log: ReturnType<typeof createLog>) => void, level = 'info'): string {
  const lines: string[] = [];
  write(createLog(level, { write: (line) => lines.push(line) }));

  return lines.join('');
}

describe('the log', () => {
  it('is one line of JSON for an entry', () => {
    const lines = logged((log) => log.info({ items: 3 }, 'accepted'));

    expect(lines.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(lines)).toMatchObject({ service: 'tetrix', items: 3, msg: 'accepted' });
  });

  it('censors what may be personal, should anybody ever pass it', () => {
    const personal = Object.fromEntries(
      ['text', 'phone', 'email', 'name', 'token', 'mid', 'wamid', 'body', 'detail', 'payload'].map(
        (member) => [member, 'private'],
      ),
    );

    const line = logged((log) =>
      log.info({
        ...personal,
        headers: { 'x-hub-signature-256': 'private' },
        message: { text: 'private', token: 'private' },
      }),
    );

    expect(line).not.toContain('private');
    expect(JSON.parse(line)).toMatchObject({ text: '[personal]', headers: '[personal]' });
  });

  it('says of an error what it is and where, never what it said', () => {
    const error = Object.assign(new TypeError('Key (phone)=(491701234567) already exists'), {
      code: '23505',
      detail: 'Key (phone)=(491701234567)',
    });

    const line = logged((log) => log.warn({ err: error }, 'not stored'));

    expect(line).not.toContain('4917');
    expect(JSON.parse(line)).toMatchObject({ err: { type: 'TypeError', code: '23505' } });
  });

  it('leaves out what is below its level', () => {
    expect(logged((log) => log.info('hello'), 'warn')).toBe('');
    expect(logged((log) => log.fatal('hello'), 'silent')).toBe('');
  });
});
