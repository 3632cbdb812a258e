"""Staff, administrative reform, digital work."""

TEXT = """
bien_che | cong_van | nội chính
* rà soát, đề xuất biên chế công chức năm {next_year} của các cơ quan, đơn vị
* báo cáo tình hình sử dụng biên chế công chức, số lượng người làm việc đến hết quý {quarter} năm {year}
Thực hiện kế hoạch quản lý biên chế giai đoạn hiện hành, để có cơ sở tổng hợp, trình cấp có thẩm quyền giao biên chế công chức và số lượng người làm việc năm {next_year}, đề nghị các cơ quan, đơn vị thực hiện một số nội dung sau:
1. Rà soát số biên chế được giao, số có mặt, số chưa sử dụng tính đến hết tháng {month} năm {year}; làm rõ lý do chưa tuyển dụng và phương án sử dụng trong thời gian tới.
2. Đánh giá việc thực hiện chức năng, nhiệm vụ sau khi sắp xếp tổ chức bộ máy; nêu những công việc phát sinh, những công việc đã chuyển giao hoặc không còn thực hiện.
3. Đề xuất nhu cầu biên chế năm {next_year} theo vị trí việc làm đã được phê duyệt, không đề xuất vượt định mức tối đa của từng nhóm vị trí.
Số liệu được lập theo biểu mẫu kèm theo, người đứng đầu cơ quan, đơn vị chịu trách nhiệm về tính chính xác của số liệu báo cáo.
Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, đề nghị phản ánh kịp thời để được hướng dẫn./.

vi_tri | cong_van | nội chính
* điều chỉnh, bổ sung danh mục vị trí việc làm sau khi sắp xếp các phòng chuyên môn
* cho ý kiến về Đề án vị trí việc làm của đơn vị sự nghiệp công lập
Sau khi sắp xếp, nhiều vị trí việc làm tại các phòng chuyên môn có sự trùng lặp về tên gọi hoặc chưa phản ánh đúng khối lượng công việc thực tế. Để việc tuyển dụng, sử dụng và đánh giá công chức gắn với vị trí việc làm, cơ quan chúng tôi đề nghị:
1. Thống nhất tên gọi vị trí việc làm theo nhóm lãnh đạo, quản lý; nghiệp vụ chuyên ngành; nghiệp vụ chuyên môn dùng chung và hỗ trợ, phục vụ.
2. Bổ sung bản mô tả công việc, khung năng lực đối với các vị trí mới, trong đó nêu rõ sản phẩm đầu ra và tiêu chí đánh giá.
3. Xác định ngạch công chức tương ứng và tỷ lệ ngạch trong từng cơ quan, bảo đảm không làm tăng tổng biên chế được giao.
Hồ sơ gửi kèm gồm tờ trình, dự thảo đề án và bảng tổng hợp ý kiến của các phòng, đơn vị trực thuộc./.

boi_duong | ke_hoach | nội chính
* đào tạo, bồi dưỡng cán bộ, công chức, viên chức năm {next_year}
* bồi dưỡng kỹ năng số cho cán bộ, công chức cấp xã quý {quarter} năm {year}
I. MỤC ĐÍCH, YÊU CẦU
1. Trang bị kiến thức, kỹ năng, phương pháp thực hiện nhiệm vụ theo vị trí việc làm; ưu tiên công chức cấp xã mới nhận nhiệm vụ sau khi sắp xếp đơn vị hành chính.
2. Nội dung ngắn gọn, sát công việc hằng ngày; học đi đôi với làm, có kiểm tra kết quả sau mỗi lớp.
II. NỘI DUNG
1. Mở 06 lớp bồi dưỡng về soạn thảo văn bản và công tác văn thư, mỗi lớp 40 học viên, thời gian 03 ngày.
2. Mở 04 lớp về sử dụng hệ thống thông tin giải quyết thủ tục hành chính và chữ ký số chuyên dùng.
III. TỔ CHỨC THỰC HIỆN
Các cơ quan, đơn vị cử người tham gia đúng đối tượng, bố trí công việc để học viên dự học đầy đủ; báo cáo kết quả trước ngày 10 của tháng cuối quý./.

cchc | ke_hoach | nội chính
* cải cách hành chính năm {next_year}
* kiểm tra công tác cải cách hành chính quý {quarter} năm {year}
I. MỤC TIÊU
1. Trên 98% hồ sơ thủ tục hành chính được giải quyết đúng hạn và trước hạn; 100% hồ sơ quá hạn có văn bản xin lỗi người dân, tổ chức.
2. Mức độ hài lòng của người dân, doanh nghiệp đối với sự phục vụ của cơ quan hành chính đạt từ 92% trở lên.
II. NHIỆM VỤ
1. Rà soát, đơn giản hóa các thủ tục hành chính nội bộ; cắt bỏ giấy tờ đã có trong cơ sở dữ liệu dùng chung.
2. Kiểm tra đột xuất việc tiếp nhận, trả kết quả tại Trung tâm phục vụ hành chính công các xã, phường.
III. TỔ CHỨC THỰC HIỆN
Thủ trưởng các cơ quan, đơn vị, Chủ tịch Ủy ban nhân dân các xã, phường căn cứ Kế hoạch này xây dựng kế hoạch của cơ quan, địa phương mình và tổ chức thực hiện./.

thu_tuc | quyet_dinh | nội chính
* công bố danh mục thủ tục hành chính được sửa đổi, bổ sung trong lĩnh vực nội vụ
* phê duyệt quy trình nội bộ giải quyết thủ tục hành chính cấp xã
Căn cứ Luật Tổ chức chính quyền địa phương;
Căn cứ các quy định về kiểm soát thủ tục hành chính;
Theo đề nghị của cơ quan chuyên môn,
QUYẾT ĐỊNH:
Điều 1. Công bố kèm theo Quyết định này danh mục 12 thủ tục hành chính được sửa đổi, bổ sung và quy trình nội bộ giải quyết các thủ tục hành chính đó.
Điều 2. Văn phòng phối hợp với các cơ quan liên quan cập nhật quy trình lên hệ thống thông tin giải quyết thủ tục hành chính trong thời hạn 05 ngày làm việc.
Điều 3. Thủ trưởng các cơ quan, đơn vị và Chủ tịch Ủy ban nhân dân các xã, phường chịu trách nhiệm thi hành Quyết định này./.

chuyen_doi_so | cong_van | văn xã
* đôn đốc thực hiện các chỉ tiêu chuyển đổi số năm {year}
* số hóa hồ sơ, kết quả giải quyết thủ tục hành chính còn hiệu lực
Qua theo dõi trên hệ thống, đến hết tháng {month} năm {year} vẫn còn 07 chỉ tiêu chuyển đổi số đạt dưới 70% kế hoạch, trong đó có tỷ lệ hồ sơ nộp trực tuyến toàn trình và tỷ lệ số hóa kết quả giải quyết thủ tục hành chính. Để hoàn thành các chỉ tiêu đã giao, đề nghị các cơ quan, địa phương:
1. Rà soát từng chỉ tiêu, phân công rõ người phụ trách, cập nhật kết quả hằng tuần.
2. Bảo đảm 100% văn bản đi được ký số và gửi nhận trên trục liên thông, trừ văn bản thuộc danh mục phải lập trên giấy theo quy định.
3. Bố trí tối thiểu một cán bộ hỗ trợ người dân nộp hồ sơ trực tuyến tại mỗi Trung tâm phục vụ hành chính công cấp xã.
Kết quả thực hiện là một trong các căn cứ đánh giá, xếp loại mức độ hoàn thành nhiệm vụ của tập thể, cá nhân năm {year}./.

an_toan_tt | cong_van | văn xã
* tăng cường bảo đảm an toàn thông tin mạng dịp cao điểm cuối năm
* cảnh báo thư điện tử giả mạo cơ quan nhà nước
Thời gian gần đây xuất hiện nhiều thư điện tử giả mạo cơ quan nhà nước, gửi kèm tệp có mã độc hoặc đường dẫn yêu cầu đăng nhập lại hòm thư công vụ. Để phòng ngừa, đề nghị các cơ quan, đơn vị:
1. Không mở tệp đính kèm, không nhập mật khẩu vào các đường dẫn chưa được kiểm chứng; đổi mật khẩu và bật xác thực hai lớp đối với tài khoản công vụ.
2. Kiểm tra, gỡ bỏ phần mềm không rõ nguồn gốc trên máy tính được cấp; sao lưu dữ liệu hằng ngày ra thiết bị tách rời.
3. Khi phát hiện sự cố, ngắt kết nối mạng của máy bị nhiễm và báo ngay cho đầu mối ứng cứu sự cố, không tự ý cài đặt lại./.

thi_dua | to_trinh | nội chính
* đề nghị tặng Bằng khen cho các tập thể, cá nhân có thành tích xuất sắc năm {year}
* đề nghị khen thưởng thành tích đột xuất trong phòng, chống thiên tai
Căn cứ kết quả thực hiện nhiệm vụ năm {year} và biên bản họp Hội đồng Thi đua - Khen thưởng, cơ quan chúng tôi kính trình cấp có thẩm quyền xem xét tặng Bằng khen cho 03 tập thể và 05 cá nhân có thành tích xuất sắc.
Các tập thể, cá nhân được đề nghị đều hoàn thành tốt nhiệm vụ, nội bộ đoàn kết, có sáng kiến được công nhận và áp dụng hiệu quả, không có đơn thư khiếu nại, tố cáo.
Hồ sơ kèm theo gồm: danh sách trích ngang, báo cáo thành tích có xác nhận và biên bản bỏ phiếu của Hội đồng.
Kính trình Ủy ban nhân dân tỉnh xem xét, quyết định./.

van_thu | cong_van | nội chính
* chấn chỉnh thể thức, kỹ thuật trình bày văn bản hành chính
* lập hồ sơ và giao nộp hồ sơ vào lưu trữ cơ quan năm {year}
Qua kiểm tra ngẫu nhiên 240 văn bản phát hành trong quý {quarter} năm {year}, còn 31 văn bản sai thể thức, chủ yếu ở phần trích yếu, quyền hạn người ký và nơi nhận. Để nâng cao chất lượng công tác văn thư, đề nghị:
1. Văn phòng kiểm tra thể thức tất cả văn bản trước khi trình ký; trả lại văn bản chưa đúng kèm lý do cụ thể.
2. Mỗi công việc đều phải lập hồ sơ điện tử ngay khi bắt đầu; văn bản đi, văn bản đến được đưa vào hồ sơ tương ứng, không để tồn đọng cuối năm.
3. Hoàn thành việc nộp hồ sơ, tài liệu đã kết thúc vào lưu trữ cơ quan trước ngày 31 tháng 3 năm {next_year}./.
"""
