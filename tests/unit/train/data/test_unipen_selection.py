"""The rules that choose UNIPEN's files: what they keep, what they leave out, and who wrote a file."""

import pytest

from numbre.train.data.unipen_files import Unipen
from numbre.train.data.unipen_selection import name_of, selected, writer

NUMBER, LINE = b'.SEGMENT TEXT 0-3 ? "12 : 05"\n', b'.SEGMENT TEXT 0-3 ? "at 12 : 05 ."\n'


@pytest.mark.parametrize(
    ("name", "text", "is_kept"),
    [
        ("data/1a/aga/crlmtchl.dat", b"", True),
        ("data/1a/kai/a.dat", b"", False),
        ("data/1a/cec/Wu.dat", b"", False),
        ("data/1a/syn/syn1/bek-dig2.dat", b"", True),
        ("data/1a/syn/syn0/cam.dat", b"", True),
        ("data/1a/syn/syn0/camp.dat", b"", False),
        ("data/1b/tos/f1/f1002058.dat", b"", True),
        ("data/1b/tos/f1/f1003058.dat", b"", False),
        ("data/1d/imp/imp0/imp6.dat", b"", True),
        ("data/1d/imp/imp0/imp104.dat", b"", True),
        ("data/1d/imp/imp0/imp41.dat", b"", False),
        ("data/2/aga/a.dat", NUMBER, False),
        ("data/7/par/lynne.dat", LINE, True),
        ("data/7/lou/lou1/jd_le.dat", NUMBER, True),
        ("data/7/lou/lou1/jd_le.dat", LINE, False),
        ("data/7/hpp/hpp3/hpb3-ad0.dat", NUMBER, True),
        ("data/7/hpp/hpp2/hpb2-ad0.dat", NUMBER, False),
        ("data/7/att/att0/41412304.dat", NUMBER, False),
        ("data/8/scr/d1/st000004.dat", LINE + NUMBER, True),
        ("data/8/scr/d1/st000004.dat", b'.SEGMENT TEXT 0 OK "$$ - --"\n', False),
        ("data/8/par/lynne.dat", NUMBER, False),
        ("include/aga/data/crlmtchl.dat", NUMBER, False),
    ],
)
def test_files_are_chosen_by_contributor_name_and_labels(name, text, is_kept):
    assert (name in selected({name: text})) == is_kept


def test_included_files_come_along_also_those_included_there():
    files = {
        "data/1a/aga/a.dat": b".INCLUDE aga/a.doc\n.INCLUDE aga/data/a.dat\n.INCLUDE aga/missing\n",
        "include/aga/data/a.dat": b".COMMENT ink\n.INCLUDE aga/deeper.dat\n",
        "include/aga/deeper.dat": b".INCLUDE aga/a.doc\n",
        "include/aga/a.doc": b"",
        "include/aga/unused.dat": b"",
    }
    assert set(selected(files)) == set(files) - {"include/aga/unused.dat"}


def test_the_published_files_are_all_chosen(real_data):
    packed, folder = real_data / "unipen-dev.tar.xz", real_data / "unipen-dev"
    files = Unipen(folder if folder.is_dir() else packed).files
    assert len(files) == 8_500
    assert selected(files) == files


@pytest.mark.parametrize(
    ("member", "name"),
    [
        ("CDROM/train_r01_v07/data/1a/aga/a.dat", "data/1a/aga/a.dat"),
        ("./unipen-dev/include/apa/data/apa00/app0032.dat", "include/apa/data/apa00/app0032.dat"),
        ("data/8/kai/a.dat", "data/8/kai/a.dat"),
        ("CDROM/train_r01_v07/data/2/aga/a.dat", ""),
        ("CDROM/README", ""),
    ],
)
def test_names_in_an_archive_begin_anywhere(member, name):
    assert name_of(member) == name
    assert name_of(member, ("kai",)) == (name if "kai" in name else "")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("data/1a/syn/syn1/bek-dig2.dat", "syn bek"),
        ("data/1b/tos/f1/f1002058.dat", "tos 1002"),
        ("data/1b/tos/t1/t1002062.dat", "tos 1002"),
        ("data/1a/imp/imp0/imp104.dat", "imp 104"),
        ("data/1a/ibm/ibm0/r0411.dat", "ibm 11"),
        ("data/7/hpp/hpp3/hpb3-ad0.dat", "hpp hpb3-ad0"),
        ("data/7/par/lani2.dat", "par lani"),
        ("data/7/lou/lou1/jl_vo3.dat", "lou jl"),
        ("data/1a/ced/bngm-227_s_i5.dat", "ced bngm-227"),
        ("data/8/apb/apb02/app0257.dat", "apb 02"),
        ("data/1a/uqb/ja", "uqb ja"),
    ],
)
def test_a_file_s_name_tells_its_writer(name, expected):
    assert writer(name) == expected
