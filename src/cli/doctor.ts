import type { Command } from 'commander';
import { request } from 'undici';

import { createTemporalClient } from '../temporal/connection';
import { withContext } from './context';
import type { CliContext } from './context';
import { print } from './output';

interface Finding {
  readonly name: string;
  readonly ok: boolean;
  readonly says: string;
}

/** `tetrix doctor`: what is well, what is not, and what to do. */
export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('look at every part and say what is not well')
    .option('--show-secrets', 'print the secrets that embedded mode made')
    .option('--json', 'print JSON')
    .action(async (options: { showSecrets?: boolean; json?: boolean }) => {
      const { findings, secrets } = await withContext(async (context) => ({
        findings: await examine(context),
        secrets: options.showSecrets ? secretsOf(context) : undefined,
      }));
      print({ findings, ...(secrets && { secrets }) }, options, () => [
        ...findings.map(
          ({ name, ok, says }) => `${ok ? 'ok   ' : 'LOOK '} ${name.padEnd(14)} ${says}`,
        ),
        ...Object.entries(secrets ?? {}).map(([name, value]) => `${name}=${value}`),
      ]);
      if (findings.some(({ ok }) => !ok)) process.exitCode = 1;
    });
}

async function examine(context: CliContext): Promise<Finding[]> {
  return Promise.all([
    database(context),
    queue(context),
    ingress(context),
    temporal(context),
    attention(context),
    drift(context),
    notices(context),
    graph(context),
  ]);
}

async function finding(
  name: string,
  look: () => Promise<{ ok: boolean; says: string }>,
): Promise<Finding> {
  try {
    return { name, ...(await look()) };
  } catch (error) {
    return { name, ok: false, says: (error as Error).message };
  }
}

const database = ({ stores }: CliContext) =>
  finding('database', async () => {
    const counts = await stores.events.countByStatus(new Date(Date.now() - 7 * 86_400_000));
    const shown = Object.entries(counts).map(([status, count]) => `${count} ${status}`);

    return { ok: true, says: `events of 7 days: ${shown.join(', ') || 'none'}` };
  });

const queue = ({ stores }: CliContext) =>
  finding('queue', async () => {
    const { waiting, oldest } = await stores.queue.depth();
    const seconds = oldest ? Math.round((Date.now() - oldest.getTime()) / 1000) : 0;

    return {
      ok: seconds < 60,
      says:
        waiting === 0 ? 'empty' : `${waiting} waiting for Temporal, the oldest for ${seconds} s`,
    };
  });

const ingress = ({ endpoints, config }: CliContext) =>
  finding('ingress', async () => {
    const url = endpoints.ingressUrl ?? `http://127.0.0.1:${config.PORT}`;
    const { statusCode, body } = await request(`${url}/readyz`);
    const answer = (await body.json()) as { status: string; problems?: string[] };

    return {
      ok: statusCode === 200,
      says: `${url}: ${answer.status} ${(answer.problems ?? []).join(', ')}`.trim(),
    };
  });

const temporal = ({ settings }: CliContext) =>
  finding('temporal', async () => {
    const client = createTemporalClient(settings.temporal);
    try {
      await client.withDeadline(Date.now() + 5_000, () =>
        client.workflowService.describeNamespace({ namespace: settings.temporal.namespace }),
      );
      return {
        ok: true,
        says: `${settings.temporal.address}, namespace ${settings.temporal.namespace}`,
      };
    } catch {
      return {
        ok: false,
        says: `${settings.temporal.address} does not answer. Meta still gets its 200; events wait in the queue.`,
      };
    } finally {
      await client.connection.close();
    }
  });

const attention = ({ stores }: CliContext) =>
  finding('parked runs', async () => {
    const parked = await stores.parking.list(100);
    const first = parked[0];
    if (!first) return { ok: true, says: 'none' };

    return {
      ok: false,
      says: `${parked.length}; the oldest: ${first.workflowId} at "${first.step}": ${first.reason}. In the Temporal UI send the update retry or discard.`,
    };
  });

const drift = ({ stores }: CliContext) =>
  finding('unread fields', async () => {
    const found = await stores.drift.list();

    return {
      ok: true,
      says:
        found.length === 0
          ? 'none'
          : found.map(({ object, field, seen }) => `${object}.${field} (${seen})`).join(', '),
    };
  });

const notices = ({ stores, config }: CliContext) =>
  finding('notices', async () => {
    const { length } = await stores.admins.list();
    if (length === 0)
      return {
        ok: false,
        says: 'nobody is told. `tetrix admins add you@example.com`, and set SMTP_URL=smtp://user:password@host:587',
      };
    if (!config.SMTP_URL)
      return { ok: false, says: `${length} admin(s), but SMTP_URL is not set, so no mail is sent` };

    return { ok: true, says: `${length} admin(s) by e-mail; try \`tetrix admins test\`` };
  });

const graph = ({ settings }: CliContext) =>
  finding('graph api', async () => ({
    ok: true,
    says:
      settings.accessToken === 'simulator'
        ? `${settings.graphUrl}, the simulator: set META_ACCESS_TOKEN for the real one`
        : settings.graphUrl,
  }));

function secretsOf({ settings }: CliContext): Record<string, string> {
  return {
    META_APP_SECRETS: settings.appSecrets.map(({ secret }) => secret).join(','),
    META_VERIFY_TOKEN: settings.verifyToken,
    TETRIX_ID_KEY: settings.idKey,
  };
}
