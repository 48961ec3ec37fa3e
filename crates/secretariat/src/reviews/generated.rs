//! The review cycle of a generated region, half way: five members answer about the adopted plan,
//! and their reviewers have begun to observe.

use concert_coalition::{
    Command, Followed, Pairing, Prefill, Question, ReviewAct, ReviewCommand, ReviewCycle,
};
use concert_terms::{Id, Names, PlaceCode};

use crate::decisions::Cast;

/// Makes up the cycle on a plan that the same cast adopted. One of its questions is about the gaps
/// of a place.
pub(crate) fn review_in_region(cast: &mut Cast, plan: Id, place: Option<PlaceCode>) {
    let members: Vec<Id> = (0..5).filter_map(|member| cast.member_id(member)).collect();
    let &[first, second, third, fourth, fifth] = members.as_slice() else { return };
    let question = |number, text: (&str, &str), prefill| Question {
        number,
        text: Names::new("en", text.0).with("ar", text.1),
        prefill,
    };
    // Each is reviewed by the two that come next, so that no two review each other.
    let pairing = |reviewed, reviewers| Pairing { reviewed, reviewers };
    let mut questions = vec![
        question(
            1,
            ("What have you done since the plan was adopted?", "ماذا أنجزتم منذ اعتماد الخطة؟"),
            Prefill::Initiatives,
        ),
        question(
            2,
            ("How far are your commitments?", "إلى أي مدى وصلت التزاماتكم؟"),
            Prefill::Progress,
        ),
        question(
            3,
            ("What keeps you from doing more?", "ما الذي يمنعكم من فعل المزيد؟"),
            Prefill::FreeText,
        ),
    ];
    questions.extend(place.map(|place| {
        let text =
            ("Which of these gaps will you help to close?", "أيّ هذه الفجوات ستساعدون على سدّها؟");
        question(4, text, Prefill::Gaps { place })
    }));
    let cycle = ReviewCycle {
        id: cast.id("review cycle"),
        names: Names::new("en", "First review of the plan of action")
            .with("ar", "الاستعراض الأول لخطة العمل"),
        plan,
        questions,
        answers_by: cast.day(10),
        observations_by: cast.day(-20),
        pairings: vec![
            pairing(first, [second, third]),
            pairing(second, [third, fourth]),
            pairing(third, [fourth, fifth]),
            pairing(fourth, [fifth, first]),
            pairing(fifth, [first, second]),
        ],
    };
    let id = cycle.id;
    cast.operator(40, Command::Review(ReviewCommand::Open(Box::new(cycle))));
    let act = |reviewed, act| Command::Review(ReviewCommand::Act { cycle: id, reviewed, act });
    let answer =
        |question, text: &str| ReviewAct::Answer { question, text: Names::new("en", text) };
    for (member, reviewed) in (0..).zip([first, second, third]) {
        cast.member(
            member,
            22,
            act(reviewed, answer(1, "What stands beside this question is complete.")),
        );
        let reason = "Money that comes for one year at a time, and staff who leave with it.";
        cast.member(member, 21, act(reviewed, answer(3, reason)));
    }
    let observe = |text: &str, reply_by| ReviewAct::Observe {
        text: Names::new("en", text),
        action: None,
        reply_by,
    };
    let (soon, later) = (cast.day(2), cast.day(-14));
    let text = "Nothing is said about those who are exploited in their own country.";
    cast.member(1, 8, act(first, observe(text, later)));
    let text = "The answer does not say how many people were reached.";
    cast.member(2, 8, act(first, observe(text, soon)));
    let reply = "We count from this year on. The first figures come with the next report.";
    let reply = ReviewAct::AnswerObservation { observation: 1, text: Names::new("en", reply) };
    cast.member(0, 5, act(first, reply));
    let text = "We refer people to them, and they answer within the day.".to_owned();
    cast.member(3, 4, act(first, ReviewAct::Remark { question: Some(1), text }));
    let seen = "The first figures stand in its report of this month.".to_owned();
    let mark = ReviewAct::Mark { observation: 1, followed: Followed::Partly, text: seen };
    cast.member(1, 4, act(first, mark));
    let nothing = "Nothing came.".to_owned();
    let mark = ReviewAct::Mark { observation: 2, followed: Followed::NotAtAll, text: nothing };
    cast.member(2, 1, act(first, mark));
    cast.member(0, 3, act(first, ReviewAct::Publish { from: cast.day(-40) }));
}
