//! The tables that the organisations of a generated region send, in four languages.

use concert_exchange::{Limits, Table, read_own};
use concert_region::{Parameters, TableLanguage, generate};

#[test]
fn every_column_but_the_code_of_no_level_is_recognised_in_every_language() {
    let parameters = Parameters { organisations: 20, initiatives: 200, ..Parameters::default() };
    let region = generate(&parameters).unwrap();
    for language in TableLanguage::ALL {
        let table = region.who_does_what_where(language, false);
        let head: Vec<&str> = table.headers.iter().map(String::as_str).collect();
        let text = concert_secretariat::csv_text(&head, &table.rows).unwrap();
        let workbook = read_own("made-up.csv", text.as_bytes(), &Limits::default()).unwrap();
        let found = Table::find(&workbook).unwrap();
        let unread: Vec<_> = found.unread().map(|(_, column)| column.heading.clone()).collect();
        // A P-code that does not say of which level it is: places are found by their names then.
        assert_eq!(unread, [table.headers[12].clone()], "{}", language.code());
    }
}
