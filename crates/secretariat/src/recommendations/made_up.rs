//! Recommendations of a generated region: made-up mechanisms ask its countries for much the same
//! year after year, so that the pages can be looked at before any document was read.

use concert_coalition::{
    ActionNumber, Actor, Command, Declaration, Mechanism, Plan, Recommendation,
    RecommendationCommand,
};
use concert_terms::{Id, Names, PlaceCode};
use jiff::Timestamp;

use super::table::response_of;
use crate::{Asked, PlanTemplate, Secretariat};

/// One that is made up: mechanism, years before this one, number of the place, response, texts.
type Sketch = (Mechanism, i16, usize, &'static str, &'static str, &'static str);

/// They come in threes that ask for much the same; the last three ask for things of their own.
const SKETCHES: [Sketch; 12] = [
    (
        Mechanism::Upr,
        5,
        0,
        "accepted",
        "Train labour inspectors to recognise victims of trafficking for forced labour",
        "تدريب مفتشي العمل على التعرّف على ضحايا الاتجار لأغراض العمل القسري",
    ),
    (
        Mechanism::Greta,
        3,
        0,
        "noted",
        "Train labour inspectors, and enough of them, to recognise the victims of trafficking for \
         forced labour",
        "تدريب عدد كافٍ من مفتشي العمل على التعرّف على ضحايا الاتجار لأغراض العمل القسري",
    ),
    (
        Mechanism::TipReport,
        1,
        1,
        "none",
        "Train labour inspectors and police to recognise victims of trafficking for forced labour",
        "تدريب مفتشي العمل والشرطة على التعرّف على ضحايا الاتجار لأغراض العمل القسري",
    ),
    (
        Mechanism::Upr,
        5,
        1,
        "accepted",
        "Give victims of trafficking access to compensation and to legal aid without conditions",
        "تمكين ضحايا الاتجار من التعويض والمساعدة القانونية دون شروط",
    ),
    (
        Mechanism::Greta,
        2,
        0,
        "none",
        "Give all victims of trafficking access to compensation and to free legal aid",
        "تمكين جميع ضحايا الاتجار من التعويض والمساعدة القانونية المجانية",
    ),
    (
        Mechanism::Untoc,
        1,
        0,
        "noted",
        "Give victims of trafficking effective access to compensation and to legal aid",
        "تمكين ضحايا الاتجار من الوصول الفعلي إلى التعويض والمساعدة القانونية",
    ),
    (
        Mechanism::Upr,
        5,
        0,
        "accepted",
        "Never punish victims of trafficking for what they were made to do",
        "عدم معاقبة ضحايا الاتجار أبداً على ما أُجبروا على فعله",
    ),
    (
        Mechanism::Greta,
        2,
        1,
        "noted",
        "Make sure that victims of trafficking are never punished for what they were made to do",
        "ضمان عدم معاقبة ضحايا الاتجار أبداً على ما أُجبروا على فعله",
    ),
    (
        Mechanism::TipReport,
        1,
        0,
        "none",
        "Stop punishing victims of trafficking for unlawful acts that they were made to do",
        "وقف معاقبة ضحايا الاتجار على أفعال غير قانونية أُجبروا على ارتكابها",
    ),
    (
        Mechanism::Untoc,
        2,
        1,
        "none",
        "Publish each year how many victims were detected, by sex, age and form of exploitation",
        "نشر عدد الضحايا المكتشفين سنوياً بحسب الجنس والعمر وشكل الاستغلال",
    ),
    (
        Mechanism::Greta,
        3,
        1,
        "accepted",
        "Appoint a guardian for every unaccompanied child within a day",
        "تعيين وصيّ لكل طفل غير مصحوب خلال يوم واحد",
    ),
    (
        Mechanism::Other,
        1,
        0,
        "none",
        "Regulate recruitment agencies so that workers pay no fees",
        "تنظيم وكالات التوظيف بحيث لا يدفع العمال أي رسوم",
    ),
];

/// Of these, the first three are joined; and which action of the global plan answers which.
const JOINED: [usize; 3] = [6, 7, 8];
const ANSWERED: [(usize, &str); 3] = [(0, "GPA-18"), (3, "GPA-35"), (6, "GPA-27")];

impl Secretariat {
    /// States made-up recommendations to the first places of a generated region. The same region on
    /// the same day has the same ones.
    pub(crate) fn make_up_recommendations(&self, now: Timestamp) -> Asked<()> {
        let operator = Actor::operator();
        let plan = Plan::id_of_name(PlanTemplate::UnGlobalPlan.names().pick("en"), &[]);
        let (places, has_plan) = {
            let picture = self.picture();
            let coalition = &picture.coalition;
            let places: Vec<PlaceCode> =
                coalition.places.iter().map(|(_, code, _)| code.clone()).take(2).collect();
            (places, coalition.plan.in_force(&plan).is_some())
        };
        if places.is_empty() {
            return Ok(());
        }
        let year = crate::decisions::day(now).year();
        let made = SKETCHES.map(|sketch| made_up(sketch, &places, year));
        let ids = made.each_ref().map(|it| it.id);
        let declared = made.map(|it| Declaration::Recommendation(Box::new(it)));
        self.act(&operator, Command::Declare(declared.into()), now)?;
        let joined = JOINED.map(|at| ids[at]).to_vec();
        let join = RecommendationCommand::Join(joined);
        self.act(&operator, Command::Recommendation(join), now)?;
        for (at, action) in ANSWERED.into_iter().filter(|_| has_plan) {
            let actions = vec![ActionNumber { plan, action: action.to_owned() }];
            self.answer_recommendation(&operator, ids[at], actions, now)?;
        }
        Ok(())
    }
}

fn made_up(sketch: Sketch, places: &[PlaceCode], this_year: i16) -> Recommendation {
    let (mechanism, ago, place, response, english, arabic) = sketch;
    let (place, year) = (&places[place % places.len()], this_year - ago);
    let document = format!("made up/{}/{year}", mechanism.code());
    let id: Id = Recommendation::id_of_description(&document, year, place.as_str(), english);
    Recommendation {
        id,
        mechanism,
        document,
        year,
        place: Some(place.clone()),
        organisation: None,
        text: Names::new("en", english).with("ar", arabic),
        response: response_of(response).unwrap_or_default(),
        source: None,
        rest: serde_json::Map::new(),
    }
}
