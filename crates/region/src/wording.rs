//! The words in which organisations write: of services, forms, axes and titles, in English,
//! French, Spanish and Arabic.

use concert_coalition::Status;
use concert_terms::{Axis, ServiceKind, Stated};

use crate::sketch::Frame;

/// Codes, each with its words in the four [`LANGUAGES`](crate::names::LANGUAGES).
type Words = (&'static str, [&'static str; 4]);

/// The word for a service.
pub(crate) fn service(service: ServiceKind, language: usize) -> &'static str {
    of(&SERVICES, service.code(), language)
}

/// The word for a value of an axis, a status or a kind of organisation.
pub(crate) fn word(code: &'static str, language: usize) -> &'static str {
    of(&FRAME, code, language)
}

/// The word for how far an initiative is.
pub(crate) fn status(status: Status, language: usize) -> &'static str {
    let code = match status {
        Status::Planned => "planned",
        Status::Active => "active",
        Status::Suspended => "suspended",
        Status::Ended => "ended",
    };
    word(code, language)
}

/// A code that has no words stands for itself.
fn of(table: &[Words], code: &'static str, language: usize) -> &'static str {
    table.iter().find(|(known, _)| *known == code).map_or(code, |(_, words)| words[language % 4])
}

/// The words for stated values of an axis, joined by semicolons; empty when unstated.
pub(crate) fn words<T: Axis>(stated: Stated<T>, language: usize) -> String {
    let words: Vec<_> = stated.values().map(|value| word(value.code(), language)).collect();
    words.join("; ")
}

/// A title as an organisation would write it: what, against which form, where.
pub(crate) fn title(
    offered: Option<ServiceKind>,
    frame: &Frame,
    place: &str,
    language: usize,
) -> String {
    let what = match (offered, frame.pillars.values().next()) {
        (Some(offered), _) => service(offered, language),
        (None, Some(pillar)) => word(pillar.code(), language),
        (None, None) => word("programme", language),
    };
    match frame.forms.values().next() {
        Some(form) => format!("{what}: {} – {place}", word(form.code(), language)),
        None => format!("{what} – {place}"),
    }
}

const SERVICES: [Words; 17] = [
    (
        "identification",
        [
            "Identification of victims",
            "Identification des victimes",
            "Identificación de víctimas",
            "التعرف على الضحايا",
        ],
    ),
    ("shelter", ["Shelter", "Hébergement", "Alojamiento", "مأوى"]),
    ("health", ["Health care", "Soins de santé", "Atención médica", "رعاية صحية"]),
    ("legal", ["Legal aid", "Aide juridique", "Asistencia jurídica", "مساعدة قانونية"]),
    ("social", ["Social support", "Accompagnement social", "Acompañamiento social", "دعم اجتماعي"]),
    (
        "child",
        ["Child protection", "Protection de l’enfance", "Protección de la infancia", "حماية الطفل"],
    ),
    (
        "livelihood",
        ["Training and work", "Formation et emploi", "Formación y empleo", "تدريب وعمل"],
    ),
    ("material", ["Material assistance", "Aide matérielle", "Ayuda material", "مساعدة عينية"]),
    (
        "return",
        [
            "Return and reintegration",
            "Retour et réinsertion",
            "Retorno y reintegración",
            "عودة وإعادة إدماج",
        ],
    ),
    ("hotline", ["Helpline", "Ligne d’écoute", "Línea de ayuda", "خط مساعدة"]),
    (
        "awareness",
        [
            "Awareness campaign",
            "Campagne de sensibilisation",
            "Campaña de sensibilización",
            "حملة توعية",
        ],
    ),
    (
        "inspection",
        ["Labour inspection", "Inspection du travail", "Inspección laboral", "تفتيش العمل"],
    ),
    (
        "recruitment",
        ["Fair recruitment", "Recrutement équitable", "Contratación equitativa", "توظيف عادل"],
    ),
    (
        "demand",
        ["Reducing demand", "Réduction de la demande", "Reducción de la demanda", "خفض الطلب"],
    ),
    ("investigation", ["Investigation", "Enquête", "Investigación", "تحقيق"]),
    ("trial", ["Trials", "Procès", "Juicios", "محاكمات"]),
    (
        "training",
        [
            "Training of police and courts",
            "Formation de la police et des tribunaux",
            "Capacitación de policía y tribunales",
            "تدريب الشرطة والمحاكم",
        ],
    ),
];

const FRAME: [Words; 37] = [
    ("programme", ["Programme", "Programme", "Programa", "برنامج"]),
    // Pillars and sides.
    ("prevention", ["Prevention", "Prévention", "Prevención", "الوقاية"]),
    ("protection", ["Protection", "Protection", "Protección", "الحماية"]),
    ("prosecution", ["Prosecution", "Poursuites", "Enjuiciamiento", "الملاحقة القضائية"]),
    ("partnership", ["Partnership", "Partenariat", "Colaboración", "الشراكة"]),
    ("demand", ["Demand", "Demande", "Demanda", "الطلب"]),
    ("supply", ["Supply", "Offre", "Oferta", "العرض"]),
    // Forms.
    (
        "EX.SEX",
        ["Sexual exploitation", "Exploitation sexuelle", "Explotación sexual", "استغلال جنسي"],
    ),
    (
        "EX.SEX.prostitution",
        ["Forced prostitution", "Prostitution forcée", "Prostitución forzada", "دعارة قسرية"],
    ),
    ("EX.LAB", ["Forced labour", "Travail forcé", "Trabajo forzoso", "عمل قسري"]),
    (
        "EX.LAB.agriculture",
        [
            "Forced labour in agriculture",
            "Travail forcé dans l’agriculture",
            "Trabajo forzoso en la agricultura",
            "عمل قسري في الزراعة",
        ],
    ),
    (
        "EX.LAB.fishing",
        [
            "Forced labour in fishing",
            "Travail forcé dans la pêche",
            "Trabajo forzoso en la pesca",
            "عمل قسري في الصيد",
        ],
    ),
    (
        "EX.LAB.mining",
        [
            "Forced labour in mining",
            "Travail forcé dans les mines",
            "Trabajo forzoso en la minería",
            "عمل قسري في التعدين",
        ],
    ),
    (
        "EX.LAB.construction",
        [
            "Forced labour in construction",
            "Travail forcé dans le bâtiment",
            "Trabajo forzoso en la construcción",
            "عمل قسري في البناء",
        ],
    ),
    (
        "EX.DOM",
        ["Domestic servitude", "Servitude domestique", "Servidumbre doméstica", "عبودية منزلية"],
    ),
    ("EX.BEG", ["Forced begging", "Mendicité forcée", "Mendicidad forzada", "تسول قسري"]),
    ("EX.MAR", ["Forced marriage", "Mariage forcé", "Matrimonio forzado", "زواج قسري"]),
    ("EX.CRIM", ["Forced criminality", "Criminalité forcée", "Delincuencia forzada", "إجرام قسري"]),
    (
        "EX.ORG",
        ["Removal of organs", "Prélèvement d’organes", "Extracción de órganos", "نزع الأعضاء"],
    ),
    ("EX.SLA", ["Slavery", "Esclavage", "Esclavitud", "الرق"]),
    // Populations.
    ("female", ["Female", "Femmes", "Mujeres", "إناث"]),
    ("male", ["Male", "Hommes", "Hombres", "ذكور"]),
    ("other", ["Other", "Autre", "Otro", "أخرى"]),
    ("child", ["Children", "Enfants", "Niños", "أطفال"]),
    ("adult", ["Adults", "Adultes", "Adultos", "بالغون"]),
    ("older", ["Older people", "Personnes âgées", "Personas mayores", "كبار السن"]),
    ("domestic", ["Nationals", "Nationaux", "Nacionales", "مواطنون"]),
    ("foreign", ["Foreigners", "Étrangers", "Extranjeros", "أجانب"]),
    // Status and kinds of organisations.
    ("planned", ["Planned", "Prévu", "Planificado", "مخطط"]),
    ("active", ["Ongoing", "En cours", "En curso", "جار"]),
    ("suspended", ["Suspended", "Suspendu", "Suspendido", "معلق"]),
    ("ended", ["Completed", "Terminé", "Terminado", "مكتمل"]),
    ("state", ["Government", "Gouvernement", "Gobierno", "حكومة"]),
    (
        "intergovernmental",
        [
            "International organisation",
            "Organisation internationale",
            "Organización internacional",
            "منظمة دولية",
        ],
    ),
    ("ngo", ["NGO", "ONG", "ONG", "منظمة غير حكومية"]),
    ("private", ["Private sector", "Secteur privé", "Sector privado", "القطاع الخاص"]),
    ("academic", ["Academic", "Universitaire", "Académico", "أكاديمي"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_service_has_words_in_every_language() {
        for kind in ServiceKind::all() {
            for language in 0..4 {
                assert_ne!(service(kind, language), kind.code());
                assert!(!service(kind, language).is_empty());
            }
        }
    }
}
