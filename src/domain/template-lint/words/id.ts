import type { Wording } from '../wording.ts'

export const id: Wording = {
  agree:
    'setuju|menyetujui|menyetuju|sepakat|langganan|berlangganan|daftar|mendaftar|izin|mengizinkan|menerima tawaran|ya_…balas|balas…ya_|jawab…ya_|bersedia|persetuju|menjawab ya|terima_~ kasih',
  ask: 'apakah|maukah|mau_|ingin|dapatkah|bisakah|bersediakah|bersedia|setujukah|izinkan|apa anda|apakah boleh|bagaimana jika|tertarik|boleh',
  get: 'kirim|dapet|mengirim|menerima|terima|dapat|mendapat|hubungi|menghubungi|menulis|kabar|mengabari|memberi|beri|bagi|sampai|dikirim',
  things:
    'pesan|penawaran|tawaran|promo|kabar|berita|info|pengingat|notifikasi|pemberitahuan|tips|buletin|whatsapp|pembaruan|update|iklan|survei|diskon',
  reply: 'balas|jawab|kirim|tulis|ketik|ucap|tekan|ketuk|pesan|kata_',
  stop: 'berhenti|stop|hentikan|menghentikan|batal|keluar|akhiri|mengakhiri|tidak lagi|tidak ingin|cabut|unreg|matikan|putus',
  later:
    'nanti|lain kali|jangan sekarang|tidak sekarang|belum|mungkin|ingatkan|tanya|lewati|tutup|selengkapnya|info lebih|pelajari|hari ini tidak|pikir|pengaturan',
  guilt:
    'harga penuh|lewatkan|ketinggalan|rugi|benci|hemat|bosan|tidak peduli|bayar|kehilangan|uang|diskon|bodoh|menyesal|sedih|sayang_|kaya_|mahal|buta info|boros|merugi|mubazir',
  pressure:
    'kesempatan terakhir|buruan|segera sebelum|jangan lewatkan|jangan sampai|hanya hari ini|sebelum terlambat|akan menyesal|semua orang|tinggal sedikit|cepat|kuota terbatas|waktu terbatas|stok terbatas|keburu|tinggal beberapa jam|sekarang juga|kami sedih|sangat sedih|kecewa|patah hati|kecewakan kami|mengecewakan kami|masa tega|siapa yang menolak|sampai tengah malam|malam ini saja|tempat terbatas',
  silence:
    'tidak membalas|tidak menjawab|tidak merespons|tidak merespon|tanpa balasan|tanpa jawaban|tidak ada balasan|tidak ada jawaban|otomatis|sudah terdaftar|sudah berlangganan|telah terdaftar|telah berlangganan|telah didaftarkan|sudah didaftarkan|dengan membaca|dengan membuka|balasan apa pun|jawaban apa pun|kami anggap|dianggap|menganggap|kami daftarkan|mendaftarkan anda|menambahkan anda|atau anda akan|kecuali…tidak|kecuali…menolak|kecuali…berhenti|jika tidak anda akan|diam berarti|jika diam|tidak menolak|tidak keberatan dalam|tidak ada penolakan|sudah kami centang|telah kami centang|sudah dicentang|telah dicentang|sudah kami pilih|sudah kami setujui|sudah mendaftarkan|telah mendaftarkan|sudah memasukkan|telah memasukkan|sudah menambahkan|telah menambahkan|sudah kami masukkan|sudah kami daftarkan',
  bundle:
    'harus|wajib|diwajibkan|perlu menyetujui|untuk menerima pesanan|untuk mendapatkan pesanan|untuk menerima paket|agar pesanan|supaya pesanan|untuk melanjutkan|untuk menyelesaikan|untuk mengakses|tidak dapat mengirim|tidak bisa mengirim|akan dibatalkan|akan diblokir|akan ditutup|sebelum kami mengirim|sebagai imbalan|sebagai ganti|demi menerima|pesanan hanya jika|sebagai syarat|merupakan syarat|agar akun anda tetap',
  promo:
    'diskon|%|promo|penawaran|kupon|voucher|gratis|hadiah|beli sekarang|koleksi baru|menangkan|black friday|harga terbaik|obral|hemat|cashback',
  confirm: 'anda mendaftar|anda meminta|permintaan anda|pendaftaran anda|di situs|situs web kami|konfirmasi',
  not: 'tidak|bukan|tak_|tanpa',
  terms: 'syarat dan|ketentuan|kebijakan privasi',
  goods:
    'pesanan|paket|bungkusan|pengiriman|penghantaran|akun|akaun|booking|tempahan|refund|bayaran balik|barang|layanan|janji temu|poin_|tiket|resep|obat|meja_|perbaikan|garansi|keanggotaan',
  condition:
    'tanpa|hanya jika|hanya bila|hanya setelah|hanya selepas|hanya akan|baru_|jika tidak|bila tidak|kalau tidak|jika anda tidak|kecuali|setelah anda|selepas anda|sebelum anda',
  regardless: 'tetap|memengaruhi|mempengaruhi|menjejaskan|terjejas|berdampak',
  gift: 'voucher|vocer|kupon|hadiah|bonus|gratis|poin_|cashback|diskon|potongan|undian|berkesempatan menang|berkesempatan memenang',
  given:
    'dapat voucher|dapat kupon|dapat hadiah|dapat poin|dapat bonus|dapat potongan|dapat diskon|dapatkan|memperoleh|raih|menang|kami beri|kami kasih|klaim|undian|berkesempatan menang|berkesempatan memenang',
  refused:
    'menolak|tidak setuju|tanpa persetujuan|tanpa izin|belum setuju|bilang tidak|jawab tidak|memilih tidak',
  lost: 'hangus|hilang|dihapus|kehilangan|dibatalkan|tidak bisa|tidak dapat|tidak diproses|tidak akan diproses|ditutup|nonaktif|dinonaktif|dicabut|dibekukan|tidak terkonfirmasi|tidak akan dikonfirmasi|tidak dikonfirmasi',
}
