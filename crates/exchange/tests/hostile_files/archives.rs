//! Archives and workbooks made by hand, so that nothing stops them from being wrong.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::bytes;

pub(super) fn zip_to(file: File, parts: &[(&str, &[u8])]) -> ZipWriter<File> {
    let mut zip = ZipWriter::new(file);
    for (name, content) in parts {
        zip.start_file(*name, packed()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip
}

pub(super) fn packed() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)
}

pub(super) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, packed()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
pub(super) const LINKS: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
pub(super) const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

pub(super) fn content_types() -> String {
    format!(
        "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"xml\" \
         ContentType=\"application/xml\"/></Types>"
    )
}

pub(super) fn relations() -> String {
    format!(
        "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" \
         Type=\"{LINKS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    )
}

pub(super) fn sheet_relations(strings: bool) -> String {
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

pub(super) fn book(names: &[&str]) -> String {
    let sheets: Vec<String> = names
        .iter()
        .enumerate()
        .map(|(index, name)| {
            format!("<sheet name=\"{name}\" sheetId=\"{}\" r:id=\"rId1\"/>", index + 1)
        })
        .collect();
    format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{LINKS}\"><sheets>{}</sheets></workbook>",
        sheets.concat()
    )
}

pub(super) fn sheet(cells_of_row_1: &str) -> String {
    format!(
        "<worksheet xmlns=\"{MAIN}\"><sheetData><row r=\"1\">{cells_of_row_1}</row></sheetData>\
         </worksheet>"
    )
}

pub(super) fn workbook(sheet: &str) -> Vec<u8> {
    workbook_with(&book(&["Data"]), sheet, &[])
}

pub(super) fn workbook_with(book: &str, sheet: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
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

pub(super) fn cells(path: &Path, cells: &[(&str, &str)]) {
    let rows: Vec<String> = cells
        .iter()
        .map(|(reference, value)| {
            let row = reference.trim_start_matches(char::is_alphabetic);
            format!("<row r=\"{row}\"><c r=\"{reference}\"><v>{value}</v></c></row>")
        })
        .collect();
    let sheet =
        format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{}</sheetData></worksheet>", rows.concat());
    bytes(path, &workbook(&sheet));
}

pub(super) fn formulas(path: &Path) {
    let row = "<c r=\"A1\"><f>1+1</f><v>2</v></c></row><row r=\"2\"><c r=\"A2\" t=\"str\">\
               <f>HYPERLINK(\"x\")</f><v>x</v></c><c r=\"B2\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>";
    bytes(path, &workbook(&sheet(row)));
}

pub(super) fn long_cell(path: &Path) {
    let text = "y".repeat(10 << 20);
    let cell = format!("<c r=\"A1\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    bytes(path, &workbook(&sheet(&cell)));
}

pub(super) fn cut_archive(path: &Path) {
    let whole = workbook(&sheet("<c r=\"A1\"><v>1</v></c>"));
    bytes(path, &whole[..whole.len() - 40]);
}

pub(super) fn markup_name(path: &Path) {
    let book = book(&["&lt;script&gt;alert(1)&lt;/script&gt;"]);
    bytes(path, &workbook_with(&book, &sheet("<c r=\"A1\"><v>1</v></c>"), &[]));
}

pub(super) fn same_sheet_often(path: &Path) {
    let names: Vec<String> = (0..10_000).map(|i| format!("S{i}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    bytes(path, &workbook_with(&book(&names), &sheet("<c r=\"A1\"><v>1</v></c>"), &[]));
}

pub(super) fn path_climbing(path: &Path) {
    let climbing: &[(&str, &[u8])] =
        &[("../../../../tmp/concert-was-here", b"x"), ("/etc/x", b"x")];
    let row = sheet("<c r=\"A1\"><v>1</v></c>");
    bytes(path, &workbook_with(&book(&["Data"]), &row, climbing));
}

pub(super) fn entities_xlsx(path: &Path) {
    let strings = format!("{BILLION_LAUGHS}<sst xmlns=\"{MAIN}\"><si><t>&lol9;</t></si></sst>");
    let more: &[(&str, &[u8])] = &[("xl/sharedStrings.xml", strings.as_bytes())];
    let row = sheet("<c r=\"A1\" t=\"s\"><v>0</v></c>");
    bytes(path, &workbook_with(&book(&["Data"]), &row, more));
}

pub(super) fn inflating_strings(path: &Path) {
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
pub(super) fn one_text_everywhere(path: &Path) {
    let strings = format!("<sst xmlns=\"{MAIN}\"><si><t>{}</t></si></sst>", "long ".repeat(800));
    let rows: Vec<String> = (1..=250_000)
        .map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>"))
        .collect();
    let sheet =
        format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{}</sheetData></worksheet>", rows.concat());
    let more: &[(&str, &[u8])] = &[("xl/sharedStrings.xml", strings.as_bytes())];
    bytes(path, &workbook_with(&book(&["Data"]), &sheet, more));
}

pub(super) fn many_parts(path: &Path) {
    let names: Vec<String> = (0..10_000).map(|i| format!("xl/part{i}.xml")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    bytes(path, &archive(&parts));
}

/// Both directories say that the sheet unpacks to ten bytes; it unpacks to twenty million.
pub(super) fn lying_sizes(path: &Path) {
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

pub(super) const BILLION_LAUGHS: &str = "<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol1 \
    \"&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;\"><!ENTITY lol9 \"&lol1;&lol1;\">]>";

pub(super) const ODS_CELLS_REPEATED: &str = "<table:table-row table:number-rows-repeated=\"1048576\">\
    <table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"string\">\
    <text:p>x</text:p></table:table-cell></table:table-row>";
pub(super) const ODS_ROWS_REPEATED: &str = "<table:table-row table:number-rows-repeated=\"99999999999\">\
    <table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>";
pub(super) const ODS_BLANKS_REPEATED: &str = "<table:table-row><table:table-cell \
    office:value-type=\"float\" office:value=\"1\"><text:p>1,0</text:p></table:table-cell>\
    <table:table-cell table:number-columns-repeated=\"99999999999\"/></table:table-row>\
    <table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell/></table:table-row>\
    <table:table-row><table:table-cell office:value-type=\"date\" \
    office:date-value=\"2024-05-31\"/></table:table-row>";
pub(super) const ODS_SPACES: &str = "<table:table-row><table:table-cell><text:p>a\
    <text:s text:c=\"4000000000\"/>b</text:p></table:table-cell></table:table-row>";

pub(super) fn ods(path: &Path, rows: &str) {
    bytes(path, &ods_bytes(&ods_content("", rows), "<manifest:manifest/>"));
}

pub(super) fn ods_bytes_with(prolog: &str, text: &str) -> Vec<u8> {
    let rows = format!(
        "<table:table-row><table:table-cell><text:p>{text}</text:p></table:table-cell>\
         </table:table-row>"
    );
    ods_bytes(&ods_content(prolog, &rows), "<manifest:manifest/>")
}

pub(super) fn ods_content(prolog: &str, rows: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>{prolog}<office:document-content><office:body>\
         <office:spreadsheet><table:table table:name=\"Data\">{rows}</table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    )
}

pub(super) fn ods_bytes(content: &str, manifest: &str) -> Vec<u8> {
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
        ("META-INF/manifest.xml", manifest.as_bytes()),
    ])
}

pub(super) fn locked_ods(path: &Path) {
    let manifest = "<manifest:manifest><manifest:file-entry manifest:full-path=\"content.xml\">\
                    <manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    bytes(path, &ods_bytes("\u{1}\u{2} scrambled", manifest));
}

pub(super) fn deep_ods(path: &Path) {
    ods(path, &"<text:p>".repeat(1_000_000));
}
