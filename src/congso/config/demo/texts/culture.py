"""Health, school, welfare, culture."""

TEXT = """
tiem_chung | ke_hoach | văn xã
* tiêm chủng mở rộng và tiêm bù, tiêm vét cho trẻ em năm {next_year}
* triển khai chiến dịch tiêm vắc xin sởi - rubella
I. MỤC TIÊU
Trên 95% trẻ dưới 1 tuổi được tiêm đầy đủ các loại vắc xin; bảo đảm an toàn, không để xảy ra sai sót chuyên môn.
II. NỘI DUNG
1. Rà soát, lập danh sách trẻ trong diện tiêm theo thôn, tổ dân phố, trường mầm non; mời tiêm theo khung giờ, không tập trung đông.
2. Bố trí 02 điểm tiêm cố định và 03 điểm tiêm lưu động ở các thôn xa trung tâm; có đội cấp cứu lưu động.
3. Cập nhật kết quả lên hệ thống quản lý tiêm chủng trong ngày.
III. KINH PHÍ
Từ nguồn sự nghiệp y tế và nguồn hỗ trợ hợp pháp khác./.

y_te | cong_van | văn xã
* tăng cường phòng, chống bệnh sốt xuất huyết
* bảo đảm an toàn thực phẩm tại bếp ăn tập thể, trường học
Số ca mắc sốt xuất huyết trong tháng {month} tăng 18% so với tháng trước, tập trung ở các khu nhà trọ và khu vực có nhiều dụng cụ chứa nước. Để chủ động phòng, chống dịch, đề nghị:
1. Mỗi tuần tổ chức một buổi vệ sinh môi trường, lật úp dụng cụ chứa nước, thả cá vào bể; chính quyền kiểm tra chéo giữa các tổ dân phố.
2. Trạm y tế giám sát ca bệnh, xử lý ổ dịch trong 48 giờ; chuẩn bị đủ dịch truyền, hóa chất.
3. Các cơ quan truyền thông phổ biến dấu hiệu nặng để người dân đến cơ sở y tế kịp thời./.

giao_duc | cong_van | văn xã
* chuẩn bị điều kiện dạy học hai buổi mỗi ngày đối với cấp tiểu học
* rà soát cơ sở vật chất trường học sau mưa bão
Để bảo đảm điều kiện dạy và học, đề nghị các địa phương, nhà trường:
1. Rà soát số phòng học, phòng bộ môn, bếp ăn, nhà vệ sinh; thống kê hạng mục hư hỏng, ước kinh phí sửa chữa.
2. Cân đối đội ngũ giáo viên, đề xuất hợp đồng đối với môn còn thiếu; không bố trí giáo viên kiêm nhiệm quá định mức.
3. Công khai các khoản thu, tuyệt đối không lạm thu; tiếp nhận phản ánh của phụ huynh qua đường dây nóng./.

an_sinh | quyet_dinh | văn xã
* phê duyệt danh sách đối tượng hưởng trợ cấp xã hội hằng tháng
* hỗ trợ kinh phí xóa nhà tạm cho hộ nghèo, hộ cận nghèo
Căn cứ Luật Tổ chức chính quyền địa phương;
Căn cứ quy định về chính sách trợ giúp xã hội đối với đối tượng bảo trợ xã hội;
Theo đề nghị của Phòng Văn hóa - Xã hội,
QUYẾT ĐỊNH:
Điều 1. Phê duyệt danh sách 24 đối tượng hưởng trợ cấp xã hội hằng tháng, mức hưởng và thời gian hưởng theo biểu kèm theo.
Điều 2. Kinh phí thực hiện từ nguồn bảo đảm xã hội trong dự toán năm {year}; chi trả qua tài khoản, trừ người không có khả năng mở tài khoản.
Điều 3. Văn phòng, Phòng Văn hóa - Xã hội và các đối tượng có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.

le_hoi | thong_bao | văn xã
* kết luận cuộc họp chuẩn bị Ngày hội Văn hóa các dân tộc
* phân công trực cơ quan dịp nghỉ lễ, tết
Ngày đầu tuần, lãnh đạo cơ quan chủ trì cuộc họp với các đơn vị liên quan. Sau khi nghe báo cáo và ý kiến của các đại biểu, lãnh đạo cơ quan kết luận:
1. Thống nhất kịch bản chung, quy mô gọn nhẹ, tiết kiệm; các hoạt động văn nghệ, thể thao do Nhân dân làm chủ thể.
2. Giao Phòng Văn hóa - Xã hội chủ trì, hoàn thiện kế hoạch chi tiết, phân công rõ người, rõ việc, rõ thời gian.
3. Lực lượng công an, quân sự, y tế bố trí bảo đảm an ninh, trật tự, phòng cháy, cấp cứu tại khu vực diễn ra sự kiện./.

phu_nu | chuong_trinh | văn xã
* phối hợp hỗ trợ phụ nữ khởi nghiệp giai đoạn {year} - {next_year}
* phối hợp chăm lo đời sống đoàn viên, người lao động dịp Tết
I. MỤC ĐÍCH
Tạo điều kiện để phụ nữ, người lao động tiếp cận vốn vay, kiến thức quản lý và thị trường; góp phần giảm nghèo bền vững.
II. NỘI DUNG PHỐI HỢP
1. Mỗi năm mở 02 lớp tập huấn về bán hàng trực tuyến, ghi chép sổ sách cho 60 học viên.
2. Giới thiệu 20 mô hình tiêu biểu tới ngân hàng chính sách để xem xét cho vay; theo dõi sử dụng vốn sau 6 tháng.
III. TỔ CHỨC THỰC HIỆN
Hai bên cử đầu mối, giao ban mỗi quý một lần, báo cáo kết quả trước ngày 15 tháng 12 hằng năm./.
"""
