import { describe, expect, test } from 'vitest'
import { parseReply, type ReplyContext } from '../../src/replies/parse-reply.ts'

/** What languages without spaces, or with their particles at the end, say differently (POLICY §4, §5). */

const pending: ReplyContext = { pending: true, state: 'none' }
const optedOut: ReplyContext = { pending: false, state: 'opted_out' }
const optedIn: ReplyContext = { pending: false, state: 'opted_in' }

function read(text: string, context: ReplyContext): string {
  const { intent, categories } = parseReply(text, context)
  return [intent, ...categories].join(' ')
}

describe('questions, complaints and the rest', () => {
  test('a question may end with a particle instead of a mark', () => {
    for (const text of ['打「停止」是全部都停嗎', '回复TD要收费吗', 'ปกติแล้วลูกค้าขอเลิกรับได้ใช่ไหมคะ']) {
      expect(read(text, optedIn)).toBe('help')
    }
  })

  test('no word begins behind a vowel that is written before its consonant', () => {
    expect(read('เปิดแจ้งเตือนพัสดุอีกครั้ง', optedOut)).toBe('opt_in utility')
    expect(read('ปิดแจ้งเตือนพัสดุ', optedIn)).toBe('opt_out utility')
  })

  test('a kind of message, again: a complaint of a few words, however many characters they have', () => {
    expect(read('โปรโมชั่นอีกแล้ว', optedIn)).toBe('ambiguous')
  })

  test('a keyword repeated without a space is that keyword', () => {
    for (const text of ['TDTDTD', 'STOPSTOP', 'berhentiberhenti'])
      expect(read(text, optedIn)).toBe('opt_out *')
    expect(read('tartar', optedIn)).toBe('none')
  })

  test('who refuses the rest in a clause of its own keeps what is named beside it', () => {
    const allButOrders = 'opt_out authentication marketing newsletter surveys'
    expect(read('除了订单通知，其他一律不要', optedIn)).toBe(allButOrders)
    expect(read('除了订单通知，其他一律不要', pending)).toBe('opt_in utility')
    expect(read('其他不要', optedIn)).toBe('none')
  })

  test('after an opt-out a yes may ask to be sent things again', () => {
    expect(read('có, gửi lại cho chị', optedOut)).toBe('opt_in *')
    expect(read('có, gửi lại cho chị', optedIn)).toBe('none')
  })

  test('a weariness beside a wish does not limit it, and alone it is a complaint', () => {
    expect(read('아 진짜 그만 좀 보내라 짜증나게', optedIn)).toBe('opt_out *')
    expect(read('문자 진짜 지겨워요', optedIn)).toBe('ambiguous')
    expect(read('길이 너무 막혀서 짜증나요', optedIn)).toBe('none')
  })

  test('a short groan counts only alone or about the messages', () => {
    expect(read('又来', optedIn)).toBe('ambiguous')
    expect(read('我又来买奶茶', optedIn)).toBe('none')
  })

  test('a groan beside a no refuses an open request', () => {
    expect(read('不要，好烦', pending)).toBe('opt_out *')
    expect(read('好烦', optedIn)).toBe('ambiguous')
  })

  test('not wanting another channel any more is unclear', () => {
    expect(read('อีเมลของร้านน่ะ ขอไม่รับแล้วนะ', optedIn)).toBe('ambiguous')
  })

  test('a polite word and a space end a sentence where there is no full stop', () => {
    expect(read('ย้ายบ้านแล้วค่ะ ไม่ต้องแจ้งข่าวมาแล้ว', optedIn)).toBe('opt_out *')
  })

  test('what follows an "if I leave" is asked about', () => {
    expect(read('kalau stop, TAC masih dapat tak', optedIn)).toBe('help')
    expect(read('ถ้าจะหยุดรับต้องติดต่อใคร', optedIn)).toBe('help')
  })

  test('messages mentioned before a comma are what is refused behind it', () => {
    expect(read('お知らせ、もういらんわ', optedIn)).toBe('opt_out *')
  })

  test('messages sent or switched on again are wished for, although their word could be a verb', () => {
    expect(read('hantar la mesej balik', optedOut)).toBe('opt_in *')
    expect(read('把通知重新打开吧', optedOut)).toBe('opt_in *')
  })

  test('a keyword of two letters may carry a number', () => {
    expect(read('TD2', optedIn)).toBe('opt_out *')
  })
})
