import { hashOf } from './hash';

/** An answer in Meta's shape. */
export type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
};

type MetaError = {
  readonly message: string;
  readonly type: string;
  readonly code: number;
  readonly error_subcode?: number;
  readonly is_transient?: boolean;
};

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

/** An error body as Meta prints it, with a trace id that is the same for the same error. */
export function metaError(status: number, error: MetaError): Answer {
  const trace = `A${hashOf('trace', error.message, String(error.code)).toString(36)}`;
  return { status, body: { error: { ...error, fbtrace_id: trace } } };
}

export function notFound(id: string): Answer {
  return metaError(400, {
    message: `Unsupported get request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`,
    type: 'GraphMethodException',
    code: 100,
    error_subcode: 33,
  });
}
