import type { Command } from 'commander';
import { request } from 'undici';

import { readSample, sampleNames } from '../embedded/samples';
import type { Sample } from '../embedded/samples';
import { sign } from '../meta/signature';
import { withContext } from './context';
import { print, wholeNumber } from './output';

interface SendOptions {
  dup: string;
  batch: string;
  shuffle?: boolean;
  json?: boolean;
}

export interface Sent {
  readonly sample: string;
  readonly status: number;
  readonly bytes: number;
}

/** `tetrix send`: our own samples, signed as Meta signs. */
export function addSend(program: Command): void {
  program
    .command('send')
    .argument('<sample>', `one of ${sampleNames().join(', ')}, or "all"`)
    .description('send a signed sample webhook to the running ingress')
    .option('--dup <n>', 'send each delivery again, this many times', '0')
    .option('--batch <n>', 'entries in one delivery, each a new happening', '1')
    .option('--shuffle', 'mix up the entries of a delivery')
    .option('--json', 'print JSON')
    .action(async (name: string, options: SendOptions) => {
      const sent = await withContext(({ settings, endpoints, config }) => {
        const target = endpoints.ingressUrl ?? `http://127.0.0.1:${config.PORT}`;
        const { secret } = settings.appSecrets[0]!;
        return sendSamples({
          names: name === 'all' ? sampleNames() : [name],
          target,
          secret,
          options,
        });
      });
      print(sent, options, () =>
        sent.map(({ sample, status, bytes }) => `${status}  ${sample}  ${bytes} bytes`),
      );
      if (sent.some(({ status }) => status !== 200)) process.exitCode = 1;
    });
}

async function sendSamples(order: {
  names: readonly string[];
  target: string;
  secret: string;
  options: SendOptions;
}): Promise<Sent[]> {
  const { names, target, secret, options } = order;
  const [size, copies] = [wholeNumber('--batch', options.batch), wholeNumber('--dup', options.dup)];
  const sent: Sent[] = [];
  for (const sample of names) {
    const body = JSON.stringify(batchOf(sample, size, options.shuffle ?? false));
    for (let copy = 0; copy <= copies; copy += 1) {
      sent.push({
        sample,
        status: await post(target, body, secret),
        bytes: Buffer.byteLength(body),
      });
    }
  }

  return sent;
}

/** Posts a body to the ingress as Meta would. Returns the status of the answer. */
export async function post(target: string, body: string, secret: string): Promise<number> {
  const { statusCode, body: answer } = await request(`${target}/api/webhooks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': sign(body, secret) },
    body,
  });
  await answer.dump();

  return statusCode;
}

function batchOf(name: string, size: number, shuffle: boolean): Sample {
  const samples = Array.from({ length: Math.max(size, 1) }, () => readSample(name, new Date()));
  const entry = samples.flatMap((sample) => sample.entry);

  return { object: samples[0]!.object, entry: shuffle ? mixed(entry) : entry };
}

function mixed<T>(items: readonly T[]): T[] {
  const rest = [...items];

  return items.map(() => rest.splice(Math.floor(Math.random() * rest.length), 1)[0]!);
}
