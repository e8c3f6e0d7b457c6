-- What the database itself refuses, whoever asks: a contract version that changes, a decided close that changes, a rejected message
-- that disappears.

-- A version ends when the next one comes, once; nothing else about it ever changes.
create function refuse_version_change() returns trigger language plpgsql as $$
begin
  if old.superseded_by is not null or new.superseded_by is null
    or to_jsonb(new) - 'superseded_by' is distinct from to_jsonb(old) - 'superseded_by'
  then
    raise exception 'a contract version only ends, once: its content never changes' using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger ends_once before update on contract_version for each row execute function refuse_version_change();

-- A decision stands. Of an approved close only its delivery is noted.
create function refuse_close_change() returns trigger language plpgsql as $$
begin
  if old.status <> 'calculated' and not (old.status = 'approved' and new.status = 'delivered'
    and to_jsonb(new) - 'status' - 'delivered_at' = to_jsonb(old) - 'status' - 'delivered_at')
  then
    raise exception 'close % is decided: it never changes', old.id using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger decided_once before update on close for each row execute function refuse_close_change();
create trigger no_delete before delete on close for each row execute function refuse_change();
create trigger no_truncate before truncate on close execute function refuse_change();

create function refuse_statement_change() returns trigger language plpgsql as $$
begin
  if exists (select from close where id = old.close_id and status <> 'calculated') then
    raise exception 'close % is decided: its statements never change', old.close_id using errcode = '42501';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end
$$;
create trigger decided_once before update or delete on close_statement for each row execute function refuse_statement_change();
create trigger no_truncate before truncate on close_statement execute function refuse_change();

create trigger no_delete before delete on rejected_message for each row execute function refuse_change();
create trigger no_truncate before truncate on rejected_message execute function refuse_change();
