import Database from 'better-sqlite3'

export type PlatformDatabase = Database.Database

/** The moment of what waits for a phone to be switched on: never, until then. */
export const heldForPhone = 9_000_000_000_000

export interface PlatformStore {
  readonly db: PlatformDatabase
  /** Runs the work in one transaction that takes the write lock at once. */
  transaction<Result>(work: () => Result): Result
  /** Forgets everything: phones, messages, webhooks, templates, behaviour. */
  reset(): void
  close(): void
}

// AUTOINCREMENT, because the webhook loop holds ids in memory: an id must never name two rows.
const schema = `
  create table if not exists phones (
    phone text primary key, name text not null, bsuid text not null unique, username text,
    hides_phone integer not null default 0, reachable integer not null default 1, reads integer not null default 1,
    off integer not null default 0
  ) strict;
  create table if not exists wa_ids (phone text primary key, wa_id text not null unique) strict;
  create table if not exists marketing_stops (
    phone text not null, waba_id text not null, primary key (phone, waba_id)
  ) strict;
  create table if not exists templates (
    name text not null, language text not null, category text not null, body text, buttons text not null,
    id text, status text not null default 'APPROVED', reason text, quality text not null default 'UNKNOWN',
    coming_category text, primary key (name, language)
  ) strict;
  create table if not exists messages (
    seq integer primary key autoincrement, wamid text unique, direction text not null, phone_number_id text not null,
    phone text, to_input text, recipient_input text, type text not null, text text not null, choices text not null,
    body text not null, callback_data text, at integer not null, received_at integer not null
  ) strict;
  create index if not exists messages_of_phone on messages (phone, seq);
  create table if not exists statuses (
    seq integer primary key autoincrement, wamid text not null, status text not null, code integer,
    happens_at integer not null
  ) strict;
  create index if not exists statuses_of_message on statuses (wamid, happens_at);
  create table if not exists webhooks (
    id integer primary key autoincrement, phone_number_id text not null, lane text not null, field text not null,
    content text not null,
    due_at integer not null, attempts integer not null default 0
  ) strict;
  create index if not exists webhooks_due on webhooks (due_at, id);
  create table if not exists behaviour (id integer primary key check (id = 1), content text not null) strict;
`

const tables = [
  'phones',
  'wa_ids',
  'marketing_stops',
  'templates',
  'messages',
  'statuses',
  'webhooks',
  'behaviour',
]

/** Opens the platform's memory and lays its tables. */
export function openPlatformStore(file: string): PlatformStore {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  // NORMAL outlives a killed process, which is what is promised; only a power cut could lose the last commit.
  db.pragma('synchronous = NORMAL')
  db.pragma('busy_timeout = 5000')
  db.exec(schema)
  // A file from before phones could be switched off.
  const off = db.prepare("select 1 from pragma_table_info('phones') where name = 'off'").get()
  if (off === undefined) {
    db.exec('alter table phones add column off integer not null default 0')
  }
  // A file from before templates had a state.
  const state = db.prepare("select 1 from pragma_table_info('templates') where name = 'status'").get()
  if (state === undefined) {
    db.exec(`alter table templates add column id text;
      alter table templates add column status text not null default 'APPROVED';
      alter table templates add column reason text;
      alter table templates add column quality text not null default 'UNKNOWN';
      alter table templates add column coming_category text;`)
  }
  const transaction = <Result>(work: () => Result): Result => db.transaction(work).immediate()
  return {
    db,
    transaction,
    reset: () => transaction(() => db.exec(tables.map((table) => `delete from ${table};`).join(''))),
    close: () => db.close(),
  }
}
