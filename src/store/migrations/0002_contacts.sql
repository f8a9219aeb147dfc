-- One inbox over three channels.

create table contacts (
  id uuid primary key,
  name text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table contact_identities (
  type text not null,
  value text not null,
  identity_hash text not null,
  contact_id uuid not null references contacts (id) on delete cascade,
  first_seen_at timestamptz not null,
  primary key (type, value)
);
create index contact_identities_contact on contact_identities (contact_id);
create index contact_identities_hash on contact_identities (identity_hash);

create table conversations (
  id uuid primary key,
  contact_id uuid not null references contacts (id) on delete cascade,
  asset_id text not null,
  channel text not null,
  last_message_at timestamptz,
  last_inbound_at timestamptz,
  read_at timestamptz,
  delivered_at timestamptz,
  thread_owner text,
  linked boolean,
  history_synced_at timestamptz,
  created_at timestamptz not null,
  unique (contact_id, asset_id)
);

-- The one word for how far a message has come (src/domain/delivery.ts, statusOf).
create function tetrix_status(rank smallint, failed boolean) returns text language sql immutable as $$
  select case when failed and rank < 2 then 'failed' else (array['sent', 'delivered', 'read', 'played'])[rank] end
$$;

create table messages (
  id uuid primary key,
  asset_id text not null,
  mid text not null,
  mid_hash text not null,
  conversation_id uuid references conversations (id) on delete cascade,
  channel text not null,
  direction text not null check (direction in ('inbound', 'outbound')),
  type text not null,
  text text,
  payload text,
  reply_to text,
  group_id text,
  attachments jsonb,
  referral jsonb,
  campaign text,
  standby boolean not null default false,
  sent_at timestamptz not null,
  edited_at timestamptz,
  edit_number numeric,
  deleted_at timestamptz,
  status text generated always as (tetrix_status(status_rank, failed_at is not null)) stored,
  status_rank smallint not null default 0,
  failed_at timestamptz,
  error_code bigint,
  created_at timestamptz not null,
  unique (asset_id, mid)
);
create index messages_conversation on messages (conversation_id, sent_at);
create index messages_hash on messages (mid_hash);
create index messages_unread on messages (conversation_id, sent_at) where direction = 'outbound' and status_rank < 3;

-- How far the watermarks of its conversation bring a message of ours: 3 read, 2 delivered, 0 neither.
create function tetrix_seen(conversation uuid, direction text, sent timestamptz) returns smallint language sql stable as $$
  select coalesce(max(case when sent <= read_at then 3 when sent <= delivered_at then 2 end), 0)::smallint
    from conversations where id = conversation and direction = 'outbound'
$$;

create table message_reactions (
  asset_id text not null,
  mid text not null,
  actor text not null,
  emoji text,
  action text not null,
  at timestamptz not null,
  primary key (asset_id, mid, actor)
);

create table message_statuses (
  event_id uuid primary key,
  asset_id text not null,
  mid_hash text not null,
  status text not null,
  recipient_hash text,
  error_code bigint,
  error_class text,
  pricing jsonb,
  campaign text,
  at timestamptz not null
);
create index message_statuses_message on message_statuses (mid_hash, at);

create table conversation_events (
  event_id uuid primary key,
  conversation_id uuid references conversations (id) on delete cascade,
  asset_id text not null,
  kind text not null,
  detail jsonb,
  at timestamptz not null
);
create index conversation_events_conversation on conversation_events (conversation_id, at);

create table orders (
  id uuid primary key,
  asset_id text not null,
  mid text not null,
  conversation_id uuid references conversations (id) on delete cascade,
  catalog_id text not null,
  note text,
  ordered_at timestamptz not null,
  unique (asset_id, mid)
);
create table order_items (
  order_id uuid not null references orders (id) on delete cascade,
  place integer not null,
  retailer_id text not null,
  quantity numeric not null,
  unit_price_minor bigint not null,
  currency text not null,
  primary key (order_id, place)
);

-- The contact of some identities, made where there is none; where they belonged to several, the oldest
-- keeps everything, or, where they may not be merged, it is the one of the strongest.
-- $1: [{type, value, hash}], strongest first. Locks the identities in one order.
create function tetrix_contact(identities jsonb, new_id uuid, given_name text, at timestamptz, may_merge boolean)
returns uuid language plpgsql as $$
declare
  found uuid[];
  kept uuid;
  other uuid;
  locked integer;
  fresh integer;
begin
  perform pg_advisory_xact_lock(hashtextextended(key, 7))
    from (select x ->> 'hash' as key from jsonb_array_elements(identities) x order by 1) ordered;
  loop
    with known as (
      select c.id, c.created_at, x.place from jsonb_array_elements(identities) with ordinality as x(one, place)
        join contact_identities i on i.type = x.one ->> 'type' and i.value = x.one ->> 'value'
        join contacts c on c.id = i.contact_id)
    select coalesce(array_agg(id order by created_at, id), '{}') into found
      from (select distinct id, created_at from known where may_merge or place = (select min(place) from known)) owners;
    perform 1 from contacts where id = any(found) order by id for update;
    get diagnostics locked = row_count;
    -- Fewer: while we waited for one, somebody merged it into another or erased it.
    exit when locked = cardinality(found);
  end loop;
  kept := found[1];
  if kept is null then
    insert into contacts (id, name, created_at, updated_at) values (new_id, given_name, at, at);
    kept := new_id;
  elsif given_name is not null then
    update contacts set name = given_name, updated_at = at
      where id = kept and updated_at <= at and name is distinct from given_name;
  end if;
  foreach other in array found[2:] loop
    perform tetrix_merge_contacts(kept, other);
  end loop;
  insert into contact_identities (type, value, identity_hash, contact_id, first_seen_at)
    select x ->> 'type', x ->> 'value', x ->> 'hash', kept, at from jsonb_array_elements(identities) x
    on conflict (type, value) do nothing;
  get diagnostics fresh = row_count;
  -- What was said by one identity holds for those that are found to be the same person later.
  if may_merge and (cardinality(found) > 1 or fresh > 0) then
    perform tetrix_share_consents(kept);
  end if;
  return kept;
end $$;

create function tetrix_merge_contacts(kept uuid, other uuid) returns void language plpgsql as $$
declare
  moved record;
begin
  update contact_identities set contact_id = kept where contact_id = other;
  for moved in select o.id as from_id, k.id as to_id from conversations o
      left join conversations k on k.contact_id = kept and k.asset_id = o.asset_id where o.contact_id = other loop
    if moved.to_id is null then
      update conversations set contact_id = kept where id = moved.from_id;
    else
      update messages set conversation_id = moved.to_id where conversation_id = moved.from_id;
      update conversation_events set conversation_id = moved.to_id where conversation_id = moved.from_id;
      update orders set conversation_id = moved.to_id where conversation_id = moved.from_id;
      delete from conversations where id = moved.from_id;
    end if;
  end loop;
  update leads set contact_id = kept where contact_id = other;
  delete from contacts where id = other;
end $$;

-- The conversation of a contact with an asset, made where there is none; its newest times only move on.
create function tetrix_conversation(contact uuid, asset text, via text, new_id uuid, message_at timestamptz,
  inbound_at timestamptz, at timestamptz) returns uuid
language sql as $$
  insert into conversations as c (id, contact_id, asset_id, channel, last_message_at, last_inbound_at, created_at)
  values (new_id, contact, asset, via, message_at, inbound_at, at)
  on conflict (contact_id, asset_id) do update set
    last_message_at = greatest(c.last_message_at, excluded.last_message_at),
    last_inbound_at = greatest(c.last_inbound_at, excluded.last_inbound_at)
  returning id
$$;

