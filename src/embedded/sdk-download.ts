import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';

import { binPath, installInto } from './bin-folder';
import type { Progress } from './files';
import { findInstalled, versionOf } from './installed';
import { withTicks } from './ticker';
import type { Tool } from './tools';
import { extractFile } from './zip';

const SITE = 'https://temporal.download';
const SILENCE = 5_000; // ms without a byte after which the site counts as unreachable

/** The part of the file name by which the SDK knows its own downloads. */
export function sdkVersion(): string {
  const folder = findInstalled('@temporalio/common');
  return `sdk-typescript-${folder ? versionOf(folder) : 'unknown'}`;
}

/**
 * What `@temporalio/testing` downloaded before. The folder is everybody's, so a file counts only
 * if this user or root put it there and nobody else can change it.
 * @throws when there is none
 */
export async function findSdkCache(tool: Tool, folder = tmpdir()): Promise<string> {
  const path = join(folder, `${tool.name}-${sdkVersion()}`);
  const file = await stat(path).catch(() => undefined);
  if (!file?.isFile()) throw new Error(`${path} is not there`);
  const owners = [0, process.getuid?.()];
  if (!owners.includes(file.uid) || file.mode & 0o022) {
    throw new Error(`${path} may have been put there by someone else`);
  }
  return path;
}

type Archive = { readonly archiveUrl: string; readonly fileToExtract: string };
type Request = { readonly home: string; readonly progress: Progress; readonly site?: string };

/**
 * Downloads the version that Temporal recommends for our SDK, as the SDK itself does.
 * @throws when the site says nothing for 5 s, or something else than a release
 */
export async function downloadRelease(tool: Tool, request: Request): Promise<string> {
  const archive = await askForRelease(tool, request.site ?? SITE);
  const target = binPath(request.home, tool.name, sdkVersion());
  await withTicks(request.progress, `Downloading ${archive.archiveUrl}`, () =>
    installInto(request.home, target, (draft) => fetchAndUnpack(archive, draft)),
  );
  return target;
}

async function askForRelease({ artifact }: Tool, site: string): Promise<Archive> {
  const query = new URLSearchParams({
    arch: process.arch === 'x64' ? 'amd64' : process.arch,
    platform: process.platform,
    format: 'tar.gz',
    'sdk-name': 'sdk-typescript',
    'sdk-version': sdkVersion().replace('sdk-typescript-', ''),
  });
  const answer = await fetch(`${site}/${artifact}/default?${query.toString()}`, {
    signal: AbortSignal.timeout(SILENCE),
  });
  if (!answer.ok) throw new Error(`${site} answers ${answer.status}`);
  return (await answer.json()) as Archive;
}

async function fetchAndUnpack({ archiveUrl, fileToExtract }: Archive, draft: string) {
  const folder = dirname(draft);
  const archive = join(folder, 'archive');
  await save(archiveUrl, archive);
  if (new URL(archiveUrl).pathname.endsWith('.zip')) {
    const name = fileToExtract.replaceAll('.', '\\.');
    return extractFile(archive, new RegExp(`^${name}$`), draft);
  }
  await promisify(execFile)('tar', ['-xzf', archive, '-C', folder, '--', fileToExtract]);
  return rename(join(folder, fileToExtract), draft);
}

/** Saves what an address gives; a stream that falls silent is given up. */
async function save(url: string, path: string): Promise<void> {
  const controller = new AbortController();
  const silence = setTimeout(() => controller.abort(new Error('the download stalls')), SILENCE);
  const watch = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      silence.refresh();
      done(null, chunk);
    },
  });
  try {
    const { signal } = controller;
    const answer = await fetch(url, { signal });
    if (!answer.ok || !answer.body) throw new Error(`${url} answers ${answer.status}`);
    await pipeline(Readable.fromWeb(answer.body), watch, createWriteStream(path), { signal });
  } finally {
    clearTimeout(silence);
  }
}
