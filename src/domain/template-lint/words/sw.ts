import type { Wording } from '../wording.ts'

export const sw: Wording = {
  agree:
    'kubali|unakubali|nakubali|ukikubali|kukubali|unakubaliana|ridhia|unaridhia|kuridhia|jiandikishe|kujiandikisha|jisajili|kujisajili|ruhusu|unaruhusu|ruhusa|idhini|ndiyo_…jibu|jibu…ndiyo',
  ask: 'je_|je,|tunaweza|naweza|ungependa|unataka|unapenda|unakubali|utapenda|mngependa|tuna ruhusa|unaturuhusu|ungetaka',
  get: 'tum|kutum|kukutum|tukutum|pokea|kupokea|upokee|pata|kupata|upate|andik|kukuandik|wasilian|kuwasilian|arif|kukuarif|juz|kukujuz|taarif',
  things:
    'ujumbe|jumbe|ofa|habari|taarifa|kumbusho|arifa|matangazo|tangazo|promosheni|vidokezo|whatsapp|maelezo|punguzo|jarida|utafiti|yafuatayo',
  reply: 'jibu|kujibu|ukijibu|andika|kuandika|tuma|kutuma|ukituma|sema|bonyeza|neno',
  stop: 'sitish|kusitish|kuusitish|kuzisitish|acha|kuacha|komesh|kukomesh|simamish|kusimamish|jiondo|kujiondo|ondo|katish|stop|toka|futa|hutaki',
  later:
    'baadaye|si sasa|sio sasa|labda|huenda|nikumbush|niuliz|wakati mwingine|ruka|funga|soma zaidi|zaidi|bado|si leo|sio leo|fikiri|mipangilio',
  guilt:
    'bei kamili|kukosa|nakosa|nachukia|kuokoa|okoa|chosha|sijali|lipa|kulipa|kupoteza|pesa|punguzo|mjinga|juta|huzuni|tajiri|ghali|hasara|poteza|gharama',
  pressure:
    'nafasi ya mwisho|harakisha|usikose|leo tu|kabla hujachelewa|utajuta|kila mtu|haraka|muda mfupi|zimebaki|upesi|sasa hivi|fursa isikupite|utatuvunja moyo|usituvunje moyo|usitukatishe|nani atakataa|leo pekee|saa chache|hadi usiku wa manane',
  silence:
    'usipojibu|kutojibu|bila jibu|bila kujibu|hakuna jibu|moja kwa moja|kiotomatiki|umeshasajiliwa|umesajiliwa|umeandikishwa|umejiunga|umeongezwa|la sivyo|ama sivyo|vinginevyo|kimya|kwa kusoma|kwa kufungua|jibu lolote|tutachukulia|tutahesabu|itachukuliwa|itahesabiwa|tumekusajili|tumekuandikisha|tumekuongeza|isipokuwa…hapana|isipokuwa…kata|isipokuwa…sitish|usipokataa|usipopinga|bila kukataa|tumekuweka|tumeshakuandikisha|tumeshakusajili|tayari umo|umewekwa|tumeweka namba',
  bundle:
    'lazima|ni lazima|inahitajika|unahitaji kukubali|inabidi|ili kupokea oda|ili kupata oda|ili upokee oda|ili kupokea mzigo|ili upate mzigo|ili kuendelea|ili kukamilisha|ili kupata agizo|ili kupokea agizo|hatuwezi kukuletea|hatutaweza|itafutwa|itafungwa|kabla ya kutuma|badala yake|ni sharti|oda tu ukikubali',
  promo: 'punguzo|%|ofa|promosheni|kuponi|bure|zawadi|nunua sasa|shinda|black friday|bei nafuu|okoa',
  confirm: 'uliomba|ulijisajili|ulijiandikisha|kwenye tovuti|tovuti yetu|ombi lako|thibitisha',
  not: 'hatuta|hutap|hautap|hapana_|si_|sio_|hakuna|hatut',
  terms: 'masharti|sera ya faragha',
  goods:
    'oda|agizo|mzigo|kifurushi|akaunti|huduma|pointi|tiketi|dawa|meza|matengenezo|matokeo|dhamana|uanachama',
  condition: 'bila|usipo|mpaka|hadi|baada ya|ila tu|isipokuwa|tu_',
  regardless: 'haitaathiri|haiathiri|hata_|hata bila|bado',
}
