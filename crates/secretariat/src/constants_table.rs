//! The table of constants that money rests on: written to be changed, and read again.

use std::path::Path;

use concert_estimate::published_constants::{Constant, Constants, Quantity, Region, Sector};

use crate::export::csv_text;
use crate::named_columns::{NamedColumns, workbook};
use crate::profits::{code, counted, limits, not_an_amount, text, uncertain};
use crate::reading::Reader;
use crate::{Asked, Fault};

/// The columns of a table of constants.
pub const CONSTANTS_COLUMNS: &[&str] = &[
    "quantity",
    "report",
    "sector",
    "region",
    "counted",
    "value",
    "low",
    "high",
    "unit",
    "year",
    "price-year",
    "source",
    "note",
    "verified",
    "shipped",
];

/// The table of constants as CSV, to be changed and read again.
pub fn constants_csv(constants: &Constants) -> Result<String, Fault> {
    csv_text(CONSTANTS_COLUMNS, &constant_lines(constants))
}

/// The table of constants, in the columns of [`CONSTANTS_COLUMNS`].
pub fn constant_lines(constants: &Constants) -> Vec<Vec<String>> {
    let row = |it: &Constant| {
        let [low, high] = it.interval95.map_or([None, None], |ends| ends.map(Some));
        let yes = |is: bool| if is { "yes" } else { "no" }.to_owned();
        vec![
            it.quantity.code().to_owned(),
            it.report.clone(),
            it.sector.code().to_owned(),
            it.region.code().to_owned(),
            it.counted.code().to_owned(),
            it.value.to_string(),
            text(low),
            text(high),
            it.quantity.unit().to_owned(),
            it.year.to_string(),
            text(it.price_year),
            it.source.clone(),
            it.note.clone(),
            yes(it.verified),
            yes(it.shipped),
        ]
    };
    constants.all().iter().map(row).collect()
}

/// Reads constants that take the place of shipped ones of the same name or stand beside them. The
/// columns are those of [`constants_csv`]; `unit` and `shipped` are not read, because the first
/// follows from the quantity and the second is found by comparing.
pub fn read_constants(path: &Path, reader: &Reader) -> Asked<Constants> {
    let book = workbook(path, reader)?;
    let required = ["quantity", "report", "sector", "region", "counted", "value", "year", "source"];
    let table = NamedColumns::find(&book, CONSTANTS_COLUMNS, &required)?;
    let rows = table.rows();
    let origin = table.origin(&rows);
    let mut read: Vec<Constant> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let missing = |name| table.refused(*row, name, "secretariat/empty-cell", "");
        let words = |name| match table.text(*row, name) {
            "" => Err(missing(name)),
            text => Ok(text.to_owned()),
        };
        let year = |name| {
            table.read(*row, name, "secretariat/not-a-number", "", |text| text.parse::<i16>().ok())
        };
        let yes = |text: &str| match text {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        let quantities = Quantity::ALL.map(Quantity::code);
        let (sectors, regions) = (Sector::ALL.map(Sector::code), Region::ALL.map(Region::code));
        let value = table.needed(*row, "value")?;
        let interval95 = limits(&table, *row, "low", "high")?;
        uncertain(value, interval95)
            .map_err(|error| not_an_amount(&error, origin.facts(index + 1)))?;
        let constant = Constant {
            report: words("report")?,
            quantity: code(&table, *row, "quantity", Quantity::from_code, &quantities)?
                .ok_or_else(|| missing("quantity"))?,
            sector: code(&table, *row, "sector", Sector::from_code, &sectors)?
                .ok_or_else(|| missing("sector"))?,
            region: code(&table, *row, "region", Region::from_code, &regions)?
                .ok_or_else(|| missing("region"))?,
            counted: counted(&table, *row)?.ok_or_else(|| missing("counted"))?,
            value,
            interval95,
            year: year("year")?.ok_or_else(|| missing("year"))?,
            price_year: year("price-year")?,
            source: words("source")?,
            note: table.text(*row, "note").to_owned(),
            verified: table
                .read(*row, "verified", "secretariat/not-a-code", "yes, no", yes)?
                .unwrap_or(false),
            shipped: false,
        };
        if let Some(first) = read.iter().position(|earlier| earlier.name() == constant.name()) {
            let mut refused = table.refused(*row, "quantity", "secretariat/constant-twice", "");
            let first = origin.number(first + 1).unwrap_or_default();
            refused.facts.push(("first", first.to_string()));
            return Err(refused.into());
        }
        read.push(constant);
    }
    Ok(Constants::shipped().with(read))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_printed_constants_say_whom_the_article_counts() {
        let csv = constants_csv(&Constants::shipped()).unwrap();
        let line = csv.lines().find(|line| line.contains("ilo-2005")).unwrap();
        assert!(line.contains("trafficked people only") && line.contains("32000000000"), "{line}");
    }
}
