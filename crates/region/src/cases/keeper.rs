//! Organisations that keep case lists, each with its own columns, language and habits.

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
            Self::Police => &POLICE,
            Self::Shelter => &SHELTER,
            Self::LabourInspectorate => &LABOUR_INSPECTORATE,
            Self::International => &INTERNATIONAL,
            Self::Hotline => &HOTLINE,
            Self::Hospital => &HOSPITAL,
            Self::ArabicCentre => &ARABIC_CENTRE,
            Self::RussianCentre => &RUSSIAN_CENTRE,
            Self::AsylumOffice => &ASYLUM_OFFICE,
            Self::ChildProtection => &CHILD_PROTECTION,
        }
    }
}

const ENGLISH_FORMS: [&str; 6] = [
    "sexual exploitation",
    "forced labour",
    "domestic servitude",
    "forced begging",
    "forced criminality",
    "forced marriage",
];
const ENGLISH_PARTS: [&str; 5] =
    ["Africa", "Asia", "Eastern Europe", "Latin America", "Middle East"];

static POLICE: Layout = Layout {
    name: "police",
    columns: &[
        (Column::Number, "Case No"),
        (Column::Family, "Surname"),
        (Column::Given, "Forename(s)"),
        (Column::Sex, "Sex"),
        (Column::BirthDate, "DOB"),
        (Column::Citizenship, "Nationality"),
        (Column::BirthPlace, "Place of birth"),
        (Column::Document, "Passport / ID no"),
        (Column::EventDate, "Date of report"),
        (Column::Form, "Offence type"),
    ],
    dates: Dates::Slashes,
    order: Order::Usual,
    countries: Countries::Adjective,
    sexes: ["F", "M"],
    convention: 0,
    capitals: Capitals::Family,
    unknown: "NOT KNOWN",
    prefix: "THB/2026/",
    forms: ENGLISH_FORMS,
    parts_of_the_world: ENGLISH_PARTS,
};

static SHELTER: Layout = Layout {
    name: "shelter",
    columns: &[
        (Column::Number, "N° dossier"),
        (Column::FullName, "Nom et prénom"),
        (Column::Sex, "Sexe"),
        (Column::Age, "Âge à l'admission"),
        (Column::EventDate, "Date d'admission"),
        (Column::Citizenship, "Pays d'origine"),
        (Column::Phone, "Téléphone"),
        (Column::Form, "Type d'exploitation"),
    ],
    dates: Dates::Slashes,
    order: Order::Usual,
    countries: Countries::Name(1),
    sexes: ["Femme", "Homme"],
    convention: 1,
    capitals: Capitals::None,
    unknown: "inconnu",
    prefix: "H-",
    forms: [
        "exploitation sexuelle",
        "travail forcé",
        "servitude domestique",
        "mendicité forcée",
        "criminalité forcée",
        "mariage forcé",
    ],
    parts_of_the_world: ["Afrique", "Asie", "Europe de l'Est", "Amérique latine", "Moyen-Orient"],
};

static LABOUR_INSPECTORATE: Layout = Layout {
    name: "labour-inspectorate",
    columns: &[
        (Column::Number, "ref"),
        (Column::Given, "first_name"),
        (Column::Family, "last_name"),
        (Column::BirthYear, "year_of_birth"),
        (Column::Sex, "gender"),
        (Column::Citizenship, "citizenship"),
        (Column::Document, "document_number"),
        (Column::Phone, "mobile"),
        (Column::EventDate, "inspection_date"),
    ],
    dates: Dates::MonthName,
    order: Order::GivenFirst,
    countries: Countries::Name(0),
    sexes: ["female", "male"],
    convention: 0,
    capitals: Capitals::None,
    unknown: "n/a",
    prefix: "LI",
    forms: ENGLISH_FORMS,
    parts_of_the_world: ENGLISH_PARTS,
};

static INTERNATIONAL: Layout = Layout {
    name: "international",
    columns: &[
        (Column::Number, "case_id"),
        (Column::Given, "given_names"),
        (Column::Family, "family_name"),
        (Column::BirthDate, "date_of_birth"),
        (Column::Sex, "sex"),
        (Column::Citizenship, "citizenship_iso3"),
        (Column::BirthPlace, "place_of_birth"),
        (Column::Phone, "phone"),
        (Column::EventDate, "registration_date"),
        (Column::Form, "exploitation_type"),
    ],
    dates: Dates::Iso,
    order: Order::GivenFirst,
    countries: Countries::Alpha3,
    sexes: ["F", "M"],
    convention: 0,
    capitals: Capitals::None,
    unknown: "unknown",
    prefix: "VOT-",
    forms: ENGLISH_FORMS,
    parts_of_the_world: ENGLISH_PARTS,
};

static HOTLINE: Layout = Layout {
    name: "hotline",
    columns: &[
        (Column::Number, "Llamada"),
        (Column::EventDate, "Fecha"),
        (Column::FullName, "Nombre y apellidos"),
        (Column::OtherName, "Apodo"),
        (Column::Age, "Edad"),
        (Column::Sex, "Sexo"),
        (Column::Citizenship, "Nacionalidad"),
        (Column::Phone, "Teléfono"),
    ],
    dates: Dates::Slashes,
    order: Order::GivenFirst,
    countries: Countries::Name(2),
    sexes: ["mujer", "hombre"],
    convention: 2,
    capitals: Capitals::None,
    unknown: "desconocido",
    prefix: "",
    forms: [
        "explotación sexual",
        "trabajo forzoso",
        "servidumbre doméstica",
        "mendicidad forzada",
        "delincuencia forzada",
        "matrimonio forzado",
    ],
    parts_of_the_world: ["África", "Asia", "Europa del Este", "América Latina", "Oriente Medio"],
};

static HOSPITAL: Layout = Layout {
    name: "hospital",
    columns: &[
        (Column::Number, "Fallnummer"),
        (Column::FullName, "Name, Vorname"),
        (Column::BirthDate, "Geburtsdatum"),
        (Column::Sex, "Geschlecht"),
        (Column::Citizenship, "Staatsangehörigkeit"),
        (Column::Phone, "Telefon"),
        (Column::EventDate, "Aufnahmedatum"),
    ],
    dates: Dates::Points,
    order: Order::FamilyComma,
    countries: Countries::Alpha2,
    sexes: ["w", "m"],
    convention: 3,
    capitals: Capitals::None,
    unknown: "unbekannt",
    prefix: "70",
    forms: [
        "sexuelle Ausbeutung",
        "Zwangsarbeit",
        "Haushaltssklaverei",
        "erzwungene Bettelei",
        "erzwungene Straftaten",
        "Zwangsheirat",
    ],
    parts_of_the_world: ["Afrika", "Asien", "Osteuropa", "Lateinamerika", "Naher Osten"],
};

static ARABIC_CENTRE: Layout = Layout {
    name: "arabic-centre",
    columns: &[
        (Column::Number, "رقم الملف"),
        (Column::FullName, "الاسم الكامل"),
        (Column::Sex, "الجنس"),
        (Column::BirthDate, "تاريخ الميلاد"),
        (Column::Citizenship, "الجنسية"),
        (Column::BirthPlace, "مكان الميلاد"),
        (Column::Phone, "الهاتف"),
        (Column::EventDate, "تاريخ التسجيل"),
        (Column::Form, "نوع الاستغلال"),
    ],
    dates: Dates::Slashes,
    order: Order::Usual,
    countries: Countries::Name(3),
    sexes: ["أنثى", "ذكر"],
    convention: 1,
    capitals: Capitals::None,
    unknown: "غير معروف",
    prefix: "م-",
    forms: ["استغلال جنسي", "عمل قسري", "عبودية منزلية", "تسول قسري", "إجرام قسري", "زواج قسري"],
    parts_of_the_world: ["أفريقيا", "آسيا", "أوروبا الشرقية", "أمريكا اللاتينية", "الشرق الأوسط"],
};

static RUSSIAN_CENTRE: Layout = Layout {
    name: "russian-centre",
    columns: &[
        (Column::Number, "№ дела"),
        (Column::Family, "Фамилия"),
        (Column::Given, "Имя"),
        (Column::Middle, "Отчество"),
        (Column::Sex, "Пол"),
        (Column::BirthDate, "Дата рождения"),
        (Column::Citizenship, "Гражданство"),
        (Column::BirthPlace, "Место рождения"),
        (Column::Phone, "Телефон"),
        (Column::EventDate, "Дата обращения"),
        (Column::Form, "Вид эксплуатации"),
    ],
    dates: Dates::Points,
    order: Order::Usual,
    countries: Countries::Russian,
    sexes: ["ж", "м"],
    convention: 1,
    capitals: Capitals::None,
    unknown: "неизвестно",
    prefix: "Д-",
    forms: [
        "сексуальная эксплуатация",
        "принудительный труд",
        "домашнее рабство",
        "принудительное попрошайничество",
        "принуждение к преступлениям",
        "принудительный брак",
    ],
    parts_of_the_world: [
        "Африка",
        "Азия",
        "Восточная Европа",
        "Латинская Америка",
        "Ближний Восток",
    ],
};

static ASYLUM_OFFICE: Layout = Layout {
    name: "asylum-office",
    columns: &[
        (Column::Number, "Pratica"),
        (Column::Family, "Cognome"),
        (Column::Given, "Nome"),
        (Column::Sex, "Sesso"),
        (Column::BirthDate, "Data di nascita"),
        (Column::BirthPlace, "Luogo di nascita"),
        (Column::Citizenship, "Cittadinanza"),
        (Column::Document, "Documento"),
        (Column::EventDate, "Data domanda"),
    ],
    dates: Dates::Slashes,
    order: Order::Usual,
    countries: Countries::Alpha3,
    sexes: ["F", "M"],
    convention: 0,
    capitals: Capitals::All,
    unknown: "SCONOSCIUTO",
    prefix: "RM",
    forms: [
        "sfruttamento sessuale",
        "lavoro forzato",
        "servitù domestica",
        "accattonaggio",
        "attività illecite",
        "matrimonio forzato",
    ],
    parts_of_the_world: ["Africa", "Asia", "Europa orientale", "America Latina", "Medio Oriente"],
};

static CHILD_PROTECTION: Layout = Layout {
    name: "child-protection",
    columns: &[
        (Column::Number, "Processo"),
        (Column::FullName, "Nome completo"),
        (Column::BirthDay, "Dia nasc."),
        (Column::BirthMonth, "Mês nasc."),
        (Column::BirthYear, "Ano nasc."),
        (Column::Sex, "Sexo"),
        (Column::Citizenship, "País"),
        (Column::BirthPlace, "Naturalidade"),
        (Column::Phone, "Contacto"),
        (Column::EventDate, "Data de entrada"),
    ],
    dates: Dates::Iso,
    order: Order::Usual,
    countries: Countries::Alpha2,
    sexes: ["feminino", "masculino"],
    convention: 2,
    capitals: Capitals::None,
    unknown: "desconhecido",
    prefix: "CP.",
    forms: [
        "exploração sexual",
        "trabalho forçado",
        "servidão doméstica",
        "mendicidade forçada",
        "criminalidade forçada",
        "casamento forçado",
    ],
    parts_of_the_world: ["África", "Ásia", "Europa de Leste", "América Latina", "Médio Oriente"],
};

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
