//! The figures that reports print about profits and people, each with whom it counts and who says
//! so; and the same table as its reader may change it.
//!
//! Figures of different reports count different people in different years and prices. They stand
//! beside each other here, and whatever is computed from several reports says so. The US$ 32
//! billion of 2005 are of trafficked people only: no figure of forced labour replaces or adds to
//! them.
//!
//! Sources: ILO, Profits and Poverty, 2014 and 2024 (the latter as carried by the ILO's news of 19
//! March 2024); ILO, Walk Free and IOM, Global Estimates of Modern Slavery, 2022. What was seen in
//! secondary sources only is marked as not verified.

use serde::{Deserialize, Serialize};

/// An enumeration whose values have stable codes, the same as in JSON.
macro_rules! coded {
    ($(#[$about:meta])* $name:ident { $($(#[$says:meta])* $value:ident = $code:literal,)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$says])* #[serde(rename = $code)] $value,)+ }

        impl $name {
            /// Every value, in the order of reports.
            pub const ALL: [Self; [$($code),+].len()] = [$(Self::$value),+];

            /// The stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$value => $code,)+ }
            }

            /// The value with a code.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|value| value.code() == code)
            }
        }
    };
}

coded! {
    /// In what work people are exploited, as the ILO's reports on profits divide it.
    Sector {
        /// Every sector together.
        All = "all",
        /// Forced commercial sexual exploitation.
        Sexual = "sexual",
        /// Forced labour exploitation that is not sexual, sectors together or not told apart.
        Other = "other",
        /// Mining, manufacturing, construction and utilities.
        Industry = "industry",
        /// Services other than domestic work.
        Services = "services",
        /// Agriculture, forestry and fishing.
        Agriculture = "agriculture",
        /// Domestic work.
        DomesticWork = "domestic-work",
    }
}

coded! {
    /// A region of a report. The reports of 2014 and 2024 divide the world differently; regions
    /// of the one are not made into regions of the other.
    Region {
        /// The world.
        World = "world",
        /// Africa (2014 and 2024).
        Africa = "africa",
        /// The Americas (2024).
        Americas = "americas",
        /// Arab States (2024).
        ArabStates = "arab-states",
        /// Asia and the Pacific (2014 and 2024).
        AsiaPacific = "asia-pacific",
        /// Europe and Central Asia (2024).
        EuropeCentralAsia = "europe-central-asia",
        /// Developed economies and European Union (2014).
        DevelopedEu = "developed-eu",
        /// Middle East (2014).
        MiddleEast = "middle-east",
    }
}

coded! {
    /// Whom a figure counts. Figures of different people are not comparable.
    Counted {
        /// Trafficked people only.
        Trafficked = "trafficked",
        /// Everybody in forced labour in the private economy, sexual exploitation included.
        ForcedLabourPrivate = "forced-labour-private",
        /// Everybody in forced labour that a state imposes.
        ForcedLabourState = "forced-labour-state",
        /// Everybody in forced labour.
        ForcedLabour = "forced-labour",
        /// Children in forced labour.
        ChildrenInForcedLabour = "children-in-forced-labour",
        /// Everybody in forced marriage.
        ForcedMarriage = "forced-marriage",
        /// Everybody in forced labour or forced marriage.
        ModernSlavery = "modern-slavery",
    }
}

coded! {
    /// What a figure is.
    Quantity {
        /// Illegal profit per victim.
        ProfitPerVictim = "profit-per-victim",
        /// Illegal profits in all.
        Profits = "profits",
        /// People, on an average day.
        People = "people",
        /// People among a thousand of the population.
        PerThousand = "per-thousand",
        /// Share of earnings that is costs; the rest is profit.
        CostShare = "cost-share",
    }
}

impl Quantity {
    /// The unit in which it is counted. Dollars are of the United States.
    pub const fn unit(self) -> &'static str {
        match self {
            Self::ProfitPerVictim => "USD per person and year",
            Self::Profits => "USD per year",
            Self::People => "people",
            Self::PerThousand => "people per 1,000",
            Self::CostShare => "share of earnings",
        }
    }
}

/// The report of 2005, of trafficked people only.
pub const ILO_2005: &str = "ilo-2005";
/// The report of 2014, of the year 2012.
pub const ILO_2014: &str = "ilo-2014";
/// The report of 2024, of the year 2021.
pub const ILO_2024: &str = "ilo-2024";
/// What the report of 2024 says of ten years before, in its own prices.
pub const ILO_2024_ON_2012: &str = "ilo-2024-on-2012";
/// The global estimates of 2022, of the year 2021.
pub const GLOBAL_ESTIMATES_2022: &str = "global-estimates-2022";

/// A figure that a calculation can rest on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Constant {
    /// Code of the report, such as [`ILO_2024`].
    pub report: String,
    /// What it is, and so its unit.
    pub quantity: Quantity,
    /// In what work.
    pub sector: Sector,
    /// Where.
    pub region: Region,
    /// Whom it counts.
    pub counted: Counted,
    /// The figure, in the unit of its quantity.
    pub value: f64,
    /// Its interval at 95 %, where the source prints one.
    pub interval95: Option<[f64; 2]>,
    /// The year of which it speaks.
    pub year: i16,
    /// The year of the dollars, where the source states it.
    pub price_year: Option<i16>,
    /// Who says so.
    pub source: String,
    /// What else has to be known, such as "about".
    pub note: String,
    /// Whether the source itself, or the publisher's own summary of it, was seen.
    pub verified: bool,
    /// Whether it is as it was shipped; not one that a reader added or changed.
    pub shipped: bool,
}

impl Constant {
    /// Its name: what it is, and of which report, sector, region and people.
    pub fn name(&self) -> String {
        let parts = [self.sector.code(), self.region.code(), self.counted.code()];
        format!("{}/{}/{}", self.quantity.code(), self.report, parts.join("/"))
    }

    fn is_about_the_same(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

/// A table of constants, no two of one name.
#[derive(Debug, Clone, PartialEq)]
pub struct Constants(Vec<Constant>);

impl Constants {
    /// The table as it is shipped.
    pub fn shipped() -> Self {
        Self(TABLE.iter().map(Entry::constant).collect())
    }

    /// The table with some constants changed and others added. One that says the same as what was
    /// there stays as shipped; of two of one name the later holds.
    #[must_use]
    pub fn with(mut self, changes: impl IntoIterator<Item = Constant>) -> Self {
        for change in changes {
            match self.0.iter_mut().find(|constant| constant.is_about_the_same(&change)) {
                Some(constant) => {
                    let same = Constant { shipped: constant.shipped, ..change.clone() };
                    *constant = if same == *constant {
                        same
                    } else {
                        Constant { shipped: false, ..change }
                    };
                }
                None => self.0.push(Constant { shipped: false, ..change }),
            }
        }
        self
    }

    /// All of them, in the order of the table.
    pub fn all(&self) -> &[Constant] {
        &self.0
    }

    /// The codes of the reports, in the order of the table.
    pub fn reports(&self) -> Vec<&str> {
        let mut reports: Vec<&str> = Vec::new();
        for constant in &self.0 {
            if !reports.contains(&constant.report.as_str()) {
                reports.push(&constant.report);
            }
        }
        reports
    }

    /// The figure of a report for a sector and region: of the people wanted if there is one,
    /// otherwise of the first people in the table.
    pub fn find(
        &self,
        quantity: Quantity,
        report: &str,
        sector: Sector,
        region: Region,
        wanted: Option<Counted>,
    ) -> Option<&Constant> {
        let mut found = self.0.iter().filter(|constant| {
            (constant.quantity, constant.sector, constant.region) == (quantity, sector, region)
                && constant.report == report
        });
        let first = found.clone().next()?;
        found.find(|constant| Some(constant.counted) == wanted).or(Some(first))
    }
}

impl Default for Constants {
    fn default() -> Self {
        Self::shipped()
    }
}

/// A line of the shipped table.
struct Entry(&'static str, Quantity, Sector, Region, Counted, f64, &'static str);

impl Entry {
    fn constant(&self) -> Constant {
        let &Self(report, quantity, sector, region, counted, value, note) = self;
        let (year, source) = match report {
            ILO_2005 => (2005, "ILO, 2005 (Belser), as cited by Martynov, 2008"),
            ILO_2014 => (2012, "ILO, Profits and Poverty, 2014"),
            ILO_2024 => (2021, "ILO, Profits and Poverty, 2024"),
            ILO_2024_ON_2012 => (2012, "ILO, Profits and Poverty, 2024"),
            _ => (2021, "ILO, Walk Free and IOM, Global Estimates of Modern Slavery, 2022"),
        };
        Constant {
            report: report.to_owned(),
            quantity,
            sector,
            region,
            counted,
            value,
            interval95: None,
            year,
            price_year: None,
            source: source.to_owned(),
            note: note.to_owned(),
            verified: report != ILO_2005 && counted != Counted::ChildrenInForcedLabour,
            shipped: true,
        }
    }
}

use Counted::ForcedLabourPrivate as Private;
use Quantity::{CostShare, People, PerThousand, ProfitPerVictim as PerVictim, Profits};
use Region::{
    Africa, Americas, ArabStates, AsiaPacific, DevelopedEu, EuropeCentralAsia, MiddleEast, World,
};
use Sector::{Agriculture, All, DomesticWork, Industry, Other, Services, Sexual};

const TABLE: &[Entry] = &[
    Entry(ILO_2005, Profits, All, World, Counted::Trafficked, 32e9, "trafficked people only"),
    Entry(ILO_2014, Profits, All, World, Private, 150.2e9, ""),
    Entry(ILO_2014, Profits, Sexual, World, Private, 99e9, ""),
    Entry(ILO_2014, Profits, Other, World, Private, 51.2e9, ""),
    Entry(ILO_2014, Profits, Industry, World, Private, 34e9, ""),
    Entry(ILO_2014, Profits, Agriculture, World, Private, 9e9, "forestry and fishing included"),
    Entry(ILO_2014, Profits, DomesticWork, World, Private, 8e9, "about"),
    Entry(ILO_2014, Profits, All, AsiaPacific, Private, 51.8e9, ""),
    Entry(ILO_2014, Profits, All, DevelopedEu, Private, 46.9e9, ""),
    Entry(ILO_2014, PerVictim, Sexual, World, Private, 21_800.0, ""),
    Entry(ILO_2014, PerVictim, Other, World, Private, 4_000.0, "about; outside domestic work"),
    Entry(ILO_2014, PerVictim, All, DevelopedEu, Private, 34_800.0, ""),
    Entry(ILO_2014, PerVictim, All, MiddleEast, Private, 15_000.0, ""),
    Entry(ILO_2014, PerVictim, All, AsiaPacific, Private, 5_000.0, ""),
    Entry(ILO_2014, PerVictim, All, Africa, Private, 3_900.0, ""),
    Entry(ILO_2014, People, All, World, Counted::ForcedLabour, 20.9e6, ""),
    Entry(ILO_2014, People, All, World, Private, 18.7e6, ""),
    Entry(ILO_2014, People, Sexual, World, Private, 4.5e6, ""),
    Entry(ILO_2014, CostShare, Sexual, World, Private, 0.30, "wages and intermediate goods"),
    Entry(ILO_2024, Profits, All, World, Private, 236e9, "taxes and fees excluded: a low figure"),
    Entry(ILO_2024, Profits, Sexual, World, Private, 172.6e9, ""),
    Entry(ILO_2024, Profits, Other, World, Private, 63.9e9, "about"),
    Entry(ILO_2024, Profits, Industry, World, Private, 35.4e9, ""),
    Entry(ILO_2024, Profits, Services, World, Private, 20.9e9, ""),
    Entry(ILO_2024, Profits, Agriculture, World, Private, 5.0e9, ""),
    Entry(ILO_2024, Profits, DomesticWork, World, Private, 2.6e9, ""),
    Entry(ILO_2024, Profits, All, EuropeCentralAsia, Private, 84.2e9, ""),
    Entry(ILO_2024, Profits, All, AsiaPacific, Private, 62.4e9, ""),
    Entry(ILO_2024, Profits, All, Americas, Private, 52e9, ""),
    Entry(ILO_2024, Profits, All, Africa, Private, 20e9, ""),
    Entry(ILO_2024, Profits, All, ArabStates, Private, 18e9, ""),
    Entry(ILO_2024, Profits, Sexual, EuropeCentralAsia, Private, 58.6e9, ""),
    Entry(ILO_2024, Profits, Sexual, AsiaPacific, Private, 48.4e9, ""),
    Entry(ILO_2024, Profits, Sexual, Americas, Private, 34.9e9, ""),
    Entry(ILO_2024, Profits, Sexual, Africa, Private, 16.1e9, ""),
    Entry(ILO_2024, Profits, Sexual, ArabStates, Private, 14.6e9, ""),
    Entry(ILO_2024, PerVictim, All, World, Private, 9_995.0, ""),
    Entry(ILO_2024, PerVictim, Sexual, World, Private, 27_252.0, ""),
    Entry(ILO_2024, PerVictim, Other, World, Private, 3_687.0, ""),
    Entry(ILO_2024, PerVictim, Industry, World, Private, 4_944.0, ""),
    Entry(ILO_2024, PerVictim, Services, World, Private, 3_407.0, ""),
    Entry(ILO_2024, PerVictim, Agriculture, World, Private, 2_113.0, ""),
    Entry(ILO_2024, PerVictim, DomesticWork, World, Private, 1_570.0, ""),
    Entry(
        ILO_2024_ON_2012,
        PerVictim,
        All,
        World,
        Private,
        8_269.0,
        "inflation-adjusted by the report",
    ),
    Entry(GLOBAL_ESTIMATES_2022, People, Other, World, Private, 17.3e6, ""),
    Entry(GLOBAL_ESTIMATES_2022, People, Sexual, World, Private, 6.3e6, ""),
    Entry(GLOBAL_ESTIMATES_2022, People, All, World, Private, 23.6e6, ""),
    Entry(GLOBAL_ESTIMATES_2022, People, All, World, Counted::ForcedLabourState, 3.9e6, ""),
    Entry(GLOBAL_ESTIMATES_2022, People, All, World, Counted::ForcedLabour, 27.6e6, ""),
    Entry(GLOBAL_ESTIMATES_2022, PerThousand, All, World, Counted::ForcedLabour, 3.5, ""),
    Entry(GLOBAL_ESTIMATES_2022, People, All, World, Counted::ChildrenInForcedLabour, 3.3e6, ""),
    Entry(GLOBAL_ESTIMATES_2022, People, All, World, Counted::ForcedMarriage, 22.0e6, ""),
    Entry(GLOBAL_ESTIMATES_2022, People, All, World, Counted::ModernSlavery, 49.6e6, ""),
];

#[cfg(test)]
mod tests;
