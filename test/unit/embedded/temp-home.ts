import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A fresh folder that other users may enter, as PostgreSQL's user has to when tests run as root. */
export function tempHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'tetrix-test-'));
  chmodSync(home, 0o755);
  return home;
}

export const removeHome = (home: string): void => rmSync(home, { recursive: true, force: true });
