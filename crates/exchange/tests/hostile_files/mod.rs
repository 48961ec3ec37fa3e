//! The hostile files: how each is made, and what must become of it.

mod archives;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use concert_exchange::{ReadError, Workbook};
use flate2::Compression;
use flate2::write::GzEncoder;

use archives::{
    BILLION_LAUGHS, ODS_BLANKS_REPEATED, ODS_CELLS_REPEATED, ODS_ROWS_REPEATED, ODS_SPACES,
    archive, cells, cut_archive, deep_ods, entities_xlsx, formulas, inflating_strings, locked_ods,
    long_cell, lying_sizes, many_parts, markup_name, ods, ods_bytes_with, one_text_everywhere,
    path_climbing, same_sheet_often, sheet, workbook,
};

pub(crate) enum Expected {
    /// Refused with one of these codes.
    Refused(&'static [&'static str]),
    /// Refused with this code at this cell.
    RefusedAt(&'static str, &'static str),
    /// Read, with this many rows in the first sheet and a note of this code, if any.
    Read(usize, Option<&'static str>),
}

impl Expected {
    pub(crate) fn check(&self, outcome: Result<Workbook, ReadError>) -> Result<(), String> {
        match (self, outcome) {
            (Self::Refused(codes), Err(ReadError::Refused(refusal))) => codes
                .contains(&refusal.code())
                .then_some(())
                .ok_or_else(|| format!("{} instead of {codes:?}", refusal.code())),
            (Self::RefusedAt(code, cell), Err(ReadError::Refused(refusal))) => {
                let at = refusal.place.reference().unwrap_or_default();
                (refusal.code() == *code && at == *cell).then_some(()).ok_or_else(|| {
                    format!("{} at {at} instead of {code} at {cell}", refusal.code())
                })
            }
            (Self::Read(rows, note), Ok(workbook)) => {
                let codes: Vec<_> = workbook.notes.iter().map(|note| note.what.code()).collect();
                let noted = note.is_none_or(|note| codes.contains(&note));
                (workbook.sheets[0].len() == *rows && noted)
                    .then_some(())
                    .ok_or_else(|| format!("{} rows, {codes:?}", workbook.sheets[0].len()))
            }
            (_, Ok(_)) => Err("was read".to_owned()),
            (_, Err(error)) => Err(format!("{error}")),
        }
    }
}

use Expected::{Read, Refused, RefusedAt};

pub(crate) type Case = (&'static str, fn(&Path), Expected);

pub(crate) const FILES: &[Case] = &[
    ("empty", |p| bytes(p, b""), Refused(&["exchange/empty"])),
    ("blank", |p| bytes(p, b" \n \t \n,,,\n"), Refused(&["exchange/empty"])),
    ("program", |p| bytes(p, b"\x7fELF\x02\x01\x01 rest"), Refused(&["exchange/not-a-table"])),
    ("report.pdf", |p| bytes(p, b"%PDF-1.7 ..."), Refused(&["exchange/not-a-table"])),
    ("page.xls", |p| bytes(p, b"<html><table><tr><td>1"), Refused(&["exchange/not-a-table"])),
    ("rows.json", |p| bytes(p, b"[[\"a\",\"b\"]]"), Refused(&["exchange/not-a-table"])),
    ("noise", noise, Refused(&["exchange/not-a-table"])),
    (
        "old.xls",
        |p| bytes(p, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest"),
        Refused(&["exchange/old-or-locked-workbook"]),
    ),
    (
        "corners.xlsx",
        |p| cells(p, &[("A1", "1"), ("XFD1048576", "2")]),
        RefusedAt("exchange/too-many-columns", "XFD1048576"),
    ),
    ("far-down.xlsx", |p| cells(p, &[("A1", "1"), ("B1048576", "2")]), Read(2, None)),
    (
        "strings.xlsx",
        inflating_strings,
        Refused(&["exchange/inflates-too-steeply", "exchange/inflates-too-far"]),
    ),
    ("one-text-everywhere.xlsx", one_text_everywhere, Read(250_000, None)),
    ("million-columns.csv", million_columns, RefusedAt("exchange/too-many-columns", "IW1")),
    (
        "million-commas.csv",
        |p| bytes(p, &[b"a,b\n1,2".to_vec(), vec![b','; 1_000_000]].concat()),
        Read(2, None),
    ),
    (
        "open-quote.csv",
        |p| bytes(p, b"a,b\n1,2\n3,\"4\n5,6\n7,8\n"),
        RefusedAt("exchange/quote-never-closed", "B3"),
    ),
    ("open-quote-long.csv", open_quote_long, RefusedAt("exchange/quote-never-closed", "A2")),
    ("arabic-1256.csv", arabic, Read(2, Some("exchange/encoding-guessed"))),
    ("mark.csv", |p| bytes(p, b"\xef\xbb\xbf#org,#adm1\na,b\n"), Read(2, None)),
    ("wide-mark.csv", |p| bytes(p, &wide("\u{feff}a;b\nc;d\n", u16::to_le_bytes)), Read(2, None)),
    ("wide.csv", |p| bytes(p, &wide("a;b\nc;d\n", u16::to_be_bytes)), Read(2, None)),
    ("wide-broken.csv", wide_broken, Read(2, Some("exchange/undecodable-bytes"))),
    (
        "mixed.csv",
        |p| bytes(p, b"a,b\n\xff\xfe\x81,\xc3\xa9\n"),
        Read(2, Some("exchange/encoding-guessed")),
    ),
    ("formulas.xlsx", formulas, Read(2, Some("exchange/formula"))),
    ("cut.xlsx", cut_archive, Refused(&["exchange/damaged-archive"])),
    (
        "spaces.csv.gz",
        gigabyte_of_spaces,
        Refused(&["exchange/inflates-too-steeply", "exchange/inflates-too-far"]),
    ),
    (
        "lines.csv.gz",
        gigabyte_of_rows,
        Refused(&["exchange/inflates-too-steeply", "exchange/inflates-too-far"]),
    ),
    ("many-parts.xlsx", many_parts, Refused(&["exchange/too-many-parts"])),
    ("nested.gz", |p| bytes(p, &gz(&gz(b"a,b\n1,2\n"))), Refused(&["exchange/nested-archive"])),
    ("cut.csv.gz", |p| bytes(p, &gz(b"a,b\n1,2\n")[..18]), Refused(&["exchange/damaged-archive"])),
    (
        "packed.xlsx.gz",
        |p| bytes(p, &gz(&workbook(&sheet("<c r=\"A1\"><v>1</v></c>")))),
        Read(1, None),
    ),
    (
        "lying.xlsx",
        lying_sizes,
        Refused(&["exchange/damaged-archive", "exchange/inflates-too-steeply"]),
    ),
    (
        "no-workbook.zip",
        |p| bytes(p, &archive(&[("a.csv", b"a,b\n")])),
        Refused(&["exchange/no-workbook-in-archive"]),
    ),
    (
        "binary.xlsb",
        |p| bytes(p, &archive(&[("xl/workbook.bin", b"x")])),
        Refused(&["exchange/unsupported-workbook"]),
    ),
    ("up-and-away.xlsx", path_climbing, Read(1, None)),
    ("repeats.ods", |p| ods(p, ODS_CELLS_REPEATED), Refused(&["exchange/too-many-columns"])),
    ("rows.ods", |p| ods(p, ODS_ROWS_REPEATED), Refused(&["exchange/too-many-rows"])),
    ("blank-rows.ods", |p| ods(p, ODS_BLANKS_REPEATED), Read(2, None)),
    ("spaces.ods", |p| ods(p, ODS_SPACES), RefusedAt("exchange/cell-too-long", "A1")),
    ("locked.ods", locked_ods, Refused(&["exchange/old-or-locked-workbook"])),
    ("deep.ods", deep_ods, Refused(&["exchange/damaged-workbook"])),
    (
        "entities.ods",
        |p| bytes(p, &ods_bytes_with(BILLION_LAUGHS, "&lol9;")),
        Refused(&["exchange/declares-entities"]),
    ),
    ("entities.xlsx", entities_xlsx, Refused(&["exchange/declares-entities"])),
    (
        "undeclared.ods",
        |p| {
            bytes(p, &ods_bytes_with("", "&secret;"));
        },
        Refused(&["exchange/declares-entities"]),
    ),
    ("markup-name.xlsx", markup_name, Read(1, None)),
    ("same-sheet-often.xlsx", same_sheet_often, Refused(&["exchange/too-many-sheets"])),
    (
        "out-of-order.xlsx",
        |p| cells(p, &[("A5", "1"), ("A2", "2")]),
        RefusedAt("exchange/rows-out-of-order", "2"),
    ),
    (
        "far-formula.xlsx",
        |p| {
            bytes(
                p,
                &workbook(&sheet(
                    "<c r=\"A1\"><f t=\"shared\" si=\"4294967290\" ref=\"A1\">1</f><v>1</v></c>",
                )),
            );
        },
        Read(1, Some("exchange/formula")),
    ),
    (
        "column-zzzzzzzzzz.xlsx",
        |p| cells(p, &[("ZZZZZZZZZZZZ1", "1")]),
        Refused(&[
            "exchange/reader-stopped",
            "exchange/damaged-workbook",
            "exchange/too-many-columns",
        ]),
    ),
    (
        "row-9999999999.xlsx",
        |p| cells(p, &[("A9999999999", "1")]),
        Refused(&["exchange/reader-stopped", "exchange/damaged-workbook"]),
    ),
    (
        "string-number.xlsx",
        |p| bytes(p, &workbook(&sheet("<c r=\"A1\" t=\"s\"><v>99999999</v></c>"))),
        Refused(&["exchange/reader-stopped", "exchange/damaged-workbook", "exchange/empty"]),
    ),
    ("zeros.csv", |p| bytes(p, b"a,b\n1\0,2\n3,4\n"), Read(3, Some("exchange/control-characters"))),
    (
        "long-cell.csv",
        |p| bytes(p, &[b"a,b\nx,".to_vec(), vec![b'y'; 10 << 20], b"\n".to_vec()].concat()),
        RefusedAt("exchange/cell-too-long", "B2"),
    ),
    ("long-cell.xlsx", long_cell, RefusedAt("exchange/cell-too-long", "A1")),
    ("widths.csv", |p| bytes(p, b"a,b,c\n1\n1,2,3,4,5\n\n,,x\n"), Read(4, None)),
    ("old-mac.csv", |p| bytes(p, b"a,b\r1,2\r3,4"), Read(3, None)),
    ("much-text.csv", much_text, Refused(&["exchange/too-much-text"])),
    ("many-cells.csv", many_cells, Refused(&["exchange/too-many-cells"])),
];

fn bytes(path: &Path, bytes: &[u8]) {
    std::fs::write(path, bytes).unwrap();
}

fn noise(path: &Path) {
    let noise: Vec<u8> =
        (0..100_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    bytes(path, &noise);
}

fn gz(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

fn wide(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

fn wide_broken(path: &Path) {
    // A high surrogate without its partner, and half a character at the end.
    let mut units = wide("\u{feff}a;b\nc;", u16::to_le_bytes);
    units.extend([0x00, 0xd8, b'x', 0, b'y']);
    bytes(path, &units);
}

fn arabic(path: &Path) {
    let text = "المنظمة;المحافظة;القطاع;النشاط\nمنظمة مختلقة;عدن;الحماية;مأوى للناجين\n";
    bytes(path, &encoding_rs::WINDOWS_1256.encode(text).0);
}

fn million_columns(path: &Path) {
    bytes(path, "x,".repeat(1_000_000).as_bytes());
}

fn open_quote_long(path: &Path) {
    let mut file = BufWriter::new(File::create(path).unwrap());
    file.write_all(b"a,b\n\"").unwrap();
    for _ in 0..1_000_000 {
        file.write_all(b"some text, more text\n").unwrap();
    }
}

fn gigabyte_of_spaces(path: &Path) {
    gigabyte_of(path, b' ');
}

fn gigabyte_of_rows(path: &Path) {
    gigabyte_of(path, b'\n');
}

fn gigabyte_of(path: &Path, byte: u8) {
    let mut file = GzEncoder::new(File::create(path).unwrap(), Compression::fast());
    let block = vec![byte; 1 << 20];
    for _ in 0..1024 {
        file.write_all(&block).unwrap();
    }
    file.finish().unwrap();
}

fn much_text(path: &Path) {
    let mut file = BufWriter::new(File::create(path).unwrap());
    for row in 0..20_000 {
        for column in 0..8 {
            write!(file, "{row:0>100} {column:0>80},").unwrap();
        }
        writeln!(file).unwrap();
    }
}

fn many_cells(path: &Path) {
    let mut file = BufWriter::new(File::create(path).unwrap());
    for _ in 0..50_000 {
        file.write_all("1,".repeat(100).as_bytes()).unwrap();
        file.write_all(b"2\n").unwrap();
    }
}
