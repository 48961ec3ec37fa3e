//! The names of a person as the columns of a list hold them.

use super::keeper::Order;
use crate::people::Role;

/// Names by column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct NameText {
    pub(crate) given: String,
    pub(crate) middle: String,
    pub(crate) family: String,
    pub(crate) full: String,
    pub(crate) other: String,
    /// In the usual order.
    whole: String,
    family_first: bool,
}

impl NameText {
    /// Names in their usual order, by column.
    pub(crate) fn new(texts: &[(Role, String)], middle_apart: bool, joint: &str) -> Self {
        let of = |roles: &[Role]| {
            let chosen: Vec<&str> = texts
                .iter()
                .filter(|(role, _)| roles.contains(role))
                .map(|(_, text)| text.as_str())
                .collect();
            chosen.join(joint)
        };
        let given = [Role::Title, Role::Given, Role::SecondGiven];
        let with_middle = [Role::Title, Role::Given, Role::SecondGiven, Role::Middle];
        let whole: Vec<&str> = texts.iter().map(|(_, text)| text.as_str()).collect();
        Self {
            given: if middle_apart { of(&given) } else { of(&with_middle) },
            middle: if middle_apart { of(&[Role::Middle]) } else { String::new() },
            family: of(&[Role::Family, Role::SecondFamily]),
            full: String::new(),
            other: String::new(),
            whole: whole.join(joint),
            family_first: texts.first().is_some_and(|(role, _)| *role == Role::Family),
        }
    }

    /// Makes the full name, and puts given and family name in each other's place where that went
    /// wrong.
    pub(crate) fn put_together(&mut self, order: Order, swapped: bool, joint: &str) {
        let one_missing = self.given.is_empty() || self.family.is_empty();
        let joined = |first: &str, second: &str| format!("{first}{joint}{second}");
        self.full = match order {
            Order::Usual if !swapped => self.whole.clone(),
            _ if one_missing => self.whole.clone(),
            Order::Usual if self.family_first => joined(&self.given, &self.family),
            Order::Usual => joined(&self.family, &self.given),
            Order::FamilyComma if swapped => format!("{}, {}", self.given, self.family),
            Order::FamilyComma => format!("{}, {}", self.family, self.given),
            Order::GivenFirst if swapped => joined(&self.family, &self.given),
            Order::GivenFirst => joined(&self.given, &self.family),
        };
        if swapped {
            std::mem::swap(&mut self.given, &mut self.family);
        }
    }
}

/// Particles and articles that belong to a family name and are often left out, longer ones first.
const PARTICLES: [&str; 18] = [
    "De Los ", "De La ", "de los ", "de la ", "Delos ", "Dela ", "dos ", "das ", "da ", "do ",
    "de ", "Al-", "Al ", "El-", "El ", "Ben ", "بن ", "ال",
];

/// A family name without the particle that it begins with; none where it begins with none.
pub(crate) fn without_particle(name: &str) -> Option<String> {
    let rest = PARTICLES.iter().find_map(|particle| name.strip_prefix(particle))?;
    (rest.chars().count() >= 2).then(|| rest.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(order: Order, swapped: bool, family_first: bool) -> NameText {
        let given = (Role::Given, "Linh".to_owned());
        let family = (Role::Family, "Tran".to_owned());
        let texts = if family_first { [family, given] } else { [given, family] };
        let mut name = NameText::new(&texts, false, " ");
        name.put_together(order, swapped, " ");
        name
    }

    #[test]
    fn a_full_name_follows_the_order_of_the_list() {
        assert_eq!(name(Order::Usual, false, true).full, "Tran Linh");
        assert_eq!(name(Order::Usual, true, true).full, "Linh Tran");
        assert_eq!(name(Order::Usual, false, false).full, "Linh Tran");
        assert_eq!(name(Order::FamilyComma, false, true).full, "Tran, Linh");
        assert_eq!(name(Order::GivenFirst, false, true).full, "Linh Tran");
        let swapped = name(Order::GivenFirst, true, true);
        assert_eq!((swapped.given.as_str(), swapped.family.as_str()), ("Tran", "Linh"));
    }

    #[test]
    fn a_name_loses_its_particle_and_never_itself() {
        assert_eq!(without_particle("Al-Hassan").as_deref(), Some("Hassan"));
        assert_eq!(without_particle("da Silva").as_deref(), Some("Silva"));
        assert_eq!(without_particle("الحسن").as_deref(), Some("حسن"));
        assert_eq!(without_particle("Dalal"), None);
    }
}
