create table leads (
  id text primary key,
  asset_id text not null,
  form_id text,
  form_name text,
  ad_id text,
  ad_name text,
  adset_id text,
  adset_name text,
  campaign_id text,
  campaign_name text,
  platform text,
  organic boolean,
  test boolean not null default false,
  contact_id uuid references contacts (id) on delete set null,
  name text,
  email text,
  phone text,
  status text not null default 'new' check (status in ('new', 'overdue', 'contacted', 'discarded')),
  created_at timestamptz not null,
  imported_at timestamptz not null,
  contacted_at timestamptz,
  overdue_at timestamptz
);
create index leads_contact on leads (contact_id);

create table lead_answers (
  lead_id text not null references leads (id) on delete cascade,
  name text not null,
  place integer not null,
  value text not null,
  primary key (lead_id, name, place)
);

-- HMACs only: these two outlive the erasure of a person.
create table consents (
  identity_hash text not null,
  category text not null,
  state text not null check (state in ('given', 'withdrawn')),
  at timestamptz not null,
  source text not null,
  event_id uuid not null,
  primary key (identity_hash, category)
);
create table consent_events (
  event_id uuid not null,
  identity_hash text not null,
  category text not null,
  state text not null,
  source text not null,
  propagated boolean not null,
  at timestamptz not null,
  recorded_at timestamptz not null,
  primary key (event_id, identity_hash, category)
);
create index consent_events_identity on consent_events (identity_hash, at);

-- The latest word of each category, of whichever identity, holds for every identity of a contact.
create function tetrix_share_consents(contact uuid) returns void language sql as $$
  insert into consents as c (identity_hash, category, state, at, source, event_id)
  select i.identity_hash, latest.category, latest.state, latest.at, latest.source, latest.event_id
  from contact_identities i cross join (
    select distinct on (category) category, state, at, source, event_id from consents
    where identity_hash in (select identity_hash from contact_identities where contact_id = contact)
    order by category, at desc, (state = 'withdrawn') desc, event_id desc) latest
  where i.contact_id = contact order by 1, 2
  on conflict (identity_hash, category) do update set
    state = excluded.state, at = excluded.at, source = excluded.source, event_id = excluded.event_id
  where (excluded.at, excluded.state = 'withdrawn', excluded.event_id) > (c.at, c.state = 'withdrawn', c.event_id)
$$;

create table admins (
  id uuid primary key,
  email text not null unique,
  name text,
  topics text[] not null default '{*}',
  min_severity text not null default 'info' check (min_severity in ('info', 'warning', 'critical')),
  assets text[] not null default '{*}',
  created_at timestamptz not null
);

create table notices (
  id uuid primary key,
  topic text not null,
  severity text not null check (severity in ('info', 'warning', 'critical')),
  asset_id text not null,
  ref text not null,
  facts jsonb not null,
  event_id uuid,
  workflow_id text,
  created_at timestamptz not null
);
create index notices_topic on notices (topic, created_at);

create table notice_deliveries (
  notice_id uuid not null references notices (id) on delete cascade,
  admin_id uuid not null references admins (id) on delete cascade,
  channel text not null,
  status text not null default 'pending' check (status in ('pending', 'sent', 'failed')),
  attempts integer not null default 0,
  sent_at timestamptz,
  error text,
  primary key (notice_id, admin_id, channel)
);

create table assets (
  id text primary key,
  type text,
  name text,
  client text,
  state text not null default 'active',
  token_sealed bytea,
  credential_version integer not null default 0,
  credential_changed_at timestamptz,
  token_lost_at timestamptz,
  first_seen_at timestamptz not null,
  updated_at timestamptz not null
);

create table deletion_requests (
  code text primary key,
  user_hash text not null,
  user_id text,
  source text not null,
  status text not null default 'received' check (status in ('received', 'running', 'completed', 'failed')),
  requested_at timestamptz not null,
  completed_at timestamptz,
  result jsonb
);

create table audit_log (
  seq bigint primary key,
  at timestamptz not null,
  actor text not null,
  action text not null,
  asset_id text,
  subject_hash text,
  event_id uuid,
  facts jsonb not null,
  previous bytea not null,
  hash bytea not null
);

-- Appends one link of the chain: hash = sha256(previous || the row's own values).
create function tetrix_audit(at timestamptz, actor text, action text, asset text, subject text, event uuid, facts jsonb)
returns bigint language plpgsql as $$
declare
  last record;
  next_seq bigint;
  link bytea;
begin
  perform pg_advisory_xact_lock(hashtext('tetrix_audit'));
  select seq, hash into last from audit_log order by seq desc limit 1;
  next_seq := coalesce(last.seq, 0) + 1;
  link := tetrix_audit_hash(coalesce(last.hash, '\x'::bytea), next_seq, at, actor, action, asset, subject, event, facts);
  insert into audit_log values (next_seq, at, actor, action, asset, subject, event, facts, coalesce(last.hash, '\x'::bytea), link);
  return next_seq;
end $$;

create function tetrix_audit_hash(previous bytea, seq bigint, at timestamptz, actor text, action text, asset text,
  subject text, event uuid, facts jsonb) returns bytea language sql stable as $$
  select sha256(previous || convert_to(jsonb_build_array(
    seq, (extract(epoch from at) * 1000000)::bigint, actor, action, asset, subject, event, facts)::text, 'UTF8'))
$$;

create function tetrix_refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name;
end $$;
create trigger audit_log_append_only before update or delete or truncate on audit_log
  for each statement execute function tetrix_refuse_change();
