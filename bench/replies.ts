import { parseReply } from '../src/replies/parse-reply.ts'
import type { ReplyContext } from '../src/replies/reading.ts'

/** Shows throughput on short replies and that time grows in step with length. Run: npx tsx bench/replies.ts */

const context: ReplyContext = { pending: false, state: 'opted_in' }
const shortReplies = [
  'STOP',
  'ok, thank you',
  'no more promos but keep my order updates please',
  'yes please',
  '👍',
  'cancel my hotel booking',
  'how do I unsubscribe?',
  'por favor quítenme de la lista',
  'bitte keine Rabattaktionen mehr',
  'unsbuscribe',
  'مساعدة',
  'अब मैसेज मत भेजना',
  '今後の配信は不要です',
  '麻煩別再傳訊息了',
  'กรุณาอย่าส่งข้อความมาอีก',
  'what time do you open tomorrow? my parcel has not arrived yet',
]
const nasty: Readonly<Record<string, (length: number) => string>> = {
  'all a': (length) => 'a'.repeat(length),
  'stop after stop': (length) => 'stop '.repeat(length / 5),
  emoji: (length) => '👍'.repeat(length / 2),
  'no spaces': (length) => 'unsubscribestop'.repeat(length / 15),
  'unknown words': (length) => 'qwzx brfg tlpk '.repeat(length / 15),
  'spelled out': (length) => 's t o p '.repeat(length / 8),
  'mixed scripts': (length) => 'stop не 停止 بند '.repeat(length / 15),
  'open gaps': (length) => 'take turn switch '.repeat(length / 17),
  'no breaks, no letters': (length) => '?!.'.repeat(length / 3),
  chinese: (length) => '不要再发'.repeat(length / 4),
  'one kind, no breaks': (length) => 'promo '.repeat(length / 6),
  'orders and messages': (length) => 'order message '.repeat(length / 14),
  'keeping and stopping': (length) => 'keep promo and stop surveys '.repeat(length / 28),
  'yes and no': (length) => 'yes. no. '.repeat(length / 9),
  'misspelt words': (length) => 'unsubscrlbe mesages '.repeat(length / 20),
  quotations: (length) => '„stop '.repeat(length / 6),
}

const microseconds = (): number => Number(process.hrtime.bigint()) / 1000
const print = (line: string): void => void process.stdout.write(`${line}\n`)

function timed(text: string): number {
  const start = microseconds()
  parseReply(text, context)
  return microseconds() - start
}

const rounds = 3000
for (let round = 0; round < 300; round += 1) for (const text of shortReplies) timed(text)
const times: number[] = []
const start = microseconds()
for (let round = 0; round < rounds; round += 1) for (const text of shortReplies) times.push(timed(text))
const elapsed = microseconds() - start
times.sort((left, right) => left - right)
print(`short replies: ${Math.round((times.length / elapsed) * 1_000_000)} a second`)
print(
  `p50 ${times[times.length >> 1]?.toFixed(1)} µs, p99 ${times[Math.floor(times.length * 0.99)]?.toFixed(1)} µs`,
)
// Long texts hold more at once than the collector's nursery takes, so its share grows a little up to 64 KB and no more.
print('\nmicroseconds per KB at 1, 4, 16, 64 and 128 KB (flat: linear)')
for (const [name, make] of Object.entries(nasty)) {
  const perKilobyte = [1, 4, 16, 64, 128].map((kilobytes) => {
    const text = make(kilobytes * 1024)
    const runs = Array.from({ length: kilobytes > 4 ? 3 : 12 }, () => timed(text))
    return (Math.min(...runs) / kilobytes).toFixed(0).padStart(6)
  })
  print(`${name.padEnd(24)}${perKilobyte.join('')}`)
}
