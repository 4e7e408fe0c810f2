import doctest
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, DocBin

import danvan_docs as dv
from danvan_docs.errors import DanvanError
from danvan_docs.models import Directive, Span
from danvan_docs.nlp.segment import pos_tags, sentences, words
from danvan_docs.nlp.spacy_component import to_doc

TEXT = """KẾ HOẠCH
thực hiện Nghị quyết số 25-NQ/TW, ngày 03/6/2013 của Ban Chấp hành Trung ương (khóa XI)

II. NHIỆM VỤ

1. Ban Dân vận Tỉnh uỷ chủ trì, phối hợp với Sở Nội vụ thi hành Luật Thực hiện dân chủ ở cơ sở.
2. Phấn đấu trên 90% thôn có mô hình dân vận khéo.
"""
# Pieces that these texts are made of, and that tokenizers stumble over.
PIECES = [
    "Ban Dân vận Tỉnh uỷ", "25-NQ/TW", "03/6/2013", "1.", "2.1.", "II.", "a)", "-", "TP. Lam Hà", "v.v.",
    "PGS.TS. Lê", "khóa", "khoá", "u\u0309y ban", "Tổ chức.", "3,5%", "1.500", "(", ")", "“", "”", "đ/c",
    "\t", "\xa0", "\u200b", "\r\n", "\n", " ", "  ", "\x0c", "\u2028", "🙂", "a" * 60, "^", "[", "\\",
    "e\u0301", "ﬁ", "İ", "...", "./.",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=14).map(" ".join) | st.text(
    max_size=60
)


@pytest.fixture(scope="module")
def directive() -> Directive:
    return dv.parse(TEXT, source="kh.txt")


@pytest.fixture(scope="module")
def nlp() -> spacy.language.Language:
    nlp = spacy.blank("xx")
    nlp.add_pipe("danvan")
    return nlp


def cut(text: str, spans: list[Span]) -> list[str]:
    return [text[span.start : span.end] for span in spans]


class TestComponent:
    def test_results_are_spans(self, nlp: spacy.language.Language) -> None:
        doc = nlp(TEXT)
        found = {(span.label_, span.text) for span in doc.spans["danvan"]}
        assert {
            ("CITATION", "Nghị quyết số 25-NQ/TW"), ("NAMED", "Luật Thực hiện dân chủ ở cơ sở"),
            ("BODY", "Ban Dân vận Tỉnh uỷ"), ("BODY", "Sở Nội vụ"), ("TARGET", "trên 90%"),
        } <= found  # fmt: skip
        assert {label for label, _ in found} == {"SECTION", "CITATION", "NAMED", "TASK", "BODY", "TARGET"}

    def test_ids_lead_to_the_registry_and_to_the_result(self, nlp: spacy.language.Language) -> None:
        doc = nlp(TEXT)
        citation = next(span for span in doc.spans["danvan"] if span.label_ == "CITATION")
        assert (citation.kb_id_, citation.id_) == ("25-NQ/TW@2013-06-03", "citations/0")
        assert doc._.danvan.citations[0].symbol == "25-NQ/TW"

    def test_the_directive_is_the_one_of_parse(self, nlp: spacy.language.Language) -> None:
        assert nlp(TEXT)._.danvan == dv.parse(TEXT)

    def test_a_doc_that_was_not_parsed_has_none(self, nlp: spacy.language.Language) -> None:
        assert nlp.make_doc("Ban Dân vận")._.danvan is None

    def test_a_key_of_ones_own(self) -> None:
        nlp = spacy.blank("xx")
        nlp.add_pipe("danvan", config={"spans_key": "results"})
        nlp.add_pipe("danvan", name="again")
        assert len(nlp(TEXT).spans["results"]) == len(nlp(TEXT).spans["danvan"]) > 5

    def test_whitespace_tokens_widen_a_span_and_lose_none(self) -> None:
        nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
        nlp.add_pipe("danvan")
        doc = nlp(TEXT)
        assert any("25-NQ/TW" in span.text for span in doc.spans["danvan"] if span.label_ == "CITATION")
        assert len(doc.spans["danvan"]) == len(to_doc(dv.parse(TEXT)).spans["danvan"])

    def test_the_pipeline_goes_to_disk_and_back(self, nlp: spacy.language.Language, tmp_path: Path) -> None:
        nlp.to_disk(tmp_path)
        doc, back = nlp(TEXT), spacy.load(tmp_path)(TEXT)
        assert [span.text for span in back.spans["danvan"]] == [span.text for span in doc.spans["danvan"]]

    def test_worker_processes(self, nlp: spacy.language.Language) -> None:
        docs = list(nlp.pipe([TEXT, "Ban Dân vận"], n_process=2))
        assert docs[0]._.danvan == dv.parse(TEXT)

    @pytest.mark.parametrize("text", ["", " ", "\n\n", "Ủy ban", "u\u0309y"])
    def test_odd_texts(self, nlp: spacy.language.Language, text: str) -> None:
        assert nlp(text)._.danvan.text == text


class TestDocBin:
    def test_spans_survive(self, nlp: spacy.language.Language) -> None:
        doc = nlp(TEXT)
        (back,) = DocBin().from_bytes(DocBin(docs=[doc]).to_bytes()).get_docs(spacy.blank("xx").vocab)

        def facts(doc: Doc) -> list[tuple[str, ...]]:
            return [(span.label_, span.text, span.kb_id_, span.id_) for span in doc.spans["danvan"]]

        assert facts(back) == facts(doc)
        assert back._.danvan is None

    def test_the_directive_survives_with_user_data(self, nlp: spacy.language.Language) -> None:
        data = DocBin(docs=[nlp(TEXT)], store_user_data=True).to_bytes()
        (back,) = DocBin(store_user_data=True).from_bytes(data).get_docs(spacy.blank("xx").vocab)
        assert back._.danvan == dv.parse(TEXT)


class TestToDoc:
    def test_every_result_is_in_the_doc(self, directive: Directive) -> None:
        doc = to_doc(directive)
        assert doc.text == TEXT
        assert doc._.danvan == directive
        for span in doc.spans["danvan"]:
            part, index, *rest = span.id_.split("/")
            result = getattr(directive, part)[int(index)]
            if rest:
                result = result.actors[int(rest[1])]
            assert (span.start_char, span.end_char) == (result.start, result.end)

    def test_a_text_longer_than_spacy_likes(self) -> None:
        text = "Ban Dân vận. " * 90_000
        empty = dv.parse("")
        assert len(to_doc(empty.model_copy(update={"text": text})).text) == len(text) > 1_000_000

    def test_a_tokenizer_that_changes_the_text_is_refused(self, directive: Directive) -> None:
        nlp = spacy.blank("xx")
        nlp.tokenizer = lambda text: Doc(nlp.vocab, words=text.split())
        with pytest.raises(DanvanError, match="tokenizer"):
            to_doc(directive, nlp)

    def test_matchers_work_on_it(self, directive: Directive) -> None:
        nlp = spacy.blank("xx")
        matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        matcher.add("BODY", [nlp.make_doc("ban dân vận"), nlp.make_doc("sở nội vụ")])
        found = matcher(to_doc(directive, nlp), as_spans=True)
        assert [span.text for span in found] == ["Ban Dân vận", "Sở Nội vụ"]


class TestSentences:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("1. Kiểm tra. Báo cáo.", ["1. Kiểm tra.", "Báo cáo."]),
            ("II. NHIỆM VỤ\n2.1. Sở Y tế làm", ["II. NHIỆM VỤ", "2.1. Sở Y tế làm"]),
            ("a) Một. b) Hai.", ["a) Một.", "b) Hai."]),
            ("Đầu dòng\nxuống dòng", ["Đầu dòng", "xuống dòng"]),
            ("Mời PGS.TS. Lê và TX. Cửa.", ["Mời PGS.TS. Lê và TX. Cửa."]),
            ("TM. BAN THƯỜNG VỤ", ["TM. BAN THƯỜNG VỤ"]),
            ("Đạt 3,5% và 1.500 hộ ngày 03/6/2013.", ["Đạt 3,5% và 1.500 hộ ngày 03/6/2013."]),
            ("1.\nKiểm tra.", ["Kiểm tra."]),
            ("  Kiểm tra.  \r\n", ["Kiểm tra."]),
            ("", []),
        ],
    )
    def test_cases(self, text: str, expected: list[str]) -> None:
        assert cut(text, sentences(text)) == expected

    @settings(max_examples=150, deadline=None)
    @given(TEXTS)
    def test_offsets_hold(self, text: str) -> None:
        end = 0
        for span in sentences(text):
            piece = text[span.start : span.end]
            assert piece == piece.strip() != ""
            assert len(piece.splitlines()) == 1
            assert span.start >= end
            end = span.end


class TestWords:
    KEEP = ("25-NQ/TW", "Ban Dân vận Tỉnh ủy")

    def test_kept_phrases_are_one_word(self) -> None:
        text = "Ban  Dân vận Tỉnh uỷ thực hiện Nghị quyết số 25 – NQ/TW, 25-NQ/TW"
        assert cut(text, words(text, self.KEEP)) == [
            "Ban  Dân vận Tỉnh uỷ", "thực hiện", "Nghị quyết", "số",
            "25", "–", "NQ", "/", "TW", ",", "25-NQ/TW",
        ]  # fmt: skip

    def test_what_is_kept_once_is_not_kept_for_the_next_caller(self) -> None:
        text = "Nghị quyết số 25-NQ/TW"
        before = cut(text, words(text))
        words(text, ["25-NQ/TW", "quyết số"])
        assert cut(text, words(text)) == before

    def test_phrases_are_no_patterns(self) -> None:
        assert cut("Báo cáo (mật) a.b", words("Báo cáo (mật) a.b", ["(mật)", "a.b", "[", ""])) == [
            "Báo cáo", "(mật)", "a.b",
        ]  # fmt: skip

    def test_decomposed_letters_keep_their_place(self) -> None:
        text = "u\u0309y ban nhân dân"
        found = cut(text, words(text))
        assert "".join(found).replace(" ", "") == text.replace(" ", "")
        assert found[0].startswith("u\u0309y")

    @settings(max_examples=150, deadline=None)
    @given(TEXTS)
    def test_offsets_hold_and_nothing_is_lost(self, text: str) -> None:
        found = words(text, self.KEEP)
        covered, end = set(), 0
        for span in found:
            piece = text[span.start : span.end]
            assert piece == piece.strip() != ""
            assert span.start >= end
            end = span.end
            covered.update(range(span.start, span.end))
        lost = [sign for place, sign in enumerate(text) if place not in covered and sign.isalnum()]
        assert lost == []


class TestPosTags:
    def test_classes(self) -> None:
        text = "Ban Dân vận Tỉnh uỷ kiểm tra 25-NQ/TW"
        found = pos_tags(text, ["Ban Dân vận Tỉnh ủy", "25-NQ/TW"])
        assert [(text[word.start : word.end], word.tag) for word in found] == [
            ("Ban Dân vận Tỉnh uỷ", "Np"), ("kiểm tra", "V"), ("25-NQ/TW", "Np"),
        ]  # fmt: skip

    @settings(max_examples=50, deadline=None)
    @given(TEXTS)
    def test_offsets_hold(self, text: str) -> None:
        end = 0
        for word in pos_tags(text):
            assert end <= word.start < word.end <= len(text)
            assert word.tag
            end = word.end


def test_reading_a_directive_loads_neither_library() -> None:
    code = (
        "import sys, danvan_docs; danvan_docs.parse('Thực hiện Nghị quyết số 25-NQ/TW.');"
        "print([name for name in ('spacy', 'underthesea') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_examples_of_the_manual_run() -> None:
    manual = Path(__file__).parent.parent / "docs" / "nlp.md"
    failed, tried = doctest.testfile(str(manual), module_relative=False, encoding="utf-8")
    assert tried > 15
    assert failed == 0
