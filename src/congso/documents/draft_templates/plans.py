"""Texts that plan, propose and report."""

from typing import Final

TEXTS: Final = (
    (
        "chuong_trinh",
        "Chương trình",
        """
Căn cứ [văn bản làm cơ sở xây dựng chương trình];
[tên cơ quan] ban hành Chương trình [nội dung] như sau:
# I. MỤC TIÊU
1. Mục tiêu chung: [nội dung].
2. Mục tiêu cụ thể đến năm [....]: [chỉ tiêu].
# II. NHIỆM VỤ VÀ GIẢI PHÁP
1. [Nhiệm vụ thứ nhất].
2. [Nhiệm vụ thứ hai].
# III. KINH PHÍ
[Nguồn, dự toán].
# IV. TỔ CHỨC THỰC HIỆN
| STT | Nhiệm vụ | Đơn vị chủ trì | Đơn vị phối hợp | Thời hạn |
| 1 | [nhiệm vụ] | [đơn vị] | [đơn vị] | [..]/[..]/[....] |
| 2 | [nhiệm vụ] | [đơn vị] | [đơn vị] | [..]/[..]/[....] |
[Đơn vị] theo dõi, đôn đốc, báo cáo kết quả thực hiện Chương trình./.
""",
    ),
    (
        "ke_hoach",
        "Kế hoạch",
        """
Thực hiện [văn bản chỉ đạo], [tên cơ quan] ban hành Kế hoạch [nội dung] như sau:
# I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích: [nội dung].
2. Yêu cầu: [nội dung].
# II. NỘI DUNG
1. [Việc thứ nhất]: [cách làm, kết quả].
2. [Việc thứ hai]: [cách làm, kết quả].
# III. THỜI GIAN, ĐỊA ĐIỂM
[Thời gian, địa điểm thực hiện].
# IV. KINH PHÍ
[Nguồn kinh phí].
# V. TỔ CHỨC THỰC HIỆN
1. [Đơn vị thứ nhất]: [trách nhiệm, thời hạn].
2. [Đơn vị thứ hai]: [trách nhiệm, thời hạn].
[Đơn vị đầu mối] theo dõi, tổng hợp, báo cáo kết quả trước ngày [..] tháng [..] năm [....]./.
""",
    ),
    (
        "phuong_an",
        "Phương án",
        """
Căn cứ [văn bản làm cơ sở xây dựng phương án];
[tên cơ quan] xây dựng Phương án [nội dung] như sau:
# I. ĐẶC ĐIỂM, TÌNH HÌNH
[Tình hình liên quan].
# II. MỤC ĐÍCH, YÊU CẦU
[Nội dung].
# III. CÁC TÌNH HUỐNG VÀ BIỆN PHÁP
1. Tình huống thứ nhất: [mô tả]. Biện pháp: [nội dung, lực lượng, phương tiện].
2. Tình huống thứ hai: [mô tả]. Biện pháp: [nội dung, lực lượng, phương tiện].
# IV. PHÂN CÔNG NHIỆM VỤ
1. [Đơn vị]: [nhiệm vụ].
2. [Đơn vị]: [nhiệm vụ].
# V. BẢO ĐẢM KINH PHÍ, THÔNG TIN LIÊN LẠC
[Nội dung]./.
""",
    ),
    (
        "de_an",
        "Đề án",
        """
^ Phần thứ nhất
^ SỰ CẦN THIẾT VÀ CĂN CỨ XÂY DỰNG ĐỀ ÁN
# I. SỰ CẦN THIẾT
[Nội dung].
# II. CĂN CỨ PHÁP LÝ
[Danh mục văn bản].
^ Phần thứ hai
^ THỰC TRẠNG
[Kết quả, tồn tại, nguyên nhân].
^ Phần thứ ba
^ MỤC TIÊU, NHIỆM VỤ, GIẢI PHÁP
# I. MỤC TIÊU
[Mục tiêu chung, mục tiêu cụ thể].
# II. NHIỆM VỤ, GIẢI PHÁP
1. [Nội dung].
2. [Nội dung].
^ Phần thứ tư
^ TỔ CHỨC THỰC HIỆN
# I. LỘ TRÌNH
[Giai đoạn, thời hạn].
# II. KINH PHÍ
[Dự toán, nguồn].
# III. PHÂN CÔNG
[Đơn vị, trách nhiệm]./.
""",
    ),
    (
        "du_an",
        "Dự án",
        """
# I. THÔNG TIN CHUNG
1. Tên dự án: [tên].
2. Chủ đầu tư: [tên cơ quan].
3. Địa điểm, thời gian thực hiện: [nội dung].
# II. SỰ CẦN THIẾT ĐẦU TƯ
[Nội dung].
# III. MỤC TIÊU, QUY MÔ
[Nội dung].
# IV. TỔNG MỨC ĐẦU TƯ, NGUỒN VỐN
| STT | Hạng mục | Kinh phí (triệu đồng) | Nguồn vốn |
| 1 | [hạng mục] | [số] | [nguồn] |
| 2 | [hạng mục] | [số] | [nguồn] |
# V. HIỆU QUẢ
[Kinh tế, xã hội].
# VI. TỔ CHỨC THỰC HIỆN
[Đơn vị, trách nhiệm, tiến độ]./.
""",
    ),
    (
        "bao_cao",
        "Báo cáo",
        """
Thực hiện [văn bản được trả lời], [tên cơ quan] báo cáo như sau:
# 1. Tình hình chung
[Đặc điểm, số liệu].
# 2. Kết quả thực hiện
a) [Kết quả thứ nhất];
b) [Kết quả thứ hai].
# 3. Khó khăn, vướng mắc
[Hạn chế, nguyên nhân].
# 4. Phương hướng, nhiệm vụ
[Nội dung].
# 5. Đề xuất, kiến nghị
[tên cơ quan] kính đề nghị [cơ quan] [nội dung].
Trên đây là báo cáo của [tên cơ quan]./.
""",
    ),
    (
        "to_trinh",
        "Tờ trình",
        """
# I. SỰ CẦN THIẾT, CĂN CỨ
1. Căn cứ [văn bản].
2. Sự cần thiết: [nội dung].
# II. QUÁ TRÌNH CHUẨN BỊ
[Việc lấy ý kiến, thẩm định; tiếp thu, giải trình].
# III. NỘI DUNG TRÌNH
1. [Nội dung thứ nhất].
2. [Nội dung thứ hai].
# IV. KIẾN NGHỊ
[tên cơ quan] kính trình [cơ quan, chức danh] xem xét, [phê duyệt, quyết định].
(Kèm theo: [dự thảo văn bản, báo cáo thẩm định, tài liệu liên quan])./.
""",
    ),
    (
        "bien_ban",
        "Biên bản",
        """
Thời gian bắt đầu: [..] giờ [..] phút, ngày [..] tháng [..] năm [....].
Địa điểm: [nơi họp, làm việc].
Thành phần tham dự: [họ tên, chức vụ, cơ quan].
Chủ trì: [họ tên, chức vụ].
Thư ký: [họ tên, chức vụ].
Nội dung (theo diễn biến cuộc họp, làm việc):
1. [Ý kiến, sự việc].
2. [Ý kiến, sự việc].
Kết luận: [nội dung].
Cuộc họp kết thúc vào [..] giờ [..] phút, ngày [..] tháng [..] năm [....]. Biên bản được lập thành [..] bản, đã đọc cho những người tham dự cùng nghe và thống nhất./.
""",
    ),
)
