"""What is put inside a page can't lead out of it."""

import base64
import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.portable.inline import json_in_script, policy, script_of, style_of


@given(st.text())
def test_data_in_a_script_is_the_same_data_and_has_no_tag(text: str) -> None:
    said = json_in_script([text])
    assert json.loads(said) == [text]
    assert not set("<>&\u2028\u2029") & set(said)


def test_scripts_and_styles_are_cut_off_from_their_folders(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text('x = "</script>";\n//# sourceMappingURL=a.js.map\n', encoding="utf-8")
    (tmp_path / "a.css").write_text("p { background: url(images/x.png) }", encoding="utf-8")
    assert script_of("a.js", tmp_path) == 'x = "<\\/script>";\n\n'
    assert style_of("a.css", tmp_path) == "p { background: none }"
    with pytest.raises(FileNotFoundError):
        script_of("missing.js", tmp_path)


def test_the_policy_names_each_script_by_its_hash() -> None:
    digest = base64.b64encode(hashlib.sha256(b"a()").digest()).decode()
    assert policy("<style>p{}</style><script>a()</script>").startswith("default-src 'none'; img-src data:; script-src")
    assert f"script-src 'sha256-{digest}';" in policy("<style>p{}</style><script>a()</script>")
