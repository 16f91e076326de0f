import type { Wording } from '../wording.ts'

export const vi: Wording = {
  agree: 'đồng ý|chấp thuận|chấp nhận|đăng ký|cho phép|ưng thuận|xác nhận|nhất trí',
  ask: 'có thể|có muốn|bạn muốn|xin phép|được không|có đồng ý|bạn đồng ý|có cho phép|có được|không_|nhé_|chứ_',
  get: 'gửi|nhận|nhắn|liên hệ|thông báo|cập nhật|chia sẻ|viết cho',
  things:
    'tin nhắn|tin_|ưu đãi|khuyến mãi|khuyến mại|thông báo|thông tin|nhắc|bản tin|whatsapp|cập nhật|quảng cáo|khảo sát|tin tức|nội dung',
  reply: 'trả lời|nhắn|gửi|soạn|phản hồi|viết|bấm|nhấn|gõ',
  stop: 'hủy|huỷ|dừng|ngừng|ngưng|stop|chấm dứt|không nhận|kết thúc|thôi nhận|rút lại|từ chối',
  later:
    'để sau|sau_|lúc khác|không phải bây giờ|chưa_|có lẽ|nhắc tôi|hỏi lại|hỏi tôi|bỏ qua|đóng|tìm hiểu|xem thêm|hôm nay không|suy nghĩ|cài đặt',
  guilt:
    'nguyên giá|giá gốc|bỏ lỡ|ghét|tiết kiệm|chán|không quan tâm|trả thêm|trả tiền|mất_|tiền|giảm giá|ngu|hối tiếc|hối hận|buồn|tiếc|giàu|đắt|tốn|lãng phí|thiệt|đắt|phí tiền',
  pressure:
    'cơ hội cuối|nhanh tay|nhanh lên|đừng bỏ lỡ|chỉ hôm nay|trước khi quá muộn|sẽ hối|mọi người đều|số lượng có hạn|kẻo lỡ|kẻo hết|thời gian có hạn|sắp hết|gấp|ngay kẻo|ngay lập tức|rất buồn|buồn lắm|thất vọng|buồn lòng|tủi thân|làm chúng tôi buồn|nỡ từ chối|ai lại từ chối|hết hôm nay|hết đêm nay|số chỗ có hạn',
  silence:
    'không trả lời|không phản hồi|không hồi âm|đã được đăng ký|đã đăng ký cho|đã thêm|im lặng|bằng việc đọc|bằng cách đọc|khi mở tin|bất kỳ câu trả lời|mọi câu trả lời|bất kỳ phản hồi|coi như|xem như|được xem là|mặc định|mặc nhiên|trừ khi…không_|trừ khi…từ chối|trừ khi…hủy|nếu không bạn sẽ|tự động|khi đọc tin|không từ chối|không phản đối|chọn sẵn|đánh dấu sẵn|tích sẵn|đồng ý thay|đã tích|đã đăng ký sẵn|đã đưa bạn|đã đưa số|đã ghi danh|đăng ký giúp|đăng ký sẵn',
  bundle:
    'bắt buộc|cần đồng ý|cần chấp nhận|để nhận đơn hàng|để nhận hàng|để tiếp tục|để hoàn tất|để truy cập|nếu không chúng tôi|không thể giao|sẽ bị hủy|sẽ bị huỷ|sẽ bị khóa|trước khi giao|đổi lại|phải đồng ý|phải chấp nhận|bạn phải|yêu cầu phải|là điều kiện|đơn hàng chỉ khi',
  promo:
    'giảm giá|%|khuyến mãi|khuyến mại|ưu đãi|mã giảm|voucher|miễn phí|quà tặng|mua ngay|bộ sưu tập mới|trúng|black friday|giá tốt nhất|xả hàng|sale_',
  confirm: 'đã yêu cầu|đã đăng ký trên|yêu cầu của|trên trang web|trên website|xác nhận',
  not: 'không|chẳng',
  terms: 'điều khoản|chính sách',
  goods:
    'đơn hàng|kiện hàng|giao hàng|tài khoản|đặt chỗ|hoàn tiền|lịch hẹn|điểm thưởng|điểm tích|vé_|đơn thuốc|thuốc_|bàn đặt|sửa chữa|kết quả xét|dịch vụ|bảo hành',
  condition: 'chỉ khi|chỉ sau khi|nếu không|nếu bạn không|không đồng ý|sau khi bạn|mới được|mới giao|trừ khi',
  regardless: 'vẫn|ảnh hưởng|dù_',
  gift: 'phiếu|quà|voucher|mã giảm|giảm giá|miễn phí|điểm_|thưởng|quay số|bốc thăm|rút thăm',
  given:
    'tặng|được nhận|nhận ngay|có ngay|để được giảm|để nhận mã|để nhận quà|để nhận ưu đãi|để nhận voucher|trúng_|rinh|quay số|bốc thăm|rút thăm',
  refused: 'từ chối|không đồng ý|không chấp nhận|nói không|chưa đồng ý|thiếu sự đồng ý',
  lost: 'mất_|bị xóa|bị xoá|bị hủy|bị huỷ|hết hạn|không thể|bị khóa|bị khoá|không giao|bị trừ|không được xác nhận|không được xử lý|không được giữ',
}
