"""Bodies and deeds that the lexicon does not hold, in the places where a directive puts them.

`bodies()` and `deeds()` are composed names of three to eight syllables; `sentences_with_body` and `sentences_with_deed`
set them into plans, each with what a reader has to find. `measure()` counts what is found whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import danvan_docs as dv

#: Names with a head that is known (organ or collective), and names without one.
WITH_HEAD = (
    "Trung tâm Ươm tạo Vi mạch tỉnh", "Chi cục Giám định Gỗ rừng trồng", "Quỹ Hỗ trợ Ngư dân ven đảo",
    "Ban Quản lý Vịnh Lan Hà", "Viện Nghiên cứu Sâm núi", "Trạm Quan trắc Sụt lún", "Hội Làm vườn và Nuôi ong",
    "Công ty Thoát nước Hồ Tây", "Bệnh viện Phục hồi Chức năng tỉnh", "Trường Nghiệp vụ Hàng giang",
    "Tổ Phản ứng nhanh phường", "Đội Quản lý Trật tự Đô thị", "Văn phòng Điều phối Lúa gạo",
    "Câu lạc bộ Nông dân Hồ tiêu", "Ngân hàng Tín thác Miền Trung", "Liên đoàn Cầu mây tỉnh",
    "các đội ứng trực cơ động", "các tổ tiết kiệm và vay vốn", "các ban quản trị chợ", "các trạm bơm điện",
)  # fmt: skip
WITHOUT_HEAD = (
    "Nhà máy Nước Sông Lô", "Khu Nghỉ dưỡng Thác Bà", "Vườn Thực vật Núi Cấm", "Bến xe Phía Nam", "Cảng Cá Cửa Tùng",
    "Làng Trẻ em Hoa Mai", "Nông trường Chè Mộc Lan", "Sân golf Đồi Cù", "Lâm trường Sông Hinh", "Thành cổ Luy Lâu",
    "Rạp Xiếc Bình Minh", "Xưởng Phim Tây Hồ", "các nông trường quốc doanh", "các làng nghề truyền thống",
    "các bến thủy nội địa", "các nhà xe liên tỉnh", "các nhà vườn sinh thái", "các chợ đầu mối", "các lò mổ tập trung",
    "các trang trại quy mô lớn",
)  # fmt: skip
DEEDS = (
    "khơi luồng", "tỉa cành", "hàn khẩu đê", "ngăn mặn", "trữ ngọt", "rải đá", "dựng rào", "gỡ bom", "nắn dòng",
    "lát vỉa hè", "cấy ghép san hô", "xua đuổi chim", "phơi sấy nông sản", "ươm giống cây bản địa", "đánh bắt cá tầm",
    "kè bờ", "soi luồng cá", "đào ao chứa", "rào chắn hố sâu", "bắc cầu tạm", "kéo cáp ngầm", "sơn kẻ vạch đường",
    "hút bùn", "vớt rác", "cắm phao", "gác chắn", "dắt trâu vào rừng", "xay xát lúa", "ủ phân xanh", "bơm cát",
    "đốt dọn thực bì", "thả cá giống", "che phủ luống", "sang lấp hố", "đóng cọc", "san ủi mặt bằng", "buộc gia cầm",
    "khoan giếng", "chằng chống nhà", "tháo lũ",
)  # fmt: skip
_HEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH LAM HÀ\nSố: 31/KH-UBND\n\nLam Hà, ngày 05 tháng 3 năm 2026\n\n"
    "KẾ HOẠCH\nCông tác năm 2026\n\n"
)


@dataclass(frozen=True)
class Case:
    """A plan, the body that leads in it and those that help."""

    place: str
    text: str
    lead: str
    helpers: tuple[str, ...] = ()


def sentences_with_body(body: str) -> Iterator[Case]:
    """Yield a plan for each of the four places in which a body may stand."""
    named = body[0].upper() + body[1:]
    yield Case("subject", f"{_HEAD}I. NHIỆM VỤ\n\n1. {named} rà soát quy chế trước ngày 30/6/2026.\n", named)
    yield Case("charge", f"{_HEAD}I. NHIỆM VỤ\n\n1. Giao {body} chủ trì rà soát quy chế.\n", body)
    yield Case(
        "heading",
        f"{_HEAD}I. TỔ CHỨC THỰC HIỆN\n\n1. Sở Nội vụ\n\n- Rà soát quy chế.\n\n2. {named}\n\n- Tổng hợp kết quả.\n\n"
        "3. Sở Y tế\n\n- Theo dõi.\n",
        named,
    )
    yield Case(
        "list",
        f"{_HEAD}I. NHIỆM VỤ\n\n1. Sở Tài chính chủ trì, phối hợp với Sở Nội vụ, {body}, Công an tỉnh "
        "rà soát quy chế.\n",
        "Sở Tài chính",
        ("Sở Nội vụ", body, "Công an tỉnh"),
    )


def sentences_with_deed(deed: str) -> Iterator[Case]:
    """Yield a plan for each place in which a deed may stand."""
    opening = deed[0].upper() + deed[1:]
    yield Case("subject", f"{_HEAD}I. NHIỆM VỤ\n\n1. Sở Y tế {deed} tại các xã.\n", "Sở Y tế")
    yield Case("charge", f"{_HEAD}I. NHIỆM VỤ\n\n1. Giao Công an tỉnh {deed} tại các xã.\n", "Công an tỉnh")
    yield Case("bullet", f"{_HEAD}I. NHIỆM VỤ\n\n1. Sở Nội vụ:\n\n- {opening} tại các xã.\n", "Sở Nội vụ")
    yield Case(
        "partner",
        f"{_HEAD}I. NHIỆM VỤ\n\n1. Sở Tài chính phối hợp với Ủy ban nhân dân các xã {deed} tại ven sông.\n",
        "Sở Tài chính",
        ("Ủy ban nhân dân các xã",),
    )


def is_whole(case: Case) -> bool:
    """Tell whether a duty with exactly the bodies of a case is found."""
    for task in dv.parse(case.text).tasks:
        leads = [actor.text for actor in task.actors if actor.role == "lead"]
        helpers = tuple(actor.text for actor in task.actors if actor.role == "coordinate")
        if leads == [case.lead] and helpers == case.helpers:
            return True
    return False


def measure() -> dict[str, tuple[int, int]]:
    """Return for bodies and deeds how many of how many cases come out whole."""
    bodies = [case for body in (*WITH_HEAD, *WITHOUT_HEAD) for case in sentences_with_body(body)]
    deeds = [case for deed in DEEDS for case in sentences_with_deed(deed)]
    return {
        name: (sum(is_whole(case) for case in cases), len(cases))
        for name, cases in (("bodies", bodies), ("deeds", deeds))
    }


if __name__ == "__main__":
    for name, (found, of) in measure().items():
        print(f"{name}: {found} of {of}")
