import argparse
import json

import pytest

from caunoi.cli import analyze
from tests.analysis.texts import RESOLUTION


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "nghị quyết.txt"
    path.write_text(RESOLUTION, encoding="utf-8")
    return str(path)


def run(*arguments):
    parser = argparse.ArgumentParser()
    analyze.add_arguments(parser)
    return analyze.run(parser.parse_args([str(item) for item in arguments]))


def test_it_prints_an_outline_in_words(document, capsys):
    assert run(document) == 0
    printed = capsys.readouterr().out
    assert "Số, ký hiệu: 07-NQ/TU" in printed
    assert "Loại: Nghị quyết" in printed
    assert "Chỉ tiêu (2)" in printed


def test_one_file_is_one_json_object(document, capsys):
    assert run(document, "--json") == 0
    printed = json.loads(capsys.readouterr().out)
    assert (printed["schema"], printed["source"]["name"]) == ("caunoi.analysis/1", "nghị quyết.txt")


def test_several_files_are_one_object_a_line_and_a_bad_one_does_not_stop_the_rest(document, tmp_path, capsys):
    bad = tmp_path / "hỏng.docx"
    bad.write_bytes(b"PK\x03\x04")
    assert run(bad, document, tmp_path / "không có.txt", "--json") == 1
    printed, errors = capsys.readouterr()
    first, second, third = map(json.loads, printed.splitlines())
    assert (first["source"], third["source"]) == ("hỏng.docx", "không có.txt")
    assert first["error"]
    assert second["metadata"]["number"] == "07"
    assert len(errors.splitlines()) == 2
    assert "Traceback" not in errors


def test_a_folder_is_refused_in_a_sentence(tmp_path, capsys):
    assert run(tmp_path) == 1
    assert "Hãy kiểm tra" in capsys.readouterr().err


def test_a_secret_document_is_analysed_and_said_to_be_secret(tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_text("MẬT\n" + RESOLUTION, encoding="utf-8")
    assert run(path) == 0
    assert "Độ mật: Mật" in capsys.readouterr().out
