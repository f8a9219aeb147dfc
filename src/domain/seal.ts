import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Keys by id; the first seals, all of them open. */
export type SealKeys = ReadonlyMap<string, Buffer>;

/**
 * Reads `TETRIX_ENCRYPTION_KEYS`: a comma list of `id:base64` with 32 bytes each, the newest first.
 * Throws an Error that names the item by its place, never by what it holds.
 */
export function parseSealKeys(text: string): SealKeys {
  const keys = new Map<string, Buffer>();
  for (const [index, item] of text.split(',').entries()) {
    const [id, encoded] = item.trim().split(':');
    const key = Buffer.from(encoded ?? '', 'base64');
    if (!id || key.length !== 32)
      throw new Error(
        `TETRIX_ENCRYPTION_KEYS, item ${index + 1}: is not <id>:<32 bytes in base64>`,
      );
    keys.set(id, key);
  }

  return keys;
}

/** AES-256-GCM: id length, id, 12 bytes nonce, 16 bytes tag, ciphertext. */
export function seal(keys: SealKeys, text: string): Buffer {
  const [first] = keys;
  if (!first) throw new Error('no encryption key is set: TETRIX_ENCRYPTION_KEYS');
  const [id, key] = first;
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);

  return Buffer.concat([
    Buffer.from([id.length]),
    Buffer.from(id),
    nonce,
    cipher.getAuthTag(),
    sealed,
  ]);
}

/** Throws where the key is not known any more, or a byte was changed. */
export function unseal(keys: SealKeys, sealed: Buffer): string {
  const start = 1 + sealed[0]!;
  const id = sealed.subarray(1, start).toString();
  const key = keys.get(id);
  if (!key) throw new Error(`no encryption key "${id}" is set`);
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(start, start + 12));
  decipher.setAuthTag(sealed.subarray(start + 12, start + 28));

  return Buffer.concat([decipher.update(sealed.subarray(start + 28)), decipher.final()]).toString(
    'utf8',
  );
}
