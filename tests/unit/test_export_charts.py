"""Charts: every figure is written out, nothing is told by colour alone, and the same bytes."""

import io
import subprocess
import sys

import pytest
from lxml import etree
from PIL import Image

from tests.conftest import ROOT
from tests.unit.frame_samples import BOOK, LED, talk
from workbench.analysis import cut_table
from workbench.analysis.growth import saturation
from workbench.analysis.speaking import voices
from workbench.export import charts
from workbench.model import Coder, Cut, Percent

CODER = Coder("A")
FRAMES = [
    talk("01", ("A", "ett två tre", "LED+ STR-"), ("B", "fyra", "LED-"), kommun="Åby $1 _x^2$"),
    talk("02", ("A", "ett", "STA+"), ("B", "två å ä ö", "STA-"), kommun="Östra"),
]
CUT = Cut(by=("kommun",))


def table(**cut):
    return cut_table(FRAMES, BOOK, Cut(by=("kommun",), **cut), coder=CODER)


DRAWN = {
    "heat": (charts.heat_chart, table()),
    "shares": (charts.heat_chart, table(percent=Percent.COLUMN)),
    "balance": (charts.balance_chart, table(polarity=True)),
    "one code": (charts.balance_chart, table(polarity=True, codes=frozenset({LED}))),
    "saturation": (
        charts.saturation_chart,
        saturation(FRAMES, BOOK, CUT, coder=CODER, titles={}),
    ),
    "voices": (charts.voices_chart, voices(FRAMES, BOOK, CUT, coder=CODER, titles={})),
    "nothing": (charts.heat_chart, cut_table([], BOOK, CUT, coder=CODER)),
    "no voices": (charts.voices_chart, voices([], BOOK, CUT, coder=CODER, titles={})),
    "no steps": (charts.saturation_chart, saturation([], BOOK, CUT, coder=CODER, titles={})),
}


def drawn(name, kind):
    draw, found = DRAWN[name]
    out = io.BytesIO()
    draw(out, found, kind=kind, lang="sv")
    return out.getvalue()


@pytest.mark.parametrize("name", DRAWN)
def test_a_png_opens_at_print_resolution_and_says_nothing_of_the_day(name):
    data = drawn(name, "png")
    with Image.open(io.BytesIO(data)) as picture:
        picture.load()
        assert picture.info["dpi"][0] == pytest.approx(200, abs=0.1)
        assert set(picture.info) <= {"dpi", "Title"}
        colours = picture.convert("L").getcolors(1 << 24)
        assert colours is not None
        assert len(colours) > 5


@pytest.mark.parametrize("name", ["heat", "balance", "saturation", "voices"])
def test_an_svg_is_well_formed_and_the_same_in_another_process(name):
    data = drawn(name, "svg")
    root = etree.fromstring(data)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    again = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from tests.unit.test_export_charts import drawn\n"
            f"sys.stdout.buffer.write(drawn({name!r}, 'svg'))",
        ],
        capture_output=True,
        check=True,
        cwd=ROOT,
    )
    assert again.stdout == data


def test_what_meets_differs_in_hatching_as_well_as_colour():
    plain = drawn("balance", "svg").decode()
    assert "url(#" in plain
    assert charts.PROMOTES.lower() in plain.lower()
    assert charts.HINDERS.lower() in plain.lower()
    assert len(set(charts.HATCHES)) == len(set(charts.SPEAKERS))


def luminance(colour):
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_figures_of_a_heat_map_can_be_read_on_their_ground():
    from matplotlib import colormaps
    from matplotlib.colors import to_hex

    for percent in range(0, 101):
        ground = luminance(to_hex(colormaps["cividis_r"](percent / 100)))
        ink = 1.0 if percent / 100 > 0.55 else 0.0
        lighter, darker = max(ground, ink) + 0.05, min(ground, ink) + 0.05
        assert lighter / darker > 3.5, percent


def test_the_balance_of_one_code_is_by_value_else_by_code():
    assert charts.balance_lines(DRAWN["one code"][1]) == [("Åby $1 _x^2$", 1, 1), ("Östra", 0, 0)]
    assert charts.balance_lines(DRAWN["balance"][1])[0] == ("Ledning  LED", 1, 1)
