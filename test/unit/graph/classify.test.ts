import { toGraphError } from '../../../src/graph/classify';
import { GraphRateLimitError } from '../../../src/graph/errors';

const codes: readonly [name: string, code: number, subcode?: number][] = [
  ['GraphPermissionError', 3],
  ['GraphPermissionError', 10],
  ['GraphPermissionError', 200],
  ['GraphPermissionError', 299],
  ['GraphPermissionError', 131_005],
  ['GraphTokenError', 0],
  ['GraphTokenError', 102],
  ['GraphTokenError', 190],
  ...[458, 459, 460, 463, 467].map((sub): [string, number, number] => [
    'GraphTokenError',
    190,
    sub,
  ]),
  ['GraphNotFoundError', 100, 33],
  ['GraphNotFoundError', 803],
  ...[4, 17, 32, 341, 613, 80_000, 80_004, 80_007, 80_014, 130_429, 131_048, 131_056].map(
    (code): [string, number] => ['GraphRateLimitError', code],
  ),
  ['GraphPolicyError', 368],
  ['GraphRequestError', 100],
  ['GraphRequestError', 230],
  ['GraphRequestError', 506],
  ['GraphRequestError', 80_015],
  ['GraphRequestError', 131_047],
  ['GraphRequestError', 131_050],
  ['GraphRequestError', 10, 2_018_278],
  ['GraphRequestError', 10, 2_534_022],
  ['GraphTransientError', 1],
  ['GraphTransientError', 2],
  ['GraphTransientError', 131_000],
];

// As objects: Jest would pass `done` in place of a missing subcode.
const rows = codes.map(([name, code, subcode]) => ({ name, code, subcode }));

const statuses: readonly [name: string, httpStatus: number][] = [
  ['GraphRequestError', 302],
  ['GraphRequestError', 400],
  ['GraphTokenError', 401],
  ['GraphPermissionError', 403],
  ['GraphNotFoundError', 404],
  ['GraphTransientError', 408],
  ['GraphRateLimitError', 429],
  ['GraphTransientError', 500],
  ['GraphTransientError', 503],
];

describe('toGraphError', () => {
  it.each(rows)('makes a $name of code $code, subcode $subcode', ({ name, code, subcode }) => {
    expect(toGraphError({ code, subcode, httpStatus: 400 }).name).toBe(name);
  });

  it.each(statuses)('makes a %s of a bare HTTP %i', (name, httpStatus) => {
    expect(toGraphError({ httpStatus }).name).toBe(name);
  });

  it('believes Meta that an error will pass', () => {
    const error = toGraphError({ code: 100, httpStatus: 400, isTransient: true });

    expect(error.name).toBe('GraphTransientError');
  });

  it('sees a limit as a limit even when Meta calls it transient', () => {
    const error = toGraphError({ code: 4, httpStatus: 403, isTransient: true });

    expect(error).toBeInstanceOf(GraphRateLimitError);
    expect(error).toHaveProperty('retryAfterMs', 60_000);
  });

  it('keeps the facts that Meta asks for in a support case', () => {
    const error = toGraphError({
      code: 190,
      subcode: 463,
      type: 'OAuthException',
      traceId: 'A1b',
      httpStatus: 401,
    });

    expect(error.message).toBe(
      'Graph API: HTTP 401, code 190, subcode 463, type OAuthException, trace A1b',
    );
  });
});
