import type { JsonObject } from './json.ts'
import type { Choice } from './messages.ts'
import type { SandboxNumber } from './options.ts'
import type { Phone } from './phones.ts'
import type { Platform } from './platform.ts'
import { SandboxError } from './sandbox-error.ts'

/** What is to be tapped: a button by label, payload or index, or a list row by its id. */
export interface Tap {
  readonly button: string | number | undefined
  readonly list: string | undefined
  /** The message it stands on; without it, the newest that has something of the kind. */
  readonly quoting: string | undefined
}

/** Finds what is tapped and the message it stands on. */
export function tap(
  platform: Platform,
  phone: Phone,
  number: SandboxNumber,
  { button, list, quoting }: Tap,
): { readonly wamid: string; readonly choice: Choice } {
  const isWanted = ({ kind }: Choice): boolean => (list === undefined ? kind !== 'row' : kind === 'row')
  const message = platform.messages
    .tappable(phone.phone)
    .filter(({ phoneNumberId }) => phoneNumberId === number.phoneNumberId)
    .find(({ wamid, choices }) => (quoting === undefined ? choices.some(isWanted) : wamid === quoting))
  const choices = message?.choices.filter(isWanted) ?? []
  const choice =
    typeof button === 'number'
      ? choices[button]
      : (choices.find(({ label }) => label === button) ??
        choices.find(({ payload }) => payload === (list ?? button)))
  if (message && choice) return { wamid: message.wamid, choice }
  const what = list === undefined ? `button ${String(button)}` : `list row ${list}`
  const there = choices.map(({ label }) => `"${label}"`).join(', ') || 'nothing'
  throw new SandboxError(
    409,
    'sandbox.nothing_to_tap',
    `the message to tap on has no ${what}; there is to tap: ${there}`,
  )
}

/** How a tap comes back to the business (FACTS §2). */
export function tapContent({ kind, label, payload, description }: Choice): {
  readonly type: 'button' | 'interactive'
  readonly content: JsonObject
} {
  switch (kind) {
    case 'quick_reply':
      return { type: 'button', content: { button: { payload, text: label } } }
    case 'reply':
      return {
        type: 'interactive',
        content: { interactive: { type: 'button_reply', button_reply: { id: payload, title: label } } },
      }
    case 'row': {
      const list_reply = { id: payload, title: label, ...(description === undefined ? {} : { description }) }
      return { type: 'interactive', content: { interactive: { type: 'list_reply', list_reply } } }
    }
  }
}
