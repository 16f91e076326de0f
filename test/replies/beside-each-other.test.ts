import { expect, test } from 'vitest'
import { parseReply, type ReplyContext } from '../../src/replies/parse-reply.ts'

/** Rules about words and clauses that change what stands beside them, whatever the language. */

const pending: ReplyContext = { pending: true, state: 'none' }
const optedOut: ReplyContext = { pending: false, state: 'opted_out' }
const optedIn: ReplyContext = { pending: false, state: 'opted_in' }

const read = (text: string, context: ReplyContext = optedIn): string => {
  const { intent, categories } = parseReply(text, context)
  return [intent, ...categories].join(' ')
}

test.each([
  ["other people's lists are not ours", 'remove Kyle from the aftercare list', 'none'],
  ['who presses for an answer wishes it', 'will u take me off the list or not', 'opt_out *'],
  ['a plain no with a pronoun declines something', 'no, ese no, el otro color', 'none'],
  ['a denial behind a kind of message goes on to its verb', 'o cupom não funcionou', 'none'],
  ['a denial far before a code is about using it', 'no me dejan entrar con el código', 'none'],
  ['an if beside a how is asked about', 'si hoy me borro, luego cómo regreso?', 'help'],
  ['asking how not to receive needs no word for messages', 'onde q eu mexo pra não receber mais?', 'help'],
  ['an address is no word', 'arretez-vous.com', 'none'],
  ['an if that complains governs the leave behind it', 'si siguen escribiendo, me borro', 'ambiguous'],
  ['what is quoted is told', 'elle a crié « au secours, stop ! » dans le film', 'none'],
  ['wanting less is no grant', 'me gustaría recibir menos', 'ambiguous'],
  ['a plain word is no keyword of another language', 'nunca dei autorização para isto', 'ambiguous'],
  [
    '"less" before a kind of message excepts it',
    'tira tudo menos os boletins',
    'opt_out authentication marketing surveys utility',
  ],
  [
    'leaving the rest takes nothing back',
    'corta promoção e pesquisa, o resto deixa',
    'opt_out marketing surveys',
  ],
  ['"messages again?" is a groan', 'phir se msg?', 'ambiguous'],
  ['messages asked for again are none', 'messages again please', 'opt_in *'],
  ['an only before a kept rest is about the stop', 'सिर्फ विज्ञापन बंद करो बाकी चलने दो', 'opt_out marketing'],
  ['"just no ads" wants nothing kept', 'बस विज्ञापन वाले मैसेज ना भेजें', 'opt_out marketing'],
  ['a threat on a condition is a threat', 'agar msg kam nahi hue to band karwa dungi', 'ambiguous'],
  ['a curt "off" is about the kinds before it', 'publicidad y encuestas: fuera', 'opt_out marketing surveys'],
  [
    'what is excepted is no other object',
    'no manden nada excepto lo de mis envíos',
    'opt_out authentication marketing newsletter surveys',
  ],
  [
    'an exception says that the rest is messages',
    'cancel all except orders',
    'opt_out authentication marketing newsletter surveys',
  ],
  [
    'a keyword beside an exception is not about the exception',
    'simamisha zote isipokuwa za usafirishaji',
    'opt_out authentication marketing newsletter surveys',
  ],
  [
    'in a list of exceptions orders are a kind of message',
    'nada salvo códigos y pedidos',
    'opt_out marketing newsletter surveys',
  ],
  ['a stop sent by mistake is doubted, whatever phrase names it', "j'ai tapé stop par erreur", 'ambiguous'],
  ['an invoice not to be sent by mail is about the invoice', "n'envoyez pas la facture par mail", 'none'],
  ['a word for a subscription is no wish to sign up', 'vorrei cambiare abbonamento', 'none'],
  [
    'the only thing somebody needs opens no complaint',
    'lo único que necesito son los códigos para entrar',
    'opt_out marketing newsletter surveys utility',
  ],
])('%s: %s', (_, text, expected) => {
  expect(read(text)).toBe(expected)
})

test('what is both an order and a parcel is no other object where it is excepted', () => {
  expect(read('हाँ लेकिन डिलीवरी के अलावा कुछ मत भेजना', pending)).toBe('opt_in utility')
})

test('a yes beside a question about an order accepts no kind of message by it', () => {
  expect(read('yes and where is my order', pending)).toBe('opt_in *')
  expect(read('haan aur mera order kab aayega', pending)).toBe('opt_in *')
})

test('one word for no and not answers nothing when it denies another word', () => {
  expect(read('no entiendo', pending)).toBe('none')
  expect(read('no', pending)).toBe('opt_out *')
  expect(read('no, gracias', pending)).toBe('opt_out *')
})

test('"rather no surveys" refuses them, and takes nothing back', () => {
  expect(read('encuestas mejor no', pending)).toBe('opt_out surveys')
})

test('"again" in a grant is no other time', () => {
  expect(read('inscrevam-me outra vez', optedOut)).toBe('opt_in *')
})

test.each([
  ['no rasgué la encuesta'],
  ['não amassei o cupom'],
  ["je n'ai pas recopié le sondage"],
  ['nie podarłem tej wiadomości'],
  ['не запомнила сообщение'],
  ['कूपन खराब नहीं हुआ'],
  ['coupon kharab nahi hua'],
  ['کوپن خراب نہیں ہوا'],
  ['לא צילמתי את ההודעה'],
  ['saya tidak paham promonya'],
  ["I didn't send that message"],
  ['ich hab die Nachricht gelöscht, schickt sie nochmal'],
])('what is denied of a message, or was done with one, refuses none: %s', (text) => {
  expect(read(text)).toBe('none')
  expect(read(text, pending)).not.toMatch(/^opt_in/)
})

test.each([
  ['no más encuestas', 'opt_out surveys'],
  ["je n'veux plus de pubs", 'opt_out marketing'],
  ['कूपन नहीं चाहिए', 'opt_out marketing'],
  ['сообщения больше не нужны', 'opt_out *'],
])('a kind of message that is not wanted is refused: %s', (text, expected) => {
  expect(read(text)).toBe(expected)
})

test.each([
  ['no se abre la bolsa'],
  ['não cabe no porta-malas'],
  ["non c'è fretta"],
  ['nie ma pośpiechu'],
  ['acelesi yok'],
  ['deja el paquete con el vecino'],
])('what is denied of another thing is no answer: %s', (text) => {
  expect(read(text, pending)).toBe('none')
})

test.each([
  ['no, de momento no', 'opt_out *'],
  ['nie, dzięki', 'opt_out *'],
  ['hayır istemiyorum', 'opt_out *'],
  ['nahi', 'opt_out *'],
])('a no that stands for itself is one: %s', (text, expected) => {
  expect(read(text, pending)).toBe(expected)
})

test.each([
  ['apaga o número antigo e usa esse'],
  ['delete my old number and use this one'],
  ['löschen Sie meine alte Nummer und nehmen Sie diese'],
  ['удалите старый номер, вот новый'],
])('an old number is replaced, not taken off: %s', (text) => {
  expect(read(text)).toBe('none')
})
