-- The accept path: deliveries, events, their keys, and the queue that dispatch drains.

create table installation (
  name text primary key,
  value text not null
);
comment on table installation is 'Facts about this installation that must not change: the fingerprint of TETRIX_ID_KEY.';

create table deliveries (
  id uuid not null,
  body_hash bytea not null,
  bytes integer not null,
  headers jsonb not null,
  app_id text not null,
  object text not null,
  items integer not null,
  received_at timestamptz not null,
  raw bytea,
  dead_reason text,
  primary key (id)
) partition by range (id);
comment on table deliveries is 'One signed POST from Meta each. The raw body only where something in it could not be read, or for TETRIX_KEEP_RAW days.';

create table events (
  id uuid not null,
  dedupe_key bytea not null,
  delivery_id uuid not null,
  item integer not null,
  object text not null,
  field text not null,
  kind text not null,
  asset_id text not null,
  subject_hash text,
  occurred_at timestamptz not null,
  received_at timestamptz not null,
  data jsonb not null,
  detail jsonb,
  payload json,
  generation integer not null default 0,
  status text not null default 'pending'
    check (status in ('pending', 'dispatched', 'done', 'parked', 'ignored', 'dead')),
  workflow_id text,
  run_id text,
  dispatched_at timestamptz,
  error text,
  primary key (id)
) partition by range (id);
comment on table events is 'The smallest things that deliveries report. data goes to Temporal; detail and payload are personal and never do.';
create index events_subject on events (subject_hash, id) where subject_hash is not null;
create index events_dispatched on events (dispatched_at) where status = 'dispatched';
create index events_attention on events (id) where status in ('parked', 'dead');

create table event_keys (
  dedupe_key bytea primary key,
  event_id uuid not null,
  seen_at timestamptz not null
);
comment on table event_keys is 'Every event ever accepted, by its dedupe key.';

create table dispatch_queue (
  event_id uuid primary key,
  priority smallint not null,
  next_at timestamptz not null,
  leased_until timestamptz,
  attempts integer not null default 0,
  refusals integer not null default 0,
  enqueued_at timestamptz not null,
  error text
);
create index dispatch_queue_due on dispatch_queue (priority, next_at);
comment on table dispatch_queue is 'Events that Temporal has not taken yet. A row is leased for 30 s while a process hands it over.';

create table effects (
  scope text collate "C" not null,
  step text not null,
  generation integer not null,
  result jsonb,
  at timestamptz not null,
  primary key (scope, step, generation)
) partition by range (scope);
comment on table effects is 'What has been done once: scope is an event id or <workflow id>/<period>. Written in the transaction of the change itself.';

create table event_patches (
  id uuid primary key,
  event_id uuid not null,
  field text not null,
  value jsonb not null,
  made_by text not null,
  made_at timestamptz not null
);

create table field_drift (
  object text not null,
  field text not null,
  reason text not null,
  seen bigint not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  sample jsonb,
  noticed_at timestamptz,
  primary key (object, field, reason)
);
comment on table field_drift is 'Fields that Meta sends and Tetrix does not read yet, with a count and a masked sample.';

create table parked_runs (
  workflow_id text primary key,
  run_id text not null,
  event_id uuid,
  workflow text not null,
  asset_id text not null,
  step text not null,
  reason text not null,
  credential_version integer not null,
  parked_at timestamptz not null,
  looked_at timestamptz
);
create index parked_runs_asset on parked_runs (asset_id);
comment on table parked_runs is 'Open runs out of retries; gone from here when they go on.';

-- Week partitions of one table, on a UUIDv7 id (or its text). Existing ones are left alone.
create function tetrix_uuid_floor(at timestamptz) returns uuid language sql immutable as $$
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

-- Made apart and then attached: that takes no lock that accepting waits for.
create function tetrix_make_partitions(parent text, now_at timestamptz, ahead integer) returns integer language plpgsql as $$
declare
  made integer := 0;
  monday timestamptz;
  week integer;
  child text;
begin
  perform pg_advisory_xact_lock(hashtext('tetrix_make_partitions'));
  for week in -1 .. ahead loop
    monday := date_trunc('week', now_at at time zone 'UTC') at time zone 'UTC' + make_interval(weeks => week);
    child := parent || '_' || to_char(monday at time zone 'UTC', 'IYYY"w"IW');
    continue when to_regclass(child) is not null;
    begin
      execute format('create table %I (like %I including all)', child, parent);
      execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, child,
        tetrix_uuid_floor(monday)::text, tetrix_uuid_floor(monday + interval '1 week')::text);
      made := made + 1;
    exception when check_violation then
      -- The default holds rows of this week already: they stay there, the other weeks are made all the same.
      raise warning '% has rows in its default partition', parent;
    end;
  end loop;
  return made;
end $$;

create table deliveries_default partition of deliveries default;
create table events_default partition of events default;
-- Scopes that are no event id (workflow ids) stand past every UUIDv7 of the next centuries.
create table effects_standing partition of effects for values from ('1') to (maxvalue);
create table effects_default partition of effects default;
select tetrix_make_partitions(parent, now(), 8) from unnest(array['events', 'deliveries', 'effects']) parent;
