import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';

import { SEARCH_ATTRIBUTES } from '../domain/search-attributes';

const TYPES = temporal.api.enums.v1.IndexedValueType;
const BY_NAME = {
  Keyword: TYPES.INDEXED_VALUE_TYPE_KEYWORD,
  Bool: TYPES.INDEXED_VALUE_TYPE_BOOL,
  Datetime: TYPES.INDEXED_VALUE_TYPE_DATETIME,
};

/**
 * Registers the search attributes that the namespace lacks. Throws where Temporal is away, or where the
 * account may not (Temporal Cloud: make them by `tcld`, names and types are in docs/operations.md).
 */
export async function registerSearchAttributes(client: Client): Promise<void> {
  const { namespace } = client.options;
  const { operatorService } = client.connection as unknown as {
    operatorService: temporal.api.operatorservice.v1.OperatorService;
  };
  const known = await operatorService
    .listSearchAttributes({ namespace })
    .catch(() => ({ customAttributes: {} }));
  const missing = Object.entries(SEARCH_ATTRIBUTES).filter(
    ([name]) => !(name in (known.customAttributes ?? {})),
  );
  if (missing.length === 0) return;

  await operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(missing.map(([name, type]) => [name, BY_NAME[type]])),
  });
}
