"""Task tables as offices draw them: each row is one duty with its own columns, whatever words stand above them."""

from __future__ import annotations

from typing import ClassVar

import pytest

import danvan_docs as dv
from danvan_docs.notices import notice
from danvan_docs.reading.table_heads import column_kind

HEAD = (
    "HUYỆN ỦY SUỐI ĐÁ\n*\nSố 31-KH/HU\nSuối Đá, ngày 12 tháng 8 năm 2025\n\n"
    "KẾ HOẠCH\nvề công tác dân vận\n\nPHỤ LỤC\n\n"
)
#: task, leads, helpers, deadline
Row = tuple[str, list[str], list[str], str | None]
FORMS = ["bars", "markdown", "drawn", "tabs", "stacked", "parted"]


def rows(text: str) -> list[Row]:
    directive = dv.parse(HEAD + text)
    return [
        (
            " ".join(directive.quote(task).split()),
            [actor.text for actor in task.actors if actor.role == "lead"],
            [actor.text for actor in task.actors if actor.role == "coordinate"],
            task.deadline,
        )
        for task in directive.tasks
    ]


def drawn_as(form: str, grid: list[list[str]]) -> str:
    """Write a table, head first, in one of the forms in which texts have it."""
    if form == "bars":
        return "\n".join(" | ".join(row) for row in grid)
    if form == "tabs":
        return "\n".join("\t".join(row) for row in grid)
    if form == "stacked":
        return "\n".join(cell for row in grid for cell in row if cell)
    if form == "parted":
        return "\n".join("|\n" + "\n|\n".join(cell or "** **" for cell in row) + "\n|" for row in grid)
    lines = [f"| {' | '.join(row)} |" for row in grid]
    rule = "+".join("----" for _ in grid[0])
    if form == "markdown":
        return "\n".join([lines[0], "|---" * len(grid[0]) + "|", *lines[1:]])
    return "\n".join([f"+{rule}+", *(part for line in lines for part in (line, f"+{rule}+"))])


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_table_gives_the_same_rows(form: str) -> None:
    grid = [
        ["TT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Hạn hoàn thành"],
        ["1", "Rà soát quy ước thôn, bản", "Phòng Tư pháp", "UBND các xã, thị trấn", "30/9/2025"],
        ["2", "Tổng kết phong trào", "Ban Dân vận Huyện ủy", "Các phòng, ban", "Quý IV/2025"],
    ]
    assert rows(drawn_as(form, grid)) == [
        ("Rà soát quy ước thôn, bản", ["Phòng Tư pháp"], ["UBND các xã, thị trấn"], "2025-09-30"),
        ("Tổng kết phong trào", ["Ban Dân vận Huyện ủy"], ["Các phòng, ban"], "2025-12-31"),
    ]


@pytest.mark.parametrize(
    ("kind", "heads"),
    [
        ("number", ["TT", "STT", "Số TT", "S.TT", "Số thứ tự"]),
        ("task", ["Nhiệm vụ", "NỘI DUNG CÔNG VIỆC", "Tên nhiệm vụ, đề án", "Các nhiệm vụ chủ yếu", "Đầu việc",
                  "Nội dung yêu cầu", "Tên văn bản, đề án", "Việc cần làm", "Nhóm nhiệm vụ/Nhiệm vụ"]),
        ("lead", ["Cơ quan chủ trì", "Sở, ngành chủ trì tham mưu", "Đơn vị thực hiện", "Phân công thực hiện",
                  "Trách nhiệm thực hiện", "Người thực hiện", "Cơ quan được giao", "CHỦ TRÌ", "Đơn vị đầu mối",
                  "Cơ quan chủ trì, phối hợp", "Bộ phận phụ trách"]),
        ("coordinate", ["Cơ quan phối hợp", "Phối hợp thực hiện", "Các đơn vị liên quan", "Sở, ngành phối hợp"]),
        ("when", ["Thời hạn", "Tiến độ thực hiện", "Hoàn thành trước", "Mốc thời gian", "Dự kiến thời gian xong"]),
        ("product", ["Sản phẩm", "Kết quả (dự kiến)", "Đầu ra", "Hình thức văn bản", "Loại văn bản"]),
        ("report_to", ["Cấp trình", "Cơ quan ban hành", "Trình"]),
        ("monitor", ["Theo dõi, đôn đốc", "Lãnh đạo phụ trách", "Cơ quan thẩm định"]),
        ("other", ["Đơn vị tính", "Kinh phí", "Họ và tên", "Thực hiện năm 2024", "Ngày sinh", "Căn cứ"]),
        ("", ["Sở Nội vụ", "Cách thức", "Bản đồ"]),
    ],
)  # fmt: skip
def test_the_first_noun_of_a_head_says_what_its_column_holds(kind: str, heads: list[str]) -> None:
    assert {head: column_kind(head) for head in heads} == dict.fromkeys(heads, kind)


@pytest.mark.parametrize(
    "head",
    ["A | B | C | D", "1 | 2 | 3 | 4", "STT | Diễn giải | Nơi làm | Lúc nào", ""],
)
def test_cells_tell_their_columns_where_the_head_does_not(head: str) -> None:
    table = (
        f"{head}\n1 | Rà soát quy chế làm việc | Sở Nội vụ | 30/9/2025\n2 | Bố trí kinh phí đề án | Sở Y tế | "
        "Tháng 11/2025"
    )
    assert rows(table.strip()) == [
        ("Rà soát quy chế làm việc", ["Sở Nội vụ"], [], "2025-09-30"),
        ("Bố trí kinh phí đề án", ["Sở Y tế"], [], "2025-11-30"),
    ]


class TestHead:
    WANTED: ClassVar[list[Row]] = [("Rà soát quy chế", ["Sở Nội vụ"], ["Sở Tài chính"], "2025-09-30")]

    @pytest.mark.parametrize(
        "head",
        [
            "TT | Nhiệm vụ | Cơ quan thực hiện | | Thời hạn\n | | Chủ trì | Phối hợp | ",
            "TT | Nhiệm vụ | Cơ quan thực hiện | Thời hạn\n | | Chủ trì | Phối hợp | ",
            "TT | Nhiệm vụ | Cơ quan thực hiện | Thời hạn\nChủ trì | Phối hợp",
            "TT | Nhiệm vụ | Trách nhiệm |  | Thời hạn\n〃 | 〃 | Chủ trì | Phối hợp | 〃\n(1) | (2) | (3) | (4) | (5)",
            "TT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn\n1 | 2 | 3 | 4 | 5",
            "TT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn\nA | B | 1 | 2 | 3",
            "DANH MỤC | | | |\nTT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn",
        ],
    )
    def test_it_may_have_several_rows(self, head: str) -> None:
        assert rows(f"{head}\n1 | Rà soát quy chế | Sở Nội vụ | Sở Tài chính | 30/9/2025") == self.WANTED

    def test_two_rows_stand_one_under_another_as_well(self) -> None:
        text = (
            "TT\nNhiệm vụ\nCơ quan thực hiện\nThời hạn\nChủ trì\nPhối hợp\n"
            "1\nRà soát quy chế\nSở Nội vụ\nSở Tài chính\n30/9/2025"
        )
        assert rows(text) == self.WANTED

    def test_a_page_that_repeats_it_adds_no_duty(self) -> None:
        head = "STT | Nội dung | Cơ quan chủ trì | Thời gian"
        text = (
            f"{head}\n1 | Rà soát quy chế | Sở Nội vụ | 30/9/2025\n"
            f"{head}\n2 | Kiểm tra | Thanh tra tỉnh | 31/12/2025"
        )
        assert [row[1] for row in rows(text)] == [["Sở Nội vụ"], ["Thanh tra tỉnh"]]

    def test_rows_go_on_behind_a_blank_line(self) -> None:
        text = "TT | Nhiệm vụ | Chủ trì\n1 | Rà soát quy chế | Sở Nội vụ\n\n2 | Kiểm tra | Thanh tra tỉnh"
        assert [row[1] for row in rows(text)] == [["Sở Nội vụ"], ["Thanh tra tỉnh"]]

    def test_a_further_table_may_follow_at_once(self) -> None:
        text = "TT | Nhiệm vụ | Chủ trì\n1 | Tập huấn | Sở Nội vụ\nTT | Việc | Hạn\n1 | Tổng kết | 30/9/2025"
        assert rows(text) == [("Tập huấn", ["Sở Nội vụ"], [], None), ("Tổng kết", [], [], "2025-09-30")]

    def test_its_words_are_no_title_of_the_annex(self) -> None:
        found = dv.parse(f"{HEAD}TT | Nhiệm vụ | Chủ trì\n1 | Tập huấn | Sở Nội vụ").sections
        assert [(section.path, section.title) for section in found] == [("PHỤ LỤC", "")]


class TestTitlesOfGroups:
    @pytest.mark.parametrize(
        "title", ["I | Thể chế | | ", "I. Thể chế | | | ", "THỂ CHẾ | | | ", " | Thể chế | | ", "I. Thể chế",
                  "I | Thể chế | Thể chế | Thể chế"],
    )  # fmt: skip
    def test_they_are_no_duties(self, title: str) -> None:
        text = (
            f"TT | Nhiệm vụ | Chủ trì | Thời hạn\n{title}\n"
            "1 | Rà soát quy chế | Sở Nội vụ | 30/9/2025\n1 | Tổng kết | Sở Y tế | 31/12/2025"
        )
        assert [(row[0], row[1]) for row in rows(text)] == [
            ("Rà soát quy chế", ["Sở Nội vụ"]), ("Tổng kết", ["Sở Y tế"]),
        ]  # fmt: skip

    def test_one_that_names_a_body_says_who_acts(self) -> None:
        text = (
            "TT | Nhiệm vụ | Thời hạn\nI | Sở Nội vụ | \n1 | Rà soát quy chế | 30/9/2025\n"
            "II | Sở Y tế | \n1 | Tổng kết | 31/12/2025"
        )
        assert [row[1] for row in rows(text)] == [["Sở Nội vụ"], ["Sở Y tế"]]

    def test_one_that_names_a_time_says_by_when(self) -> None:
        text = (
            "TT | Nhiệm vụ | Chủ trì\nA | Quý III/2025 | \n"
            "1 | Rà soát quy chế | Sở Nội vụ\nB | Quý IV/2025 | \n2 | Tổng kết | Sở Y tế"
        )
        assert [row[3] for row in rows(text)] == ["2025-09-30", "2025-12-31"]

    def test_a_row_with_parts_is_a_title_and_its_parts_share_what_they_lack(self) -> None:
        text = (
            "TT | Nhiệm vụ | Chủ trì | Thời hạn\n1 | Tuyên truyền | | \n1.1 | Mở chuyên mục | Sở Nội vụ | 30/9/2025\n"
            "2 | Kiểm tra | Thanh tra tỉnh | 31/12/2025\n2.1 | Kiểm tra đợt một | | 31/10/2025"
        )
        assert [row[:2] for row in rows(text)] == [
            ("Mở chuyên mục", ["Sở Nội vụ"]), ("Kiểm tra", ["Thanh tra tỉnh"]),
            ("Kiểm tra đợt một", ["Thanh tra tỉnh"]),
        ]  # fmt: skip


class TestCells:
    TABLE = "TT | Nhiệm vụ | Cơ quan thực hiện | Thời hạn\n1 | Tập huấn | {} | 30/9/2025"

    @pytest.mark.parametrize(
        "cell",
        [
            "Chủ trì: Sở Nội vụ; Phối hợp: Sở Y tế, Công an tỉnh",
            "- Chủ trì: Sở Nội vụ - Phối hợp: Sở Y tế; Công an tỉnh",
            "Sở Nội vụ (chủ trì); Sở Y tế, Công an tỉnh (phối hợp)",
            "Sở Nội vụ chủ trì, phối hợp với Sở Y tế, Công an tỉnh",
            "Cơ quan chủ trì: Sở Nội vụ. Cơ quan phối hợp: Sở Y tế, Công an tỉnh.",
        ],
    )  # fmt: skip
    def test_a_cell_may_say_the_roles_itself(self, cell: str) -> None:
        assert rows(self.TABLE.format(cell))[0][1:3] == (["Sở Nội vụ"], ["Sở Y tế", "Công an tỉnh"])

    @pytest.mark.parametrize(
        ("cell", "names"),
        [
            ("Các sở, ban, ngành", ["Các sở, ban, ngành"]),
            ("Các sở, ban, ngành; UBND các xã, phường", ["Các sở, ban, ngành", "UBND các xã, phường"]),
            ("Sở Văn hóa, Thể thao và Du lịch", ["Sở Văn hóa, Thể thao và Du lịch"]),
            ("Trung tâm Xúc tiến đầu tư, thương mại và du lịch tỉnh",
             ["Trung tâm Xúc tiến đầu tư, thương mại và du lịch tỉnh"]),
            ("Thuế tỉnh; Quỹ Đầu tư phát triển tỉnh", ["Thuế tỉnh", "Quỹ Đầu tư phát triển tỉnh"]),
            ("Sở Nội vụ<br>Sở Y tế", ["Sở Nội vụ", "Sở Y tế"]),
            ("- Sở Nội vụ - Sở Y tế", ["Sở Nội vụ", "Sở Y tế"]),
            ("Sở KH&CN hướng dẫn, tổng hợp; UBND cấp xã thực hiện công bố dữ liệu", ["Sở KH&CN", "UBND cấp xã"]),
            ("Theo phân công tại Phương án số 71/PA-UBND", []),
            ("Không", []), ("Không có", []), ("-", []), ("", []),
        ],
    )  # fmt: skip
    def test_names_stay_whole(self, cell: str, names: list[str]) -> None:
        assert [row[:2] for row in rows(self.TABLE.format(cell))] == [("Tập huấn", names)]

    @pytest.mark.parametrize("sign", ["-nt-", "nt", "Như trên", "//", '"', "-//-", "〃"])
    def test_a_sign_repeats_the_cell_above(self, sign: str) -> None:
        text = f"{self.TABLE.format('Sở Nội vụ')}\n2 | Tổng kết | {sign} | {sign}"
        assert rows(text)[1] == ("Tổng kết", ["Sở Nội vụ"], [], "2025-09-30")

    def test_a_row_of_nobody_is_a_duty_of_nobody(self) -> None:
        text = f"{self.TABLE.format('Sở Nội vụ')}\n2 | In tờ rơi | | 31/10/2025"
        assert rows(text)[1] == ("In tờ rơi", [], [], "2025-10-31")

    def test_nobody_helps_where_nobody_leads(self) -> None:
        text = "TT | Nhiệm vụ | Chủ trì | Phối hợp\n1 | Tập huấn | Sở Nội vụ | \n2 | In tờ rơi | | Sở Y tế"
        assert rows(text)[1][1:3] == (["Sở Nội vụ"], ["Sở Y tế"])

    def test_of_one_task_each_product_is_a_duty(self) -> None:
        text = (
            "TT | Nhiệm vụ | Sản phẩm | Chủ trì | Thời hạn\n1 | Kiểm tra | Kế hoạch | Sở Nội vụ | 30/9/2025\n"
            "〃 | 〃 | Báo cáo của các sở | Các sở, ban, ngành | 31/10/2025"
        )
        assert rows(text)[1] == ("Báo cáo của các sở", ["Các sở, ban, ngành"], [], "2025-10-31")


class TestTimes:
    @pytest.mark.parametrize(
        ("cell", "deadline"),
        [
            ("Quí IV-2025", "2025-12-31"), ("Năm 2025 - 2026", "2026"), ("T10/2025", "2025-10-31"),
            ("9/2025", "2025-09-30"),
            ("01/9-30/9/2025", "2025-09-30"), ("Giai đoạn 2025-2030", "2030"),
            ("Trước 17h00 ngày 30/9/2025", "2025-09-30"),
            ("30/9/25", "2025-09-30"), ("Cuối năm 2025", "2025"), ("15.10.2025", "2025-10-15"),
        ],
    )  # fmt: skip
    def test_short_forms(self, cell: str, deadline: str) -> None:
        text = f"TT | Nhiệm vụ | Chủ trì | Thời gian\n1 | Tập huấn | Sở Nội vụ | {cell}"
        assert rows(text)[0][3] == deadline

    @pytest.mark.parametrize("cell", ["Thường xuyên", "Sau khi Nghị định có hiệu lực"])
    def test_words_that_give_no_date_are_kept(self, cell: str) -> None:
        directive = dv.parse(f"{HEAD}TT | Nhiệm vụ | Chủ trì | Thời gian\n1 | Tập huấn | Sở Nội vụ | {cell}")
        (task,) = directive.tasks
        assert task.deadline is None
        assert directive.text[task.deadline_start : task.deadline_end] == cell

    @pytest.mark.parametrize(
        "title",
        ["DANH MỤC NHIỆM VỤ HOÀN THÀNH TRONG QUÝ IV/2025", "Nhiệm vụ hoàn thành trước ngày 31/12/2025"],
    )
    def test_the_title_above_a_table_sets_the_deadline(self, title: str) -> None:
        assert rows(f"{title}\n\nTT | Nhiệm vụ | Chủ trì\n1 | Tập huấn | Sở Nội vụ")[0][3] == "2025-12-31"

    def test_a_year_above_the_column_completes_its_cells(self) -> None:
        text = (
            "TT | Nhiệm vụ | Chủ trì | Thời gian (năm 2026)\n"
            "1 | Tập huấn | Sở Nội vụ | Quý I\n2 | Tổng kết | Sở Y tế | 30/9"
        )
        assert [row[3] for row in rows(text)] == ["2026-03-31", "2026-09-30"]

    def test_a_mark_means_the_period_above_it(self) -> None:
        text = (
            "TT | Nhiệm vụ | Chủ trì | Thời gian thực hiện năm 2026 | |\n | | | Quý I | Quý II | Quý III\n"
            "1 | Tập huấn | Sở Nội vụ | x | | \n2 | Tổng kết | Sở Y tế | | x | x"
        )
        assert [row[3] for row in rows(text)] == ["2026-03-31", "2026-09-30"]


class TestOtherTables:
    @pytest.mark.parametrize(
        "text",
        [
            "TT | Chỉ tiêu | Đơn vị | Thực hiện 2024 | Kế hoạch 2025\n"
            "1 | Hộ nghèo | % | 3,5 | 3\n2 | Xã đạt chuẩn | xã | 9 | 10",
            "TT | Họ và tên | Chức vụ | Đơn vị | Ghi chú\n"
            "1 | Nguyễn Văn A | Phó Bí thư | Tỉnh ủy | \n2 | Trần Thị B | Giám đốc | Sở Y tế |",
            "TT | Địa phương | Số xã | Số thôn\n1 | Khe Lau | 12 | 90\n2 | Suối Đá | 15 | 120",
        ],
    )  # fmt: skip
    def test_figures_and_persons_are_no_duties(self, text: str) -> None:
        directive = dv.parse(HEAD + text)
        assert directive.tasks == []
        assert not [warning for warning in directive.warnings if warning.startswith("table-")]

    def test_one_that_is_not_understood_is_said(self) -> None:
        text = "TT | Chủ trì | Mã\n1 | Sở Nội vụ | A1\n2 | Sở Y tế | A2"
        assert (
            notice("table-not-understood", words="TT | Chủ trì | Mã", rows=2)
            in dv.parse(HEAD + text).warnings
        )


def test_a_heading_that_names_a_body_says_who_acts_in_the_table_below_it() -> None:
    text = "TT | Nhiệm vụ | Thời hạn\n1 | Tập huấn | 30/9/2025"
    (task,) = dv.parse(f"{HEAD}1. Trách nhiệm của Sở Nội vụ\n\n{text}").tasks
    assert [(actor.text, actor.role) for actor in task.actors] == [("Sở Nội vụ", "lead")]
