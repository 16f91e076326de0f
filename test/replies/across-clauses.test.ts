import { describe, expect, test } from 'vitest'
import { parseReply } from '../../src/replies/parse-reply.ts'

/** POLICY §5: what one clause, or one word, does to the wish beside it. */

function read(text: string, pending = false): string {
  const { intent, categories } = parseReply(text, { pending, state: pending ? 'none' : 'opted_in' })
  return [intent, ...categories].join(' ')
}

describe('a wish and what stands beside it', () => {
  test('what somebody else said stays theirs behind a comma or colon', () => {
    expect(read('My friend wrote: please stop')).toBe('none')
    expect(read('she said, unsubscribe')).toBe('none')
    expect(read('I already said: stop')).toBe('opt_out *')
    expect(read('My wife says: stop texting me')).toBe('opt_out *')
  })

  test('not wanting to leave is staying, however the words are cut', () => {
    expect(read("I don't want to leave the list")).toBe('none')
    expect(read('I want to leave the list')).toBe('opt_out *')
  })

  test('a stop with its length behind a pause is a pause', () => {
    expect(read('please stop... for tonight')).toBe('ambiguous')
    expect(read('stop, for a week')).toBe('ambiguous')
    expect(read('please stop... for good')).toBe('opt_out *')
  })

  test('in a run-on sentence a plea opens a wish of its own', () => {
    expect(read('my wife is upset about these texts please stop them')).toBe('opt_out *')
    expect(read('my husband passed away please take his number off your system')).toBe('opt_out *')
    expect(read("I'm not interested please stop")).toBe('opt_out *')
    expect(read('she said please stop')).toBe('none')
    expect(read('the kids are throwing stones please stop them')).toBe('none')
    expect(read('the shoes are wrong please cancel my order')).toBe('none')
  })

  test('right behind one kind of message a verb with its own kind opens a wish', () => {
    expect(read('no ads no surveys only delivery info')).toBe(
      'opt_out authentication marketing newsletter surveys',
    )
    expect(read('yes to login codes no to ads', true)).toBe('opt_in authentication')
  })

  test('what is texted to the contact is asked for where the kind follows at once', () => {
    expect(read('text me order updates')).toBe('opt_in utility')
    expect(read('text me the code')).toBe('none')
    expect(read('I want my order updates but not the promos')).toBe('opt_out marketing')
  })

  test('a verb with its ending outspoken needs no known words before it', () => {
    expect(read('have the decency and stop texting')).toBe('opt_out *')
    expect(read("my phone won't stop texting")).not.toBe('opt_out *')
  })

  test('who signed the contact up is a question, no grant', () => {
    expect(read('did you sign me up for offers')).toBe('none')
    expect(read('who put me on this list')).toBe('ambiguous')
    expect(read('text me order status')).toBe('none')
  })

  test('a code that is not accepted refuses nothing', () => {
    expect(read("the promo code isn't accepted")).toBe('none')
  })

  test('a thing right before a word for messages only says what they are about', () => {
    expect(read("I'm through with your lunch deals, switch them off")).toBe('opt_out marketing')
    expect(read('cut the contract renewal ads')).toBe('opt_out marketing')
    expect(read('cancel my lunch')).toBe('none')
  })

  test('an answer ends where an "and" goes on with something else', () => {
    expect(read('yes and what time do you close today?', true)).toBe('opt_in *')
    expect(read('yes and no', true)).toBe('ambiguous')
    expect(read('yes and what time do you close today?')).toBe('none')
  })

  test('what is switched on or sent again was named just before', () => {
    expect(read('miss your updates, could you turn them on again')).toBe('opt_in *')
    expect(read('my lights went out, could you turn them on again')).toBe('none')
    expect(read('キャンペーン情報がほしいです、送ってください')).toBe('opt_in marketing')
  })

  test('behind a stop a no with a hm, or sleeping on it, is a doubt', () => {
    expect(read('opt me out of the promos, hm no, leave it')).toBe('ambiguous')
    expect(read('I want out. Actually let me sleep on it')).toBe('ambiguous')
    expect(read('stop. no thanks')).toBe('opt_out *')
  })

  test('one more and they are gone is a threat', () => {
    expect(read("one more of these and I'm off the list")).toBe('ambiguous')
    expect(read("any more of your texts and I'm switching supplier")).toBe('ambiguous')
    expect(read('one more coffee and I am happy')).toBe('none')
  })

  test('where the object comes first, a verb behind the comma is about what was lost', () => {
    expect(read('मेरा कार्ड खो गया, बंद कर दो')).toBe('none')
    expect(read('میرا کارڈ گم ہو گیا، فوراً بند کر دیں')).toBe('none')
    expect(read('मैसेज बहुत आते हैं, बंद कर दो')).toBe('opt_out *')
  })

  test('these messages are of the kind that was just denied', () => {
    expect(read('سروے نہیں بھرنا، یہ والے میسج بند کر دیں')).toBe('opt_out surveys')
  })

  test('a please before a kind and a stop belongs to the stop', () => {
    expect(read('please newsletter: stop')).toBe('opt_out newsletter')
    expect(read('please newsletter')).not.toContain('opt_out')
  })

  test('a pronoun looks back to the sentence before, and to a topic set off by a comma or asked', () => {
    expect(read('Your credit card promos come every blessed day. End them.')).toBe('opt_out marketing')
    expect(read('shipping notifications, could you turn those off')).toBe('opt_out utility')
    expect(read("Your texts? Don't send me any.")).toBe('opt_out *')
    expect(read('Deals, vouchers, polls. I want none of them')).toBe('opt_out marketing surveys')
    expect(read('My order came late. End it?')).not.toContain('opt_out')
  })

  test('what is kept or excepted beside a curt stop leaves the stop its room', () => {
    const all = 'opt_out authentication marketing surveys utility'
    expect(read('switch it all off but leave the newsletter on')).toBe(all)
    expect(read('you can still send deals but not the surveys')).toBe('opt_out surveys')
  })

  test('apostrophes around words quote them, and do not part letters', () => {
    expect(read("'no junk mail' sticker on the letterbox")).toBe('none')
    expect(read("it says 'reply STOP to opt out' at the bottom, is that you?")).toBe('none')
    expect(read("'STOP'")).toBe('opt_out *')
    expect(read("don't text me, it's the kids' phone")).toBe('opt_out *')
  })

  test('a word that only begins like one of a language not shown is chance', () => {
    // "grateful" begins like the Polish for games; what is to be stopped here is the leak.
    expect(read("I'd be grateful if you could stop the leak")).toBe('none')
    expect(read("I'd be grateful if you could stop these texts")).toBe('opt_out *')
  })

  test('login names are names', () => {
    expect(read("username on your site: unsub_queen88, can't log in")).toBe('none')
  })

  test('what is not wanted may stand first', () => {
    expect(read('та ні, відписуватись я не хочу')).toBe('none')
    expect(read('не хочу отримувати рекламу')).toBe('opt_out marketing')
  })

  test('a stop said to another company is none of ours', () => {
    expect(read('I sent STOP to another company')).toBe('none')
    expect(read('ablam başka bir firmaya RET yazıp göndermiş')).toBe('none')
  })

  test('behind other talk only a bare nice answers, and an outright no outweighs its softening', () => {
    expect(read('your guy talked non-stop about fishing, nice fella though', true)).toBe('none')
    expect(read("we're good, no thanks", true)).toBe('opt_out *')
    expect(read('ok... no', true)).toBe('ambiguous')
    expect(read('the parcel came broken, please send it again', true)).toBe('none')
  })

  test('an earlier stop that was a mistake is undone after it', () => {
    const undo = 'I opted out by mistake, please undo it'
    expect(parseReply(undo, { pending: false, state: 'opted_out' }).intent).toBe('opt_in')
    expect(read(undo)).toBe('ambiguous')
  })

  test('a denial does not reach a removal behind a word from elsewhere', () => {
    expect(read("I'm not Steve take this number off your list")).toBe('opt_out *')
    expect(read("please don't take this number off your list")).toBe('none')
  })

  test('who is named behind a wish and its object tells nothing of it', () => {
    expect(read('no more delivery notifications please my wife gets them')).toBe('opt_out utility')
  })

  test('an acceptance and a no beside it contradict each other', () => {
    expect(read('ok no', true)).toBe('ambiguous')
  })

  test('one coupon is no wish for coupons from now on', () => {
    expect(read('send me the coupon')).toBe('none')
    expect(read('send me your coupons')).toBe('opt_in marketing')
    expect(read('stop sending me the survey')).toBe('opt_out surveys')
  })

  test('nothing else behind a list of kinds makes them the only ones', () => {
    const others = 'opt_out marketing newsletter surveys utility'
    expect(read('send codes, nothing else')).toBe(others)
    expect(read("I'm fine, nothing else")).toBe('none')
  })

  test('a phrase is not read past a no', () => {
    expect(read('I want no messages')).toBe('opt_out *')
    expect(read('I want messages')).toBe('opt_in *')
  })

  test('a contraction does not hide the end of its sentence', () => {
    expect(read("It hasn't. Take my number off your list.")).toBe('opt_out *')
  })

  test('whether something is sent is a question, not a wish', () => {
    expect(read('do you send the newsletter on Fridays?')).toBe('none')
    expect(read('could you send me your newsletter?')).toBe('opt_in newsletter')
  })

  test('how often they come is a complaint, how often they are read is none', () => {
    expect(read('you text me every day')).toBe('ambiguous')
    expect(read('I read your newsletter every day')).toBe('none')
  })

  test('a thing right before a word for messages says what they are about', () => {
    expect(read('stop the season discounts')).toBe('opt_out marketing')
    expect(read('stop the washing machine')).toBe('none')
  })

  test('a question with its wish behind a comma asks how', () => {
    expect(read('can I have just the newsletter and nothing else, how does that work?')).toBe('help')
    expect(read('how do I delete my order')).toBe('none')
  })

  test('an if right behind a polite phrase asks, an if elsewhere hedges', () => {
    expect(read('wär nett wenn ihr mich rausnehmt')).toBe('opt_out *')
    expect(read('буду признателен если прекратите писать')).toBe('opt_out *')
    expect(read('jeszcze jedna taka wiadomość i się wypisuję')).toBe('ambiguous')
  })

  test('being written to is what is not wanted, behind a comma or without one', () => {
    expect(read('ich will nicht, dass ihr mir schreibt')).toBe('opt_out *')
    expect(read('ik wil niet dat jullie mij appen')).toBe('opt_out *')
    expect(read('nie życzę sobie, żebyście mi wysyłali oferty')).toBe('opt_out marketing')
  })

  test('a stop before a question about something else is surprise, however it is cut', () => {
    expect(read('стоп, це що, 50 тисяч?!')).toBe('none')
  })

  test('a mere denial denies the word behind it, not the thing further on', () => {
    expect(read('не понимаю это сообщение')).toBe('none')
    expect(read('не использовала купон')).toBe('none')
    expect(read('verstehe diese nachricht nicht')).toBe('none')
    expect(read('bitte keine lästigen angebote')).toBe('opt_out marketing')
  })

  test('one kind of message instead of another revokes the other', () => {
    expect(read('instead of the coupons send me the weekly news')).toBe('opt_out marketing')
    expect(read('send the newsletter rather than deals')).toBe('opt_out marketing')
    expect(read('newsletter instead of ads and surveys please')).toBe('opt_out marketing surveys')
    expect(read('send the newsletter instead of offers', true)).toBe('opt_in newsletter')
    expect(read('I was sent the survey instead of the code')).toBe('none')
    expect(read('can I have chips instead of salad')).toBe('none')
  })

  test('a stop word and a start word with a kind each are no contradiction', () => {
    expect(read('stop the ads and start the order updates')).toBe('opt_out marketing')
    expect(read('stop and start')).toBe('ambiguous')
  })

  test('what is excepted behind a comma says what all is', () => {
    expect(read('cancel everything, apart from my delivery updates')).toBe(
      'opt_out authentication marketing newsletter surveys',
    )
    expect(read('cancel everything, except the red shirt')).toBe('none')
  })

  test('a complete wish behind an and is a wish of its own', () => {
    expect(read('read the room and stop texting me')).toBe('opt_out *')
    expect(read('he told me to leave the room and stop texting him')).toBe('none')
  })

  test('about an open request one is undecided, not about to leave', () => {
    expect(read("I'm in two minds about this", true)).toBe('none')
    expect(read("I'm in two minds about this")).toBe('ambiguous')
  })

  test('an idiom of leaving is denied as a whole', () => {
    expect(read("don't bin it, I love these")).toBe('none')
    expect(read('I have no intention of signing off from your updates')).toBe('none')
    expect(read("you needn't keep me on your list any longer")).toBe('opt_out *')
  })

  test('a short wish behind a comma is about what was named before it', () => {
    expect(read('phone storage is full of your messages, pack it in please')).toBe('opt_out *')
    expect(read('you have my number from an old order, please get rid of it')).toBe('opt_out *')
    expect(read('Newsletter: please discontinue')).toBe('opt_out newsletter')
    expect(read('the order is late, please cancel it')).toBe('none')
  })

  test('everything but those spares what was named', () => {
    expect(read('I love the coupons, unsubscribe me from everything but those')).toBe(
      'opt_out authentication newsletter surveys utility',
    )
    expect(read("I'd like to keep getting offers but not the newsletter")).toBe('opt_out newsletter')
  })

  test('a stop in admiration is none', () => {
    expect(read('stop it, that dress is gorgeous!')).toBe('none')
    expect(read('stop it, these messages are hilarious but too many')).not.toBe('none')
  })

  test('consent that is withdrawn ends what it was given for', () => {
    expect(read('My agreement to be messaged ends today.')).toBe('opt_out *')
    expect(read('consent to advertising withdrawn')).toBe('opt_out marketing')
  })

  test('which offers come is no complaint about how often', () => {
    expect(read('Please send me your weekly offers.')).toBe('opt_in marketing')
    expect(read('pls stop the weekend deals')).toBe('opt_out marketing')
    expect(read('fewer ads please')).toBe('ambiguous')
  })

  test('what a pronoun stands for was named before it, messages or not', () => {
    expect(read("I keep getting your texts. I don't want them.")).toBe('opt_out *')
    expect(read('Got your survey again. Please send none.')).toBe('opt_out surveys')
    expect(read("The sofa hasn't shipped yet. Can you stop it?")).toBe('none')
    expect(read("There's a standing order to the gym. I want it ended.")).toBe('none')
    expect(read('The kids are asleep. Stop it.')).toBe('opt_out *')
  })

  test('who tells of having told them to stop insists on it', () => {
    expect(read('I told you last week to stop')).toBe('opt_out *')
    expect(read('I told you last week to stop the delivery')).toBe('none')
    expect(read('I told him to stop')).toBe('none')
  })

  test('a plea not to is about what they keep doing', () => {
    expect(read("You keep recommending books to me. Please don't.")).toBe('opt_out marketing')
    expect(read("The shop is closed on Monday. Please don't.")).toBe('none')
  })

  test('nobody is signed up by what is told of something else', () => {
    for (const text of [
      'I did sign up last year',
      'the newsletter had a great recipe this time',
      'my kids see the adverts on my phone',
      "I'd be thankful if the newsletter skipped me from now on",
    ])
      expect(read(text)).not.toMatch(/^opt_in/)
  })

  test('what is not to be sent any more is the kind that was just named', () => {
    expect(read('no tengo tiempo de llenar encuestas, ya no manden más')).toBe('opt_out surveys')
    expect(read('As pesquisas me cansam. Não mandem mais')).toBe('opt_out surveys')
    expect(read('déjenme en paz')).toBe('opt_out *')
  })

  test('to be told of an occasion grants only a kind that is named', () => {
    expect(read('écrivez-moi quand il y a des promos')).toBe('opt_in marketing')
    expect(read('prévenez-moi quand il y a de la place')).toBe('none')
    expect(read('schreibt mir, wenn es Rabatte auf Schuhe gibt')).toBe('opt_in marketing')
    expect(read('schreibt mir, wenn es fertig ist')).toBe('none')
  })

  test('a question about a later stop asks how, and annoyance about an app is about the app', () => {
    expect(read("si un jour je veux arrêter, j'envoie quoi ?")).toBe('help')
    expect(read('eure App stürzt dauernd ab, das nervt')).toBe('none')
    expect(read('eure Werbung, das nervt')).toBe('ambiguous')
  })

  test('a stop by mistake is undone, a cancelled booking sent again grants nothing', () => {
    expect(read('I unsubscribed by mistake, please send them again')).toBe('opt_in *')
    expect(read('I cancelled the booking by mistake, please send it again')).toBe('none')
  })
})
