import { describe, expect, test } from 'vitest'
import { parseReply, type ReplyContext } from '../../src/replies/parse-reply.ts'

/** POLICY §4: the same words in four contexts. */

const pending: ReplyContext = { pending: true, state: 'none' }
const optedOut: ReplyContext = { pending: false, state: 'opted_out' }
const optedIn: ReplyContext = { pending: false, state: 'opted_in' }
const unasked: ReplyContext = { pending: false, state: 'none' }

function read(text: string, context: ReplyContext): string {
  const { intent, categories } = parseReply(text, context)
  return [intent, ...categories].join(' ')
}

function readEverywhere(text: string): string[] {
  return [pending, optedOut, optedIn, unasked].map((context) => read(text, context))
}

describe('what counts depends on what was asked', () => {
  test('a yes grants while a request is open and after an opt-out', () => {
    for (const text of ['yes', 'I agree', 'accept', 'sí', 'ja', 'はい']) {
      expect(readEverywhere(text)).toEqual(['opt_in *', 'opt_in *', 'none', 'none'])
    }
  })

  test('a yes without its accent is no if where it stands alone', () => {
    expect(read('si, agreguenme', pending)).toBe('opt_in *')
    expect(read('si llueve, agreguenme', pending)).toBe('none')
    expect(read('si llueve, acepto', pending)).toBe('none')
  })

  test('an acknowledgement grants only while a request is open', () => {
    for (const text of ['ok', 'sure', '👍', '👌🏽', '✅']) {
      expect(readEverywhere(text)).toEqual(['opt_in *', 'none', 'none', 'none'])
    }
  })

  test('a bare thanks never grants', () => {
    for (const text of ['thanks', 'thank you!', 'gracias', 'danke', 'merci', '🙏']) {
      expect(readEverywhere(text)).toEqual(['none', 'none', 'none', 'none'])
    }
  })

  test('a no refuses an open request and is no revocation otherwise', () => {
    for (const text of ['no', 'decline', 'no thanks', '👎', '❌', '🙅‍♂️']) {
      expect(readEverywhere(text)).toEqual(['opt_out *', 'none', 'none', 'none'])
    }
  })

  test('a stop sign stops, a prohibition sign asks back unless something was asked', () => {
    expect(readEverywhere('🛑')).toEqual(['opt_out *', 'opt_out *', 'opt_out *', 'opt_out *'])
    expect(readEverywhere('🚫')).toEqual(['opt_out *', 'ambiguous', 'ambiguous', 'ambiguous'])
    expect(readEverywhere('❤️')).toEqual(['none', 'none', 'none', 'none'])
  })

  test('undecided, later and conditional answers leave the request open', () => {
    for (const text of [
      'maybe',
      'later',
      "I'll think about it",
      'fine, provided it is free of charge',
      'depends',
    ]) {
      expect(read(text, pending)).toBe('none')
    }
  })

  test('idioms count by meaning', () => {
    for (const text of ['not an issue', 'by all means', 'I have no objection']) {
      expect(read(text, pending)).toBe('opt_in *')
    }
  })

  test('a partial answer grants only what was accepted', () => {
    expect(read('sure, but nothing except parcel tracking', pending)).toBe('opt_in utility')
    expect(read('yes but no promos', pending)).toBe('opt_in authentication newsletter surveys utility')
    expect(read('no offers please', pending)).toBe('opt_out marketing')
  })

  test('a yes and a stop together are asked back', () => {
    expect(read('yes. stop', pending)).toBe('ambiguous')
    expect(read('yes no', pending)).toBe('ambiguous')
  })
})

test('a stop word said in laughter is talk; laughter beside a wish takes nothing from it', () => {
  for (const text of ["stop, that's hilarious", 'para, me muero de risa', 'Stopp, das ist zu witzig'])
    expect(read(text, optedIn), text).toBe('none')
  for (const text of ['stop your messages, so funny', 'stop writing to me haha'])
    expect(read(text, optedIn), text).toBe('opt_out *')
})

test('what is kept may be a list, and the rest what is not', () => {
  for (const text of ['only codes and deliveries please', 'bas otp aur delivery rakhna baki sab hatao'])
    expect(read(text, optedIn), text).toBe('opt_out marketing newsletter surveys')
  expect(read('I want the offers, nothing else', optedIn)).toBe(
    'opt_out authentication newsletter surveys utility',
  )
  expect(read('सर्वे और न्यूज़लेटर बंद कर दो, बाकी चलने दो', optedIn)).toBe('opt_out newsletter surveys')
})

test('a stop word that is asked and denied is no wish', () => {
  for (const text of ['unsubscribe? never', 'STOP? No way', 'unsubscribe? kabhi nahi bhai'])
    expect(read(text, optedIn), text).toBe('none')
  expect(read('unsubscribe? yes', optedIn)).toBe('opt_out *')
})

test('messages that still come after an opt-out insist on it; a code that still does not come is support', () => {
  expect(read('दो हफ्ते पहले बंद करवाया था फिर भी मैसेज आ रहे हैं', optedOut)).toBe('opt_out *')
  expect(read('my code still has not come', optedOut)).toBe('none')
})

test('a refusal that was told and ignored is insisted on; told alone it is a tale', () => {
  expect(read('आपको मैसेज करने से मना किया था, बाज क्यों नहीं आते', optedIn)).toBe('opt_out *')
  expect(read('पिछले हफ्ते भी मना किया था कि प्याज मत डालना', optedIn)).toBe('none')
  expect(read('כבר פעמיים ביקשתי שתורידו אותי ואתם ממשיכים', optedIn)).toBe('opt_out *')
  expect(read('כבר ביקשתי בלי בצל', optedIn)).toBe('none')
})

test('a question with a word of joining grants nothing to nobody', () => {
  expect(read('میں کن پیغامات کے لیے رجسٹرڈ ہوں؟', optedIn)).toBe('help')
  expect(read('can you sign me up for the newsletter?', unasked)).toBe('opt_in newsletter')
})

test('a keyword in another script than the words around it is itself', () => {
  expect(read('what happens if I write بند?', optedIn)).toBe('help')
  expect(read('לא, thanks anyway', pending)).toBe('opt_out *')
  expect(read('tc', optedIn)).toBe('opt_out *')
  expect(read('ok bhai done, tc', optedIn)).toBe('none')
})

test('what was a mistake may be the stop, and a yes denied and repeated is asked back', () => {
  expect(read('galti se band ho gaya tha msg phir se chalu karo', optedOut)).toBe('opt_in *')
  expect(read('haan nahi haan', pending)).toBe('ambiguous')
})

test('a reading says why: the rule, the words, the language, in a sentence', () => {
  const reading = parseReply('por favor no me manden más publicidad', optedIn)
  expect(reading).toMatchObject({
    intent: 'opt_out',
    categories: ['marketing'],
    basis: 'wish',
    language: 'es',
  })
  expect(reading.rule).toMatch(/^revocation/)
  expect(reading.words.length).toBeGreaterThan(0)
  expect(reading.because).toMatch(/\.$/)
})

describe('clauses explain each other', () => {
  test('a stop word said in fun, in surprise or about another thing is no stop', () => {
    for (const text of [
      'hou op, ik lach me rot',
      'Hör auf! Im Ernst, so günstig?',
      'stop, ik heb de verkeerde maat besteld!',
      'meine Tochter sagt, man soll STOPP schicken, dann gibts Prozente',
      'Ich möchte das Zusatzgepäck abbestellen',
      'Skończyłem, dzięki',
      'bitirdim, teşekkürler',
      'löscht meine Nummer bitte nicht',
    ]) {
      expect(read(text, optedIn)).toBe('none')
    }
  })

  test('a stop taken back, threatened or set beside its opposite is asked about', () => {
    for (const text of [
      'KONIEC ZAPISZ',
      'Meldet mich ab. Halt, doch nicht, lasst es',
      'отписаться. ой, нет, оставьте',
      'jak jeszcze raz napiszecie o 6 rano, to rezygnuję',
      'ben Ahmet değilim',
      'mimi siye Juma',
    ]) {
      expect(read(text, optedIn)).toBe('ambiguous')
    }
  })

  test('a tag, a polite perhaps and a number just named leave a stop a stop', () => {
    expect(read('Zero reklam, ok?', optedIn)).toBe('opt_out marketing')
    expect(read('может, хватит мне писать?', optedIn)).toBe('opt_out *')
    expect(read('Meine Nummer gehört nicht in eure Kartei, bitte löschen', optedIn)).toBe('opt_out *')
    expect(read('Den wöchentlichen Newsletter les ich nie, bitte abbestellen', optedIn)).toBe(
      'opt_out newsletter',
    )
  })

  test('what sounds like a yes or a subscription grants nothing by itself', () => {
    expect(read('was genau schickt ihr da?', pending)).toBe('none')
    expect(read('jeśli będzie można się wypisać, to tak', pending)).toBe('none')
    expect(read('sijapata msimbo, tumeni tena', optedIn)).toBe('none')
    expect(read('schrijf me in voor de cursus', optedIn)).toBe('none')
    expect(read('tragt mich bitte für Mittwoch beim Friseur ein', optedIn)).toBe('none')
    expect(read('a po co mi to, nie', pending)).toBe('opt_out *')
  })

  test('to be written to again is asked for after an opt-out, else it is a message', () => {
    expect(readEverywhere('bitte wieder schreiben').slice(1)).toEqual(['opt_in *', 'none', 'none'])
  })
})
