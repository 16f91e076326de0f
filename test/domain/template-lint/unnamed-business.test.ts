import { expect, it } from 'vitest'
import { sampleBusinessName } from '../../../src/domain/template-lint/sender.ts'
import { codesIn, contextOf, quick } from './support.ts'

/** Nobody has set the business's name yet: then anybody may be named, in scripts without capitals too. */
const context = contextOf(sampleBusinessName)

const requests = [
  {
    language: 'hi',
    opening: ['नमस्ते {{1}} जी, शर्मा ज्वेलर्स की ओर से।', 'नमस्ते {{1}} जी।'],
    rest: 'क्या आप WhatsApp पर हमारे ऑफ़र के संदेश पाना चाहते हैं? "हाँ" चुनने पर आप ये संदेश पाने के लिए सहमति देते हैं। बंद करने के लिए कभी भी STOP लिखें।',
    buttons: ['हाँ, चाहिए', 'नहीं, धन्यवाद'],
  },
  {
    language: 'ar',
    opening: ['مرحبًا {{1}}، معك مخبز الياسمين.', 'مرحبًا {{1}}.'],
    rest: 'هل ترغب في استلام عروضنا وأخبارنا عبر واتساب؟ بالضغط على «نعم» فإنك توافق على تلقي هذه الرسائل. لإلغاء الاشتراك في أي وقت أرسل كلمة إيقاف.',
    buttons: ['نعم، أوافق', 'لا، شكرًا'],
  },
  {
    language: 'he',
    opening: ['שלום {{1}}, כאן מאפיית הגליל.', 'שלום {{1}}.'],
    rest: 'נשמח לשלוח לך מבצעים ועדכונים בוואטסאפ. האם לאשר קבלת הודעות מאיתנו? להסרה מהרשימה בכל עת: השיבו הסר.',
    buttons: ['כן, אני מאשר', 'לא, תודה'],
  },
  {
    language: 'ja',
    opening: ['こんにちは、{{1}}様。さくら眼科クリニックです。', 'こんにちは、{{1}}様。'],
    rest: 'WhatsAppでキャンペーン情報をお送りしてもよろしいでしょうか。「はい」を押すと、メッセージの受信に同意したことになります。配信を止めたいときは、いつでも「停止」と返信してください。',
    buttons: ['はい', 'いいえ'],
  },
  {
    language: 'zh_CN',
    opening: ['您好，{{1}}，这里是晨光书店。', '您好，{{1}}！'],
    rest: '您是否愿意通过 WhatsApp 接收我们的新书和优惠信息？点击“同意”即表示您同意接收这些消息。如需取消，请随时回复“退订”。',
    buttons: ['同意', '不同意'],
  },
  {
    language: 'ko',
    opening: ['안녕하세요 {{1}}님, 한빛서점입니다.', '안녕하세요 {{1}}님.'],
    rest: '할인 정보를 WhatsApp으로 받아 보시겠습니까? "예"를 누르시면 메시지 수신에 동의하시게 됩니다. 언제든지 "수신거부"라고 답장하시면 발송을 중단합니다.',
    buttons: ['예, 동의합니다', '아니요'],
  },
  {
    language: 'id',
    opening: ['Halo {{1}}, ini dari Toko Melati.', 'Halo {{1}},'],
    rest: 'apakah Anda setuju menerima promo dari kami lewat WhatsApp? Untuk berhenti, balas STOP kapan saja.',
    buttons: ['Ya', 'Tidak'],
  },
] as const

it.each(requests)('in $language it is seen whether somebody is named', (request) => {
  const { language, rest, buttons } = request
  const codesOf = (opening: string): string[] =>
    codesIn(context, { language, body: `${opening} ${rest}`, buttons: quick(...buttons), example: 'Dewi' })
  const [named, unnamed] = request.opening
  expect(codesOf(named)).toEqual([])
  expect(codesOf(unnamed)).toEqual(['business_not_named'])
})

it.each(['Đồng ý để nhận mã giảm giá 20%.', 'Đồng ý ngay để được giảm giá 20%!'])(
  'in Vietnamese a discount for a yes pays for it: %s',
  (sentence) => {
    const body = `Xin chào, đây là Phương Nam. Bạn có đồng ý nhận tin khuyến mãi qua WhatsApp không? ${sentence} Trả lời DỪNG để ngừng nhận tin.`
    expect(codesIn(context, { language: 'vi', body, buttons: quick('Đồng ý', 'Không') })).toEqual([
      'dark_pattern',
    ])
  },
)
