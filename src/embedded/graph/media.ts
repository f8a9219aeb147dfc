import { createHash } from 'node:crypto';

import { hashOf } from './hash';
import { imageOf } from './image';
import type { Node, World } from './world';

/** Meta's media URLs live five minutes. */
const URL_LIFE_SECONDS = 5 * 60;

export type MediaFile = { readonly bytes: Buffer; readonly mimeType: string };

export type MediaDesk = {
  /** The answer to `GET /{media-id}`. */
  describe(id: string): Node;
  urlOf(id: string): string;
  /** The file behind a URL of ours; an HTTP status when it has expired (404) or was tampered with (403). */
  open(id: string, query: { ext: string; hash: string }): MediaFile | 404 | 403;
};

type Parts = { readonly world: World; readonly origin: () => string; readonly now: () => number };

export function createMediaDesk({ world, origin, now }: Parts): MediaDesk {
  const fileOf = (id: string): MediaFile =>
    world.media.get(id) ?? { bytes: imageOf(id), mimeType: 'image/png' };
  const seal = (id: string, ext: string) => String(hashOf('media url', id, ext));

  const urlOf = (id: string) => {
    const ext = String(Math.floor(now() / 1000) + URL_LIFE_SECONDS);
    return `${origin()}/_media/${encodeURIComponent(id)}?ext=${ext}&hash=${seal(id, ext)}`;
  };

  return {
    urlOf,
    describe(id) {
      const { bytes, mimeType } = fileOf(id);
      return {
        url: urlOf(id),
        mime_type: mimeType,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        file_size: bytes.length,
        id,
        messaging_product: 'whatsapp',
      };
    },
    open(id, { ext, hash }) {
      if (hash !== seal(id, ext)) return 403;
      return Number(ext) * 1000 < now() || world.missing.has(id) ? 404 : fileOf(id);
    },
  };
}
