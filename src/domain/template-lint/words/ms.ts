import type { Wording } from '../wording.ts'

export const ms: Wording = {
  agree:
    'setuju|bersetuju|langgan|melanggan|daftar|mendaftar|izin|mengizinkan|benarkan|membenarkan|kebenaran|ya_…balas|balas…ya_|jawab…ya_|sudi|persetuju|terima_~ kasih',
  ask: 'adakah|mahukah|mahu|ingin|dapatkah|sudikah|setujukah|izinkan|benarkan|berminat|apa kata|nak_|boleh',
  get: 'hantar|menghantar|menerima|terima|dapat|mendapat|hubungi|menghubungi|menulis|maklum|memberi|beri|kongsi|kirim|mengirim',
  things:
    'mesej|tawaran|promosi|berita|info|maklumat|peringatan|notifikasi|pemberitahuan|tip|buletin|whatsapp|kemas kini|iklan|tinjauan|diskaun',
  reply: 'balas|jawab|hantar|tulis|taip|tekan|ketik|mesej|perkataan|kirim',
  stop: 'berhenti|stop|henti|hentikan|menghentikan|batal|keluar|tamat|tidak lagi|tidak mahu|tarik balik|matikan|putus',
  later:
    'nanti|kemudian|lain kali|bukan sekarang|tidak sekarang|belum|mungkin|ingatkan|tanya|langkau|tutup|ketahui|maklumat lanjut|info lanjut|fikir|tetapan',
  guilt:
    'harga penuh|terlepas|rugi|benci|jimat|bosan|tidak kisah|tak kisah|bayar|kehilangan|wang|duit|diskaun|bodoh|menyesal|sedih|sayang_|kaya_|mahal|boros|membazir|kerugian',
  pressure:
    'peluang terakhir|cepat|segera sebelum|jangan lepaskan|jangan ketinggalan|hari ini sahaja|sebelum terlambat|akan menyesal|semua orang|tinggal sedikit|kuota terhad|masa terhad|stok terhad|terhad|tinggal beberapa jam|sekarang juga|kami sedih|sangat sedih|kecewa|patah hati|kecewakan kami|mengecewakan kami|siapa yang menolak|sehingga tengah malam|malam ini sahaja|tempat terhad',
  silence:
    'tidak membalas|tidak menjawab|tiada jawapan|tiada balasan|tanpa jawapan|tanpa balasan|automatik|sudah didaftar|telah didaftar|sudah melanggan|telah melanggan|sudah berdaftar|berdiam|dengan membaca|dengan membuka|apa-apa jawapan|apa-apa balasan|sebarang jawapan|kami anggap|dianggap|menganggap|kami daftarkan|mendaftarkan anda|menambah anda|atau anda akan|kecuali…tidak|kecuali…menolak|kecuali…berhenti|jika tidak anda akan|diam bermaksud|tidak menolak|tiada bantahan|tidak membantah|sudah kami tanda|telah kami tanda|sudah ditanda|telah ditanda|sudah kami pilih|sudah mendaftarkan|telah mendaftarkan|sudah memasukkan|telah memasukkan|sudah menambah|telah menambah',
  bundle:
    'mesti|wajib|diwajibkan|perlu bersetuju|untuk menerima pesanan|untuk mendapatkan pesanan|untuk menerima bungkusan|supaya pesanan|agar pesanan|untuk meneruskan|untuk melengkapkan|untuk mengakses|tidak dapat menghantar|akan dibatalkan|akan disekat|akan ditutup|sebelum kami menghantar pesanan|sebagai ganti|sebagai balasan|pesanan hanya jika|sebagai syarat|merupakan syarat|supaya akaun anda kekal',
  promo:
    'diskaun|%|promosi|tawaran|kupon|baucar|percuma|hadiah|beli sekarang|koleksi baharu|menangi|black friday|harga terbaik|jualan murah|jimat',
  confirm: 'anda mendaftar|anda meminta|permintaan anda|pendaftaran anda|di laman web|laman web kami|sahkan',
  not: 'tidak|bukan|tak_|tanpa',
  terms: 'terma|dasar privasi',
  goods:
    'pesanan|paket|bungkusan|pengiriman|penghantaran|akun|akaun|booking|tempahan|refund|bayaran balik|barang|layanan|mata ganjaran|tiket|preskripsi|ubat|meja_|pembaikan|waranti|keahlian',
  condition:
    'tanpa|hanya jika|hanya bila|hanya setelah|hanya selepas|hanya akan|baru_|jika tidak|bila tidak|kalau tidak|jika anda tidak|kecuali|setelah anda|selepas anda|sebelum anda',
  regardless: 'tetap|memengaruhi|mempengaruhi|menjejaskan|terjejas|berdampak',
  gift: 'baucar|voucher|kupon|hadiah|bonus|percuma|mata_|ganjaran|diskaun|cabutan bertuah',
  given: 'dapat baucar|dapat kupon|dapat hadiah|dapatkan|peroleh|raih|menang|kami beri|tebus|cabutan bertuah',
  refused:
    'menolak|tidak setuju|tanpa persetujuan|tanpa izin|belum setuju|kata tidak|jawab tidak|memilih tidak',
  lost: 'hangus|luput|hilang|dipadam|kehilangan|dibatalkan|tidak boleh|tidak dapat|tidak akan diproses|ditutup|dinyahaktif|ditarik balik|dibekukan|tidak disahkan|tidak akan disahkan',
}
