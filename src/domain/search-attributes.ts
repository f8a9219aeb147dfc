/** Temporal search attributes by name and type; registered at start. None is personal. */
export const SEARCH_ATTRIBUTES = {
  MetaObject: 'Keyword',
  MetaField: 'Keyword',
  EventKind: 'Keyword',
  AssetId: 'Keyword',
  SubjectHash: 'Keyword',
  Outcome: 'Keyword',
  ReplayOf: 'Keyword',
  NeedsAttention: 'Bool',
  OccurredAt: 'Datetime',
} as const;
