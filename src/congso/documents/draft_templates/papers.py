"""Contracts and papers of a person: authorisation, introduction, leave."""

from typing import Final

TEXTS: Final = (
    (
        "hop_dong",
        "Hợp đồng",
        """
Căn cứ Bộ luật Dân sự ngày 24 tháng 11 năm 2015;
Căn cứ [văn bản quy định về nội dung hợp đồng];
Căn cứ nhu cầu và khả năng của hai bên.
Hôm nay, ngày [..] tháng [..] năm [....], tại [địa điểm], chúng tôi gồm:
BÊN A: [tên cơ quan]
Địa chỉ: [...]. Điện thoại: [...]. Mã số thuế: [...].
Đại diện: [họ tên], chức vụ: [...].
BÊN B: [tên đơn vị]
Địa chỉ: [...]. Điện thoại: [...]. Mã số thuế: [...].
Đại diện: [họ tên], chức vụ: [...].
Hai bên thống nhất ký hợp đồng với các điều khoản sau:
Điều 1. Nội dung công việc
[Nội dung, khối lượng, chất lượng].
Điều 2. Thời gian thực hiện
Từ ngày [..] tháng [..] năm [....] đến ngày [..] tháng [..] năm [....].
Điều 3. Giá trị hợp đồng, phương thức thanh toán
[Số tiền bằng số, bằng chữ; đợt thanh toán].
Điều 4. Quyền và nghĩa vụ của các bên
1. Bên A: [nội dung].
2. Bên B: [nội dung].
Điều 5. Điều khoản chung
1. Hai bên thực hiện đúng các điều khoản; tranh chấp trước hết giải quyết bằng thương lượng.
2. Hợp đồng có hiệu lực kể từ ngày ký, lập thành [..] bản có giá trị như nhau, mỗi bên giữ [..] bản./.
""",
    ),
    (
        "giay_uy_quyen",
        "Giấy ủy quyền",
        """
Căn cứ [văn bản làm cơ sở ủy quyền];
Căn cứ Quy chế làm việc của [tên cơ quan].
Người ủy quyền: [họ tên], chức vụ: [...].
Người được ủy quyền: [họ tên], chức vụ: [...], số căn cước: [...].
1. Nội dung ủy quyền: [việc được ủy quyền, văn bản được ký].
2. Thời hạn ủy quyền: từ ngày [..] tháng [..] năm [....] đến hết ngày [..] tháng [..] năm [....].
3. Người được ủy quyền chịu trách nhiệm về việc thực hiện nội dung được ủy quyền và không được ủy quyền lại cho người khác./.
""",
    ),
    (
        "giay_gioi_thieu",
        "Giấy giới thiệu",
        """
[tên cơ quan] trân trọng giới thiệu:
Ông (bà): [họ tên].
Chức vụ: [...].
Được cử đến: [cơ quan, đơn vị].
Về việc: [nội dung công tác].
Đề nghị [cơ quan, đơn vị] tạo điều kiện để ông (bà) có tên trên hoàn thành nhiệm vụ.
Giấy này có giá trị đến hết ngày [..] tháng [..] năm [....]./.
""",
    ),
    (
        "giay_nghi_phep",
        "Giấy nghỉ phép",
        """
Xét Đơn đề nghị nghỉ phép ngày [..] tháng [..] năm [....] của ông (bà) [họ tên];
[tên cơ quan] cấp cho:
Ông (bà): [họ tên].
Chức vụ: [...], đơn vị: [...].
Được nghỉ phép [..] ngày làm việc, từ ngày [..] tháng [..] năm [....] đến hết ngày [..] tháng [..] năm [....], tại [nơi nghỉ].
Số ngày nghỉ phép nêu trên được tính vào thời gian nghỉ phép năm [....]./.
""",
    ),
)
