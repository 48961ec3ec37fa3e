//! Exports: what is known as a table that can be edited and imported again.

use concert_coalition::Body;
use concert_exchange::{
    HeadingLanguage, OutCell, OutColumn, OutTable, initiative_table, to_csv, to_plain_csv, to_xlsx,
};
use concert_terms::Id;

use crate::declared_rows::row_of;
use crate::{Asked, Fault, Secretariat};

/// In which form a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportForm {
    /// Text with commas, in UTF-8.
    Csv,
    /// An Office Open XML workbook.
    Xlsx,
}

impl Secretariat {
    /// The initiatives (of one organisation, if one is named) as a who-does-what-where table with
    /// HXL hashtags, as a file. Importing it again changes nothing; importing it edited changes
    /// what was edited. Headings are in a language, so that whoever is sent the table can read it.
    pub fn export_initiatives(
        &self,
        organisation: Option<Id>,
        headings: HeadingLanguage,
        form: ExportForm,
    ) -> Asked<Vec<u8>> {
        let ids: Vec<Id> = {
            let picture = self.picture();
            let coalition = &picture.coalition;
            let wanted = organisation.map(|id| coalition.organisations.number(&id));
            coalition
                .initiatives
                .iter()
                .filter(|(_, _, it)| wanted.is_none_or(|number| number == Some(it.organisation)))
                .map(|(_, id, _)| *id)
                .collect()
        };
        let mut declared = self.declarations(&ids)?;
        let picture = self.picture();
        let rows: Vec<_> = ids
            .iter()
            .filter_map(|id| declared.remove(id))
            .map(|declared| row_of(&picture.coalition, &declared))
            .collect();
        write(&initiative_table(&rows, headings), form)
    }

    /// The needs as a table.
    pub fn export_needs(&self, form: ExportForm) -> Asked<Vec<u8>> {
        let head = [
            ("Place", "#loc+name"),
            ("P-code", "#loc+code"),
            ("Pillar", "#activity+pillar+code"),
            ("Side", "#activity+side+code"),
            ("Form of exploitation", "#activity+form+code"),
            ("Population", "#population"),
            ("Sector code", "#sector+code"),
            ("Period", "#date"),
            ("In need", "#inneed"),
            ("Low", "#inneed+low"),
            ("High", "#inneed+high"),
            ("Statement", "#meta+statement"),
        ];
        let column = |(heading, tag): (&str, &str)| OutColumn {
            heading: heading.to_owned(),
            tag: tag.to_owned(),
        };
        let mut rows = Vec::new();
        let mut page = 0;
        loop {
            let needs = self.needs(None, page);
            for need in &needs.items {
                let place = need.place.as_ref();
                let code = |text: Option<String>| OutCell::text(text.unwrap_or_default());
                let number = |number: Option<f64>| number.map_or(OutCell::Empty, OutCell::Number);
                rows.push(vec![
                    code(place.map(|place| place.names.pick("en").to_owned())),
                    code(place.map(|place| place.code.to_string())),
                    code(need.pillar.map(|it| it.to_string())),
                    code(need.side.map(|it| it.to_string())),
                    code(need.form.map(|it| it.to_string())),
                    OutCell::text(need.population.to_string()),
                    code(need.sector.map(|it| it.to_string())),
                    OutCell::text(need.period.to_string()),
                    number(need.amount.map(|it| it.middle.round())),
                    number(need.amount.map(|it| it.low.round())),
                    number(need.amount.map(|it| it.high.round())),
                    OutCell::Number(need.statement as f64),
                ]);
            }
            page += 1;
            if page >= needs.pages {
                break;
            }
        }
        let columns = head.into_iter().map(column).collect();
        let name = "Needs".to_owned();
        write(&OutTable { name, is_right_to_left: false, columns, rows }, form)
    }

    /// The journal's statements, one JSON object a line, handed over a thousand at a time. A
    /// statement whose body was erased is an empty object; users' names are left out.
    pub fn export_statements(
        &self,
        mut take: impl FnMut(&str) -> std::io::Result<()>,
    ) -> Asked<()> {
        let size = self.picture().coalition.size;
        let mut from = 0;
        while from < size {
            let to = size.min(from + 1000);
            let mut lines = String::new();
            for (_, statement) in self.statements_between(from, to)? {
                let mut value = serde_json::to_value(&statement).unwrap_or_default();
                let is_user =
                    statement.is_some_and(|it| matches!(it.body, Body::UserRegistered(_)));
                if let Some(user) = value["content"].as_object_mut().filter(|_| is_user) {
                    user.remove("name");
                }
                let line = if value.is_null() { "{}".to_owned() } else { value.to_string() };
                lines.push_str(&line);
                lines.push('\n');
            }
            let fault = |source| Fault::File { what: "writing statements".to_owned(), source };
            take(&lines).map_err(fault)?;
            from = to;
        }
        Ok(())
    }
}

fn write(table: &OutTable, form: ExportForm) -> Asked<Vec<u8>> {
    let written = match form {
        ExportForm::Csv => to_csv(table),
        ExportForm::Xlsx => to_xlsx(table),
    };
    Ok(written.map_err(|error| Fault::Broken(format!("writing a table: {error}")))?)
}

/// A table as CSV for another program: no cell of it is ever a formula, and numbers stay numbers.
/// Each row has as many cells as there are headings.
pub fn csv_text(head: &[&str], rows: &[Vec<String>]) -> Result<String, Fault> {
    to_plain_csv(head, rows).map_err(|error| Fault::Broken(format!("writing a table: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_can_be_taken_for_a_formula() {
        let harmless = |cell: &str| {
            let text = csv_text(&["cell"], &[vec![cell.to_owned()]]).unwrap();
            text.lines().nth(1).unwrap().to_owned()
        };
        assert_eq!(harmless("=1+1"), "'=1+1");
        assert_eq!(harmless("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(harmless("-12.5"), "-12.5");
        assert!(harmless("-cmd|' /C calc'!A0").starts_with("'-cmd|"));
        assert_eq!(harmless("Refuge Nord"), "Refuge Nord");
    }
}
