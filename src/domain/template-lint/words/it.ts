import type { Wording } from '../wording.ts'

export const it: Wording = {
  agree:
    "accett|acconsent|consens|d'accordo|d’accordo|iscriv|iscri|abbon|autorizz|permett|permess|rispond…sì_|dice sì|dici sì|dicendo sì|ader|approv|conferisc|conferir|conferma_|confermi|confermo|confermare",
  ask: "possiamo|potremmo|posso|vuole|vuoi|volete|desidera|desideri|desiderate|le piacerebbe|ti piacerebbe|vi piacerebbe|vorrebbe|vorresti|gradisce|è d'accordo|è d’accordo|sei d'accordo|sei d’accordo|accetta|accetti|acconsente|acconsenti|ci autorizza|ci autorizzi|ci permette|ci permetti|ti va|le va|le interessa|ti interessa|autorizza|può…invi|può…mand|vorremmo|chiede|chiediamo|invita|presta_|presti_",
  get: 'invi|ricev|mand|scriv|contatt|avvis|inform|comunic|condivid|aggiorn|notific|sentire|sped|tener|iscriv|contatto',
  things:
    'messagg|offert|novità|notizi|promemoria|notific|avvis|informazion|info_|promozion|consigli|newsletter|whatsapp|scriv|aggiornament|pubblicità|sondagg|comunicazion|sconti',
  reply: 'rispond|risposta|invi|scriv|mand|digit|tocc|prem|parola|messaggio',
  stop: 'stop|ferm|interromp|disiscriv|cancell|annull|disdi|non ricev|non ricever|smett|termin|revoc|basta|disattiv|fine_|non vuole più|non vuoi più|uscir|esci_',
  later:
    "più tardi|dopo_|non ora|non adesso|ora no|forse|ricord|chied|un'altra volta|un’altra volta|salta|chiudi|scopri di più|altre info|maggiori info|non ancora|oggi no|non oggi|ci penso|impostazioni",
  guilt:
    "prezzo pieno|perd|odi_|odio|risparmi|noios|non m'importa|non mi importa|non m’importa|chissenefrega|pagar|pago|denaro|soldi|sconto|affar|stupid|pent|trist|peccato|ricco|ignor|caro_|disinformat|sprec|mi piace|adoro|amo_",
  pressure:
    'ultima possibilità|ultima occasione|ultime ore|affrett|sbrig|non perdere|non perda|non perderti|solo oggi|prima che sia tardi|te ne pentirai|se ne pentirà|tutti gli altri|solo gli stupidi|restano pochi|renderebbe…trist|renderebbe trist|dispiacerebbe|delus|lascerebbe|rattrist|spezzarci il cuore|spezzare il cuore|spezzi il cuore|spezzerà il cuore|non vorrà mica|non vorrai mica|chi direbbe di no|delud|posti limitati|ultimi posti|solo fino a stasera|entro mezzanotte|fai presto|faccia presto|corri_',
  silence:
    "non rispond|senza risposta|mancata risposta|assenza di risposta|nessuna risposta|automatic|già iscritt|è iscritt|sei iscritt|sarà iscritt|sarai iscritt|è stato iscritt|sei stato iscritt|altrimenti|se non risponde|se non rispondi|se non ci|se non dice|silenzio|leggendo|aprendo|qualsiasi risposta|ogni risposta|riterremo|intenderemo|presum|daremo per|si considera|considereremo|di default|predefinit|l'abbiamo iscritt|l’abbiamo iscritt|ti abbiamo iscritt|ti abbiamo aggiunt|o sarà|o sarai|aggiunt|a meno che…no_|salvo che…no_|a meno che…rifiut|salvo che…rifiut|a meno che…stop|lo prendiamo|chi tace|significa sì|nella nostra lista|continuando|proseguendo|usando|rimanendo|preselezion|già selezion|inizierai a ricev|inizierà a ricev|se non ricev|già spuntat|già selezionat|preselezionat|già barrat|al posto suo|al posto tuo|già inserit|abbiamo inserit|abbiamo iscritt|abbiamo registrat|abbiamo già iscritt|fai già parte della|fa già parte della|già nella lista|già attivat|abbiamo attivat",
  bundle:
    "deve accettare|devi accettare|deve_|devi_|bisogna|obbligat|indispensabil|condizione|per ricevere il suo ordine|per ricevere il tuo ordine|per ricevere l'ordine|per ricevere l’ordine|per ricevere il pacco|per ricevere il tuo pacco|per ottenere il|per completare|per confermare il|per continuare|per accedere|per mantenere|altrimenti non|non possiamo consegnare|non potremo consegnare|sarà annullat|sarà bloccat|prima di spedire|in cambio|per sbloccare|è necessario|è richiest|il suo ordine solo se|il tuo ordine solo se",
  promo:
    'scont|% di|%_|saldi|offert|promo|coupon|codice|gratis|affare|acquista ora|compra ora|approfitt|nuova collezione|vinci|black friday|miglior prezzo|regalo|risparmia|tre per due|due per uno|3x2|2x1',
  confirm:
    'ha richiesto|hai richiesto|si è iscritt|ti sei iscritt|sul nostro sito|la sua richiesta|la tua richiesta|la sua iscrizione|la tua iscrizione|conferm',
  not: 'non_|nessun|nulla|niente|mai_|solo se',
  terms: 'termini|condizioni|privacy',
  goods:
    'ordine|pacco|rimborso|fattura|appuntamento|prenotazion|conto_|account|acquist|garanzia|buono_|punti_|bigliett|ricetta|farmac|medicin|tavolo|posto_|riparazione|referto|esami|servizio|tessera|consegna',
  withheld:
    'non potremo|non possiamo|non è possibile|non sarà spedit|non sarà evas|non sarà consegnat|non sarà elaborat|non verrà spedit|non verrà evas|non verrà consegnat|non verrà elaborat|verrà annullat|sarà annullat|in sospeso|appena accett|finché non|bisogno del suo consen|bisogno del tuo consen|serve il suo consen|serve il tuo consen|verrà cancellat|sarà cancellat|non verrà conferm|non sarà conferm|verrà confermat…solo|sarà confermat…solo|non potrà|non potrai|solo a chi|perderà|perderai|perde_|perdi_|scadranno|scadrà|non le consegn|non ti consegn',
  purpose: 'per_',
  gift: 'buono_|coupon|regalo|omaggio|sconto|gratis|punti|premio|bonus|a sorte_|sorteggi|estrazione|lotteria|sorteremo',
  given:
    'riceve un|ricevono|riceverà un|riceverai un|ottien|vince_|vinci_|regaliamo|in regalo|in omaggio|per ringrazia|avrà un|avrai un|vinca|guadagn|ottenga|riceva un|ricevi un|a sorte_|sorteggi|estrazione|lotteria|sorteremo',
  refused:
    'rifiut|dice di no|dici di no|senza il suo consenso|senza il tuo consenso|senza consenso|non accett|non acconsent',
  lost: 'perd|persi_|perse_|cancellat|scadr|scadono|annullat|non possiamo|non potremo|bloccat|azzerat|eliminat|non sarà confermat|non verrà confermat|non sarà evas',
}
