//! The published figures that every instance starts with: those of the article that asked for
//! this system, and newer ones beside them. Each is a statement like any other.

use concert_coalition::{Declaration, PublishedEstimate};
use concert_terms::{Money, Period};

/// The rows of `data/published.csv` as declarations.
pub(crate) fn built_in() -> Vec<Declaration> {
    csv::Reader::from_reader(include_str!("../data/published.csv").as_bytes())
        .records()
        .map(|row| {
            let row = row.expect(BUILT_IN);
            Declaration::Published(Box::new(figure(&row)))
        })
        .collect()
}

const BUILT_IN: &str = "the built-in table of published figures is sound: a test reads it";

fn figure(row: &csv::StringRecord) -> PublishedEstimate {
    let field = |index: usize| row.get(index).unwrap_or_default();
    let given = |index: usize| Some(field(index)).filter(|text| !text.is_empty());
    let money = given(4).map(|currency| Money {
        amount: field(5).parse().expect(BUILT_IN),
        currency: currency.to_owned(),
    });
    PublishedEstimate {
        id: PublishedEstimate::id_of_description(&[field(0), field(1), field(7), field(10)]),
        quantity: field(0).to_owned(),
        place: None,
        forms: field(1).parse().expect(BUILT_IN),
        population: field(2).parse().expect(BUILT_IN),
        people: given(3).map(|people| people.parse().expect(BUILT_IN)),
        interval: None,
        money,
        share: given(6).map(|share| share.parse().expect(BUILT_IN)),
        period: field(7).parse::<Period>().expect(BUILT_IN),
        article: field(8) == "yes",
        method: field(9).to_owned(),
        source: field(10).to_owned(),
        rest: serde_json::Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_figure_is_read_and_has_one_value_and_a_source() {
        let figures = built_in();
        assert_eq!(figures.len(), 14);
        let mut ids = std::collections::HashSet::new();
        for declaration in figures {
            let Declaration::Published(figure) = declaration else { panic!("not a figure") };
            let values = [figure.people.is_some(), figure.money.is_some(), figure.share.is_some()];
            assert_eq!(values.iter().filter(|value| **value).count(), 1, "{figure:?}");
            assert!(!figure.source.is_empty() && !figure.method.is_empty());
            assert!(ids.insert(figure.id));
        }
    }
}
