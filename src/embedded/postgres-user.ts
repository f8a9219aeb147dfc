import { readFileSync, statSync } from 'node:fs';

import type { User } from './child';

const CANDIDATES = ['postgres', 'nobody'];

/**
 * Whom PostgreSQL has to run as: nobody in particular unless we are root, for it refuses root.
 * @param data a data folder, whose owner goes on with it
 * @throws when no user is fit for it
 */
export function postgresUser(data: string): User | undefined {
  const owner = statSync(data, { throwIfNoEntry: false });
  const me = process.getuid?.();
  if (me !== 0) {
    if (!owner || owner.uid === me) return undefined;
    throw new Error(
      `${data} belongs to the user with id ${owner.uid}. ` +
        'Start Tetrix as that user or as root, or set TETRIX_HOME to another folder.',
    );
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };

  const users = readUsers(readFileSync('/etc/passwd', 'utf8'));
  const user = CANDIDATES.map((name) => users.get(name)).find(Boolean);
  if (user) return user;
  throw new Error(
    `PostgreSQL refuses to run as root and there is no user ${CANDIDATES.join(' or ')}. ` +
      'Add one with "useradd --system postgres", start Tetrix as an ordinary user, or set DATABASE_URL.',
  );
}

/** Reads /etc/passwd. Root and negative ids are left out. */
export function readUsers(passwd: string): Map<string, User> {
  const rows = passwd.split('\n').map((line) => line.split(':'));
  const users = rows.filter(([, , uid]) => /^[1-9]\d*$/.test(uid ?? ''));
  return new Map(
    users.map(([name = '', , uid, gid]) => [name, { uid: Number(uid), gid: Number(gid) }]),
  );
}
