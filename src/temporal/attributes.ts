import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';

import { SEARCH_ATTRIBUTES } from '../domain/search-attributes';

const TYPES = temporal.api.enums.v1.IndexedValueType;
const DEADLINE_MS = 5_000;
const BY_NAME = {
  Keyword: TYPES.INDEXED_VALUE_TYPE_KEYWORD,
  Bool: TYPES.INDEXED_VALUE_TYPE_BOOL,
  Datetime: TYPES.INDEXED_VALUE_TYPE_DATETIME,
};

/** gRPC statuses of an account that may not look at or make search attributes: Temporal Cloud's. */
const FORBIDDEN = new Set([7, 12]);

/**
 * Registers the search attributes that the namespace lacks. Where the account may not even look, they are
 * taken to be there (Temporal Cloud: make them by hand, docs/operations.md). Throws where Temporal is away,
 * or where some are missing and may not be made.
 */
export async function registerSearchAttributes(client: Client): Promise<void> {
  const { namespace } = client.options;
  const { operatorService } = client.connection as unknown as {
    operatorService: temporal.api.operatorservice.v1.OperatorService;
  };
  const known = await client.withDeadline(Date.now() + DEADLINE_MS, () =>
    operatorService.listSearchAttributes({ namespace }).catch((error: { code?: number }) => {
      if (FORBIDDEN.has(error.code ?? -1)) return undefined;
      throw error;
    }),
  );
  if (!known) return;
  const missing = Object.entries(SEARCH_ATTRIBUTES).filter(
    ([name]) => !(name in (known.customAttributes ?? {})),
  );
  if (missing.length === 0) return;

  const searchAttributes = Object.fromEntries(missing.map(([name, type]) => [name, BY_NAME[type]]));
  await client.withDeadline(Date.now() + DEADLINE_MS, () =>
    operatorService.addSearchAttributes({ namespace, searchAttributes }),
  );
}
