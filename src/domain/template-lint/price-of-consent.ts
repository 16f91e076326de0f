import { compile, has, type Vocabulary } from './vocabulary.ts'

/** Stems as in `wording.ts`: what a customer waits for, how a condition is put, and how one is denied. */
type Words = readonly [goods: string, condition: string, regardless: string]

const malay: Words = [
  'pesanan|paket|bungkusan|pengiriman|penghantaran|akun|akaun|booking|tempahan|refund|bayaran balik|barang|layanan',
  'tanpa|hanya jika|hanya bila|hanya setelah|hanya selepas|hanya akan|baru_|jika tidak|bila tidak|kalau tidak|jika anda tidak|kecuali|setelah anda|selepas anda|sebelum anda',
  'tetap|memengaruhi|mempengaruhi|menjejaskan|terjejas|berdampak',
]
const byLanguage: Readonly<Record<string, Words>> = {
  hi: [
    'ऑर्डर|पार्सल|डिलीवरी|सामान|खाता|अकाउंट|रिफंड|बुकिंग|अपॉइंटमेंट',
    'बिना|तभी|बाद ही|न देने|नहीं देने|नहीं दी|नहीं देते|नहीं दें|न दें|जब तक',
    'चाहे|फिर भी|असर नहीं|प्रभाव',
  ],
  ar: [
    'طلبك|طلبكم|طلبيت|شحنت|شحن|طردك|طردكم|حجزك|موعدك|حسابك|استرداد',
    'إلا بعد|إلا إذا|بدون|دون|فقط|إذا لم|ما لم|بعد موافق|قبل موافق',
    'حتى لو|حتى بدون|يؤثر|كل الأحوال|جميع الأحوال',
  ],
  he: [
    'הזמנה|הזמנת|משלוח|החבילה|חבילת|חשבון|החזר כספי|התור של',
    'ללא|בלי|בלא|רק אם|רק לאחר|רק אחרי|אם לא|אלא אם|עד ש',
    'גם אם|גם ללא|גם בלי|ישפיע|משפיע|בכל מקרה',
  ],
  ur: [
    'آرڈر|پارسل|ڈیلیوری|سامان|اکاؤنٹ|بکنگ',
    'بغیر|تبھی|بعد ہی|نہ دی|نہ دینے|جب تک',
    'چاہے|اثر نہیں|پھر بھی',
  ],
  bn: [
    'অর্ডার|পার্সেল|ডেলিভারি|অ্যাকাউন্ট|বুকিং|পণ্য|টাকা ফেরত',
    'না দিলে|ছাড়া|তবেই|পরেই|না হলে|না করলে|না দেওয়া',
    'প্রভাব|তবুও|যাই',
  ],
  id: malay,
  ms: malay,
  uk: [
    'замовлен|посилк|доставк|рахун|акаунт|обліков|бронюв|повернення кошт',
    'без_|лише після|тільки після|лише якщо|тільки якщо|якщо не|якщо ви не|поки|після вашої|доки',
    'вплив|однаково|незалежно|все одно|у будь-якому|навіть',
  ],
  ja: [
    '注文|商品|荷物|発送|配送|アカウント|予約|返金',
    'ない場合|なければ|ないと|ない限り|いただいてから|いただいた後|してから|場合のみ|場合に限',
    'なくても|ても、|影響|かかわらず|関わらず',
  ],
  ko: [
    '주문|상품|택배|배송|계정|예약|환불',
    '않으시면|않으면|않을 경우|하셔야|해야|없이|없으면|후에만|경우에만|하신 후',
    '영향|상관없이|관계없이|않으셔도|않아도|없어도',
  ],
  zh_CN: [
    '发货|订单|包裹|快递|配送|账户|账号|退款|预约',
    '后我们才|后才|才能|才会|才可|方可|方能|不同意|未同意|否则|如不|若不|未经|拒绝',
    '影响|无论|不论|照常|仍|也会',
  ],
  zh_TW: [
    '出貨|訂單|包裹|宅配|配送|帳戶|帳號|退款|預約',
    '後我們才|後才|才能|才會|才可|方可|方能|不同意|未同意|否則|如不|若不|未經|拒絕',
    '影響|無論|不論|照常|仍|也會',
  ],
  vi: [
    'đơn hàng|kiện hàng|giao hàng|tài khoản|đặt chỗ|hoàn tiền|lịch hẹn',
    'chỉ khi|chỉ sau khi|nếu không|nếu bạn không|không đồng ý|sau khi bạn|mới được|mới giao|trừ khi',
    'vẫn|ảnh hưởng|dù_',
  ],
  th: [
    'สินค้า|คำสั่งซื้อ|พัสดุ|จัดส่ง|บัญชี|การจอง|คืนเงิน',
    'หากไม่|ถ้าไม่|หากคุณไม่|ต่อเมื่อ|เฉพาะ|จนกว่า|หลังจาก|โดยไม่|เท่านั้น',
    'ไม่ส่งผล|ไม่กระทบ|ไม่มีผล|ยังคง|ก็ตาม|แม้',
  ],
  sw: [
    'oda|agizo|mzigo|kifurushi|akaunti|huduma',
    'bila|usipo|mpaka|hadi|baada ya|ila tu|isipokuwa|tu_',
    'haitaathiri|haiathiri|hata_|hata bila|bado',
  ],
}

interface Patterns {
  readonly goods: RegExp
  readonly condition: RegExp
  readonly regardless: RegExp
}
const compiled = new Map<Words, Patterns>()
const patternsOf = (language: string): Patterns | null => {
  const key = language === 'zh_HK' ? 'zh_TW' : language === 'zh' ? 'zh_CN' : language
  const words = byLanguage[key] ?? byLanguage[key.split('_')[0] ?? key]
  if (!words) return null
  const known = compiled.get(words)
  if (known) return known
  const [goods, condition, regardless] = words
  const patterns = {
    goods: compile(goods),
    condition: compile(condition),
    regardless: compile(regardless),
  }
  compiled.set(words, patterns)
  return patterns
}

/**
 * True where a sentence makes consent the price of an order: "without your consent we do not ship your order". A sentence
 * that names messages speaks of those ("without your consent we send no news of your order").
 */
export const isPriceOfGoods = (sentence: string, language: string, vocabulary: Vocabulary): boolean => {
  const words = patternsOf(language)
  return (
    words !== null &&
    has(sentence, vocabulary.agree) &&
    has(sentence, words.goods) &&
    has(sentence, words.condition) &&
    !has(sentence, words.regardless) &&
    !has(sentence, vocabulary.things)
  )
}
