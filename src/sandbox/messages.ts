import { z } from 'zod'
import { heldForPhone, type PlatformDatabase } from './platform-store.ts'

/** Something a customer can tap: a template's quick reply, a reply button, a row of a list. */
export const choiceSchema = z.object({
  kind: z.enum(['quick_reply', 'reply', 'row']),
  label: z.string(),
  payload: z.string(),
  description: z.string().optional(),
})
export type Choice = z.infer<typeof choiceSchema>
const choicesSchema = z.array(choiceSchema)

export type DeliveryStatus = 'sent' | 'delivered' | 'read' | 'failed'

export interface KeptMessage {
  readonly direction: 'in' | 'out'
  /** Null for a preference, which is no message to the platform. */
  readonly wamid: string | null
  readonly phoneNumberId: string
  /** Null when what was sent reaches nobody. */
  readonly phone: string | null
  readonly to: string | null
  readonly recipient: string | null
  readonly type: string
  readonly text: string
  readonly choices: readonly Choice[]
  readonly body: unknown
  readonly callbackData: string | null
  /** The platform's time in Unix seconds. */
  readonly at: number
  /** When it came over the network, in Unix milliseconds. */
  readonly receivedAt: number
}

export interface ThreadItem {
  readonly direction: 'in' | 'out'
  readonly wamid: string | null
  readonly phoneNumberId: string
  readonly at: number
  readonly type: string
  readonly text: string
  readonly buttons: readonly { readonly label: string; readonly payload: string }[]
  readonly choices: readonly Choice[]
  readonly status: 'accepted' | DeliveryStatus | null
  readonly errorCode: number | null
}

export interface AcceptedSend {
  readonly wamid: string | null
  readonly phoneNumberId: string
  readonly to: string | null
  readonly recipient: string | null
  readonly type: string
  readonly body: unknown
  readonly biz_opaque_callback_data: string | null
  readonly at: number
  readonly receivedAt: number
}

export interface Tappable {
  readonly wamid: string
  readonly phoneNumberId: string
  readonly choices: readonly Choice[]
}

export interface Messages {
  /** Keeps a message; one whose wamid is known already stays as it was. */
  keep(message: KeptMessage): void
  keepStatus(wamid: string, status: DeliveryStatus, code: number | null, happensAt: number): void
  /** What waited for this phone has now happened. */
  releaseStatuses(phone: string, happensAt: number): void
  /** What the customer sees, oldest first, with the statuses that have happened by now. */
  thread(phone: string, now: number): ThreadItem[]
  accepted(): AcceptedSend[]
  /** Messages to this phone that have something to tap, newest first. */
  tappable(phone: string): Tappable[]
  newestTo(phone: string): string | null
  /** The business number of the newest message in the thread. */
  newestNumber(phone: string): string | null
  /** When the customer last wrote to this number, in Unix seconds. */
  lastWrittenAt(phone: string, phoneNumberId: string): number | null
}

interface MessageRow {
  readonly direction: 'in' | 'out'
  readonly wamid: string | null
  readonly phone_number_id: string
  readonly to_input: string | null
  readonly recipient_input: string | null
  readonly type: string
  readonly text: string
  readonly choices: string
  readonly body: string
  readonly callback_data: string | null
  readonly at: number
  readonly received_at: number
}
type ThreadRow = MessageRow & { readonly status: DeliveryStatus | null; readonly code: number | null }

const toThreadItem = (row: ThreadRow): ThreadItem => {
  const choices = choicesSchema.parse(JSON.parse(row.choices))
  return {
    direction: row.direction,
    wamid: row.wamid,
    phoneNumberId: row.phone_number_id,
    at: row.at,
    type: row.type,
    text: row.text,
    buttons: choices.map(({ label, payload }) => ({ label, payload })),
    choices,
    status: row.direction === 'in' ? null : (row.status ?? 'accepted'),
    errorCode: row.code,
  }
}

const toAccepted = (row: MessageRow): AcceptedSend => ({
  wamid: row.wamid,
  phoneNumberId: row.phone_number_id,
  to: row.to_input,
  recipient: row.recipient_input,
  type: row.type,
  body: JSON.parse(row.body),
  biz_opaque_callback_data: row.callback_data,
  at: row.at,
  receivedAt: row.received_at,
})

// What failed has never been on the phone, so nobody can tap on it or react to it.
const didNotFail = `not exists
  (select 1 from statuses s where s.wamid = messages.wamid and s.status = 'failed')`

/** Every message that passed through the platform, and what became of it. */
export function buildMessages(db: PlatformDatabase): Messages {
  const insert =
    db.prepare(`insert or ignore into messages (wamid, direction, phone_number_id, phone, to_input,
    recipient_input, type, text, choices, body, callback_data, at, received_at)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const insertStatus = db.prepare(
    'insert into statuses (wamid, status, code, happens_at) values (?, ?, ?, ?)',
  )
  const release = db.prepare<[number, string, number]>(
    'update statuses set happens_at = ? where wamid in (select wamid from messages where phone = ?) and happens_at >= ?',
  )
  const latest = (column: string): string =>
    `(select ${column} from statuses s where s.wamid = m.wamid and s.happens_at <= :now
      order by s.happens_at desc, s.seq desc limit 1)`
  const thread = db.prepare<[{ phone: string; now: number }], ThreadRow>(
    `select m.*, ${latest('status')} as status, ${latest('code')} as code from messages m
     where m.phone = :phone order by m.at, m.seq`,
  )
  const accepted = db.prepare<[], MessageRow>("select * from messages where direction = 'out' order by seq")
  const tappable = db.prepare<[string], { wamid: string; phone_number_id: string; choices: string }>(
    `select wamid, phone_number_id, choices from messages
     where phone = ? and direction = 'out' and choices <> '[]' and ${didNotFail} order by seq desc`,
  )
  const newestTo = db.prepare<[string], { wamid: string }>(
    `select wamid from messages where phone = ? and direction = 'out' and ${didNotFail} order by seq desc limit 1`,
  )
  const newestNumber = db.prepare<[string], { phone_number_id: string }>(
    'select phone_number_id from messages where phone = ? order by seq desc limit 1',
  )
  const lastWritten = db.prepare<[string, string], { at: number | null }>(
    `select max(at) as at from messages
     where phone = ? and phone_number_id = ? and direction = 'in' and type <> 'preference'`,
  )

  return {
    keep: (message) => {
      insert.run(
        message.wamid,
        message.direction,
        message.phoneNumberId,
        message.phone,
        message.to,
        message.recipient,
        message.type,
        message.text,
        JSON.stringify(message.choices),
        JSON.stringify(message.body),
        message.callbackData,
        message.at,
        message.receivedAt,
      )
    },
    keepStatus: (wamid, status, code, happensAt) => {
      insertStatus.run(wamid, status, code, happensAt)
    },
    releaseStatuses: (phone, happensAt) => {
      release.run(happensAt, phone, heldForPhone)
    },
    thread: (phone, now) => thread.all({ phone, now }).map(toThreadItem),
    accepted: () => accepted.all().map(toAccepted),
    tappable: (phone) =>
      tappable.all(phone).map((row) => ({
        wamid: row.wamid,
        phoneNumberId: row.phone_number_id,
        choices: choicesSchema.parse(JSON.parse(row.choices)),
      })),
    newestTo: (phone) => newestTo.get(phone)?.wamid ?? null,
    newestNumber: (phone) => newestNumber.get(phone)?.phone_number_id ?? null,
    lastWrittenAt: (phone, phoneNumberId) => lastWritten.get(phone, phoneNumberId)?.at ?? null,
  }
}
