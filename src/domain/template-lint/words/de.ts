import type { Wording } from '../wording.ts'

export const de: Wording = {
  agree:
    'stimm|zustimm|zugestimm|einwillig|willig|einverstanden|anmeld|meld|abonnier|erlaub|gestatt|akzeptier|ja sag|sagen sie ja|ja_…antwort|antwort…ja_|genehmig|okay|einverständnis',
  ask: 'dürften wir|können wir|sollen wir|möchten sie|möchtest du|möchtet ihr|wollen sie|willst du|wollt ihr|sind sie…einverstanden|bist du…einverstanden|seid ihr…einverstanden|ist es in ordnung|ist es okay|hätten sie|hättest du|haben sie interesse|hast du lust|hast du interesse|wäre es|wünschen sie|interessier|stimmen sie|stimmst du|dürfte ich|passt es|dürfen|darf_|bittet|bitten|lädt|laden|interesse an|lust auf',
  get: 'schick|send|zusend|zuschick|erhalt|bekomm|empfang|hör|schreib|kontaktier|informier|benachrichtig|auf dem laufenden|melden|anschreib|erfahr|halten|mitteil|teilen|versorg|bescheid|abonnier|wissen lassen|kontakt bleiben|kontakt halten',
  things:
    'nachricht|angebot|neuigkeit|news|info|erinnerung|aktion|update|mitteilung|benachrichtig|tipp|werb|whatsapp|auf dem laufenden|schreib|rabatt|umfrage|hinweis|rezept',
  reply: 'antwort|schreib|send|schick|text|tipp|sag|drück|eingeb|mit dem wort|wort',
  stop: 'stop|beend|abmeld|meld…ab_|abbestell|bestell…ab_|kündig|widerruf|nicht mehr|keine nachrichten|abbrech|austrag|aufhör|schluss|widersprech|einstellen|abschalt|abzumeld|abzubestell|auszutrag|raus_|keine mehr',
  later:
    'später|nicht jetzt|jetzt nicht|vielleicht|erinner|frag|ein andermal|überspring|schließ|mehr erfahren|mehr info|noch nicht|heute nicht|nicht heute|überleg|einstellungen',
  guilt:
    'voller preis|vollen preis|voll zahl|verpass|hasse|spar|langweil|egal|mehr zahl|mehr bezahl|verzicht|verlier|geld|rabatt|schnäppchen|dumm|bereu|traurig|reich|uninformiert|schade|leider|angst|schlecht|nichts wissen|unwissend|zu teuer|teuer|ich mag|ich liebe|zahle lieber|lieber mehr',
  pressure:
    'letzte chance|letzte gelegenheit|jetzt zugreifen|schnell sein|beeil|nicht verpassen|verpassen sie nicht|verpass nicht|nur heute|bevor es zu spät|nur dumme|werden es bereuen|wirst es bereuen|alle anderen|nur noch|kein vernünftiger|traurig|enttäusch|das herz brech|herz zu brechen|bricht uns das herz|brechen uns das herz|doch nicht etwa|wer sagt da nein|wer könnte da nein|enttäuschen sie uns|enttäusch uns|im stich|nur bis heute|bis mitternacht|plätze sind begrenzt|nur wenige plätze|letzten stunden|letzte stunden|nur noch heute|schnell zugreif',
  silence:
    'keine antwort|ohne antwort|nicht antwort|nicht reagier|nichts hör|nicht meld|ohne rückmeldung|keine rückmeldung|automatisch|bereits angemeldet|schon angemeldet|sind angemeldet|bist angemeldet|sind jetzt angemeldet|sonst…angemeldet|andernfalls|sonst werden|sonst wirst|schweig|durch das lesen|mit dem lesen|mit dem öffnen|lesen dieser|jede antwort|gehen wir davon aus|nehmen wir an|gilt als zustimm|gilt als einwillig|als erteilt|wurden angemeldet|haben sie angemeldet|haben dich angemeldet|aufgenommen|nichts tun|nichts unternehm|voreingestellt|widersprechen sie nicht|nicht widersprech|es sei denn…widersprech|es sei denn…lehn|es sei denn…nein|nicht nein|nicht ablehn|nicht widerruf|hören wir…nichts|weitere nutzung|weiteren nutzung|fortsetz|weiterschreib|weiterchat|wenn sie weiter|nichts von ihnen|nichts von dir|nichts von euch|vorausgewählt|vorausgefüllt|bereits ausgewählt|schon angekreuzt|keine nachricht von|häkchen…gesetzt|vorangekreuzt|bereits angekreuzt|für sie angekreuzt|für sie gesetzt|für sie ausgewählt|wir haben sie…eingetragen|wir haben dich…eingetragen|haben wir sie…eingetragen|haben wir dich…eingetragen|wir haben ihre nummer…eingetragen|sie wurden…eingetragen|sie sind bereits…eingetragen|sie sind schon…eingetragen|wir haben sie…hinzugefügt|wir haben dich…hinzugefügt|auf unsere liste gesetzt|auf die liste gesetzt|haben sie…vorgemerkt|haben dich…vorgemerkt|bereits aktiviert|schon aktiviert|für sie aktiviert|für dich aktiviert|für sie freigeschaltet',
  bundle:
    'müssen sie|sie müssen|musst du|du musst|müsst ihr|erforderlich|notwendig|nötig|verpflicht|voraussetzung|bedingung|zwingend|damit wir ihre bestellung|damit ihre bestellung|um fortzufahren|sonst können wir|andernfalls können|nicht liefern|nicht ausliefern|wird storniert|wird gesperrt|wird gelöscht|im gegenzug|als gegenleistung|zum freischalten|um ihre bestellung zu_|um deine bestellung zu_|um ihr paket zu_|um dein paket zu_|um ihre lieferung zu_|um ihr konto zu_|um dein konto zu_|bevor wir…liefern|bevor wir…versend|ihre bestellung nur|deine bestellung nur|das paket nur|nur wer',
  promo:
    'rabatt|% auf|prozent|angebot|gutschein|sonderpreis|schnäppchen|aktion|gratis|kostenlos|sale_|schlussverkauf|sparen sie|spar_|jetzt kaufen|jetzt bestellen|neue kollektion|gewinn|black friday|reduziert|günstig|zum preis von|zwei für eins|2 für 1',
  confirm:
    'sie haben sich…angemeldet|du hast dich…angemeldet|haben sie…angemeldet|auf unserer website|auf unserer webseite|auf unserer seite|ihre anmeldung|deine anmeldung|ihre anfrage|gewünscht|gebeten|bestätigen sie|bestätige|angegeben',
  not: 'nicht|kein|nichts|nie_|erst wenn|nur wenn',
  terms: 'agb|geschäftsbedingung|datenschutz|nutzungsbedingung',
  goods:
    'bestellung|paket|lieferung|rückerstattung|erstattung|rechnung|termin|buchung|reservierung|konto|sendung|garantie|gutschein|punkte_|treuepunkt|bonuspunkt|ticket|eintrittskarte|rezept|medikament|tisch_|reparatur|befund|ware_|mitgliedschaft',
  withheld:
    'können wir…nicht|kann…nicht zu|kann…nicht bearb|kann…nicht vers|kann…nicht ausg|kann…nicht gel|nicht bearbeit|nicht zustell|nicht versend|nicht verschick|nicht ausgeliefert|storniert|sobald sie zustimm|sobald du zustimm|sobald sie ja|sobald du ja|brauchen wir ihre|benötigen wir ihre|brauchen wir deine|benötigen wir deine|brauchen wir dein ja|brauchen wir ihr ja|erst bestätigt|erst bearbeitet|erst versand|erst geliefert|nur bestätigt|verfällt|verfallen|können sie ihr…nicht|kannst du dein…nicht|nur denen|nur an kunden|verlieren sie|verlierst du|erlischt|erlöschen|entfällt|dürfen wir…nicht aushändig|nicht aushändig|nicht ausgehändigt|nicht herausgeb',
  purpose: 'um_',
  gift: 'gutschein|rabatt|geschenk|bonus|gratis|punkte|prämie|guthaben|nachlass|verlos|gewinnspiel|tombola',
  given:
    'bekommt_|erhält_|erhalten sie ein|bekommen sie ein|bekommst du ein|erhältst du ein|gibt es ein|gibt’s|schenken|geschenkt|gewinn|belohn|bedanken|sichern|kassieren|abholen|verlos|gewinnspiel|tombola',
  refused:
    'einem nein|ablehn|ohne ihre einwilligung|ohne deine einwilligung|ohne ihre zustimmung|ohne deine zustimmung|ohne einwilligung|ohne zustimmung|nein sagen|nicht zustimm|nicht einwillig|wer nein',
  lost: 'verfall|verlier|gelöscht|erlisch|erlösch|entfäll|storniert|gesperrt|können wir…nicht_|nicht liefern|nicht ausliefern|nicht bearbeiten|nicht bestätig|nicht bearbeitet|nicht verlänger',
}
