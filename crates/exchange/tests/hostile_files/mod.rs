//! The hostile files: how each is made, and what must become of it.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use concert_exchange::{ReadError, Workbook};
use flate2::Compression;
use flate2::write::GzEncoder;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

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
                (refusal.code() == *code && at == *cell)
                    .then_some(())
                    .ok_or_else(|| format!("{} at {at} instead of {code} at {cell}", refusal.code()))
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
    ("old.xls", |p| bytes(p, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest"), Refused(&["exchange/old-or-locked-workbook"])),
    ("corners.xlsx", |p| cells(p, &[("A1", "1"), ("XFD1048576", "2")]), RefusedAt("exchange/too-many-columns", "XFD1048576")),
    ("far-down.xlsx", |p| cells(p, &[("A1", "1"), ("B1048576", "2")]), Read(2, None)),
    ("strings.xlsx", inflating_strings, Refused(&["exchange/inflates-too-steeply", "exchange/inflates-too-far"])),
    ("one-text-everywhere.xlsx", one_text_everywhere, Read(250_000, None)),
    ("million-columns.csv", million_columns, RefusedAt("exchange/too-many-columns", "IW1")),
    ("million-commas.csv", |p| bytes(p, &[b"a,b\n1,2".to_vec(), vec![b','; 1_000_000]].concat()), Read(2, None)),
    ("open-quote.csv", |p| bytes(p, b"a,b\n1,2\n3,\"4\n5,6\n7,8\n"), RefusedAt("exchange/quote-never-closed", "B3")),
    ("open-quote-long.csv", open_quote_long, RefusedAt("exchange/quote-never-closed", "A2")),
    ("arabic-1256.csv", arabic, Read(2, Some("exchange/encoding-guessed"))),
    ("mark.csv", |p| bytes(p, b"\xef\xbb\xbf#org,#adm1\na,b\n"), Read(2, None)),
    ("wide-mark.csv", |p| bytes(p, &wide("\u{feff}a;b\nc;d\n", u16::to_le_bytes)), Read(2, None)),
    ("wide.csv", |p| bytes(p, &wide("a;b\nc;d\n", u16::to_be_bytes)), Read(2, None)),
    ("wide-broken.csv", wide_broken, Read(2, Some("exchange/undecodable-bytes"))),
    ("mixed.csv", |p| bytes(p, b"a,b\n\xff\xfe\x81,\xc3\xa9\n"), Read(2, Some("exchange/encoding-guessed"))),
    ("formulas.xlsx", formulas, Read(2, Some("exchange/formula"))),
    ("cut.xlsx", cut_archive, Refused(&["exchange/damaged-archive"])),
    ("spaces.csv.gz", gigabyte_of_spaces, Refused(&["exchange/inflates-too-steeply", "exchange/inflates-too-far"])),
    ("lines.csv.gz", gigabyte_of_rows, Refused(&["exchange/inflates-too-steeply", "exchange/inflates-too-far"])),
    ("many-parts.xlsx", many_parts, Refused(&["exchange/too-many-parts"])),
    ("nested.gz", |p| bytes(p, &gz(&gz(b"a,b\n1,2\n"))), Refused(&["exchange/nested-archive"])),
    ("cut.csv.gz", |p| bytes(p, &gz(b"a,b\n1,2\n")[..18]), Refused(&["exchange/damaged-archive"])),
    ("packed.xlsx.gz", |p| bytes(p, &gz(&workbook(&sheet("<c r=\"A1\"><v>1</v></c>")))), Read(1, None)),
    ("lying.xlsx", lying_sizes, Refused(&["exchange/damaged-archive", "exchange/inflates-too-steeply"])),
    ("no-workbook.zip", |p| bytes(p, &archive(&[("a.csv", b"a,b\n")])), Refused(&["exchange/no-workbook-in-archive"])),
    ("binary.xlsb", |p| bytes(p, &archive(&[("xl/workbook.bin", b"x")])), Refused(&["exchange/unsupported-workbook"])),
    ("up-and-away.xlsx", path_climbing, Read(1, None)),
    ("repeats.ods", |p| ods(p, ODS_CELLS_REPEATED), Refused(&["exchange/too-many-columns"])),
    ("rows.ods", |p| ods(p, ODS_ROWS_REPEATED), Refused(&["exchange/too-many-rows"])),
    ("blank-rows.ods", |p| ods(p, ODS_BLANKS_REPEATED), Read(2, None)),
    ("spaces.ods", |p| ods(p, ODS_SPACES), RefusedAt("exchange/cell-too-long", "A1")),
    ("locked.ods", locked_ods, Refused(&["exchange/old-or-locked-workbook"])),
    ("deep.ods", deep_ods, Refused(&["exchange/damaged-workbook"])),
    ("entities.ods", |p| bytes(p, &ods_bytes_with(BILLION_LAUGHS, "&lol9;")), Refused(&["exchange/declares-entities"])),
    ("entities.xlsx", entities_xlsx, Refused(&["exchange/declares-entities"])),
    ("undeclared.ods", |p| ods(p, "<table:table-row><table:table-cell><text:p>&secret;</text:p></table:table-cell></table:table-row>"), Refused(&["exchange/declares-entities"])),
    ("markup-name.xlsx", markup_name, Read(1, None)),
    ("same-sheet-often.xlsx", same_sheet_often, Refused(&["exchange/too-many-sheets"])),
    ("out-of-order.xlsx", |p| cells(p, &[("A5", "1"), ("A2", "2")]), RefusedAt("exchange/rows-out-of-order", "2")),
    ("far-formula.xlsx", |p| bytes(p, &workbook(&sheet("<c r=\"A1\"><f t=\"shared\" si=\"4294967290\" ref=\"A1\">1</f><v>1</v></c>"))), Read(1, Some("exchange/formula"))),
    ("column-zzzzzzzzzz.xlsx", |p| cells(p, &[("ZZZZZZZZZZZZ1", "1")]), Refused(&["exchange/reader-stopped", "exchange/damaged-workbook", "exchange/too-many-columns"])),
    ("row-9999999999.xlsx", |p| cells(p, &[("A9999999999", "1")]), Refused(&["exchange/reader-stopped", "exchange/damaged-workbook"])),
    ("string-number.xlsx", |p| bytes(p, &workbook(&sheet("<c r=\"A1\" t=\"s\"><v>99999999</v></c>"))), Refused(&["exchange/reader-stopped", "exchange/damaged-workbook", "exchange/empty"])),
    ("zeros.csv", |p| bytes(p, b"a,b\n1\0,2\n3,4\n"), Read(3, Some("exchange/control-characters"))),
    ("long-cell.csv", |p| bytes(p, &[b"a,b\nx,".to_vec(), vec![b'y'; 10 << 20], b"\n".to_vec()].concat()), RefusedAt("exchange/cell-too-long", "B2")),
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
    let noise: Vec<u8> = (0..100_000_u32)
        .map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
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

fn zip_to(file: File, parts: &[(&str, &[u8])]) -> ZipWriter<File> {
    let mut zip = ZipWriter::new(file);
    for (name, content) in parts {
        zip.start_file(*name, packed()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip
}

fn packed() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, packed()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

fn content_types() -> String {
    format!(
        "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"xml\" \
         ContentType=\"application/xml\"/></Types>"
    )
}

fn relations() -> String {
    format!(
        "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" \
         Type=\"{LINKS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    )
}

fn sheet_relations(strings: bool) -> String {
    let strings = if strings {
        format!(
            "<Relationship Id=\"rId2\" Type=\"{LINKS}/sharedStrings\" \
             Target=\"sharedStrings.xml\"/>"
        )
    } else {
        String::new()
    };
    format!(
        "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" \
         Type=\"{LINKS}/worksheet\" Target=\"worksheets/sheet1.xml\"/>{strings}</Relationships>"
    )
}

fn book(names: &[&str]) -> String {
    let sheets: String = names
        .iter()
        .enumerate()
        .map(|(index, name)| {
            format!("<sheet name=\"{name}\" sheetId=\"{}\" r:id=\"rId1\"/>", index + 1)
        })
        .collect();
    format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{LINKS}\"><sheets>{sheets}</sheets></workbook>")
}

fn sheet(cells_of_row_1: &str) -> String {
    format!(
        "<worksheet xmlns=\"{MAIN}\"><sheetData><row r=\"1\">{cells_of_row_1}</row></sheetData>\
         </worksheet>"
    )
}

fn workbook(sheet: &str) -> Vec<u8> {
    workbook_with(&book(&["Data"]), sheet, &[])
}

fn workbook_with(book: &str, sheet: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let (types, links) = (content_types(), relations());
    let sheet_links = sheet_relations(more.iter().any(|(name, _)| name.contains("shared")));
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", links.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", sheet_links.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    parts.extend(more);
    archive(&parts)
}

fn cells(path: &Path, cells: &[(&str, &str)]) {
    let rows: String = cells
        .iter()
        .map(|(reference, value)| {
            let row = reference.trim_start_matches(char::is_alphabetic);
            format!("<row r=\"{row}\"><c r=\"{reference}\"><v>{value}</v></c></row>")
        })
        .collect();
    let sheet = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>");
    bytes(path, &workbook(&sheet));
}

fn formulas(path: &Path) {
    let row = "<c r=\"A1\"><f>1+1</f><v>2</v></c></row><row r=\"2\"><c r=\"A2\" t=\"str\">\
               <f>HYPERLINK(\"x\")</f><v>x</v></c><c r=\"B2\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>";
    bytes(path, &workbook(&sheet(row)));
}

fn long_cell(path: &Path) {
    let text = "y".repeat(10 << 20);
    let cell = format!("<c r=\"A1\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    bytes(path, &workbook(&sheet(&cell)));
}

fn cut_archive(path: &Path) {
    let whole = workbook(&sheet("<c r=\"A1\"><v>1</v></c>"));
    bytes(path, &whole[..whole.len() - 40]);
}

fn markup_name(path: &Path) {
    let book = book(&["&lt;script&gt;alert(1)&lt;/script&gt;"]);
    bytes(path, &workbook_with(&book, &sheet("<c r=\"A1\"><v>1</v></c>"), &[]));
}

fn same_sheet_often(path: &Path) {
    let names: Vec<String> = (0..10_000).map(|i| format!("S{i}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    bytes(path, &workbook_with(&book(&names), &sheet("<c r=\"A1\"><v>1</v></c>"), &[]));
}

fn path_climbing(path: &Path) {
    let climbing: &[(&str, &[u8])] = &[("../../../../tmp/concert-was-here", b"x"), ("/etc/x", b"x")];
    let row = sheet("<c r=\"A1\"><v>1</v></c>");
    bytes(path, &workbook_with(&book(&["Data"]), &row, climbing));
}

fn entities_xlsx(path: &Path) {
    let strings = format!("{BILLION_LAUGHS}<sst xmlns=\"{MAIN}\"><si><t>&lol9;</t></si></sst>");
    let more: &[(&str, &[u8])] = &[("xl/sharedStrings.xml", strings.as_bytes())];
    let row = sheet("<c r=\"A1\" t=\"s\"><v>0</v></c>");
    bytes(path, &workbook_with(&book(&["Data"]), &row, more));
}

fn inflating_strings(path: &Path) {
    let book = book(&["Data"]);
    let (types, links, sheet_links) = (content_types(), relations(), sheet_relations(true));
    let row = sheet("<c r=\"A1\" t=\"s\"><v>0</v></c>");
    let mut zip = zip_to(
        File::create(path).unwrap(),
        &[
            ("[Content_Types].xml", types.as_bytes()),
            ("_rels/.rels", links.as_bytes()),
            ("xl/workbook.xml", book.as_bytes()),
            ("xl/_rels/workbook.xml.rels", sheet_links.as_bytes()),
            ("xl/worksheets/sheet1.xml", row.as_bytes()),
        ],
    );
    zip.start_file("xl/sharedStrings.xml", packed()).unwrap();
    zip.write_all(format!("<sst xmlns=\"{MAIN}\"><si><t>").as_bytes()).unwrap();
    let block = vec![b'a'; 1 << 20];
    for _ in 0..512 {
        zip.write_all(&block).unwrap();
    }
    zip.write_all(b"</t></si></sst>").unwrap();
    zip.finish().unwrap();
}

/// One text of 4,000 characters in a quarter of a million cells: a gigabyte, if each kept its own.
fn one_text_everywhere(path: &Path) {
    let strings = format!("<sst xmlns=\"{MAIN}\"><si><t>{}</t></si></sst>", "long ".repeat(800));
    let rows: String = (1..=250_000)
        .map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>"))
        .collect();
    let sheet = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>");
    let more: &[(&str, &[u8])] = &[("xl/sharedStrings.xml", strings.as_bytes())];
    bytes(path, &workbook_with(&book(&["Data"]), &sheet, more));
}

fn many_parts(path: &Path) {
    let names: Vec<String> = (0..10_000).map(|i| format!("xl/part{i}.xml")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    bytes(path, &archive(&parts));
}

/// Both directories say that the sheet unpacks to ten bytes; it unpacks to twenty million.
fn lying_sizes(path: &Path) {
    let padding = " ".repeat(20_000_000);
    let text = format!("{}{padding}", sheet("<c r=\"A1\"><v>1</v></c>"));
    let mut whole = workbook(&text);
    let size = (text.len() as u32).to_le_bytes();
    let mut at = 0;
    while let Some(found) = whole[at..].windows(4).position(|window| window == size) {
        at += found;
        whole[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
    }
    bytes(path, &whole);
}

const BILLION_LAUGHS: &str = "<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol1 \
    \"&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;\"><!ENTITY lol9 \"&lol1;&lol1;\">]>";

const ODS_CELLS_REPEATED: &str = "<table:table-row table:number-rows-repeated=\"1048576\">\
    <table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"string\">\
    <text:p>x</text:p></table:table-cell></table:table-row>";
const ODS_ROWS_REPEATED: &str = "<table:table-row table:number-rows-repeated=\"99999999999\">\
    <table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>";
const ODS_BLANKS_REPEATED: &str = "<table:table-row><table:table-cell \
    office:value-type=\"float\" office:value=\"1\"><text:p>1,0</text:p></table:table-cell>\
    <table:table-cell table:number-columns-repeated=\"99999999999\"/></table:table-row>\
    <table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell/></table:table-row>\
    <table:table-row><table:table-cell office:value-type=\"date\" \
    office:date-value=\"2024-05-31\"/></table:table-row>";
const ODS_SPACES: &str = "<table:table-row><table:table-cell><text:p>a\
    <text:s text:c=\"4000000000\"/>b</text:p></table:table-cell></table:table-row>";

fn ods(path: &Path, rows: &str) {
    bytes(path, &ods_bytes(&ods_content("", rows), "<manifest:manifest/>"));
}

fn ods_bytes_with(prolog: &str, text: &str) -> Vec<u8> {
    let rows = format!(
        "<table:table-row><table:table-cell><text:p>{text}</text:p></table:table-cell>\
         </table:table-row>"
    );
    ods_bytes(&ods_content(prolog, &rows), "<manifest:manifest/>")
}

fn ods_content(prolog: &str, rows: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>{prolog}<office:document-content><office:body>\
         <office:spreadsheet><table:table table:name=\"Data\">{rows}</table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    )
}

fn ods_bytes(content: &str, manifest: &str) -> Vec<u8> {
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
        ("META-INF/manifest.xml", manifest.as_bytes()),
    ])
}

fn locked_ods(path: &Path) {
    let manifest = "<manifest:manifest><manifest:file-entry manifest:full-path=\"content.xml\">\
                    <manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    bytes(path, &ods_bytes("\u{1}\u{2} scrambled", manifest));
}

fn deep_ods(path: &Path) {
    ods(path, &"<text:p>".repeat(1_000_000));
}
