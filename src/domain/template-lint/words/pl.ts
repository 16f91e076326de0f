import type { Wording } from '../wording.ts'

export const pl: Wording = {
  agree:
    'zgod|zgadza|zgadz|wyraża|wyraz|akcept|zapis|subskryb|pozwol|pozwal|tak_…odpowied|odpowied…tak|potwierdz|zezwol|zezwal|przyst',
  ask: 'czy możemy|czy mogę|czy moglibyśmy|czy chc|czy zgadza|czy wyraża|czy pozwol|czy pozwala|czy zechc|czy życz|czy można|możemy|chcesz|chce pan|chcą państwo|czy będzie|czy zezwala|czy akceptuje|czy interesuj|czy może|czy…może|chcielibyśmy|prosi_|prosimy|zaprasza',
  get: 'wysył|wysł|przesył|przesł|otrzym|dosta|pisa|pisze|kontakt|inform|powiadam|odbier|słać|udostęp|przekaz|dać znać|dawać…znać|damy…znać|kontakcie',
  things:
    'wiadomoś|ofert|nowoś|aktualnoś|przypomn|powiadom|informac|promoc|porad|newsletter|whatsapp|pisać|aktualizac|reklam|ankiet|rabat|sms',
  reply: 'odpowied|odpowia|odpis|napisz|pisząc|wyślij|wysyłając|wpis|nacis|wiadomość|słow',
  stop: 'stop|zrezygn|rezygn|wypis|zakończ|kończ|przesta|anul|wycof|odwoł|nie chc|wyłącz|koniec|cofn',
  later:
    'później|nie teraz|teraz nie|może|przypomn|zapyt|innym razem|pomiń|zamknij|więcej informacji|dowiedz|jeszcze nie|dziś nie|nie dziś|zastanow|ustawien',
  guilt:
    'pełn|przegap|strac|nienawidz|oszczędz|nud|wszystko mi jedno|nie obchodzi|przepłac|płac|pieni|rabat|okazj|głup|żał|smut|szkoda|bogat|niewied|drogo|nie lubię|lubię|kocham|wolę',
  pressure:
    'ostatnia szansa|ostatnia okazja|pośpiesz|pospiesz|nie przegap|tylko dziś|tylko dzisiaj|zanim będzie za późno|pożałuj|wszyscy inni|tylko głup|zostało tylko|zasmuci|będzie nam smutno|rozczarow|spiesz|zostało kilka|złamać nam serc|złamiesz nam serc|łamać nam serc|chyba nie odmów|kto by odmówił|nie zawiedź|rozczaruj|liczba miejsc ograniczona|ostatnie miejsca|ostatnie godziny|tylko do północy|tylko do dziś|śpiesz',
  silence:
    'brak odpowiedzi|bez odpowiedzi|nie odpowie|nie odpisz|w razie braku|automat|już zapis|jesteś zapis|są państwo zapis|został zapis|zostaniesz zapis|zostaną państwo zapis|zostałeś dodan|w przeciwnym razie|milczen|czytając|przeczytanie|otwierając|otwarcie|każda odpowiedź|dowolna odpowiedź|uznamy|uznaje|uważa się|przyjmujemy, że|przyjmiemy|domyśln|zapisaliśmy|dodaliśmy|albo zostan|chyba że…nie_|chyba że…odm|chyba że…stop|chyba że…rezyg|jeśli nie odp|jeżeli nie odp|jeśli nie otrzymamy|jeżeli nie otrzymamy|nie zareag|nie zaprotest|oznacza tak|na naszej liście|kto milczy|kontynuując|pozostając|korzystając|dalsze korzyst|wstępnie zaznacz|zaznaczyliśmy|nie dostaniemy|zaznaczyliśmy już|już zaznaczon|domyślnie zaznaczon|zaznaczone za|zaznaczona za|zaznaczon…za państwa|dopisaliśmy|wpisaliśmy|umieściliśmy|zarejestrowaliśmy|już na naszej liście|już na liście|już włączon|włączyliśmy|aktywowaliśmy',
  bundle:
    'musisz|muszą państwo|musi pan|trzeba|wymag|konieczn|obowiązk|warunk|aby otrzymać zamówienie|aby otrzymać swoje|aby odebrać|aby otrzymać paczkę|aby dostać paczkę|aby dostać zamówienie|żeby otrzymać zamówienie|aby zrealizować|aby kontynuować|aby zachować|aby uzyskać dostęp|inaczej nie|w przeciwnym razie nie|nie dostarczymy|zostanie anulowan|zostanie zablokowan|zanim wyślemy|w zamian|aby odblokować|jest niezbędn|zamówienie tylko',
  promo:
    'rabat|zniżk|% taniej|%_|wyprzedaż|ofert|promoc|kupon|kod_|gratis|darmow|okazj|kup teraz|skorzystaj|nowa kolekcja|wygraj|black friday|najlepsza cena|prezent|oszczędź|taniej|za pół ceny|w cenie jedn|drugi za',
  confirm:
    'zapisał|zapisali się|poprosi|na naszej stronie|państwa prośb|twoja prośb|twoje zgłoszen|zgłosi|potwierdź',
  not: 'nie_|żadn|nic_|nigdy|tylko jeśli',
  terms: 'regulamin|polityk…prywatności|polityka prywatności|warunki',
  goods:
    'zamówieni|paczk|przesyłk|dostaw|zwrot|faktur|wizyt|rezerwacj|konto_|konta_|zakup|gwarancj|bon_|punkty_|punktów|bilet|recept|leki_|leków|stolik|napraw|wynik|usług|członkostw',
  withheld:
    'nie możemy|nie będziemy mogli|nie będzie zreal|nie będzie wysł|nie będzie dostarcz|nie zostanie zreal|nie zostanie wysł|nie zostanie dostarcz|nie zrealizuj|nie wyślemy|anulowan|wstrzyman|dopóki nie|potrzebujemy zgody|potrzebujemy twojej|potrzebujemy państwa|potrzebna jest|dopiero po|dopiero gdy|dopiero jeśli|przepad|nie będziesz|tylko tym|tylko osobom|stracisz|straci_|tracisz|wygas|nie wydamy|nie będziemy mogli wydać|nie otrzyma',
  purpose: 'aby_|zeby_',
  gift: 'bon_|bonu_|kupon|prezent|rabat|zniżk|gratis|punkt|nagrod|voucher|rozlosuj|losowani',
  given:
    'dostan|otrzyma_|otrzymają_|otrzymasz_|zyska|podaruj|dajemy|wygra|w prezencie|odbierz|odbierze|zgarnij|zyskaj|rozlosuj|losowani',
  refused:
    'odmow|odmów|bez państwa zgody|bez pani zgody|bez pana zgody|bez twojej zgody|bez zgody|nie zgodzi|nie wyrazi',
  lost: 'przepad|strac|utrac|usunięt|anulowan|wygas|nie dostarczymy|nie możemy|nie będziemy mogli|zablokowan|skasowan|nie zrealiz|nie zostanie potwierdzon|nie potwierdzimy|nie zostanie zrealizowan',
}
