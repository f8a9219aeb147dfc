-- What is read again through Graph because the wire does not say it: catalog items and ad objects.

create table catalog_items (
  catalog_id text not null,
  vertical text not null,
  item_id text not null,
  retailer_id text,
  facts jsonb not null,
  version integer not null,
  seen_at timestamptz not null,
  removed_at timestamptz,
  primary key (catalog_id, vertical, item_id)
);
comment on table catalog_items is 'Items as they were last read; version counts the changes, and is in the key of the event that tells of each.';
create index catalog_items_seen on catalog_items (catalog_id, vertical, seen_at) where removed_at is null;

create table catalog_passes (
  catalog_id text not null,
  vertical text not null,
  baseline_at timestamptz,
  primary key (catalog_id, vertical)
);
comment on table catalog_passes is 'Catalogs read to the end at least once; before that nothing counts as a change.';

create table ad_objects (
  asset_id text not null,
  object_type text not null,
  object_id text not null,
  name text,
  status text,
  effective_status text,
  daily_budget_minor bigint,
  lifetime_budget_minor bigint,
  bid_strategy text,
  read_at timestamptz not null,
  primary key (asset_id, object_id)
);
alter table ad_changes add column before jsonb, add column after jsonb;
comment on column ad_changes.before is 'The object as it was last read; null the first time.';
