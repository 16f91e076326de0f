import { hour, minute } from './clock.ts'

/**
 * What the providers' error codes ask us to do: Meta's by FACTS §7, Twilio's by twilio.com/docs/api/errors/<code>. The
 * two share no number. Decided on the code alone: titles and HTTP status change without notice.
 *
 * - `retry`: the same message again after a growing pause, a few times;
 * - `back_off`: as `retry`, and the whole account pauses;
 * - `pair`: as `retry`, slower, for this person only;
 * - `stop_account`: nothing more goes out on the account for a while; the message waits; somebody is told;
 * - `park`: the message waits for long; somebody is told;
 * - `final`: never again.
 */
export type ErrorAction = 'retry' | 'back_off' | 'pair' | 'stop_account' | 'park' | 'final'

/** What a final error says about the person or the message. */
export type ErrorMeaning =
  | 'unreachable'
  | 'not_delivered'
  | 'platform_stopped'
  | 'carrier_stopped'
  | 'window_closed'
  | 'request_wrong'
  | 'other'

export interface ErrorRule {
  readonly action: ErrorAction
  readonly meaning: ErrorMeaning
  /** In plain words, for agents and operators. */
  readonly says: string
}

const rule = (action: ErrorAction, says: string, meaning: ErrorMeaning = 'other'): ErrorRule => ({
  action,
  meaning,
  says,
})

const rules = new Map<number, ErrorRule>([
  [0, rule('stop_account', 'the access token is not accepted')],
  [190, rule('stop_account', 'the access token is invalid or has expired')],
  [3, rule('stop_account', 'the token lacks a permission')],
  [10, rule('stop_account', 'the token lacks a permission')],
  [131005, rule('stop_account', 'the token lacks a permission')],
  [4, rule('back_off', 'the app has reached its call rate')],
  [80007, rule('back_off', 'the account has reached its call rate')],
  [130429, rule('back_off', 'the number has reached its throughput')],
  [131056, rule('pair', 'too many messages to this person in a short time')],
  [131048, rule('stop_account', 'the number is limited because of spam reports', 'not_delivered')],
  [131064, rule('park', 'the account is limited for using a template category wrongly')],
  [368, rule('stop_account', 'the account is restricted by the platform')],
  [131031, rule('stop_account', 'the account is locked by the platform')],
  [130497, rule('final', 'the business may not write to people in this country')],
  [130403, rule('final', 'the business has blocked this person')],
  [1, rule('retry', 'the platform had a passing fault')],
  [2, rule('retry', 'the platform was not available')],
  [131000, rule('retry', 'the platform had a passing fault')],
  [131016, rule('retry', 'the platform was not available')],
  [133004, rule('retry', 'the platform was not available')],
  [33, rule('final', 'the number does not exist any more', 'request_wrong')],
  [100, rule('final', 'the platform did not accept a parameter', 'request_wrong')],
  [131008, rule('final', 'a required parameter is missing', 'request_wrong')],
  [131009, rule('final', 'a parameter has a wrong value', 'request_wrong')],
  [135000, rule('final', 'the platform did not accept the message', 'request_wrong')],
  [
    130472,
    rule(
      'final',
      'the person is in an experiment of the platform and gets no such messages',
      'not_delivered',
    ),
  ],
  [131021, rule('final', 'sender and recipient are the same', 'request_wrong')],
  [
    131026,
    rule(
      'final',
      'not reachable on WhatsApp: no account there, terms not accepted, or an old version',
      'unreachable',
    ),
  ],
  [131037, rule('stop_account', 'the display name is not approved')],
  [131042, rule('stop_account', 'there is a payment problem with the account')],
  [131045, rule('stop_account', 'the number is not registered')],
  [133010, rule('stop_account', 'the number is not registered')],
  [131047, rule('final', 'more than 24 hours since the person last wrote', 'window_closed')],
  [131049, rule('final', 'the platform chose not to deliver it', 'not_delivered')],
  [131050, rule('final', 'the person has stopped marketing from this business', 'platform_stopped')],
  [131051, rule('final', 'the platform does not know this kind of message', 'request_wrong')],
  [131052, rule('final', 'the media could not be downloaded')],
  [131053, rule('final', 'the media could not be uploaded')],
  [131055, rule('final', 'not allowed by the rules of the marketing endpoint')],
  [131057, rule('stop_account', 'the account is under maintenance')],
  [131062, rule('final', 'this message needs a phone number', 'request_wrong')],
  [131063, rule('final', 'marketing is switched off on this endpoint')],
  [132000, rule('final', 'the template got a wrong number of variables', 'request_wrong')],
  [132001, rule('final', 'the template does not exist in this language or is not approved', 'request_wrong')],
  [132005, rule('final', 'the filled template is too long', 'request_wrong')],
  [132007, rule('final', 'the template breaks a content policy', 'request_wrong')],
  [132012, rule('final', 'a template variable has a wrong format', 'request_wrong')],
  [132018, rule('final', 'a template variable has a wrong value', 'request_wrong')],
  [132015, rule('park', 'the template is paused for its quality', 'not_delivered')],
  [132016, rule('final', 'the template is disabled for good', 'request_wrong')],
  [132068, rule('final', 'the flow is blocked')],
  [132069, rule('park', 'the flow is throttled')],
  [134011, rule('final', 'the payment terms are not accepted')],
  [139200, rule('final', 'the platform refused to send without a template')],
  // Twilio's: told at once (20…, 21…), or later with a status (30…).
  [20003, rule('stop_account', 'the account or its auth token is not accepted')],
  [20429, rule('back_off', 'the account has reached its call rate')],
  [21211, rule('final', 'this is not a phone number that can be texted', 'unreachable')],
  [21408, rule('final', 'texts to this country are not switched on at the provider')],
  [21602, rule('final', 'the text is empty', 'request_wrong')],
  [21606, rule('stop_account', 'the sender is not one that can send texts to this number')],
  [21608, rule('final', 'a trial account may text numbers that it has verified, and no others')],
  [21610, rule('final', 'this person has replied STOP to this sender', 'carrier_stopped')],
  [21612, rule('final', 'the provider has no way to text this number from this sender', 'unreachable')],
  [21614, rule('final', 'this is not a mobile number', 'unreachable')],
  [21617, rule('final', 'the text is too long', 'request_wrong')],
  [21635, rule('final', 'this is a landline, which gets no texts', 'unreachable')],
  [30001, rule('retry', 'the queue of texts at the provider was full')],
  [30002, rule('stop_account', 'the account is suspended at the provider')],
  [30003, rule('final', 'the phone is switched off or out of reach just now', 'not_delivered')],
  [30004, rule('final', 'texts to this number are blocked', 'not_delivered')],
  [30005, rule('final', 'this number is unknown or no longer in use', 'unreachable')],
  [30006, rule('final', 'this is a landline, or its carrier takes no texts', 'unreachable')],
  [30007, rule('final', 'the carrier took the text for spam and did not deliver it', 'not_delivered')],
  [30008, rule('final', 'the carrier did not deliver it and did not say why', 'not_delivered')],
])

const permission: ErrorRule = rule('stop_account', 'the token lacks a permission')
const registration: ErrorRule = rule('stop_account', 'there is trouble with the registration of the number')
const unknown: ErrorRule = rule('final', 'the platform refused it with a code we do not know')

/** The rule for an error code; codes we do not know are final, since repeating blindly helps nobody. */
export const errorRule = (code: number): ErrorRule => {
  if (code >= 200 && code <= 299) return permission
  if (code >= 133000 && code <= 133016 && !rules.has(code)) return registration
  return rules.get(code) ?? unknown
}

/** The person has stopped us where we cannot switch it back: asking again is no use. */
export const hasStopped = (code: number | null): boolean => {
  const meaning = code === null ? null : errorRule(code).meaning
  return meaning === 'platform_stopped' || meaning === 'carrier_stopped'
}

export const maxAttempts = 5

/**
 * How long to wait before the next attempt, in milliseconds; null when there is none. `spread` is a random
 * number in [0, 1). A pair limit waits 4^n seconds for this person alone (FACTS §6.4).
 */
export const retryAfter = (
  action: ErrorAction,
  attempts: number,
  retryAfterMs: number | null,
  spread: number,
): number | null => {
  switch (action) {
    case 'retry':
    case 'back_off':
      if (attempts >= maxAttempts) return null
      return retryAfterMs ?? Math.round(1_000 * 2 ** attempts * (0.75 + spread / 2))
    case 'pair':
      return attempts >= maxAttempts ? null : 1_000 * 4 ** attempts
    case 'stop_account':
      return 10 * minute
    case 'park':
      return attempts >= maxAttempts ? null : 3 * hour
    case 'final':
      return null
  }
}

/**
 * How long a message waits before its next attempt; null when there is none. A request that the platform does not
 * deliver for now is `not_delivered` at once: the agent decides whether to ask again, and later may be too late.
 */
export const waitAfterError = (
  { kind, attempts }: { readonly kind: string; readonly attempts: number },
  { action, meaning }: ErrorRule,
  retryAfterMs: number | null,
  spread: number,
): number | null =>
  kind === 'request' && meaning === 'not_delivered'
    ? null
    : retryAfter(action, attempts, retryAfterMs, spread)

/** How long the whole account pauses, in milliseconds; null when it goes on. */
export const accountPause = (action: ErrorAction, attempts: number): number | null => {
  if (action === 'back_off') return 1_000 * 2 ** Math.min(attempts, 6)
  return action === 'stop_account' ? 10 * minute : null
}
