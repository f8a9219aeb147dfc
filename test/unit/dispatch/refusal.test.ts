import { ServiceError } from '@temporalio/client';

import { refusalOf } from '../../../src/dispatch/refusal';

const grpc = (code: number, details = 'quotes 491701234567') =>
  Object.assign(new Error(details), { code, details, metadata: {} });

describe('refusalOf', () => {
  it.each([
    ['UNAVAILABLE', 14],
    ['DEADLINE_EXCEEDED', 4],
    ['RESOURCE_EXHAUSTED', 8],
    ['NOT_FOUND', 5],
    ['UNAUTHENTICATED', 16],
  ])('takes %s for Temporal being away, not for a fault of the event', (reason, code) => {
    expect(refusalOf(grpc(code))).toEqual({ means: 'away', reason });
  });

  it('blames the event for an argument that Temporal refuses', () => {
    expect(refusalOf(grpc(3))).toEqual({ means: 'event', reason: 'grpc 3' });
  });

  it('knows a namespace that lacks our search attributes', () => {
    const error = grpc(3, 'no mapping defined for search attribute EventKind');

    expect(refusalOf(error)).toMatchObject({ means: 'unready' });
  });

  it('looks through what the client wraps around it', () => {
    const wrapped = new ServiceError('Failed to start Workflow', { cause: grpc(14) });

    expect(refusalOf(wrapped)).toEqual({ means: 'away', reason: 'UNAVAILABLE' });
  });

  it('names any other error by its class and nothing else', () => {
    const error = new TypeError('491701234567 is not a function');

    expect(refusalOf(error)).toEqual({ means: 'event', reason: 'TypeError' });
  });
});
