import { describe, expect, it } from 'vitest'
import { codesIn, contextOf, quick } from './support.ts'

const context = contextOf('Casa Luna')
type Case = readonly [language: string, body: string, yes: string, no: string]
const codesOf = ([language, body, yes, no]: Case): string[] =>
  codesIn(context, { language, body, buttons: quick(yes, no) })

const ar = 'هل تسمح لـ Casa Luna بإرسال العروض إليك عبر واتساب؟ أرسل STOP للإيقاف.'
const vi = 'Casa Luna gửi ưu đãi cho bạn qua WhatsApp được không? Trả lời STOP để ngừng.'
const zh = '您同意接收Casa Luna的优惠消息吗？回复“退订”可停止。'
const ko = 'Casa Luna의 혜택 메시지를 받는 데 동의하십니까? “수신거부”라고 답하시면 중단됩니다.'
const th = 'Casa Luna ขอส่งโปรโมชั่นให้ทาง WhatsApp ได้ไหมคะ พิมพ์ STOP เพื่อหยุดรับ'

describe('it presses for a yes', () => {
  it.each<Case>([
    ['ar', `${ar} لن يتم شحن طلبك إلا بعد موافقتك.`, 'نعم', 'لا'],
    ['zh_CN', `${zh}同意后我们才能为您发货。`, '同意', '不同意'],
    ['ko', `${ko} 동의하지 않으시면 주문을 처리하지 않습니다.`, '네', '아니요'],
    ['th', `${th} หากไม่ยินยอม เราจะไม่จัดส่งสินค้าของคุณ`, 'ได้', 'ไม่'],
    ['vi', `${vi} Chỉ khi bạn đồng ý, đơn hàng mới được giao.`, 'Có', 'Không'],
    [
      'uk',
      'Чи може Casa Luna надсилати вам акції у WhatsApp? Щоб зупинити, надішліть СТОП.',
      'Так',
      'Ні, обожнюю марнотратство',
    ],
    ['ar', ar, 'نعم', 'لا، أحب التبذير'],
    ['zh_CN', `${zh}三天内不点“同意”以外的选项视为同意。`, '同意', '不同意'],
  ])('in %s: %s (%s / %s)', (...one) => {
    expect(codesOf(one)).toContain('dark_pattern')
  })
})

describe('it passes', () => {
  it.each<Case>([
    // An order that does not hang on the answer.
    ['zh_CN', `${zh}无论是否同意，都不影响您的订单。`, '同意', '不同意'],
    ['vi', `${vi} Nếu bạn không đồng ý, đơn hàng vẫn được giao.`, 'Có', 'Không'],
    // A yes that counts as consent.
    ['zh_CN', `${zh}点击“同意”视为您同意接收消息。`, '同意', '不同意'],
    ['th', `${th} หากกด “ใช่” ถือว่าคุณยินยอมรับข้อความค่ะ`, 'ใช่', 'ไม่'],
    // The no is the yes, denied.
    ['vi', vi, 'Muốn', 'Không muốn'],
    ['ko', ko, '구독', '구독 안 함'],
    // A no with thanks, or said twice.
    ['ar', ar, 'نعم، أوافق', 'لا، شكراً'],
    ['vi', vi, 'Có', 'Không, cảm ơn'],
    // Thai sentences end without a full stop, and the stop word may stand bare.
    ['th', 'Casa Luna ขอส่งโปรโมชั่นให้ทาง WhatsApp ได้ไหมคะ พิมพ์ หยุด เพื่อหยุดรับข้อความ', 'ได้', 'ไม่'],
    ['id', 'Boleh Casa Luna kirim promo lewat WA? Balas STOP untuk berhenti.', 'Boleh', 'Tidak'],
  ])('in %s: %s (%s / %s)', (...one) => {
    expect(codesOf(one)).toEqual([])
  })
})
