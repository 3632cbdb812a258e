"""Land, farming, weather, building."""

TEXT = """
thien_tai | cong_dien | nông nghiệp
* tập trung ứng phó với mưa lớn, lũ quét, sạt lở đất
* chủ động ứng phó với bão và mưa lũ sau bão
Theo bản tin dự báo, từ đêm nay đến hết ngày kia trên địa bàn tỉnh có mưa to đến rất to, lượng mưa phổ biến 150 - 250 mm, có nơi trên 300 mm; nguy cơ rất cao xảy ra lũ quét, sạt lở đất tại vùng núi. Để bảo đảm an toàn tính mạng, tài sản của Nhân dân, yêu cầu:
1. Chủ tịch Ủy ban nhân dân các xã, phường rà soát ngay các khu dân cư ven sông, suối, dưới sườn dốc; sơ tán dân khỏi nơi nguy hiểm trước 20 giờ hôm nay.
2. Bố trí lực lượng canh gác tại ngầm tràn, đường ngập; kiên quyết không cho người, phương tiện qua lại khi không bảo đảm an toàn.
3. Cơ quan chuyên môn kiểm tra hồ đập, vận hành xả lũ đúng quy trình, thông báo trước cho hạ du.
4. Tổ chức trực ban 24/24 giờ, báo cáo tình hình trước 6 giờ và 17 giờ hằng ngày./.

ho_dap | bao_cao | nông nghiệp
* kết quả kiểm tra an toàn hồ, đập thủy lợi trước mùa mưa lũ
* tình hình thiệt hại do mưa lũ gây ra trên địa bàn
Thực hiện chỉ đạo về công tác phòng, chống thiên tai, đơn vị đã tổ chức kiểm tra 18 hồ chứa nước trên địa bàn, kết quả như sau:
1. Có 14 hồ bảo đảm an toàn; 03 hồ thấm nhẹ ở vai đập, cần theo dõi; 01 hồ hư hỏng cống lấy nước, chỉ tích nước ở mức thấp.
2. Phương án ứng phó thiên tai của 18 hồ đã được phê duyệt; vật tư dự phòng đạt 85% theo phương án.
3. Khó khăn: kinh phí sửa chữa cống lấy nước khoảng 1,2 tỷ đồng vượt khả năng của đơn vị.
Kính đề nghị cấp trên xem xét, bố trí kinh phí sửa chữa trước khi vào cao điểm mùa lũ./.

dich_ta | cong_van | nông nghiệp
* tăng cường phòng, chống bệnh dịch tả lợn châu Phi
* tiêm phòng vắc xin cho đàn gia súc, gia cầm đợt 2 năm {year}
Trong tháng {month} năm {year}, bệnh dịch tả lợn châu Phi đã xuất hiện tại 04 hộ chăn nuôi của hai xã giáp ranh, phải tiêu hủy 62 con. Nguy cơ dịch lây lan là rất cao do thời tiết ẩm và việc vận chuyển lợn tăng. Đề nghị các địa phương:
1. Rà soát, thống kê tổng đàn; hướng dẫn người chăn nuôi khai báo ngay khi lợn ốm, chết bất thường, không giấu dịch, không vứt xác ra môi trường.
2. Tổ chức tiêu độc, khử trùng chuồng trại, chợ, điểm giết mổ mỗi tuần một lần trong tháng cao điểm.
3. Kiểm soát vận chuyển, lập chốt tạm thời khi có ổ dịch; xử lý nghiêm trường hợp vi phạm./.

moi_truong | cong_van | nông nghiệp
* xử lý phản ánh ô nhiễm môi trường tại khu vực bãi rác tập trung
* thu gom, phân loại chất thải rắn sinh hoạt tại nguồn
Cơ quan chúng tôi nhận được phản ánh của các hộ dân thôn Bến Trại về việc bãi rác tập trung phát sinh mùi và nước rỉ rác chảy ra mương thủy lợi. Qua kiểm tra thực tế, phản ánh là có cơ sở. Đề nghị:
1. Đơn vị vận hành phủ bạt, phun chế phẩm khử mùi, khơi thông rãnh thu nước rỉ rác trong 03 ngày làm việc.
2. Lấy mẫu nước mương tại 03 vị trí để phân tích, công khai kết quả tại nhà văn hóa thôn.
3. Địa phương vận động người dân phân loại rác, giảm khối lượng phải chôn lấp; lập phương án đóng cửa ô chôn lấp số 2 theo lộ trình./.

dat_dai | cong_van | nông nghiệp
* giải quyết đơn kiến nghị của công dân về cấp giấy chứng nhận quyền sử dụng đất
* cung cấp hồ sơ địa chính phục vụ giải quyết tranh chấp đất đai
Cơ quan chúng tôi nhận được đơn của một số công dân kiến nghị về việc chậm cấp giấy chứng nhận quyền sử dụng đất tại khu tái định cư. Để có cơ sở trả lời công dân, đề nghị quý cơ quan:
1. Cung cấp bản sao hồ sơ giao đất, bản đồ trích đo và biên bản bàn giao mốc giới của các lô đất nêu trong danh sách.
2. Cho biết tiến độ giải quyết hồ sơ, nguyên nhân chậm và thời gian dự kiến hoàn thành.
3. Cử người có thẩm quyền dự buổi đối thoại với công dân.
Văn bản trả lời gửi về trước thời hạn nêu trên để tổng hợp, báo cáo./.

quy_hoach | to_trinh | kinh tế
* phê duyệt nhiệm vụ quy hoạch phân khu khu dân cư phía Nam
* thông qua đồ án điều chỉnh quy hoạch chung phường Trà Giang
Quy hoạch hiện hành được phê duyệt đã lâu, nhiều chỉ tiêu về cây xanh, bãi đỗ xe, trường học không còn phù hợp với quy mô dân số. Cơ quan chúng tôi đã lấy ý kiến cộng đồng dân cư trong 40 ngày, có 212 phiếu, 91% đồng ý.
Nội dung chính: quy mô 86,4 ha; dân số dự kiến 9.500 người; đất cây xanh đạt 6,2 m²/người; bổ sung 02 điểm trường mầm non, 01 trạm y tế và 03 bãi đỗ xe.
Kinh phí lập quy hoạch khoảng 2,4 tỷ đồng từ nguồn ngân sách đã bố trí.
Kính trình cấp có thẩm quyền xem xét, phê duyệt để làm cơ sở triển khai các bước tiếp theo./.

giao_thong | cong_van | kinh tế
* sửa chữa hư hỏng mặt đường và hệ thống thoát nước tuyến đường tỉnh
* bảo đảm trật tự an toàn giao thông dịp cuối năm {year}
Tuyến đường qua địa bàn có 1,8 km mặt đường bong bật, nhiều hố ga mất nắp, nước không thoát kịp khi mưa lớn, tiềm ẩn nguy cơ tai nạn. Để bảo đảm an toàn, đề nghị:
1. Cắm biển cảnh báo, rào chắn ngay các vị trí hố ga mất nắp; vá ổ gà trước ngày 25 hằng tháng.
2. Lập hồ sơ sửa chữa định kỳ đoạn tuyến, dự kiến kinh phí khoảng 4,6 tỷ đồng, đưa vào kế hoạch vốn bảo trì năm {next_year}.
3. Lực lượng chức năng tăng cường tuần tra, xử lý xe quá tải trọng lưu thông trên tuyến./.
"""
