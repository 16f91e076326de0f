import type { Wording } from '../wording.ts'

export const sw: Wording = {
  agree:
    'kubali|unakubali|nakubali|ukikubali|kukubali|unakubaliana|ridhia|unaridhia|kuridhia|jiandikishe|kujiandikisha|jisajili|kujisajili|ruhusu|unaruhusu|ruhusa|idhini|ndiyo_…jibu|jibu…ndiyo|anayekubali|wanaokubali|ukubali',
  ask: 'je_|je,|tunaweza|naweza|ungependa|unataka|unapenda|unakubali|utapenda|mngependa|tuna ruhusa|unaturuhusu|ungetaka',
  get: 'tum|kutum|kukutum|tukutum|pokea|kupokea|upokee|pata|kupata|upate|andik|kukuandik|wasilian|kuwasilian|arif|kukuarif|juz|kukujuz|taarif',
  things:
    'ujumbe|jumbe|ofa|habari|taarifa|kumbusho|arifa|matangazo|tangazo|promosheni|vidokezo|whatsapp|maelezo|punguzo|jarida|utafiti|yafuatayo',
  reply: 'jibu|kujibu|ukijibu|andika|kuandika|tuma|kutuma|ukituma|sema|bonyeza|neno',
  stop: 'sitish|kusitish|kuusitish|kuzisitish|acha|kuacha|komesh|kukomesh|simamish|kusimamish|jiondo|kujiondo|ondo|katish|stop|toka|futa|hutaki',
  later:
    'baadaye|si sasa|sio sasa|labda|huenda|nikumbush|niuliz|wakati mwingine|ruka|funga|soma zaidi|zaidi|bado|si leo|sio leo|fikiri|mipangilio',
  guilt:
    'bei kamili|kukosa|nakosa|nachukia|kuokoa|okoa|chosha|sijali|lipa|kulipa|kupoteza|pesa|punguzo|mjinga|juta|huzuni|tajiri|ghali|hasara|poteza|gharama|sipendi|napenda',
  pressure:
    'nafasi ya mwisho|harakisha|usikose|leo tu|kabla hujachelewa|utajuta|kila mtu|haraka|muda mfupi|zimebaki|upesi|sasa hivi|fursa isikupite|tutahuzunika|utatuvunja moyo|usituvunje moyo|usitukatishe|nani atakataa|leo pekee|saa chache|hadi usiku wa manane',
  silence:
    'usipojibu|kutojibu|bila jibu|bila kujibu|hakuna jibu|moja kwa moja|kiotomatiki|umeshasajiliwa|umesajiliwa|umeandikishwa|umejiunga|umeongezwa|la sivyo|ama sivyo|vinginevyo|kimya|kwa kusoma|kwa kufungua|jibu lolote|tutachukulia|tutahesabu|itachukuliwa|itahesabiwa|tumekusajili|tumekuandikisha|tumekuongeza|isipokuwa…hapana|isipokuwa…kata|isipokuwa…sitish|usipokataa|usipopinga|bila kukataa|tumeshakuchagulia|tumekuchagulia|tumeshaweka alama|tumeweka alama|kimewekewa alama|imewekewa alama|umewekewa alama|kwa niaba yako|tumekuweka|tumeshakuandikisha|tumeshakusajili|tayari umo|umewekwa|tumeweka namba',
  bundle:
    'lazima|ni lazima|inahitajika|unahitaji kukubali|inabidi|ili kupokea oda|ili kupata oda|ili upokee oda|ili kupokea mzigo|ili upate mzigo|ili kuendelea|ili kukamilisha|ili kupata agizo|ili kupokea agizo|hatuwezi kukuletea|hatutaweza|itafutwa|itafungwa|kabla ya kutuma|badala yake|ni sharti|oda tu ukikubali',
  promo: 'punguzo|%|ofa|promosheni|kuponi|bure|zawadi|nunua sasa|shinda|black friday|bei nafuu|okoa',
  confirm: 'uliomba|ulijisajili|ulijiandikisha|kwenye tovuti|tovuti yetu|ombi lako|thibitisha',
  not: 'hatuta|hutap|hautap|hapana_|si_|sio_|hakuna|hatut|hazibadilik|haibadilik|haitabadilik',
  terms: 'masharti|sera ya faragha',
  goods:
    'oda|agizo|mzigo|kifurushi|akaunti|huduma|dawa|miadi|pointi|tiketi|meza|matengenezo|matokeo|dhamana|uanachama',
  condition: 'bila|usipo|mpaka|hadi|baada ya|ila tu|isipokuwa|tu_',
  regardless: 'haitaathiri|haiathiri|hata_|hata bila|bado',
  gift: 'vocha|kuponi|zawadi|bure|punguzo|pointi|bonasi|droo|bahati nasibu',
  given:
    'anapata|atapata|utapata|unapata|wanapata|watapata|tutakupa|tunakupa|jishindie|ushinde|ujishindie|ujipatie|upate vocha|upate zawadi|upokee zawadi|droo|bahati nasibu',
  refused:
    'ukikataa|usipokubali|bila idhini|bila ruhusa|bila kukubali|bila ridhaa|ukisema hapana|usiporuhusu',
  lost: 'zitafut|itafut|utapotez|utakosa|hatuwezi|hatutaweza|hatutal|itafungwa|zitaisha|zitapotea|hatutakupa|hautapata|utafut|kufutwa|haitathibitish|hautathibitish|haitahifadhiw|haitaendelea',
}
