import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ConfigError, readConfig } from '../../src/config';

const problemsOf = (variables: Record<string, string>): string => {
  try {
    readConfig(variables);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  throw new Error('there is nothing wrong with it');
};

describe('readConfig', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'config-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  const fileWith = (text: string) => {
    const path = join(folder, 'secret');
    writeFileSync(path, text);
    return path;
  };

  it('has a value for everything that may be left out', () => {
    expect(readConfig({})).toMatchObject({
      PORT: 3000,
      CONSOLE_HOST: '127.0.0.1',
      TETRIX_ROLES: ['ingress', 'dispatch', 'worker', 'console'],
      TETRIX_MAX_BODY: 8 * 1024 * 1024,
      NOTIFY_EMAILS: [],
    });
  });

  it('reads numbers, lists and secrets', () => {
    const config = readConfig({
      PORT: '8080',
      TETRIX_ROLES: 'ingress, worker',
      NOTIFY_EMAILS: 'a@example.com,b@example.com',
      META_APP_SECRETS: '12:one,two@2030-01-01',
    });

    expect(config).toMatchObject({
      PORT: 8080,
      TETRIX_ROLES: ['ingress', 'worker'],
      NOTIFY_EMAILS: ['a@example.com', 'b@example.com'],
      META_APP_SECRETS: [{ appId: '12', secret: 'one' }, { secret: 'two' }],
    });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readConfig({ DATABASE_URL: '', PORT: '' })).toMatchObject({ PORT: 3000 });
    expect(readConfig({ DATABASE_URL: '' }).DATABASE_URL).toBeUndefined();
  });

  it('names all problems at once, each by its variable', () => {
    const message = problemsOf({
      PORT: 'eighty',
      DATABASE_URL: 'not a url',
      TETRIX_ROLES: 'ingress,cook',
      NOTIFY_EMAILS: 'nobody',
      META_APP_SECRETS: 'app:secret',
      TETRIX_ID_KEY: 'short',
      META_VERIFY_TOKEN_FILE: join(folder, 'nowhere'),
      LOG_LEVEL: 'loud',
    });

    const named = message.match(/^ {2}[A-Z_]+/gm)!.map((name) => name.trim());
    expect(named.toSorted()).toEqual([
      'DATABASE_URL',
      'LOG_LEVEL',
      'META_APP_SECRETS',
      'META_VERIFY_TOKEN_FILE',
      'NOTIFY_EMAILS',
      'PORT',
      'TETRIX_ID_KEY',
      'TETRIX_ROLES',
    ]);
  });

  it('never repeats the value of a secret', () => {
    const secrets = {
      META_APP_SECRETS: 'wrong-app:hunter-two',
      META_VERIFY_TOKEN: 'hunter3',
      TETRIX_ID_KEY: 'hunter-four',
      DATABASE_URL: 'postgres//tetrix:hunter-five@db/tetrix',
      SMTP_URL: 'mail:hunter six',
    };

    const message = problemsOf({ ...secrets, PORT: 'x' });

    expect(message).toContain('META_APP_SECRETS');
    expect(message).not.toContain('hunter');
  });

  it('reads each variable from a file too, without the line end', () => {
    const TETRIX_ID_KEY_FILE = fileWith(`${'k'.repeat(32)}\n`);

    expect(readConfig({ TETRIX_ID_KEY_FILE }).TETRIX_ID_KEY).toBe('k'.repeat(32));
  });

  it('wants a variable or its file, not both', () => {
    const META_VERIFY_TOKEN_FILE = fileWith('token-in-a-file');

    const message = problemsOf({ META_VERIFY_TOKEN: 'token-itself', META_VERIFY_TOKEN_FILE });

    expect(message).toContain('META_VERIFY_TOKEN: set it or META_VERIFY_TOKEN_FILE, not both');
    expect(message).not.toMatch(/token-i/);
  });
});
