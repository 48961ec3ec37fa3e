//! The linkage round of a generated region: three lists of made-up people, encoded and submitted by three of its members, to
//! be linked by whoever looks at it.

use concert_coalition::{Actor, Coalition};
use concert_linkage::CaseList;
use concert_linkage::round_key::Holder;
use concert_region::{CaseParameters, GeneratedList, Keeper, ListParameters, case_lists};
use concert_terms::{CaseField, Id, Names, OrganisationKind, Period};
use jiff::{Timestamp, ToSpan as _};
use rand::SeedableRng as _;
use rand_chacha::ChaCha20Rng;

use crate::case_lists::made_up_case_list;
use crate::decisions::{day, organisation};
use crate::encode_list::{ask_for_tokens, made_up_file};
use crate::hexadecimal::hex;
use crate::label::OrganisationLabel;
use crate::round_files::{ceremony, key_refused, terms_of};
use crate::rounds::{ListHead, RoundOpening};
use crate::{Asked, EncodingSettings, Fault, RoundAsked, RoundFile, Secretariat};

/// How many victims there are, on a list or on none.
const POPULATION: u32 = 1_500;

/// The share of them that each list catches.
const CAUGHT: f64 = 0.45;

/// Who keeps the lists: those that write whole days of birth and the citizenship.
const KEEPERS: [Keeper; 3] = [Keeper::Police, Keeper::International, Keeper::AsylumOffice];

/// What all of them know of people.
const FIELDS: [CaseField; 7] = [
    CaseField::GivenName,
    CaseField::FamilyName,
    CaseField::FullName,
    CaseField::OtherName,
    CaseField::BirthDate,
    CaseField::Sex,
    CaseField::Citizenship,
];

/// Organisations that hold the key, and how many of them must answer.
const HOLDERS: usize = 3;
const NEEDED: u16 = 2;

/// Until when lists may be sent.
const DAYS_LEFT: i64 = 14;

impl Secretariat {
    /// States a linkage round of a generated region, with a list of each of its members. Nothing
    /// where the region has too few members.
    ///
    /// The seed makes the people on the lists. The round's key is drawn anew each time, as every
    /// key must be: that is why a round is not of what [`Secretariat::make_region`] states, which
    /// is the same for the same seed.
    pub fn make_round(
        &self,
        seed: u64,
        now: Timestamp,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Asked<()> {
        let today = day(now);
        let (members, place) = {
            let picture = self.picture();
            let coalition = &picture.coalition;
            let place = coalition.places.iter().next().map(|(_, code, _)| code.clone());
            (members(coalition, now), place)
        };
        let (Some((keepers, others)), Some(place)) =
            (members.split_at_checked(KEEPERS.len()), place)
        else {
            return Ok(());
        };
        let Some(holders) = others.get(..HOLDERS) else { return Ok(()) };
        let (file, mut shares) = self.made_up_key(today.year(), holders)?;
        let opening = RoundOpening {
            purpose: Names::new("en", "How many victims does no list have?")
                .with("ar", "كم من الضحايا لا تذكرهم أي قائمة؟"),
            holders: holders.iter().map(|it| it.id).collect(),
            members: keepers.iter().map(|it| it.id).collect(),
            lists_by: today.saturating_add(DAYS_LEFT.days()),
            place,
            period: Period::year(today.year()),
        };
        let text = serde_json::to_string(&file).map_err(|error| broken(&error))?;
        let opener = self.made_up_member(holders[0].id, now)?;
        let round = self.open_round(&opener, &text, opening, now)?;
        let mut parameters = CaseParameters::ordinary(POPULATION, KEEPERS.len());
        parameters.today = today;
        parameters.lists = KEEPERS.map(ListParameters::ordinary).into();
        parameters.lists.iter_mut().for_each(|list| list.capture = CAUGHT);
        let world = case_lists(&parameters, seed).map_err(|refusal| broken(&refusal))?;
        for (done, (keeper, list)) in (0..).zip(keepers.iter().zip(&world.lists)) {
            progress(done, KEEPERS.len() as u64);
            let member = self.made_up_member(keeper.id, now)?;
            self.submit_made_up(&member, (round, &file), &mut shares, &case_list(list)?, now)?;
        }
        Ok(())
    }

    fn made_up_key(
        &self,
        year: i16,
        holders: &[OrganisationLabel],
    ) -> Asked<(RoundFile, Vec<Holder>)> {
        let asked = RoundAsked {
            name: format!("Case lists of {year}"),
            holders: holders.iter().map(|it| it.names.pick("en").to_owned()).collect(),
            needed: NEEDED,
            settings: EncodingSettings {
                reference_year: Some(year),
                ..EncodingSettings::of_fields(FIELDS)
            },
            most_tokens: 200_000,
        };
        let round = terms_of(&asked)?;
        let (shares, key) =
            ceremony(&round, self.entropy).map_err(|refusal| key_refused(&refusal))?;
        let RoundAsked { settings, holders, .. } = asked;
        Ok((RoundFile { round, settings, key, holders }, shares))
    }

    fn submit_made_up(
        &self,
        member: &Actor,
        (round, file): (Id, &RoundFile),
        shares: &mut [Holder],
        list: &CaseList,
        now: Timestamp,
    ) -> Asked<()> {
        let (request, asked) = ask_for_tokens(list, file, self.entropy)?;
        let mut rng = ChaCha20Rng::from_seed(self.entropy.bytes());
        let mut answers = Vec::new();
        for share in shares.iter_mut().take(usize::from(NEEDED)) {
            let answer = share.answer(&list.name, &request, &mut rng);
            answers.push(answer.map_err(|refusal| key_refused(&refusal))?);
        }
        let (cases, bytes) = made_up_file(list, file, &asked, &answers, self.entropy)?;
        let head = ListHead {
            round: file.digest(),
            settings: hex(&file.settings.digest()),
            records: cases.encoded.filters.len() as u64,
            clean: cases.encoded.clean,
        };
        self.submit_list(member, round, &bytes, |_, _| Ok(head), now)?;
        Ok(())
    }
}

/// The members of the coalition, states first.
fn members(coalition: &Coalition, now: Timestamp) -> Vec<OrganisationLabel> {
    let all = coalition.organisations.iter().map(|(_, id, _)| *id);
    let members = all.filter(|id| coalition.decisions.is_member(id, day(now)));
    let mut members: Vec<_> = members.map(|id| organisation(coalition, id)).collect();
    members.sort_by_key(|it| (it.kind != Some(OrganisationKind::State), it.id));
    members
}

fn case_list(list: &GeneratedList) -> Asked<CaseList> {
    let headings: Vec<&str> = list.headings.iter().map(String::as_str).collect();
    made_up_case_list(&list.name, &headings, &list.rows)
}

/// What is made here is sound; if it is not, the making is broken.
fn broken(error: &impl std::fmt::Display) -> Fault {
    Fault::Broken(format!("a generated round: {error}"))
}
