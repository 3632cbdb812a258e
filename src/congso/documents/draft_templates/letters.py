"""Letters, telegrams, invitations and slips."""

from typing import Final

TEXTS: Final = (
    (
        "cong_van",
        "Công văn trả lời",
        """
[tên cơ quan] nhận được [văn bản được trả lời]. Sau khi nghiên cứu, [tên cơ quan] có ý kiến như sau:
1. [Nội dung trả lời thứ nhất].
2. [Nội dung trả lời thứ hai].
Trên đây là ý kiến của [tên cơ quan], đề nghị [cơ quan nhận] nghiên cứu, tổng hợp./.
""",
    ),
    (
        "cong_van",
        "Công văn đôn đốc, đề nghị",
        """
Thực hiện [văn bản chỉ đạo], [tên cơ quan] đã [việc đã làm, văn bản đã gửi]. Đến nay, [tình hình chưa đáp ứng].
Để bảo đảm tiến độ, [tên cơ quan] đề nghị [cơ quan nhận]:
1. [Việc thứ nhất].
2. [Việc thứ hai].
Kết quả gửi về [tên cơ quan] trước ngày [..] tháng [..] năm [....] để tổng hợp. Thông tin liên hệ: [họ tên, chức vụ, số điện thoại].
Đề nghị các cơ quan, đơn vị quan tâm phối hợp./.
""",
    ),
    (
        "cong_dien",
        "Công điện",
        """
[Chức danh người ra công điện] điện:
- [Cơ quan, đơn vị nhận thứ nhất];
- [Cơ quan, đơn vị nhận thứ hai].
[Tình hình khẩn cấp]. Để chủ động ứng phó, [chức danh] yêu cầu:
1. [Việc phải làm ngay, người chịu trách nhiệm].
2. [Việc phải làm, thời hạn].
3. Tổ chức trực ban, báo cáo về [đơn vị] trước [..] giờ hằng ngày./.
""",
    ),
    (
        "ban_ghi_nho",
        "Bản ghi nhớ",
        """
Hôm nay, ngày [..] tháng [..] năm [....], tại [địa điểm], chúng tôi gồm:
1. [Bên thứ nhất]: [người đại diện, chức vụ].
2. [Bên thứ hai]: [người đại diện, chức vụ].
Hai bên thống nhất ghi nhớ các nội dung sau:
Điều 1. Mục đích hợp tác
[Nội dung].
Điều 2. Nội dung hợp tác
[Nội dung].
Điều 3. Tổ chức thực hiện
[Đầu mối, chế độ trao đổi thông tin].
Điều 4. Hiệu lực
Bản ghi nhớ có hiệu lực kể từ ngày ký, lập thành [..] bản, mỗi bên giữ [..] bản./.
""",
    ),
    (
        "ban_thoa_thuan",
        "Bản thỏa thuận",
        """
Căn cứ [văn bản làm cơ sở thỏa thuận];
Căn cứ nhu cầu và khả năng của các bên.
Hôm nay, ngày [..] tháng [..] năm [....], tại [địa điểm], chúng tôi gồm:
1. [Bên A]: [người đại diện, chức vụ, địa chỉ].
2. [Bên B]: [người đại diện, chức vụ, địa chỉ].
Các bên thỏa thuận như sau:
Điều 1. Nội dung thỏa thuận
[Nội dung].
Điều 2. Quyền và trách nhiệm của Bên A
[Nội dung].
Điều 3. Quyền và trách nhiệm của Bên B
[Nội dung].
Điều 4. Điều khoản thi hành
Bản thỏa thuận có hiệu lực từ ngày [..] tháng [..] năm [....], lập thành [..] bản có giá trị như nhau, mỗi bên giữ [..] bản./.
""",
    ),
    (
        "giay_moi",
        "Giấy mời",
        """
[tên cơ quan] trân trọng kính mời: [cơ quan, họ tên, chức vụ].
Tới dự: [tên hội nghị, cuộc họp].
Chủ trì: [họ tên, chức vụ].
Thời gian: [..] giờ [..] phút, ngày [..] tháng [..] năm [....].
Địa điểm: [phòng họp, địa chỉ].
Nội dung: [nội dung làm việc; tài liệu gửi kèm].
Đề nghị đại biểu tham dự đúng thành phần, thời gian. Thông tin liên hệ: [họ tên, số điện thoại]./.
""",
    ),
    (
        "phieu_gui",
        "Phiếu gửi",
        """
[tên cơ quan] gửi kèm theo phiếu này các văn bản, tài liệu sau:
| STT | Số, ký hiệu, trích yếu văn bản | Số bản | Ghi chú |
| 1 | [văn bản] | [..] | |
| 2 | [văn bản] | [..] | |
Sau khi nhận được, đề nghị [cơ quan nhận] ký xác nhận và gửi lại phiếu này cho [tên cơ quan]./.
""",
    ),
    (
        "phieu_chuyen",
        "Phiếu chuyển",
        """
[tên cơ quan] nhận được [văn bản, đơn, hồ sơ] của [nơi gửi] về việc [nội dung].
Căn cứ chức năng, nhiệm vụ, [tên cơ quan] chuyển [văn bản, đơn, hồ sơ] nêu trên đến [cơ quan nhận] để xem xét, giải quyết theo thẩm quyền.
Kết quả giải quyết đề nghị thông báo cho [nơi gửi] và [tên cơ quan] biết./.
""",
    ),
    (
        "phieu_bao",
        "Phiếu báo",
        """
[tên cơ quan] báo để [cơ quan, cá nhân nhận] biết:
1. [Nội dung báo].
2. Thời gian, địa điểm: [nội dung].
3. Việc cần làm: [nội dung, thời hạn]./.
""",
    ),
    (
        "thu_cong",
        "Thư công",
        """
[Lời chào, đối tượng nhận thư],
[Lý do gửi thư: chúc mừng, cảm ơn, thăm hỏi, biểu dương].
[Nội dung thư].
[Lời chúc, mong muốn].
Thân ái/Trân trọng,
""",
    ),
)
