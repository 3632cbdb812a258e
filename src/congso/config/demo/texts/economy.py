"""Money, investment, public property."""

TEXT = """
dau_tu_cong | cong_van | kinh tế
* đẩy nhanh tiến độ giải ngân vốn đầu tư công năm {year}
* báo cáo tiến độ thực hiện và khả năng giải ngân các dự án chậm
Đến hết tháng {month} năm {year}, tỷ lệ giải ngân vốn đầu tư công toàn tỉnh đạt 61,4% kế hoạch, thấp hơn cùng kỳ; còn 09 dự án giải ngân dưới 30%. Để phấn đấu giải ngân trên 95% kế hoạch, đề nghị các chủ đầu tư:
1. Rà soát từng dự án, lập tiến độ theo tuần, cam kết khối lượng hoàn thành và giá trị giải ngân từng tháng.
2. Phối hợp với địa phương giải quyết dứt điểm vướng mắc về giải phóng mặt bằng; báo cáo rõ những hộ chưa đồng thuận và nguyên nhân.
3. Nghiệm thu, thanh toán ngay khi có khối lượng, không dồn vào cuối năm.
Dự án không đạt tiến độ cam kết sẽ được đề xuất điều chuyển vốn sang dự án có nhu cầu./.

du_toan | cong_van | kinh tế
* xây dựng dự toán ngân sách nhà nước năm {next_year}
* thẩm định kinh phí mua sắm, sửa chữa từ nguồn chi thường xuyên
Căn cứ hướng dẫn xây dựng dự toán ngân sách nhà nước và tình hình thực hiện nhiệm vụ năm {year}, đề nghị các cơ quan, đơn vị lập dự toán năm {next_year} theo các yêu cầu sau:
1. Dự toán chi thường xuyên lập theo đúng định mức, tiết kiệm tối thiểu 10% chi thường xuyên tăng thêm để thực hiện cải cách tiền lương.
2. Thuyết minh rõ cơ sở tính toán của từng nhiệm vụ đặc thù; không bố trí kinh phí cho nhiệm vụ chưa được phê duyệt.
3. Gửi hồ sơ dự toán bằng văn bản điện tử có chữ ký số, kèm bảng tính để thuận tiện tổng hợp.
Sau thời hạn trên, cơ quan, đơn vị không gửi dự toán tự chịu trách nhiệm về việc bố trí kinh phí./.

tai_san | cong_van | kinh tế
* kiểm kê, xử lý trụ sở dôi dư sau sắp xếp đơn vị hành chính
* điều chuyển xe ô tô phục vụ công tác chung
Sau khi sắp xếp đơn vị hành chính, trên địa bàn còn 11 cơ sở nhà, đất dôi dư chưa có phương án sử dụng, một số cơ sở xuống cấp. Để tránh lãng phí tài sản công, đề nghị các cơ quan, địa phương:
1. Kiểm kê hiện trạng, chụp ảnh, lập danh mục nhà, đất, tài sản gắn liền với đất theo mẫu.
2. Đề xuất phương án: chuyển làm trường học, trạm y tế, nhà văn hóa; điều chuyển; hoặc bán đấu giá theo quy định.
3. Giao người trông coi, không để tài sản bị lấn chiếm, hư hỏng trong thời gian chờ xử lý./.

ke_hoach_kt | bao_cao | kinh tế
* tình hình kinh tế - xã hội tháng {month}, nhiệm vụ trọng tâm tháng tiếp theo
* kết quả thực hiện nhiệm vụ quý {quarter} năm {year}
I. KẾT QUẢ ĐẠT ĐƯỢC
Tổng giá trị sản xuất nông, lâm, thủy sản tháng {month} ước đạt 214 tỷ đồng, tăng 4,1% so với cùng kỳ; thu ngân sách trên địa bàn đạt 88% dự toán; có 27 doanh nghiệp thành lập mới.
Công tác giáo dục, y tế, an sinh xã hội được quan tâm; hoàn thành hỗ trợ xóa nhà tạm cho 36 hộ nghèo, cận nghèo.
II. TỒN TẠI, HẠN CHẾ
Giải ngân vốn đầu tư công còn chậm; một số thủ tục hành chính quá hạn; tình trạng lấn chiếm hành lang đường chưa được xử lý dứt điểm.
III. NHIỆM VỤ TRỌNG TÂM
Tập trung thu hoạch, phòng dịch; đôn đốc thu ngân sách; chuẩn bị nội dung kỳ họp Hội đồng nhân dân cuối năm./.

doanh_nghiep | giay_moi | kinh tế
* dự hội nghị đối thoại với doanh nghiệp, hợp tác xã
* họp đánh giá tiến độ các dự án trọng điểm
Cơ quan chúng tôi tổ chức hội nghị nhằm lắng nghe, tháo gỡ khó khăn, vướng mắc; trân trọng kính mời quý cơ quan cử đại diện lãnh đạo tham dự:
1. Thời gian: 01 buổi, bắt đầu từ 8 giờ 00 phút, ngày cụ thể theo thông báo kèm theo.
2. Địa điểm: Phòng họp số 2, trụ sở cơ quan; có kết nối trực tuyến tới các điểm cầu.
3. Thành phần: lãnh đạo cơ quan, phòng chuyên môn phụ trách.
Đề nghị quý cơ quan chuẩn bị ý kiến bằng văn bản, gửi trước 02 ngày làm việc để tổng hợp./.
"""
