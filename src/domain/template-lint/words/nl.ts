import type { Wording } from '../wording.ts'

export const nl: Wording = {
  agree:
    'akkoord|stem|toestem|instem|aanmeld|meld|abonneer|inschrijv|schrijf…in_|toestaan|accepteer|ja zegt|zegt ja|ja_…antwoord|antwoord…ja_|goedkeur|goed als',
  ask: 'kunnen we|kunnen wij|zullen we|zullen wij|wilt u|wil je|willen jullie|zou u|zou je|vindt u het|vind je het|vind je…goed|bent u|ben je|gaat u|ga je|heeft u interesse|heb je interesse|lijkt het|stemt u|stem je|geeft u|geef je|mogen_|mag_|vraagt|vragen|nodigt|interesse in|zin in',
  get: 'stur|ontvang|krijg|hor|schrijv|bericht|app_|appen|contact|op de hoogte|informer|inform|zend|deel|delen|mededel|sms|laten weten|contact blijven',
  things:
    'bericht|aanbieding|nieuws|update|herinnering|melding|info|tip_|tips|actie|whatsapp|op de hoogte|schrijv|reclame|kortingen|enquête',
  reply: 'antwoord|stuur|sms|schrijf|typ|zeg|reageer|verstuur|tik|druk',
  stop: 'stop|beëindig|afmeld|meld…af_|uitschrijv|schrijf…uit_|opzeg|zeg…op_|niet meer|geen berichten|annuleer|intrek|trek…in_|einde|af te meld|uit te schrijv|te stoppen|stop te zetten',
  later:
    'later|niet nu|nu niet|misschien|herinner|vraag|andere keer|overslaan|sluit|meer info|meer weten|nog niet|vandaag niet|niet vandaag|nadenken|instelling',
  guilt:
    'volle prijs|volle pond|mis_|misl|missen|haat|bespaar|besparen|saai|maakt me niet uit|kan me niet schelen|meer betal|betaal|verlies|geld|korting|koopje|dom_|spijt|verdrietig|jammer|helaas|rijk|onwetend|niets weten|duur|ik hou van|ik vind',
  pressure:
    'laatste kans|wees snel|haast|mis het niet|mis dit niet|niet missen|alleen vandaag|voor het te laat|alleen dommerik|krijgt spijt|zult spijt|iedereen|nog maar|verdriet|teleurgesteld|teleurstel|hart breken|breekt ons hart|toch niet weiger|toch geen nee|wie zegt er nou nee|wie zegt nou nee|stel ons niet teleur|ons niet teleur|niet in de steek|ons in de steek|beperkt aantal|alleen nog vandaag|op is op|laatste uren|tot middernacht',
  silence:
    'zonder antwoord|niet antwoord|niet reage|geen reactie|zonder reactie|niets horen|niets laat horen|automatisch|al aangemeld|al ingeschreven|bent aangemeld|bent ingeschreven|bent nu aangemeld|bent nu ingeschreven|anders bent|anders ben|anders word|anders gaan|zwijg|stilzwijg|door te lezen|door dit te lezen|door te openen|door dit bericht te|elk antwoord|elke reactie|gaan we ervan uit|gaan wij ervan uit|nemen we aan|geldt als toestem|hebben u aangemeld|hebben je aangemeld|hebben u ingeschreven|niets doet|toegevoegd|tenzij…nee|tenzij…weiger|tenzij…bezwaar|tenzij…stop|geen antwoord|staat al op|op onze lijst|wie zwijgt|betekent ja|voort te zetten|verder te gaan|te blijven|vooraf aangevinkt|vooraf geselect|al aangevinkt|zonder bericht|vinkje…gezet|alvast aangevinkt|voor u aangekruist|al…aangekruist|vooraf ingevuld|voor u aangevinkt|alvast aangemeld|alvast ingeschreven|alvast op de lijst|hebben u…ingeschreven|hebben je…ingeschreven|hebben u…aangemeld|hebben je…aangemeld|op de lijst gezet|op onze lijst gezet|al ingeschakeld|al geactiveerd|voor u aangezet|voor je aangezet|alvast aangezet',
  bundle:
    'moet u|u moet|moet je|je moet|u dient|dient u|verplicht|vereist|noodzakelijk|voorwaarde|om door te gaan|anders kunnen we|anders kunnen wij|niet leveren|niet bezorgen|wordt geannuleerd|wordt geblokkeerd|in ruil|om uw korting|om te ontgrendelen|om uw bestelling te|om je bestelling te|om uw pakket te|om je pakket te|om uw levering te|om uw account te|om je account te|uw bestelling alleen|je bestelling alleen',
  promo:
    'korting|% op|procent|aanbieding|kortingscode|voucher|bon_|actie|gratis|uitverkoop|sale_|koopje|bespaar|koop nu|bestel nu|nieuwe collectie|win een|black friday|voordeel|halen…betalen|tweede gratis|1+1|halve prijs',
  confirm:
    'u heeft zich…aangemeld|je hebt je…aangemeld|u hebt zich…aangemeld|u vroeg|je vroeg|op onze website|op onze site|uw aanmelding|je aanmelding|uw verzoek|bevestig',
  not: 'niet|geen|niets|nooit|alleen als',
  terms: 'voorwaarden|privacy|privacybeleid',
  goods:
    'bestelling|pakket|levering|terugbetaling|factuur|afspraak|reservering|account|aankoop|garantie|tegoedbon|punten_|spaarpunt|ticket|kaartje|recept|medicijn|tafel_|reparatie|uitslag|lidmaatschap|zegels',
  withheld:
    'kunnen we…niet|kunnen wij…niet|niet verwerk|niet bezorg|niet lever|niet verzend|geannuleerd|zodra u_…akkoord|zodra je_…akkoord|uw toestemming nodig|je toestemming nodig|alleen door als|gaat niet door|vervalt|pas bevestigd|pas verzonden|pas verwerkt|pas geleverd|kunt u uw…niet|kun je je…niet|u krijgt…pas|je krijgt…pas|krijgt u…pas|verliest u|verlies je|u verliest|je verliest|vervallen|niet meegeven|niet afgeven|niet uitgeven|niet afgehandeld',
  purpose: 'om_',
  gift: 'bon_|cadeau|korting|gratis|punten|tegoed|kortingsbon|cadeaubon|waardebon|bonus|verlot|loterij',
  given:
    'krijgt een|krijg je een|krijgt u een|ontvangt een|ontvangt u een|ontvang je een|geven we|wint_|schenken|verdient|verdien|pak_|ontvang een|verlot|loterij',
  refused:
    'een nee_|weiger|zonder uw toestemming|zonder je toestemming|zonder toestemming|nee zegt|niet akkoord|niet instem',
  lost: 'verval|verlies|verlor|gewist|geannuleerd|kunnen we…niet_|geblokkeerd|niet bezorgen|niet leveren|niet bevestigd|niet verwerkt|niet verlengd',
}
