import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';

import { extractFile } from '../../../src/embedded/zip';
import { removeHome, tempHome } from './temp-home';

const CONTENT = Buffer.from('#!/bin/sh\necho hello\n'.repeat(500));

/** A zip with one file before and one after the wanted one. */
function zipOf(
  name: string,
  content: Buffer,
  { deflate = true, crc = crc32(content) } = {},
): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [file, data, sum] of [
    ['a.txt', Buffer.from('first'), crc32('first')],
    [name, content, crc],
    ['z.txt', Buffer.from('last'), crc32('last')],
  ] as const) {
    const packed = deflate ? deflateRawSync(data) : data;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(deflate ? 8 : 0, 4);
    common.writeUInt32LE(sum, 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(file.length, 22);
    const header = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(file), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, tail, Buffer.from(file)]),
    );
    parts.push(header);
    at += header.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(3, 4);
  end.writeUInt16LE(3, 6);
  end.writeUInt32LE(listing.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, listing, Buffer.from('PK\x05\x06'), end]);
}

describe('extractFile', () => {
  let home: string;
  let target: string;
  beforeEach(() => {
    home = tempHome();
    target = join(home, 'target');
  });
  afterEach(() => removeHome(home));

  const save = (zip: Buffer): string => {
    writeFileSync(join(home, 'x.whl'), zip);
    return join(home, 'x.whl');
  };

  it.each([true, false])('unpacks the file whose name matches (deflated: %s)', async (deflate) => {
    const zip = save(zipOf('x-1.data/scripts/tool', CONTENT, { deflate }));

    await extractFile(zip, /\.data\/scripts\/tool$/, target);

    expect(readFileSync(target).equals(CONTENT)).toBe(true);
  });

  it('refuses content that does not have its checksum', async () => {
    const zip = save(zipOf('tool', CONTENT, { crc: 1 }));

    await expect(extractFile(zip, /^tool$/, target)).rejects.toThrow('wrong checksum of tool');
  });

  it('says so when no file has that name', async () => {
    const zip = save(zipOf('tool', CONTENT));

    await expect(extractFile(zip, /^other$/, target)).rejects.toThrow(
      'no file named like /^other$/',
    );
  });

  it.each([
    ['an empty file', Buffer.alloc(0)],
    ['a web page', Buffer.from('<!doctype html>'.repeat(100))],
    ['the first half of a zip', zipOf('tool', CONTENT).subarray(0, 150)],
  ])('refuses %s', async (_what, bytes) => {
    await expect(extractFile(save(bytes), /^tool$/, target)).rejects.toThrow('not a zip file');
  });
});
