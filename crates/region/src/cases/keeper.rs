//! Organisations that keep case lists, each with its own columns, language and habits.

use super::layouts;

/// Who keeps a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Keeper {
    /// English; family name first and in capitals, no accents, dates by day, nationality as an
    /// adjective.
    Police,
    /// French; the full name in one text, age at admission instead of the birth date.
    Shelter,
    /// English; given and family name apart, year of birth only, document numbers.
    LabourInspectorate,
    /// English; ISO dates and country codes.
    International,
    /// Spanish; the name as it was heard, age, phone; people hide names.
    Hotline,
    /// German; "FAMILY, Given" in one text, dates with points.
    Hospital,
    /// Arabic; Arab names in Arabic script, others in Latin letters.
    ArabicCentre,
    /// Russian; Cyrillic names in Cyrillic with the patronymic apart, others in Latin letters.
    RussianCentre,
    /// Italian; family name first, all in capitals.
    AsylumOffice,
    /// Portuguese; day, month and year of birth apart; names in any script as their bearers write
    /// them.
    ChildProtection,
}

/// What a column of a list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    Number,
    Given,
    Middle,
    Family,
    FullName,
    OtherName,
    BirthDate,
    BirthYear,
    BirthMonth,
    BirthDay,
    Age,
    Sex,
    Citizenship,
    BirthPlace,
    Phone,
    Document,
    EventDate,
    Form,
}

/// How dates are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dates {
    /// 31/12/1999.
    Slashes,
    /// 31.12.1999.
    Points,
    /// 1999-12-31.
    Iso,
    /// 31-Dec-1999.
    MonthName,
}

/// In which order a full name is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// As at home.
    Usual,
    /// "Family, Given".
    FamilyComma,
    /// "Given Family" whatever the order at home.
    GivenFirst,
}

/// What script a list writes besides the Latin one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Writes {
    Latin,
    Arabic,
    Cyrillic,
    Any,
}

/// How a citizenship is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Countries {
    /// A name in the language at this position of [`concert_terms::Country::LANGUAGES`].
    Name(usize),
    Alpha2,
    Alpha3,
    /// "Nigerian".
    Adjective,
    /// A name in Russian.
    Russian,
}

/// The columns and habits of a keeper.
#[derive(Debug)]
pub(crate) struct Layout {
    pub(crate) name: &'static str,
    pub(crate) columns: &'static [(Column, &'static str)],
    pub(crate) dates: Dates,
    pub(crate) order: Order,
    pub(crate) countries: Countries,
    /// Female and male.
    pub(crate) sexes: [&'static str; 2],
    /// The spelling of names that the keeper falls into: 0 English, 1 French, 2 and above others.
    pub(crate) convention: usize,
    /// Family names, or all names, in capitals.
    pub(crate) capitals: Capitals,
    /// What stands for a value that is not known.
    pub(crate) unknown: &'static str,
    /// What comes before the number of a record.
    pub(crate) prefix: &'static str,
    /// Sexual, labour, domestic, begging, crime, marriage.
    pub(crate) forms: [&'static str; 6],
    /// Africa, Asia, Balkans and Eastern Europe, Latin America, Middle East.
    pub(crate) parts_of_the_world: [&'static str; 5],
}

/// What is written in capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Capitals {
    None,
    Family,
    All,
}

impl Keeper {
    /// Every keeper.
    pub const ALL: [Self; 10] = [
        Self::Police,
        Self::Shelter,
        Self::LabourInspectorate,
        Self::International,
        Self::Hotline,
        Self::Hospital,
        Self::ArabicCentre,
        Self::RussianCentre,
        Self::AsylumOffice,
        Self::ChildProtection,
    ];

    /// The name of the list.
    pub fn name(self) -> &'static str {
        self.layout().name
    }

    /// What script the list writes besides the Latin one.
    pub(crate) fn writes(self) -> Writes {
        match self {
            Self::ArabicCentre => Writes::Arabic,
            Self::RussianCentre => Writes::Cyrillic,
            Self::ChildProtection => Writes::Any,
            _ => Writes::Latin,
        }
    }

    /// The share of all victims that a list of this keeper usually holds.
    pub(crate) fn usual_capture(self) -> f64 {
        match self {
            Self::Police => 0.22,
            Self::Shelter => 0.20,
            Self::LabourInspectorate => 0.15,
            Self::International => 0.18,
            Self::Hotline | Self::Hospital => 0.12,
            Self::ArabicCentre | Self::RussianCentre => 0.10,
            Self::AsylumOffice => 0.16,
            Self::ChildProtection => 0.08,
        }
    }

    pub(crate) fn layout(self) -> &'static Layout {
        match self {
            Self::Police => &layouts::POLICE,
            Self::Shelter => &layouts::SHELTER,
            Self::LabourInspectorate => &layouts::LABOUR_INSPECTORATE,
            Self::International => &layouts::INTERNATIONAL,
            Self::Hotline => &layouts::HOTLINE,
            Self::Hospital => &layouts::HOSPITAL,
            Self::ArabicCentre => &layouts::ARABIC_CENTRE,
            Self::RussianCentre => &layouts::RUSSIAN_CENTRE,
            Self::AsylumOffice => &layouts::ASYLUM_OFFICE,
            Self::ChildProtection => &layouts::CHILD_PROTECTION,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_layout_has_a_number_a_name_and_something_of_the_birth() {
        for keeper in Keeper::ALL {
            let layout = keeper.layout();
            let has = |columns: &[Column]| {
                layout.columns.iter().any(|(column, _)| columns.contains(column))
            };
            assert!(has(&[Column::Number]) && has(&[Column::FullName, Column::Family]));
            assert!(has(&[Column::BirthDate, Column::BirthYear, Column::Age]));
            let mut headings: Vec<&str> = layout.columns.iter().map(|(_, it)| *it).collect();
            headings.sort_unstable();
            headings.dedup();
            assert_eq!(headings.len(), layout.columns.len());
            assert!(keeper.usual_capture() > 0.0 && keeper.usual_capture() < 1.0);
        }
    }
}
