import type { Wording } from '../wording.ts'

export const en: Wording = {
  agree:
    'agree|consent|subscrib|sign up|sign me up|opt in|opt-in|opting in|permission|allow us|permit|accept|happy to|say yes|saying yes|join|on our list|on the list|your ok',
  ask: 'shall we|should we|would you like|do you want|would you be|is it ok|is it all right|are you happy|would you agree|do you agree|mind if|like us to|let us|interested in|allow us|how about|may_|can we|could we|can i_|want_|would like to|can…send|could…send|is that ok|sound good|ok with you|asks for|asking for|asks your|invit|love to|here if you',
  get: 'send|sent|receiv|get_|getting|hear from|write to you|writing to you|message you|messaging you|text you|texting you|contact you|keep you|stay in touch|updat|shar|deliver|notif|from us|hear about|hear_|let you know|touch with|invite you',
  things:
    'message|update|offer|news|reminder|notification|notify|info|tip|text_|texts|alert|whatsapp|chat|deal|promotion|hear from|write to you|keep you|stay in touch|text you|message you|advert|marketing|survey|recipe|catalog|menu',
  reply:
    'reply|replies|replying|text|texting|send|sending|answer|write|writing|respond|responding|type|typing|say|saying|tap|press|message us|use the word',
  stop: 'stop|end_|ending|unsubscrib|opt out|opt-out|opting out|cancel|no longer|leave|quit|withdraw|no more|turn off|change your mind|be removed',
  later:
    'later|not now|not right now|remind me|ask me|maybe|another time|some other time|skip|close|dismiss|learn more|more info|tell me more|not today|not yet|think about it|decide|settings|manage',
  guilt:
    "full price|miss|hate|saving|save money|boring|don't care|do not care|dont care|pay more|pay full|lose|losing|money|discount|deal|fun|out of the loop|uninformed|left behind|afraid|stupid|foolish|regret|sad|lonely|rich|bad_|worse|poor|unhappy|rather not know|stay in the dark|ignor|nothing good|like saving|sorry|i like|i love|i enjoy",
  pressure:
    "last chance|act now|act fast|hurry|don't miss|do not miss|dont miss|before it's too late|before it is too late|only fools|you will regret|you'll regret|everyone else|limited time|expires in|running out|no sensible|no smart|only a fool|sad to see|or lose|lose your discount|heartbroken|break our heart|be so sad|be sad_|be very sad|disappoint|don't wait|don't delay|hours left|gutted|upset us|hurt our|crushed",
  silence:
    "not replying|no reply|without a reply|don't hear|do not hear|dont hear|hear nothing|hear back|automatic|by default|already subscrib|been subscrib|been added|been enrol|are now subscrib|been opted|been signed up|you're signed up|are signed up|by reading|by opening|by ignoring|if you ignore|your silence|silence is|silence mean|silence count|any reply|any answer|we assume|we'll assume|we will assume|we take it|if you do nothing|if you don't reply|if you do not reply|if you don't answer|if you do not answer|if you don't respond|if you do not respond|or you will be|or you'll be|or you are subscrib|no response|no action|failure to|within…otherwise|already agreed|by receiving this|continued use|keep this chat|deemed|opted you in|added you|signed you up|subscribed you|enrolled|unless you say no|unless you object|unless you opt|unless you tell us|unless you decline|unless you reply no|unless you reply stop|unless you cancel|unless you refuse|unless we hear|are subscribed|you're subscribed|or we will add|or we will subscribe|or we will assume|or we'll|within…or you|by continuing|means yes|mean yes|counts as a yes|put you on|placed you on|we will start|we start sending|by staying|by using|by keeping|staying in this chat|by chatting|no answer|start receiving|start getting|pre-selected|preselected|already selected|pre-ticked|already ticked|go ahead unless|ignoring|already checked|been ticked|been checked for|ticked on your|ticked for you|checked for you|checked on your",
  bundle:
    "you must|must accept|must agree|must first|have to accept|have to agree|have to say|need to accept|need to agree|required|require|mandatory|obligat|is a condition|condition of|necessary|to complete your|to finish your|to confirm your order|to track your order|to claim|to continue|to access|otherwise we can|otherwise your|or your order|or your account|or we can|cannot deliver|can't deliver|cannot serve|before we ship|in exchange|in return for|to get your refund|will be cancel|will be closed|be suspended|be delayed|to unlock|unless you accept…order|to keep your account|to keep your order|to get your refund|in order to receive your order|your order only|to receive your order,|to get your order,|to receive your parcel,|to get your parcel,|to receive your delivery,|to get your delivery,|to receive your order.|to get your order.|to get your delivery.|to receive your delivery.|to get your parcel.|to receive your parcel.|ships once|ships when you|ships only|ship once|cannot process|by continuing|continuing this|accept…to see your|accept…to view your|agree…to see your|agree…to view your|need to say yes|to keep using",
  promo:
    'discount|% off|sale_|sales_|coupon|voucher|promo|deal_|deals|offer|bargain|free gift|free shipping|save up|buy one|best price|special price|new collection|flash|clearance|limited time|cashback|black friday|shop now|buy now|treat yourself|half price|win a|buy two|get one|for the price of|two for one|2 for 1|collection is',
  confirm:
    'you signed up|you asked|you requested|you subscrib|you ticked|you told us|your request|you filled|on our website|on our site|you registered|confirm that you|confirm your',
  not: "not_|n't_|n’t_|no_|nothing|never|only if|only once|only when|only after",
  terms: 'terms|privacy policy|conditions|policies|agreement with',
  goods:
    'order_|orders_|parcel|package|delivery|refund|invoice|appointment|booking|reservation|account|purchase|warranty|loyalty|voucher|membership|prescription|medicine',
  withheld:
    "cannot_|can't_|can not_|unable to|not able to|won't be able|not be delivered|not be processed|not be shipped|not be sent|not be completed|not be handled|not ship|won't ship|won't deliver|not deliver|be cancelled|be canceled|be delayed|be held|on hold|as soon as you_|once you agree|once you say|once you accept|until you_|unless you_|only deliver|only ship|need your consent|need your agreement|so that we can confirm|so we can confirm|so we can ship|so that we can ship|so we can process|so that we can process|so we can deliver|so that we can deliver|be lost|be void|only to those|only for those",
  purpose: 'to_',
  gift: 'voucher|coupon|gift|bonus|free_|discount|credit|points|prize|reward|draw_|raffle|sweepstake|prize draw|entered to win',
  given:
    "gets_|receives|get a_|get an_|and get_|you'll get|you will get|you get|we'll give|we give|we'll add|win_|earn|is yours|as a thank|as our thank|treat you|receive a_|claim a_|claim your|draw_|raffle|sweepstake|prize draw|entered to win",
  refused:
    "say no|saying no|a no_|decline|refus|if you don't agree|if you do not agree|without your consent|without your agreement|without consent|turn us down|choose no|tap no|don't say yes|unless you agree|once you agree",
  lost: "lose_|wiped|be deleted|expire|forfeit|be removed|be closed|be lost|be cancelled|be reset|pay more|cannot_|can't_|unable to|not be able|won't be able|not deliver|won't deliver|not ship|won't ship|not process|only deliver|only ship|not be confirmed|won't be confirmed|not be kept|won't be kept|not be renewed|won't be renewed",
}
