import type { Wording } from '../wording.ts'

export const tr: Wording = {
  agree: 'kabul|onay|izin|abone|kayd|kayıt|katıl|evet_…yaz|evet_…de|rıza|muvafakat|razı',
  ask: 'miyiz|mıyız|misiniz|mısınız|musunuz|müsünüz|mi_|mı_|mu_|mü_|ister|olur mu|izin verir|istiyoruz|rica|davet',
  get: 'gönder|al_|almak|alma|alır|alıyor|yolla|ilet|yaz|ulaş|haber|bilgilendir|paylaş|iletişim|haberdar|abone',
  things:
    'mesaj|ileti|teklif|haber|yenilik|hatırlat|bildirim|bilgi|kampanya|fırsat|bülten|whatsapp|duyuru|güncelleme|reklam|anket|indirim|gelişme',
  reply: 'yaz|cevap|yanıt|gönder|dokun|bas_|basın|diyerek|mesaj',
  stop: 'dur|stop|iptal|çık|ayrıl|vazgeç|abonelikten|son ver|sonlandır|bırak|istemiyor|istem|ister|kapat|ret_|almamak',
  later:
    'daha sonra|sonra_|şimdi değil|belki|hatırlat|sor_|başka zaman|atla|kapat|daha fazla|bilgi al|henüz değil|bugün değil|düşün|ayarlar',
  guilt:
    'tam fiyat|kaçır|nefret|tasarruf|sıkıcı|umurumda değil|fazla öde|öde|kaybet|para|indirim|fırsat|aptal|pişman|üzgün|üzül|yazık|zengin|habersiz|pahalı|paha|severim|seviyorum|bayılırım',
  pressure:
    'son şans|son fırsat|acele|kaçırma|sadece bugün|çok geç olmadan|pişman olursunuz|pişman olacaksın|herkes|son saatler|çok üzülür|üzülürüz|bizi üzer|kırılırız|çok üz|hayal kırıklığı|kalbimizi kır|bizi kırma|hayır demezsiniz|hayır demezsin|hayır diyecek misin|kim hayır der|hayal kırıklığ|bizi üzme|sınırlı sayıda|kontenjan|gece yarısına|bugüne özel|yalnızca bugün',
  silence:
    'cevap vermez|yanıt vermez|cevaplamaz|yanıtlamaz|cevap verme|yanıt verme|cevap gelmez|yanıt gelmez|cevapsız|yanıtsız|otomatik|aksi halde|aksi takdirde|aksi durumda|sessiz|okuyarak|okumakla|açarak|açmakla|herhangi bir cevap|herhangi bir yanıt|kabul edilir|kabul etmiş sayıl|sayılır|sayılacak|varsay|zaten abone|abone oldunuz|abone edildi|kaydedildiniz|eklendiniz|kaydettik|ekledik|olmadıkça|yazmazsanız|demezseniz|yoksa abone|çıkmazsa|sessiz kal|evet sayıl|listemizdesiniz|listemize ekle|devam ederek|devam etmekle|kullanarak|önceden seç|önceden işaret|almazsak|sizin yerinize|sizin için…işaretle|sizin için…seçil|senin yerine|işaretledik|işaretlenmiş|listeye ekle|kaydınızı yaptık|kaydınız yapıl|üye yaptık|sizi ekle|numaranızı ekle|kaydınızı oluştur|aktifleştirdik|etkinleştirdik',
  bundle:
    'gerekir|gerekmekte|zorund|zorunlu|mecbur|siparişinizi almak|siparişini almak|siparişinizi teslim|devam etmek için|tamamlamak için|erişmek için|teslim edemey|teslim edile|iptal edilir|iptal edilecek|askıya|karşılığında|göndermeden önce|gereklidir|gerekli_|şarttır|kargonuzu almak|paketinizi almak|hesabınızın kapanmaması|etmeniz gerek|vermeniz gerek|onaylamanız gerek|etmelisiniz|vermelisiniz|onaylamalısınız|etmen gerek|vermen gerek|etmelisin|vermelisin',
  promo:
    'indirim|%|kampanya|fırsat|kupon|ücretsiz|bedava|hediye|hemen al|satın al|yeni koleksiyon|kazan|black friday|en iyi fiyat|promosyon|ucuz|iki al|2 al|al…öde',
  confirm:
    'kaydoldunuz|talep etti|istediniz|istediğiniz|web sitemiz|sitemizde|talebiniz|kaydınız|başvurunuz|onaylayın|onaylamak',
  not: 'değil|yok|hiçbir|göndermeyiz|göndermeyec|göndermiyor|almayız|almayac|almıyor|olmayac|olmaz|yazmayız|yazmayac|etmeyiz|etmeyec|etmez_|mayız|meyiz|mayac|meyec',
  terms: 'koşul|şartlar|gizlilik|sözleşme|kvkk',
  goods:
    'sipariş|kargo|paket|teslimat|iade_|iadeniz|fatura|randevu|rezervasyon|hesab|hesap|garanti|kupon|puan|bilet|reçete|ilaç|ilac|masanız|onarım|sonuçlar|hizmet|üyeli',
  withheld:
    'alamayız|alamıyoruz|edemeyiz|edemiyoruz|yapamayız|gönderemeyiz|gönderemiyoruz|tamamlanamaz|tamamlanmaz|işlenemez|işlenmez|gönderilemez|gönderilmeyecek|gönderilmez|iptal edil|beklemeye|iptal olur|iptal olacak|iptal edec|onaylanmaz|alamazsınız|göremezsiniz|veremeyiz|veremiyoruz|silinir|silinecek|kaybeder|verilmez|verilmeyecek',
  purpose: 'icin_',
  gift: 'çeki|kupon|hediye|bonus|puan|bedava|ücretsiz|indirim|çekiliş',
  given: 'kazan|tanımla|veriyor|veril|vereceğ|hediye ed|armağan|sunuyor|tanımlı|çekiliş',
  refused:
    'hayır derse|hayır deme|reddeder|reddetme|kabul etmez|kabul etmeden|onay vermez|onayınız olmadan|onay olmadan|izin vermez|izniniz olmadan|izin olmadan|onaylamaz|rızanız olmadan',
  lost: 'silin|kaybed|yanar|iptal|edemey|edilemez|edilmez|yapılamaz|gönderilmez|yararlanamaz|kapan|sıfırlan|sona er|sonlan|askıya|onaylayamı|onaylanmaz|onaylanmayacak|sürdüremey|yenilenmez',
}
