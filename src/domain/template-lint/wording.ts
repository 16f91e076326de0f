/**
 * What the linter looks for in one language, each list as stems with `|` between: a stem fits the beginning of a word, `_`
 * at its end the end of one, `…` leaves room for a few words, and `~` stands before what must not follow. In scripts without
 * spaces it fits anywhere.
 */
export interface Wording {
  /** Words of agreeing: "agree", "subscribe". */
  readonly agree: string
  /** How one asks for leave, or for a wish: "may we", "would you like". */
  readonly ask: string
  /** What is done with messages: "send", "receive", "write to you". */
  readonly get: string
  /** What they are: "messages", "offers". */
  readonly things: string
  /** How one answers: "reply", "text", "tap". */
  readonly reply: string
  /** What a stop does: "stop", "unsubscribe". */
  readonly stop: string
  /** No answer but a delay, on a button: "later", "not now". */
  readonly later: string
  /** What makes a no ashamed: "full price", "miss out". */
  readonly guilt: string
  /** What hurries people: "last chance". */
  readonly pressure: string
  /** A consent that nobody gives: "unless you reply", "automatically". */
  readonly silence: string
  /** A consent as the price of something else: "you must accept", "to receive your order". */
  readonly bundle: string
  /** Advertising: "discount", "coupon". */
  readonly promo: string
  /** It confirms what the person has asked for elsewhere. */
  readonly confirm: string
  /** Denials: "if you do not reply, we send nothing" is fair, and "no purchase necessary" is no condition. */
  readonly not: string
  /** What is agreed to instead of messages: "terms", "privacy policy". */
  readonly terms: string
  /** What a customer waits for: "order", "parcel", "appointment". */
  readonly goods?: string
  /** What holds it back: "cannot", "be cancelled", "until you". With goods in one sentence it makes consent a price. */
  readonly withheld?: string
  /** What opens or ends the naming of a purpose: "to …", "… için". Goods as the purpose of agreeing are a price. */
  readonly purpose?: string
  /** How a condition is put: "only if", "without". Goods under a condition of agreeing are a price. */
  readonly condition?: string
  /** How a condition is denied: "does not affect", "even if". */
  readonly regardless?: string
  /** What a yes is paid with: "voucher", "discount". Sums of money and per cent count in every language. */
  readonly gift?: string
  /** How it is given: "gets", "you win". Not as messages are received. */
  readonly given?: string
  /** A no, or a consent that is not given: "if you decline", "without your consent". */
  readonly refused?: string
  /** What a no costs: "be wiped", "cannot". */
  readonly lost?: string
}
