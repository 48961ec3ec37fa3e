//! Names of organisations, by kind, in the language in which each works and often in others.

use concert_terms::{Names, OrganisationKind};

use crate::chance::Chance;
use crate::geography::Geography;
use crate::names::{LANGUAGES, Namer, spellings};

/// A name in the four languages; `{}` stands for an invented word or the name of a place.
type Pattern = [&'static str; 4];

const STATE: [Pattern; 7] = [
    [
        "Labour Inspectorate of {}",
        "Inspection du travail de {}",
        "Inspección de Trabajo de {}",
        "تفتيش العمل في {}",
    ],
    ["Police of {}", "Police de {}", "Policía de {}", "شرطة {}"],
    [
        "Border Service of {}",
        "Service des frontières de {}",
        "Servicio de Fronteras de {}",
        "حرس حدود {}",
    ],
    [
        "Social Services of {}",
        "Services sociaux de {}",
        "Servicios Sociales de {}",
        "الخدمات الاجتماعية في {}",
    ],
    ["Court of {}", "Tribunal de {}", "Tribunal de {}", "محكمة {}"],
    [
        "Health Authority of {}",
        "Autorité sanitaire de {}",
        "Autoridad Sanitaria de {}",
        "الهيئة الصحية في {}",
    ],
    ["Prosecutor of {}", "Parquet de {}", "Fiscalía de {}", "نيابة {}"],
];
const INTERGOVERNMENTAL: [Pattern; 3] = [
    [
        "{} Intergovernmental Office",
        "Office intergouvernemental {}",
        "Oficina Intergubernamental {}",
        "مكتب {} الحكومي الدولي",
    ],
    [
        "{} Commission for Free Work",
        "Commission {} du travail libre",
        "Comisión {} por el Trabajo Libre",
        "لجنة {} للعمل الحر",
    ],
    [
        "{} Straits Secretariat",
        "Secrétariat des détroits {}",
        "Secretaría de los Estrechos {}",
        "أمانة مضائق {}",
    ],
];
const NGO: [Pattern; 9] = [
    ["{} House", "Maison {}", "Casa {}", "بيت {}"],
    ["{} Refuge", "Refuge {}", "Refugio {}", "ملجأ {}"],
    ["Women of {}", "Femmes de {}", "Mujeres de {}", "نساء {}"],
    ["{} Workers' Aid", "Aide aux travailleurs {}", "Ayuda al Trabajador {}", "عون العمال {}"],
    ["{} Children's Trust", "Enfance {}", "Infancia {}", "صندوق {} للأطفال"],
    ["{} Legal Aid", "Aide juridique {}", "Asistencia Jurídica {}", "المساعدة القانونية {}"],
    [
        "{} Survivors' Circle",
        "Cercle des survivants {}",
        "Círculo de Sobrevivientes {}",
        "حلقة الناجين {}",
    ],
    ["{} Lantern", "Lanterne {}", "Farol {}", "فانوس {}"],
    [
        "Fishers' Mission {}",
        "Mission des pêcheurs {}",
        "Misión de Pescadores {}",
        "بعثة الصيادين {}",
    ],
];
const PRIVATE: [Pattern; 4] = [
    ["{} Shipping", "Armement {}", "Naviera {}", "{} للملاحة"],
    ["{} Farms", "Fermes {}", "Granjas {}", "مزارع {}"],
    [
        "{} Builders' Association",
        "Association des bâtisseurs {}",
        "Asociación de Constructores {}",
        "رابطة بنّائي {}",
    ],
    ["{} Hotels", "Hôtels {}", "Hoteles {}", "فنادق {}"],
];
const ACADEMIC: [Pattern; 2] = [
    ["University of {}", "Université de {}", "Universidad de {}", "جامعة {}"],
    [
        "{} Institute for Migration",
        "Institut {} des migrations",
        "Instituto {} de Migraciones",
        "معهد {} للهجرة",
    ],
];
const OTHER: [Pattern; 3] = [
    ["{} Foundation", "Fondation {}", "Fundación {}", "مؤسسة {}"],
    ["Radio {}", "Radio {}", "Radio {}", "إذاعة {}"],
    ["{} Fund", "Fonds {}", "Fondo {}", "صندوق {}"],
];

/// A name that no other organisation has. State bodies and universities are named after the place
/// where they are at home, as long as that is free, the others after an invented word.
pub(crate) fn names(
    kind: OrganisationKind,
    language: usize,
    home: usize,
    geography: &Geography,
    namer: &mut Namer,
    chance: &mut Chance,
) -> Names {
    let patterns: &[Pattern] = match kind {
        OrganisationKind::State => &STATE,
        OrganisationKind::Intergovernmental => &INTERGOVERNMENTAL,
        OrganisationKind::Ngo => &NGO,
        OrganisationKind::Private => &PRIVATE,
        OrganisationKind::Academic => &ACADEMIC,
        OrganisationKind::Other => &OTHER,
    };
    let pattern = chance.pick(patterns);
    let place = &geography.district_place(home).names;
    let local = matches!(kind, OrganisationKind::State | OrganisationKind::Academic)
        && namer.claim(&pattern[0].replace("{}", place.pick("en")));
    let words = if local {
        LANGUAGES.map(|language| place.pick(language).to_owned())
    } else {
        let country = geography.districts[home].country;
        spellings(&namer.word(country, chance))
    };
    let mut names = Names::default();
    for (at, code) in LANGUAGES.iter().enumerate() {
        if at == language || chance.happens(0.45) {
            names = names.with(code, &pattern[at].replace("{}", &words[at]));
        }
    }
    names
}
