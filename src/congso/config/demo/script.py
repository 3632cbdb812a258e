"""The two weeks, line by line."""

from collections.abc import Iterator
from datetime import datetime

from congso.config.demo.arrivals import Arrival, arrival, handled
from congso.config.demo.papers import Paper, paper
from congso.config.demo.stage import Stage, Story

P = "H99"
SNV, STC, SXD, SNN = "H99.01", "H99.02", "H99.03", "H99.04"
COMMUNES = ("H99.21", "H99.22", "H99.23", "H99.24", "H99.25", "H99.26")

# house, letter, working days ago, hour, outcome, issuer, urgency
_ARRIVALS = """
H99.01 bien_che 0 8 waiting 0 0|H99.01 boi_duong 0 9 waiting 1 0|H99.01 thi_dua 0 9 waiting 3 1|H99.01 van_thu 0 10 waiting 8 0
H99.01 an_toan_tt 0 10 waiting 6 2|H99.01 vi_tri 0 14 waiting 5 0|H99.01 phu_nu 0 15 held 8 0|H99.01 le_hoi 0 8 twin 3 0
H99.01 cchc 1 9 registered 1 0|H99.01 chuyen_doi_so 1 14 registered 0 1|H99.01 thu_tuc 0 8 registered 9 0
H99.01 bien_che 1 8 proposed 4 0|H99.01 giao_duc 1 10 proposed 8 0|H99.01 vi_tri 0 9 proposed 2 3
H99.01 boi_duong 3 8 assigned 0 0|H99.01 tai_san 2 9 assigned 1 0|H99.01 du_toan 2 14 assigned 4 1
H99.01 thi_dua 4 8 seen 3 0|H99.01 doanh_nghiep 3 9 seen 6 0|H99.01 cchc 5 8 passed 2 0|H99.01 van_thu 4 14 passed 9 0
H99.01 vi_tri 5 9 working 1 0|H99.01 dat_dai 5 14 working 0 0|H99.01 chuyen_doi_so 6 8 working 8 1
H99.01 bien_che 8 8 late 1 0|H99.01 thu_tuc 7 9 late 5 2|H99.01 an_toan_tt 7 14 late 0 0
H99.01 y_te 6 9 returned 2 0|H99.01 le_hoi 8 9 informed 3 0|H99.01 thien_tai 9 8 information 7 3|H99.01 doanh_nghiep 8 14 filed 6 0
H99.01 du_toan 9 9 answered 1 0|H99.01 dat_dai 9 14 answered 9 0|H99.01 boi_duong 8 10 answered 5 0|H99.01 tai_san 7 8 answering 4 0
H99.01 giao_duc 6 14 answering 3 0|H99.01 moi_truong 9 10 refused 4 0|H99.01 giao_thong 5 10 refused 6 0
H99.01 phu_nu 7 10 cancelled 8 0|H99.01 ke_hoach_kt 2 10 again 0 0
H99 thien_tai 0 8 waiting 7 3|H99 dau_tu_cong 0 9 waiting 0 0|H99 quy_hoach 0 10 waiting 4 0|H99 y_te 0 14 waiting 2 1|H99 doanh_nghiep 0 15 waiting 6 0
H99 ho_dap 1 8 registered 4 1|H99 dich_ta 1 9 registered 9 0|H99 tai_san 1 14 registered 0 0|H99 tiem_chung 0 8 registered 5 0
H99 giao_thong 1 10 proposed 6 0|H99 dat_dai 1 15 proposed 9 0|H99 du_toan 2 8 proposed 3 1
H99 moi_truong 3 8 assigned 4 0|H99 ke_hoach_kt 2 9 assigned 0 0|H99 tiem_chung 2 14 assigned 5 0|H99 giao_duc 3 9 seen 8 0
H99 quy_hoach 5 8 working 4 0|H99 dau_tu_cong 5 9 working 0 1|H99 dich_ta 6 8 passed 9 0|H99 ho_dap 8 8 late 4 1|H99 giao_thong 7 9 late 6 0
H99 thien_tai 9 8 informed 7 3|H99 phu_nu 8 9 filed 8 0|H99 y_te 9 9 answered 2 0|H99 cchc 8 14 answered 1 0|H99 dat_dai 6 14 refused 9 0
H99.02 du_toan 0 9 waiting 6 0|H99.02 tai_san 1 9 registered 0 0|H99.02 dau_tu_cong 4 8 working 4 0|H99.02 thi_dua 3 9 assigned 3 0
H99.02 ke_hoach_kt 9 9 answered 0 0|H99.03 quy_hoach 0 10 waiting 4 0|H99.03 giao_thong 2 9 proposed 6 1|H99.03 moi_truong 6 9 late 4 0
H99.03 dat_dai 8 9 informed 9 0|H99.04 dich_ta 0 8 waiting 9 2|H99.04 ho_dap 3 8 assigned 4 0|H99.04 moi_truong 5 8 working 6 0
H99.04 thien_tai 9 8 answered 7 1|H99.21 giao_duc 2 9 assigned 8 0|H99.22 y_te 1 9 registered 5 0|H99.23 dat_dai 4 9 working 9 0
H99.24 giao_thong 0 9 waiting 6 0|H99.25 tiem_chung 3 9 seen 5 0|H99.26 an_sinh 7 9 filed 8 0|H99.31 phu_nu 2 9 assigned 8 0
H99.31 thi_dua 0 9 waiting 3 0|H99.32 phu_nu 1 9 registered 8 0|H99.32 y_te 5 9 informed 2 0
"""

# house, letter, working days ago, hour, end, room, signer, urgency, to (comma)
_PAPERS = """
H99 thien_tai 8 8 issued 2 1 2 communes,departments|H99 dau_tu_cong 7 9 issued 2 1 0 H99.02,H99.03|H99 chuyen_doi_so 6 9 issued 0 head 0 departments
H99 cchc 5 8 issued 1 head 0 H99.01,H99.24,outside|H99 thu_tuc 4 8 issued 1 0 0 H99.01|H99 le_hoi 4 14 issued 0 TL 0 H99.01,H99.31,outside
H99 doanh_nghiep 3 8 signed 2 head 0 departments|H99 quy_hoach 3 14 cancelled 2 head 0 H99.03
H99 tai_san 2 8 signing 2 head 0 departments,communes|H99 tiem_chung 2 9 signing 0 head 1 communes|H99 giao_thong 2 10 signing 2 head 0 H99.03
H99 dich_ta 2 14 signing 2 head 2 communes,H99.04|H99 an_toan_tt 2 15 signing 0 head 0 departments|H99 giao_duc 2 8 signing 1 0 0 communes
H99 y_te 1 9 form 0 head 0 communes|H99 moi_truong 1 10 content 2 1 0 H99.04|H99 dat_dai 1 14 returned_content 1 head 0 H99.04|H99 du_toan 0 9 drafting 2 head 0 H99.02
H99.01 bien_che 8 8 issued 0 head 0 communes,departments|H99.01 van_thu 7 8 issued 2 0 0 H99,H99.21,H99.22|H99.01 boi_duong 6 8 issued 1 head 0 H99.23,H99.25,H99.26
H99.01 thi_dua 5 9 issued 1 head 0 H99|H99.01 cchc 5 14 issued 2 1 0 H99,outside|H99.01 vi_tri 4 9 issued 0 TUQ 0 H99.02,H99.03
H99.01 ke_hoach_kt 9 8 recalled 0 head 0 H99,H99.02|H99.01 le_hoi 6 14 cancelled 2 head 0 H99.31
H99.01 bien_che 2 8 signing 0 head 0 H99|H99.01 boi_duong 2 9 signing 1 head 0 communes|H99.01 chuyen_doi_so 2 9 signing 2 head 1 communes
H99.01 van_thu 2 10 signing 2 head 0 departments|H99.01 thi_dua 2 14 signing 1 head 0 H99|H99.01 thu_tuc 2 15 signing 2 head 3 H99|H99.01 vi_tri 2 8 signing 0 0 0 H99.02
H99.01 an_toan_tt 3 9 signed 2 head 0 communes|H99.01 doanh_nghiep 3 14 signed 0 0 0 H99.31,H99.32
H99.01 cchc 1 9 form 2 head 0 H99|H99.01 du_toan 1 10 form 0 head 0 H99.02|H99.01 tai_san 1 9 content 0 head 0 H99.02|H99.01 phu_nu 1 14 content 1 0 0 H99.32
H99.01 giao_duc 2 9 returned_content 1 head 0 H99|H99.01 dat_dai 2 14 returned_form 0 head 0 H99.04|H99.01 le_hoi 1 8 returned_sign 2 head 0 outside
H99.01 boi_duong 0 9 drafting 1 head 0 communes|H99.01 bien_che 0 10 drafting 0 head 0 H99|H99.01 ke_hoach_kt 4 9 withdrawn 0 head 0 H99
H99.02 du_toan 7 9 issued 0 head 0 departments|H99.02 dau_tu_cong 3 9 issued 0 0 0 H99|H99.02 tai_san 1 9 signing 1 head 0 H99
H99.03 quy_hoach 6 9 issued 0 head 0 H99|H99.03 giao_thong 1 9 content 1 head 0 communes|H99.04 dich_ta 5 9 issued 0 head 1 H99.21,H99.26|H99.04 ho_dap 2 9 signing 1 head 0 H99
H99.21 ke_hoach_kt 5 9 issued 0 head 0 H99,H99.01|H99.22 ke_hoach_kt 4 9 issued 0 head 0 H99,H99.01|H99.23 bien_che 3 9 issued 0 head 0 H99.01
H99.24 giao_thong 3 9 issued 0 0 0 H99.03|H99.25 ho_dap 2 9 issued 0 head 0 H99.04,H99|H99.26 an_sinh 4 9 issued 0 head 0 H99.01
H99.26 thien_tai 1 9 signing 0 head 2 H99|H99.21 tiem_chung 1 9 content 0 head 0 H99.01|H99.31 phu_nu 4 9 issued 0 head 0 H99.32,H99.01|H99.32 phu_nu 2 9 form 0 head 0 H99.31
"""

# What receivers do with what was sent to them, in turn.
_REACTIONS = (
    "answered", "working", "registered", "assigned", "information", "waiting", "passed", "informed", "refused", "seen", "late",
)  # fmt: skip


def stories(stage: Stage) -> Iterator[Story]:
    for turn, row in enumerate(_rows(_PAPERS)):
        house, letter, day, hour, end, room, signer, urgency, to = row
        wanted = Paper(
            house, letter, int(day), int(hour), end, to=tuple(to.split(",")), room=int(room), turn=turn, signer=signer,
            urgency=int(urgency), minute=5 + turn * 7 % 50, react=react,
        )  # fmt: skip
        yield paper(stage, wanted)
    for turn, row in enumerate(_rows(_ARRIVALS)):
        house, letter, day, hour, outcome, issuer, urgency = row
        yield arrival(
            stage,
            Arrival(
                house,
                letter,
                int(day),
                int(hour),
                outcome,
                int(issuer),
                int(urgency),
                minute=turn * 11 % 55,
                turn=turn % 4,
            ),
        )


def _rows(text: str) -> list[list[str]]:
    return [cell.split() for line in text.strip().splitlines() for cell in line.split("|")]


def react(stage: Stage, code: str, incoming_id: int, moment: datetime) -> Story:
    """The clerk's table of Sở Nội vụ and of the province keeps what came last; elsewhere the list takes its turns."""
    turn = stage.rng.randrange(len(_REACTIONS))
    outcome = _REACTIONS[turn]
    if outcome == "waiting" or (outcome == "answered" and moment > stage.at(4, 7, 30)):
        return
    line = Arrival(code, "", 0, 8, outcome, issuer=turn, turn=turn % 4)
    yield from handled(stage, stage.crews[code], incoming_id, line, stage.later(moment, 60))
