import { createHmac } from 'node:crypto';

import { type Answer, metaError } from './answers';
import type { World } from './world';

export type Credentials = {
  readonly token: string | undefined;
  readonly proof: string | undefined;
};

/** The refusal of a call whose token or proof is not good; undefined lets it through. */
export function refuse(
  { token, proof }: Credentials,
  { world, appSecret }: { world: World; appSecret: string | undefined },
): Answer | undefined {
  if (!token) {
    return metaError(401, {
      message: 'An active access token must be used to query information about the current user.',
      type: 'OAuthException',
      code: 190,
    });
  }
  if (world.revokedTokens.has(token)) {
    return metaError(401, {
      message: 'Error validating access token: The user has not authorized the application.',
      type: 'OAuthException',
      code: 190,
      error_subcode: 458,
    });
  }
  if (appSecret && proof !== createHmac('sha256', appSecret).update(token).digest('hex')) {
    return metaError(400, {
      message: 'Invalid appsecret_proof provided in the API argument',
      type: 'GraphMethodException',
      code: 100,
    });
  }
  return undefined;
}
