import { Agent } from 'undici';
import type { z } from 'zod';

import { fit, parseJson, readText } from './body';
import { toGraphError } from './classify';
import { download, type Download, isMediaUrl } from './download';
import { GraphRequestError, GraphTokenError, GraphTransientError } from './errors';
import { createThrottle, type Throttle } from './limits';
import { readRefusal } from './refusal';
import { appSecretProof, callUrl, startDeadline } from './wire';

export type GraphOptions = {
  /** Such as `https://graph.facebook.com`, without a version. */
  readonly baseUrl: string;
  readonly version?: string;
  /** The access token to use for an asset; undefined where there is none. */
  readonly token: (asset: string) => Promise<string | undefined>;
  /** With it every call carries `appsecret_proof`. */
  readonly appSecret?: string;
  /** Milliseconds for one call, its body included. */
  readonly timeoutMs?: number;
  readonly throttle?: Throttle;
};

/**
 * Calls on behalf of one asset. Every method throws a subclass of `GraphError`, or the signal's reason once that is
 * aborted. Paths are relative to the version: `4711?fields=name`.
 */
export type AssetGraph = {
  get<T>(path: string, schema: z.ZodType<T>): Promise<T>;
  /** `body` is sent as JSON. Not safe to repeat: after a `GraphTransientError` look before trying again. */
  post<T>(path: string, body: Record<string, unknown>, schema: z.ZodType<T>): Promise<T>;
  delete<T>(path: string, schema: z.ZodType<T>): Promise<T>;
  /** Opens a media URL with the asset's token; refuses hosts that are not Meta's. `maxBytes` ends the stream. */
  download(url: string, options: { readonly maxBytes: number }): Promise<Download>;
};

export type GraphClient = {
  for(asset: string, options?: { readonly signal?: AbortSignal }): AssetGraph;
  /** Lets running calls end, then closes the connections. */
  close(): Promise<void>;
};

type Call = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: Record<string, unknown>;
};

/** The one way to Meta's Graph API. One client, and so one pool of kept-alive connections, serves a process. */
export function createGraphClient(options: GraphOptions): GraphClient {
  const { baseUrl, version = 'v26.0', timeoutMs = 20_000, throttle = createThrottle() } = options;
  const base = `${baseUrl.replace(/\/+$/, '')}/${version}`;
  const agent = new Agent({ keepAliveTimeout: 30_000, headersTimeout: timeoutMs });

  async function tokenFor(asset: string): Promise<string> {
    const token = await options.token(asset);
    if (!token) throw new GraphTokenError({ type: 'no_token' });
    return token;
  }

  async function call(asset: string, { method, path, body }: Call, signal?: AbortSignal) {
    signal?.throwIfAborted();
    const token = await tokenFor(asset);
    const proof = options.appSecret && appSecretProof(options.appSecret, token);
    const url = callUrl(base, path, proof);
    await throttle.pass(asset, signal);

    const deadline = startDeadline(timeoutMs, signal);
    try {
      const answer = await agent.request({
        origin: url.origin,
        path: url.pathname + url.search,
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body && { 'content-type': 'application/json' }),
        },
        body: body && JSON.stringify(body),
        signal: deadline.signal,
      });
      throttle.observe(asset, answer.headers);
      const json = parseJson(await readText(answer.body));
      const status = answer.statusCode;
      if (status < 200 || status > 299)
        throw toGraphError(readRefusal(status, answer.headers, json));
      // A proxy's page or a torn body in place of an answer: the next try may well get through.
      if (json === undefined)
        throw new GraphTransientError({ httpStatus: status, type: 'not_json' });
      return json;
    } catch (error) {
      throw deadline.explain(error);
    } finally {
      deadline.clear();
    }
  }

  return {
    for: (asset, { signal } = {}) => ({
      get: async (path, schema) => fit(schema, await call(asset, { method: 'GET', path }, signal)),
      post: async (path, body, schema) =>
        fit(schema, await call(asset, { method: 'POST', path, body }, signal)),
      delete: async (path, schema) =>
        fit(schema, await call(asset, { method: 'DELETE', path }, signal)),

      async download(address, { maxBytes }) {
        signal?.throwIfAborted();
        if (!URL.canParse(address)) throw new GraphRequestError({ type: 'invalid_url' });
        const url = new URL(address);
        if (!isMediaUrl(url, new URL(base).origin)) {
          throw new GraphRequestError({ type: 'foreign_host' });
        }
        return download(agent, { url, token: await tokenFor(asset), maxBytes, timeoutMs, signal });
      },
    }),
    close: () => agent.close(),
  };
}
