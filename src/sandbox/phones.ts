import { createHash } from 'node:crypto'
import type { PlatformDatabase } from './platform-store.ts'

/** A pretend customer. */
export interface Phone {
  /** Digits only, with country code. */
  readonly phone: string
  /** How the platform names the number: it may differ from what is dialled (Brazil, Mexico; FACTS §6.1). */
  readonly waId: string
  readonly name: string
  /** The business-scoped user id that webhooks carry. */
  readonly bsuid: string
  readonly username: string | null
  /** Webhooks name this person by BSUID alone. */
  readonly hidesPhone: boolean
  /** False stands for "not on WhatsApp": what is sent fails with 131026. */
  readonly reachable: boolean
  /** False stands for read receipts switched off. */
  readonly reads: boolean
  /** Switched off: what is sent waits at the platform until the phone is on again. */
  readonly off: boolean
  /** The WhatsApp business accounts whose marketing this person has stopped with the platform's switch. */
  readonly marketingStoppedFor: readonly string[]
}

export interface PhoneChange {
  readonly waId?: string | undefined
  /** Another business-scoped id: another person has the number now. */
  readonly bsuid?: string | undefined
  readonly name?: string | undefined
  readonly username?: string | null | undefined
  readonly hidesPhone?: boolean | undefined
  readonly reachable?: boolean | undefined
  readonly reads?: boolean | undefined
  readonly off?: boolean | undefined
}

export interface Phones {
  list(): Phone[]
  find(phone: string): Phone | null
  findByBsuid(bsuid: string): Phone | null
  /** The phone, made on first use. */
  ensure(phone: string): Phone
  change(phone: string, change: PhoneChange): Phone
  setMarketing(phone: string, wabaId: string, value: 'stop' | 'resume'): void
}

interface PhoneRow {
  readonly phone: string
  readonly name: string
  readonly bsuid: string
  readonly username: string | null
  readonly hides_phone: number
  readonly reachable: number
  readonly reads: number
  readonly wa_id: string | null
  readonly off: number
}

const names = [
  'Ana Ruiz',
  'Ben Carter',
  'Chidi Okafor',
  'Dana Levi',
  'Elif Kaya',
  'Femke Jansen',
  'Giulia Conti',
  'Hugo Martin',
  'Ines Almeida',
  'Jonas Weber',
  'Keiko Mori',
  'Liam Walsh',
]

/** The digits of a phone number as people write it, or null when it cannot be one. */
export function phoneDigits(written: string): string | null {
  const digits = written.replace(/^\s*\+/, '').replace(/[\s().-]/g, '')
  return /^\d{7,15}$/.test(digits) ? digits : null
}

const fingerprint = (phone: string): bigint =>
  createHash('sha256').update(`sandbox:${phone}`).digest().readBigUInt64BE()

/** The person's BSUID: made from the phone alone, so that it is the same in every run. */
export const bsuidOf = (phone: string): string => `US.${fingerprint(phone).toString().padStart(20, '1')}`

const nameOf = (phone: string): string =>
  names[Number(fingerprint(phone) % BigInt(names.length))] ?? 'Customer'

/** The pretend customers, kept in the platform's database. */
export function buildPhones(db: PlatformDatabase): Phones {
  const rows = 'select phones.*, wa_ids.wa_id from phones left join wa_ids using (phone)'
  const all = db.prepare<[], PhoneRow>(`${rows} order by name, phone`)
  // A number is found by what is dialled, and by what the platform calls it.
  const byPhone = db.prepare<[{ digits: string }], PhoneRow>(
    `${rows} where phone = :digits or wa_id = :digits order by phone = :digits desc limit 1`,
  )
  const byBsuid = db.prepare<[string], PhoneRow>(`${rows} where bsuid = ?`)
  const insert = db.prepare('insert or ignore into phones (phone, name, bsuid) values (?, ?, ?)')
  const update = db.prepare(
    'update phones set name = ?, username = ?, hides_phone = ?, reachable = ?, reads = ?, off = ?, bsuid = ? where phone = ?',
  )
  const nameNumber = db.prepare('insert or replace into wa_ids (phone, wa_id) values (?, ?)')
  const stops = db.prepare<[string], { waba_id: string }>(
    'select waba_id from marketing_stops where phone = ? order by waba_id',
  )
  const stop = db.prepare('insert or ignore into marketing_stops (phone, waba_id) values (?, ?)')
  const resume = db.prepare('delete from marketing_stops where phone = ? and waba_id = ?')

  const toPhone = (row: PhoneRow): Phone => ({
    phone: row.phone,
    waId: row.wa_id ?? row.phone,
    name: row.name,
    bsuid: row.bsuid,
    username: row.username,
    hidesPhone: row.hides_phone === 1,
    reachable: row.reachable === 1,
    reads: row.reads === 1,
    off: row.off === 1,
    marketingStoppedFor: stops.all(row.phone).map((each) => each.waba_id),
  })
  const found = (row: PhoneRow | undefined): Phone | null => (row ? toPhone(row) : null)
  const find = (phone: string): Phone | null => found(byPhone.get({ digits: phone }))
  const ensure = (phone: string): Phone => {
    const known = find(phone)
    if (known) return known
    insert.run(phone, nameOf(phone), bsuidOf(phone))
    const made = find(phone)
    if (!made) throw new Error('the phone just kept is not there')
    return made
  }

  return {
    list: () => all.all().map(toPhone),
    find,
    findByBsuid: (bsuid) => found(byBsuid.get(bsuid)),
    ensure,
    change: (phone, change) => {
      const before = ensure(phone)
      update.run(
        change.name ?? before.name,
        change.username === undefined ? before.username : change.username,
        Number(change.hidesPhone ?? before.hidesPhone),
        Number(change.reachable ?? before.reachable),
        Number(change.reads ?? before.reads),
        Number(change.off ?? before.off),
        change.bsuid ?? before.bsuid,
        before.phone,
      )
      if (change.waId !== undefined) nameNumber.run(before.phone, change.waId)
      return ensure(phone)
    },
    setMarketing: (phone, wabaId, value) => {
      if (value === 'stop') stop.run(phone, wabaId)
      else resume.run(phone, wabaId)
    },
  }
}
