import { describe, expect, it } from 'vitest'
import { lintTemplate } from '../../../src/domain/template-lint/lint-template.ts'
import { type Buttons, codesIn, contextOf, quick } from './support.ts'

const context = contextOf('Casa Luna')
type Case = readonly [language: string, body: string, yes: string, no: string]

const link = (text: string) => ({ type: 'URL', text, url: 'https://casaluna.example' })
const call = (text: string) => ({ type: 'PHONE_NUMBER', text, phone_number: '+34910000000' })

const codesOf = (language: string, category: string, body: string, buttons: Buttons): string[] =>
  codesIn(context, { language, category, body, buttons })
/** Each code once: one sentence may press in two ways. */
const codesOfRequest = ([language, body, yes, no]: Case): string[] => [
  ...new Set(codesOf(language, 'MARKETING', body, quick(yes, no))),
]

const en =
  'This is Casa Luna. Do you agree to receive our offers on WhatsApp? Reply STOP at any time to end them.'
const es =
  'Somos Casa Luna. ¿Acepta recibir nuestras ofertas por WhatsApp? Responda BAJA para dejar de recibirlas.'
const pt = 'Aqui é a Casa Luna. Você aceita receber nossas ofertas pelo WhatsApp? Responda SAIR para parar.'
const fr =
  'Ici Casa Luna. Acceptez-vous de recevoir nos offres sur WhatsApp ? Répondez STOP pour vous désabonner.'
const de =
  'Hier ist Casa Luna. Sind Sie einverstanden, unsere Angebote per WhatsApp zu erhalten? Mit STOPP melden Sie sich ab.'
const italian =
  'Siamo Casa Luna. Accetta di ricevere le nostre offerte su WhatsApp? Risponda STOP per interrompere.'
const nl =
  'Hier is Casa Luna. Gaat u ermee akkoord onze acties via WhatsApp te ontvangen? Antwoord STOP om te stoppen.'
const pl =
  'Tu Casa Luna. Czy zgadza się Pani na otrzymywanie ofert przez WhatsApp? Odpisz STOP, aby zrezygnować.'
const ru = 'Это Casa Luna. Вы согласны получать наши акции в WhatsApp? Чтобы отписаться, ответьте СТОП.'
const uk = 'Це Casa Luna. Чи згодні ви отримувати наші акції у WhatsApp? Щоб відписатися, напишіть СТОП.'
const tr =
  'Biz Casa Luna. Kampanyalarımızı WhatsApp üzerinden almayı kabul ediyor musunuz? Çıkmak için DUR yazın.'
const hi = 'यह Casa Luna है। क्या आप व्हाट्सऐप पर हमारे ऑफ़र पाने के लिए सहमत हैं? बंद करने के लिए STOP लिखें।'
const ar = 'معكم Casa Luna. هل توافقون على استلام عروضنا عبر واتساب؟ أرسلوا STOP للإيقاف.'
const he = 'כאן Casa Luna. האם אתם מסכימים לקבל מאיתנו מבצעים בוואטסאפ? להסרה השיבו הסר.'
const ja = 'Casa Lunaです。お得な情報をWhatsAppでお送りしてもよろしいですか。停止は「停止」とご返信ください。'
const zh = '您同意接收Casa Luna的优惠消息吗？回复“退订”可停止。'
const ko = 'Casa Luna의 혜택 메시지를 받는 데 동의하십니까? “수신거부”라고 답하시면 중단됩니다.'
const vi = 'Casa Luna gửi ưu đãi cho bạn qua WhatsApp được không? Trả lời STOP để ngừng.'
const th = 'Casa Luna ขอส่งโปรโมชั่นให้ทาง WhatsApp ได้ไหมคะ พิมพ์ STOP เพื่อหยุดรับ'
const id = 'Casa Luna di sini. Apakah Anda setuju menerima promo lewat WhatsApp? Balas STOP untuk berhenti.'
const sw = 'Hapa ni Casa Luna. Je, unakubali kupokea ofa zetu kupitia WhatsApp? Jibu ACHA kuacha kupokea.'
const bn = 'আমরা Casa Luna। আপনি কি হোয়াটসঅ্যাপে আমাদের অফার পেতে সম্মত? বন্ধ করতে STOP লিখুন।'
const ur = 'یہ Casa Luna ہے۔ کیا آپ واٹس ایپ پر ہماری آفرز وصول کرنے پر راضی ہیں؟ بند کرنے کے لیے STOP لکھیں۔'

describe('it takes for agreed what nobody has agreed to', () => {
  it.each<Case>([
    ['en', `${en} Your number is already on our list.`, 'Yes', 'No'],
    ['it', `${italian} Abbiamo già attivato il servizio per lei.`, 'Sì', 'No'],
    ['pl', `${pl} Usługę już włączyliśmy.`, 'Tak', 'Nie'],
    ['es', `${es} Ya te hemos incluido en la lista.`, 'Sí', 'No'],
    ['pt_BR', `${pt} Já incluímos você na lista.`, 'Sim', 'Não'],
    ['fr', `${fr} Nous vous avons déjà enregistré dans la liste.`, 'Oui', 'Non'],
    ['de', `${de} Wir haben Sie schon in den Verteiler eingetragen.`, 'Ja', 'Nein'],
    ['it', `${italian} L’abbiamo già inserita nella lista.`, 'Sì', 'No'],
    ['nl', `${nl} We hebben u alvast op de lijst gezet.`, 'Ja', 'Nee'],
    ['pl', `${pl} Wpisaliśmy już Panią na listę.`, 'Tak', 'Nie'],
    ['ru', `${ru} Мы уже внесли вас в рассылку.`, 'Да', 'Нет'],
    ['uk', `${uk} Ми вже внесли вас до розсилки.`, 'Так', 'Ні'],
    ['tr', `${tr} Kaydınızı yaptık bile.`, 'Evet', 'Hayır'],
    ['hi', `${hi} हमने आपको सूची में शामिल कर लिया है।`, 'हाँ', 'नहीं'],
    ['ar', `${ar} لقد سجلناك في القائمة.`, 'نعم', 'لا'],
    ['ja', `${ja}あらかじめ登録しておきました。`, 'はい', 'いいえ'],
    ['zh_CN', `${zh}我们已将您加入名单。`, '同意', '不同意'],
    ['ko', `${ko} 미리 명단에 추가해 드렸습니다.`, '네', '아니요'],
    ['th', `${th} เราได้ลงทะเบียนให้คุณแล้ว`, 'ได้', 'ไม่'],
    ['ur', `${ur} ہم نے آپ کو فہرست میں شامل کر لیا ہے۔`, 'ہاں', 'نہیں'],
  ])('in %s: %s', (...one) => {
    expect(codesOfRequest(one)).toEqual(['dark_pattern'])
  })
})

describe('it makes people ashamed of a no in the text', () => {
  it.each<Case>([
    ['en', `${en} Surely you wouldn’t let us down?`, 'Yes', 'No'],
    ['es', `${es} No nos falles.`, 'Sí', 'No'],
    ['pt_BR', `${pt} Quem diria não a isso?`, 'Sim', 'Não'],
    ['fr', `${fr} Qui refuserait cela ?`, 'Oui', 'Non'],
    ['de', `${de} Ein Nein bricht uns das Herz.`, 'Ja', 'Nein'],
    ['it', `${italian} Un no ci spezzerà il cuore.`, 'Sì', 'No'],
    ['nl', `${nl} U laat ons toch niet in de steek?`, 'Ja', 'Nee'],
    ['pl', `${pl} Chyba nie odmówi nam Pani?`, 'Tak', 'Nie'],
    ['ru', `${ru} Неужели вы скажете нам «нет»?`, 'Да', 'Нет'],
    ['tr', `${tr} Bize hayır demezsiniz, değil mi?`, 'Evet', 'Hayır'],
    ['zh_CN', `${zh}您忍心说不吗？`, '同意', '不同意'],
    ['ko', `${ko} 설마 거절하지는 않으시겠죠?`, '네', '아니요'],
  ])('in %s: %s', (...one) => {
    expect(codesOfRequest(one)).toEqual(['dark_pattern'])
  })
})

describe('it makes consent the price of points, medicines, tickets', () => {
  it.each<Case>([
    ['en', `${en} If you do not agree, you lose your points.`, 'Yes', 'No'],
    ['es', `${es} Sin su consentimiento no podremos atenderle.`, 'Sí', 'No'],
    ['pt_BR', `${pt} Sem o seu consentimento não podemos emitir o ingresso.`, 'Sim', 'Não'],
    ['fr', `${fr} Sans votre accord, nous ne pourrons pas préparer votre ordonnance.`, 'Oui', 'Non'],
    ['de', `${de} Ohne Ihre Einwilligung verlieren Sie Ihre Treuepunkte.`, 'Ja', 'Nein'],
    ['it', `${italian} Se non accetta, perderà i punti della tessera.`, 'Sì', 'No'],
    ['nl', `${nl} Zonder uw toestemming vervallen uw spaarpunten.`, 'Ja', 'Nee'],
    ['pl', `${pl} Bez zgody nie wydamy leków.`, 'Tak', 'Nie'],
    ['ru', `${ru} Без согласия ваши баллы сгорят.`, 'Да', 'Нет'],
    ['uk', `${uk} Без вашої згоди бонуси зникнуть.`, 'Так', 'Ні'],
    ['tr', `${tr} Kabul etmezseniz puanlarınız silinir.`, 'Evet', 'Hayır'],
    ['hi', `${hi} सहमति न देने पर आपके पॉइंट खत्म हो जाएँगे।`, 'हाँ', 'नहीं'],
    ['ar', `${ar} بدون موافقتكم لن تحصلوا على نقاطكم.`, 'نعم', 'لا'],
    ['he', `${he} ללא הסכמתכם לא תקבלו את התרופות.`, 'כן', 'לא'],
    ['ja', `${ja}同意されない場合、会員資格を失います。`, 'はい', 'いいえ'],
    ['zh_CN', `${zh}不同意将清空您的积分。`, '同意', '不同意'],
    ['ko', `${ko} 동의하지 않으시면 포인트가 소멸됩니다.`, '네', '아니요'],
    ['vi', `${vi} Nếu bạn không đồng ý, điểm thưởng sẽ mất.`, 'Có', 'Không'],
    ['th', `${th} หากไม่ยินยอม คะแนนของคุณจะหมดอายุ`, 'ได้', 'ไม่'],
    ['id', `${id} Tanpa persetujuan Anda, poin akan hangus.`, 'Ya', 'Tidak'],
    ['sw', `${sw} Bila kukubali, pointi zako zitapotea.`, 'Ndiyo', 'Hapana'],
    ['bn', `${bn} সম্মতি না দিলে আপনার ওষুধ পাবেন না।`, 'হ্যাঁ', 'না'],
  ])('in %s: %s', (...one) => {
    expect(codesOfRequest(one)).toEqual(['dark_pattern'])
  })

  it.each<Case>([
    ['en', `${en} Your points stay yours whatever you answer.`, 'Yes', 'No'],
    ['de', `${de} Dafür brauchen wir Ihre Einwilligung.`, 'Ja', 'Nein'],
    ['it', `${italian} Ci serve il suo consenso.`, 'Sì', 'No'],
    ['es', `${es} Si no acepta, no perderá sus puntos.`, 'Sí', 'No'],
    ['en', `${en} If you do not agree, you lose nothing.`, 'Yes', 'No'],
    ['th', `${th} หากไม่ยินยอม ก็ยังใช้บริการได้ตามปกติค่ะ`, 'ได้', 'ไม่'],
    ['es', `${es} Sin su consentimiento no podremos enviarle mensajes.`, 'Sí', 'No'],
  ])('and not where nothing is held back, in %s: %s', (...one) => {
    expect(codesOfRequest(one)).toEqual([])
  })
})

describe('the no to a request', () => {
  it('is no way to stop afterwards', () => {
    const body = 'यह Casa Luna है। क्या हम आपको व्हाट्सऐप पर ऑफ़र भेज सकते हैं?'
    expect(codesOf('hi', 'MARKETING', body, quick('हाँ, भेजिए', 'नहीं, मत भेजिए'))).toEqual(['no_way_to_stop'])
  })
})

describe('a message about an order', () => {
  it.each([
    ['fr', 'Votre rendez-vous du 12 mars à 9 h est confirmé.', ['Je confirme', 'J’annule']],
    ['es', 'Su reserva para el viernes está confirmada. ¿Necesita algo más?', ['Todo en orden', 'Cambiar']],
    ['it', 'La sua prenotazione di venerdì è confermata.', ['Va bene', 'Devo spostare']],
    ['en', 'Your reserved copy has arrived. What shall we do with it?', ['Keep it for me', 'Send it back']],
    ['id', 'Pesanan Anda sudah kami kirim hari ini. Terima kasih sudah berbelanja.', []],
  ] as const)('is no request, in %s: %s', (language, body, labels) => {
    expect(codesOf(language, 'UTILITY', body, quick(...labels))).toEqual([])
  })

  it.each([
    ['en', 'Casa Luna: may we send you offers on WhatsApp with your order updates?', ['Yes', 'No']],
    ['es', '¿Acepta recibir ofertas junto con los avisos de su pedido?', ['Sí', 'No']],
    ['id', 'Terima tawaran kami lewat WhatsApp?', ['Ya', 'Tidak']],
  ] as const)('that asks for a yes to messages is one, in %s: %s', (language, body, labels) => {
    expect(codesOf(language, 'UTILITY', body, quick(...labels))).toContain('wrong_category')
  })
})

describe('buttons of several kinds', () => {
  const body = 'Your order has arrived at the shop and waits for you.'

  it.each<readonly [string, Buttons]>([
    ['quick replies first', [...quick('Keep it', 'Send it'), link('Shop'), call('Call')]],
    ['quick replies last', [link('Shop'), link('Map'), ...quick('Keep it')]],
  ])('pass in two groups: %s', (_, buttons) => {
    expect(codesOf('en', 'UTILITY', body, buttons)).toEqual([])
  })

  it('do not pass mixed', () => {
    const buttons = [...quick('Keep it'), link('Shop'), ...quick('Send it')]
    expect(codesOf('en', 'UTILITY', body, buttons)).toEqual(['invalid_field'])
  })

  it('are only so many of a kind', () => {
    expect(codesOf('en', 'UTILITY', body, [link('A'), link('B'), link('C')])).toEqual(['too_many_buttons'])
    expect(codesOf('en', 'UTILITY', body, [call('A'), call('B')])).toEqual(['too_many_buttons'])
  })

  it('need no label where the platform writes it', () => {
    const components = [
      { type: 'BODY', add_security_recommendation: true },
      { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
    ]
    const template = { name: 'code', language: 'de', category: 'AUTHENTICATION', components }
    expect(lintTemplate(JSON.stringify(template), context).findings).toEqual([])
  })
})
