import { readUsers } from '../../../src/embedded/postgres-user';

it('reads the users that PostgreSQL may run as from /etc/passwd', () => {
  const passwd = [
    '# a comment',
    'root:x:0:0:root:/root:/bin/sh',
    'nobody:*:-2:-2:Unprivileged User:/var/empty:/usr/bin/false',
    'postgres:x:101:104:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash',
    '',
  ].join('\n');

  expect([...readUsers(passwd)]).toEqual([['postgres', { uid: 101, gid: 104 }]]);
});
