import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[3] / "docs" / "encoders.md"


def test_the_page_begins_with_code_that_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    code = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)[0]
    exec(compile(code, "encoders.md", "exec"), {})
    assert capsys.readouterr().out.strip() == "The whale"
