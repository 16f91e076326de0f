import { meaningsOf } from './meanings.ts'

// Lists of meanings that more than one rule asks for.

/** What can be done with messages. */
export const plainVerbs = meaningsOf(
  'stop',
  'unsubscribe',
  'remove',
  'removeMe',
  'send',
  'contact',
  'receive',
  'want',
  'subscribe',
)

/** Those verbs, denied. */
export const deniedVerbs = meaningsOf('dontSend', 'dontContact', 'dontReceive', 'dontWant')

/** All that ends messages, or is an end of them; a bare "no" ends them only beside a kind of message. */
export const endings = meaningsOf(
  'stop',
  'stopped',
  'off',
  'unsubscribe',
  'remove',
  'removeMe',
  'noMore',
  deniedVerbs,
  'optOut',
  'optOutAlone',
  'saysOptOut',
  'saysEnough',
)

export const categoryWords = meaningsOf('category')
/** Orders may be a kind of message (see withOrders). */
export const categoryOrOrder = meaningsOf('category', 'order')
export const categoryOrMessage = meaningsOf('category', 'message')
export const courtesyWords = meaningsOf('courtesy')
export const exceptWords = meaningsOf('except')
export const noWords = meaningsOf('no')
export const optOutWords = meaningsOf('optOut')
export const otherWords = meaningsOf('other')
export const saidWords = meaningsOf('said')
export const saysEnoughWords = meaningsOf('saysEnough')
export const stopWords = meaningsOf('stop')
export const thisWords = meaningsOf('this')
export const undecidedOrMaybe = meaningsOf('undecided', 'maybe')
export const wantWords = meaningsOf('want')
