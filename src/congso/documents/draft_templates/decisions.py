"""Texts that decide and regulate: resolution, decision, directive, regulations, notices."""

from typing import Final

TEXTS: Final = (
    (
        "nghi_quyet",
        "Nghị quyết (cá biệt)",
        """
Căn cứ Luật Tổ chức chính quyền địa phương ngày [..] tháng [..] năm [....];
Căn cứ [văn bản quy định chức năng, nhiệm vụ, thẩm quyền của cơ quan];
Căn cứ [văn bản quy định về nội dung của nghị quyết];
Theo đề nghị của [cơ quan trình] tại Tờ trình số [..]/TTr-[...] ngày [..] tháng [..] năm [....].
^ QUYẾT NGHỊ:
Điều 1. [Thông qua/Phê duyệt nội dung chính của nghị quyết].
1. [Nội dung thứ nhất].
2. [Nội dung thứ hai].
Điều 2. Tổ chức thực hiện
1. [Cơ quan] chịu trách nhiệm tổ chức thực hiện Nghị quyết này.
2. [Cơ quan] giám sát việc thực hiện Nghị quyết.
Điều 3. Hiệu lực thi hành
Nghị quyết này có hiệu lực kể từ ngày [..] tháng [..] năm [....]./.
""",
    ),
    (
        "quyet_dinh",
        "Quyết định quy định trực tiếp",
        """
Căn cứ [văn bản quy định chức năng, nhiệm vụ, quyền hạn của cơ quan];
Căn cứ [văn bản quy định về nội dung được quyết định];
Theo đề nghị của [người đứng đầu đơn vị trình].
^ QUYẾT ĐỊNH:
Điều 1. [Nội dung quyết định: đối tượng, việc, thời gian].
Điều 2. [Trách nhiệm, quyền lợi, kinh phí hoặc điều khoản chuyển tiếp].
Điều 3. Quyết định này có hiệu lực kể từ ngày ký.
Điều 4. [Chánh Văn phòng, người đứng đầu các đơn vị liên quan và cá nhân có tên tại Điều 1] chịu trách nhiệm thi hành Quyết định này./.
""",
    ),
    (
        "quyet_dinh",
        "Quyết định ban hành, phê duyệt văn bản kèm theo",
        """
Căn cứ [văn bản quy định chức năng, nhiệm vụ, quyền hạn của cơ quan];
Căn cứ [văn bản quy định về nội dung được ban hành];
Theo đề nghị của [người đứng đầu đơn vị trình].
^ QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này [tên quy chế, quy định, kế hoạch, đề án].
Điều 2. Quyết định này có hiệu lực kể từ ngày [..] tháng [..] năm [....] và thay thế [số, ký hiệu, ngày của văn bản được thay thế, nếu có].
Điều 3. [Chánh Văn phòng, người đứng đầu các đơn vị và tổ chức, cá nhân liên quan] chịu trách nhiệm thi hành Quyết định này./.
""",
    ),
    (
        "chi_thi",
        "Chỉ thị",
        """
[Tình hình, sự cần thiết phải chỉ đạo; kết quả, hạn chế và nguyên nhân].
Để [mục đích của chỉ thị], [chức danh người chỉ thị] yêu cầu:
1. [Đơn vị thứ nhất]
a) [Việc phải làm, thời hạn hoàn thành];
b) [Việc phải làm, thời hạn hoàn thành].
2. [Đơn vị thứ hai]
a) [Việc phải làm, thời hạn hoàn thành];
b) [Việc phải làm, thời hạn hoàn thành].
3. Tổ chức thực hiện
[Đơn vị] theo dõi, đôn đốc, kiểm tra, tổng hợp kết quả, báo cáo [chức danh] trước ngày [..] tháng [..] năm [....]./.
""",
    ),
    (
        "quy_che",
        "Quy chế",
        """
^ Chương I
^ QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh và đối tượng áp dụng
1. Quy chế này quy định [nguyên tắc, chế độ trách nhiệm, lề lối làm việc, trình tự giải quyết công việc].
2. Quy chế này áp dụng đối với [đơn vị, cá nhân].
Điều 2. Nguyên tắc [làm việc, phối hợp]
1. [Nguyên tắc thứ nhất].
2. [Nguyên tắc thứ hai].
^ Chương II
^ QUY ĐỊNH CỤ THỂ
Điều 3. Trách nhiệm, quyền hạn của [chức danh, đơn vị]
1. [Nội dung].
2. [Nội dung].
Điều 4. Trình tự [giải quyết công việc]
1. [Bước thứ nhất, thời hạn].
2. [Bước thứ hai, thời hạn].
^ Chương III
^ TỔ CHỨC THỰC HIỆN
Điều 5. Trách nhiệm thi hành
1. [Đơn vị, cá nhân] tổ chức thực hiện Quy chế này.
2. Trong quá trình thực hiện nếu có vướng mắc, các đơn vị phản ánh về [đơn vị đầu mối] để tổng hợp, trình [chức danh] xem xét, sửa đổi, bổ sung./.
""",
    ),
    (
        "quy_dinh",
        "Quy định",
        """
^ Chương I
^ QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Quy định này quy định về [nội dung].
Điều 2. Đối tượng áp dụng
[Cơ quan, đơn vị, cá nhân].
Điều 3. Giải thích từ ngữ
Trong Quy định này, các từ ngữ dưới đây được hiểu như sau:
1. [Từ ngữ] là [giải thích].
^ Chương II
^ NỘI DUNG QUY ĐỊNH
Điều 4. [Tên điều]
1. [Nội dung].
2. [Nội dung].
Điều 5. [Tên điều]
[Nội dung].
^ Chương III
^ ĐIỀU KHOẢN THI HÀNH
Điều 6. Tổ chức thực hiện
1. [Đơn vị chủ trì] hướng dẫn, kiểm tra việc thực hiện.
2. [Đơn vị, cá nhân] chịu trách nhiệm thực hiện Quy định này./.
""",
    ),
    (
        "thong_cao",
        "Thông cáo",
        """
Ngày [..] tháng [..] năm [....], tại [địa điểm], [tên cơ quan] đã [sự kiện, quyết định, kết luận].
1. [Nội dung chính thứ nhất].
2. [Nội dung chính thứ hai].
[tên cơ quan] thông cáo để các cơ quan, tổ chức và Nhân dân được biết./.
""",
    ),
    (
        "thong_bao",
        "Thông báo",
        """
[Căn cứ, lý do thông báo]. [tên cơ quan] thông báo như sau:
1. [Nội dung thông báo thứ nhất].
2. [Nội dung thông báo thứ hai].
3. Thời gian, địa điểm, đầu mối liên hệ: [họ tên, chức vụ, số điện thoại].
[tên cơ quan] thông báo để các cơ quan, đơn vị, cá nhân biết, thực hiện./.
""",
    ),
    (
        "thong_bao",
        "Thông báo kết luận cuộc họp",
        """
Ngày [..] tháng [..] năm [....], tại [địa điểm], [họ tên, chức vụ người chủ trì] đã chủ trì cuộc họp về [nội dung]. Tham dự có [thành phần].
Sau khi nghe [đơn vị] báo cáo và ý kiến của các đại biểu, [họ tên, chức vụ người chủ trì] kết luận như sau:
1. [Đánh giá chung].
2. Nhiệm vụ trong thời gian tới
a) Giao [đơn vị] chủ trì, phối hợp với [đơn vị] [việc], hoàn thành trước ngày [..] tháng [..] năm [....];
b) Giao [đơn vị] [việc], hoàn thành trước ngày [..] tháng [..] năm [....].
[Đơn vị] thông báo để các đơn vị biết, thực hiện./.
""",
    ),
    (
        "huong_dan",
        "Hướng dẫn",
        """
Căn cứ [văn bản được hướng dẫn thực hiện];
Để thống nhất thực hiện, [tên cơ quan] hướng dẫn như sau:
# I. MỤC ĐÍCH, YÊU CẦU
1. [Mục đích].
2. [Yêu cầu].
# II. NỘI DUNG HƯỚNG DẪN
1. [Nội dung, đối tượng, điều kiện].
2. [Hồ sơ, trình tự, thời hạn].
# III. TỔ CHỨC THỰC HIỆN
1. [Trách nhiệm của từng đơn vị].
2. Trong quá trình thực hiện nếu có vướng mắc, các đơn vị phản ánh về [tên cơ quan] để được giải đáp./.
""",
    ),
)
