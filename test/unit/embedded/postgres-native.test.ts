import {
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { addLinks, copyNative } from '../../../src/embedded/postgres-native';
import { removeHome, tempHome } from './temp-home';

describe('the native folder of PostgreSQL', () => {
  let home: string;
  let native: string;
  beforeEach(() => {
    home = tempHome();
    native = join(home, 'package', 'native');
    mkdirSync(join(native, 'lib'), { recursive: true });
    mkdirSync(join(native, 'bin'), { mode: 0o700 });
    const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
    writeFileSync(join(native, 'pg-symlinks.json'), JSON.stringify(links));
    writeFileSync(join(native, 'lib', 'libpq.so.5.18'), 'library');
    writeFileSync(join(native, 'bin', 'postgres'), 'program', { mode: 0o700 });
    writeFileSync(join(home, 'package', 'package.json'), '{"version":"18.4.0"}');
  });
  afterEach(() => removeHome(home));

  it('gets the links that npm left out, also from several processes and again', async () => {
    await Promise.all([addLinks(native), addLinks(native)]);
    await addLinks(native);

    expect(readlinkSync(join(native, 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18');
  });

  it('is copied for a user who cannot reach it, with links and modes', async () => {
    const [copy] = await Promise.all([copyNative(native, home), copyNative(native, home)]);
    rmSync(native, { recursive: true });

    expect(copy).toBe(join(home, 'postgresql-18.4.0', 'native'));
    expect(readFileSync(join(copy, 'lib', 'libpq.so.5'), 'utf8')).toBe('library');
    expect(lstatSync(join(copy, 'lib', 'libpq.so.5')).isSymbolicLink()).toBe(true);
    expect(statSync(join(copy, 'bin')).mode & 0o777).toBe(0o755);
    expect(statSync(join(copy, 'bin', 'postgres')).mode & 0o777).toBe(0o755);
    expect(statSync(join(copy, 'lib', 'libpq.so.5.18')).mode & 0o777).toBe(0o644);
  });
});
