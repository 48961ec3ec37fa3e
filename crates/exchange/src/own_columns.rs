//! The columns of the tables that are written, with their headings in every language in which
//! headings are read.
//!
//! A table goes to somebody who corrects it and sends it back, so it speaks their language; and it
//! must be read back without being told what its columns mean, also by the headings alone, if
//! somebody deletes the row of hashtags. So each heading is a wording of `data/headings.csv`.

/// A language of headings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum HeadingLanguage {
    /// English.
    #[default]
    English,
    /// Arabic.
    Arabic,
    /// Spanish.
    Spanish,
    /// French.
    French,
}

impl HeadingLanguage {
    /// Every language in which headings are read.
    pub const ALL: [Self; 4] = [Self::English, Self::Arabic, Self::Spanish, Self::French];

    /// The code (ISO 639-1).
    ///
    /// ```
    /// use concert_exchange::HeadingLanguage;
    /// assert_eq!(HeadingLanguage::from_code("ar"), Some(HeadingLanguage::Arabic));
    /// assert_eq!(HeadingLanguage::Arabic.code(), "ar");
    /// ```
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Arabic => "ar",
            Self::Spanish => "es",
            Self::French => "fr",
        }
    }

    /// The language with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The language's name for itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Arabic => "العربية",
            Self::Spanish => "Español",
            Self::French => "Français",
        }
    }

    /// Whether it is written from right to left.
    pub fn is_right_to_left(self) -> bool {
        self == Self::Arabic
    }

    /// The name of the sheet of initiatives.
    pub(crate) fn initiatives(self) -> &'static str {
        match self {
            Self::English | Self::French => "Initiatives",
            Self::Arabic => "المبادرات",
            Self::Spanish => "Iniciativas",
        }
    }
}

/// A column that is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    /// Its hashtag.
    pub(crate) tag: &'static str,
    /// Its headings in the order of [`HeadingLanguage::ALL`].
    headings: [&'static str; 4],
}

impl Column {
    /// Its heading in a language.
    pub(crate) fn heading(&self, language: HeadingLanguage) -> &'static str {
        let [english, arabic, spanish, french] = self.headings;
        match language {
            HeadingLanguage::English => english,
            HeadingLanguage::Arabic => arabic,
            HeadingLanguage::Spanish => spanish,
            HeadingLanguage::French => french,
        }
    }
}

/// The columns of [`initiative_table`](crate::initiative_table). The attribute `concert` marks our
/// own files: the guard against formulas is taken off again when they are read.
pub(crate) const INITIATIVE_COLUMNS: [Column; 44] = [
    Column {
        tag: "#meta+concert+id",
        headings: ["Concert id", "معرّف المبادرة", "Identificador Concert", "Identifiant Concert"],
    },
    Column {
        tag: "#org+name",
        headings: ["Organisation", "المنظمة", "Organización", "Organisation"],
    },
    Column { tag: "#org+acronym", headings: ["Acronym", "الاختصار", "Siglas", "Sigle"] },
    Column {
        tag: "#org+type",
        headings: [
            "Organisation type",
            "نوع المنظمة",
            "Tipo de organización",
            "Type d'organisation",
        ],
    },
    Column {
        tag: "#org+code",
        headings: [
            "Organisation code",
            "رمز المنظمة",
            "Código de la organización",
            "Code organisation",
        ],
    },
    Column {
        tag: "#org+funder", headings: ["Funder", "الجهة المانحة", "Donante", "Bailleur"]
    },
    Column {
        tag: "#org+impl",
        headings: [
            "Implementing partner",
            "الشريك المنفذ",
            "Socio implementador",
            "Partenaire de mise en œuvre",
        ],
    },
    Column {
        tag: "#org+prog",
        headings: [
            "Programme partner",
            "شريك البرنامج",
            "Socio de programa",
            "Partenaire de programme",
        ],
    },
    Column {
        tag: "#activity+name", headings: ["Activity", "النشاط", "Actividad", "Activité"]
    },
    Column { tag: "#sector+name", headings: ["Sector", "القطاع", "Sector", "Secteur"] },
    Column {
        tag: "#sector+code",
        headings: ["Sector code", "رمز القطاع", "Código del sector", "Code secteur"],
    },
    Column {
        tag: "#activity+service", headings: ["Service", "الخدمة", "Servicio", "Service"]
    },
    Column {
        tag: "#activity+code+pillar", headings: ["Pillar", "الركيزة", "Pilar", "Pilier"]
    },
    Column { tag: "#activity+code+side", headings: ["Side", "الجانب", "Lado", "Côté"] },
    Column {
        tag: "#activity+code+form",
        headings: [
            "Form of exploitation",
            "شكل الاستغلال",
            "Forma de explotación",
            "Forme d'exploitation",
        ],
    },
    Column { tag: "#gender", headings: ["Sex", "الجنس", "Sexo", "Sexe"] },
    Column { tag: "#age+range", headings: ["Age", "العمر", "Edad", "Âge"] },
    Column {
        tag: "#population+origin",
        headings: ["Origin of people", "أصل الضحايا", "Origen", "Origine"],
    },
    Column {
        tag: "#population+group",
        headings: [
            "Population group",
            "الفئة السكانية",
            "Grupo de población",
            "Groupe de population",
        ],
    },
    Column {
        tag: "#region+name", headings: ["Region", "الإقليم", "Nombre de la región", "Zone"]
    },
    Column {
        tag: "#region+code",
        headings: ["Region code", "رمز الإقليم", "Código región", "Code région"],
    },
    Column { tag: "#country+name", headings: ["Country", "الدولة", "País", "Pays"] },
    Column {
        tag: "#country+code",
        headings: ["Country code", "رمز الدولة", "Código país", "Code pays"],
    },
    Column {
        tag: "#adm1+name",
        headings: ["Admin 1", "المستوى الإداري الأول", "Admin 1", "Admin 1"],
    },
    Column {
        tag: "#adm1+code",
        headings: ["Admin 1 P-code", "رمز المستوى الإداري الأول", "Código admin 1", "Code admin 1"],
    },
    Column {
        tag: "#adm2+name",
        headings: ["Admin 2", "المستوى الإداري الثاني", "Admin 2", "Admin 2"],
    },
    Column {
        tag: "#adm2+code",
        headings: ["Admin 2 P-code", "رمز المستوى الإداري الثاني", "Código admin 2", "Code admin 2"],
    },
    Column {
        tag: "#adm3+name",
        headings: ["Admin 3", "المستوى الإداري الثالث", "Admin 3", "Admin 3"],
    },
    Column {
        tag: "#adm3+code",
        headings: ["Admin 3 P-code", "رمز المستوى الإداري الثالث", "Código admin 3", "Code admin 3"],
    },
    Column { tag: "#geo+lat", headings: ["Latitude", "خط العرض", "Latitud", "Latitude"] },
    Column { tag: "#geo+lon", headings: ["Longitude", "خط الطول", "Longitud", "Longitude"] },
    Column {
        tag: "#country+origin",
        headings: ["Country of origin", "بلد المنشأ", "País de origen", "Pays d'origine"],
    },
    Column {
        tag: "#country+dest",
        headings: [
            "Country of destination",
            "بلد المقصد",
            "País de destino",
            "Pays de destination",
        ],
    },
    Column { tag: "#status", headings: ["Status", "الحالة", "Estatus", "Statut"] },
    Column { tag: "#date+start", headings: ["Start", "تاريخ البدء", "Inicio", "Début"] },
    Column { tag: "#date+end", headings: ["End", "تاريخ الانتهاء", "Fin", "Fin"] },
    Column {
        tag: "#date+reported", headings: ["Reported", "تاريخ التقرير", "Fecha", "Date"]
    },
    Column {
        tag: "#date+confirmed",
        headings: ["Confirmed", "تاريخ التأكيد", "Fecha de confirmación", "Date de confirmation"],
    },
    Column {
        tag: "#capacity",
        headings: ["Capacity", "القدرة الاستيعابية", "Capacidad", "Capacité"],
    },
    Column {
        tag: "#value+budget", headings: ["Budget", "الميزانية", "Presupuesto", "Budget"]
    },
    Column { tag: "#value+currency", headings: ["Currency", "العملة", "Moneda", "Devise"] },
    Column { tag: "#targeted", headings: ["Targeted", "المستهدفون", "Meta", "Cible"] },
    Column {
        tag: "#reached", headings: ["Reached", "المستفيدون", "Alcanzados", "Atteint"]
    },
    Column {
        tag: "#meta+remarks", headings: ["Remarks", "ملاحظات", "Observaciones", "Remarques"]
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hxl::Tag;
    use crate::meaning::Meaning;

    #[test]
    fn every_heading_in_every_language_means_what_its_hashtag_does() {
        for column in INITIATIVE_COLUMNS {
            let tag = Tag::parse(column.tag).unwrap();
            let meaning = Meaning::of_tag(&tag);
            assert!(meaning.is_some(), "{}", column.tag);
            for language in HeadingLanguage::ALL {
                let heading = column.heading(language);
                let found = Meaning::of_heading(heading);
                let found = found.map(|(meaning, _, is_slip)| (meaning, is_slip));
                assert_eq!(found, meaning.map(|meaning| (meaning, false)), "{heading}");
            }
        }
    }

    #[test]
    fn no_two_columns_of_a_table_have_one_heading() {
        for language in HeadingLanguage::ALL {
            let headings = INITIATIVE_COLUMNS.map(|column| column.heading(language));
            let distinct: std::collections::BTreeSet<&str> = headings.into_iter().collect();
            assert_eq!(distinct.len(), headings.len(), "{}", language.code());
        }
    }
}
