-- One row for each event of the families whose workflows are not whole yet, and the state it leads to.

create table comments (
  asset_id text not null,
  comment_id text not null,
  post_id text,
  parent_id text,
  root_id text,
  from_id text,
  from_name text,
  text text,
  text_at timestamptz,
  permalink text,
  hidden boolean not null default false,
  hidden_at timestamptz,
  removed_at timestamptz,
  created_at timestamptz,
  primary key (asset_id, comment_id)
);
comment on table comments is 'Latest text, hidden or not, and a tombstone once removed; the same whatever order the events came in.';
create table mentions (
  event_id uuid primary key,
  asset_id text not null,
  media_id text,
  comment_id text,
  post_id text,
  from_id text,
  from_name text,
  text text,
  at timestamptz not null
);
create table page_activities (
  event_id uuid primary key,
  asset_id text not null,
  kind text not null,
  field text not null,
  item text,
  verb text,
  object_id text,
  detail jsonb,
  at timestamptz not null
);
create index page_activities_asset on page_activities (asset_id, at);
create table media_insights (
  event_id uuid primary key,
  asset_id text not null,
  media_id text,
  facts jsonb not null,
  at timestamptz not null
);
create table asset_changes (
  event_id uuid primary key,
  asset_id text not null,
  object text not null,
  kind text not null,
  field text not null,
  facts jsonb not null,
  detail jsonb,
  at timestamptz not null
);
create index asset_changes_asset on asset_changes (asset_id, at);
comment on table asset_changes is 'What Meta said of an account, number, template, flow, group, app, job or integration.';
create table ad_changes (
  event_id uuid primary key,
  asset_id text not null,
  kind text not null,
  object_type text,
  object_id text,
  facts jsonb not null,
  detail jsonb,
  at timestamptz not null
);
create index ad_changes_asset on ad_changes (asset_id, at);
create table catalog_batches (
  event_id uuid primary key,
  asset_id text not null,
  kind text not null,
  handle text,
  status text,
  facts jsonb not null,
  at timestamptz not null
);
create table permission_grants (
  asset_id text not null,
  user_hash text not null,
  permission text not null,
  granted boolean not null,
  target_ids text[],
  at timestamptz not null,
  primary key (asset_id, user_hash, permission)
);
create table user_profiles (
  asset_id text not null,
  user_id text not null,
  field text not null,
  value jsonb,
  at timestamptz not null,
  primary key (asset_id, user_id, field)
);
create table profile_changes (
  event_id uuid primary key,
  asset_id text not null,
  user_id text not null,
  field text not null,
  verb text,
  value jsonb,
  at timestamptz not null
);
create table account_migrations (
  event_id uuid primary key,
  asset_id text not null,
  facts jsonb not null,
  detail jsonb,
  at timestamptz not null
);
create table unrecognised_items (
  event_id uuid primary key,
  object text not null,
  field text not null,
  asset_id text not null,
  reason text not null,
  at timestamptz not null
);
