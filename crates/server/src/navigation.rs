//! Where one can go from every page: the sections, and within the first section the questions that
//! are asked of the common picture.

use crate::catalogue::Phrase;
use crate::page::Page;

/// A link of the navigation.
pub(crate) struct Section {
    /// Its name.
    pub(crate) name: Phrase,
    /// Where it leads.
    pub(crate) href: &'static str,
    /// Whether the page belongs to it.
    pub(crate) is_here: bool,
}

/// The key of a section's name, and where it leads.
const SECTIONS: &[(&str, &str)] = &[
    ("nav-picture", "/"),
    ("nav-plans", "/plans"),
    ("nav-commitments", "/commitments"),
    ("nav-decisions", "/decisions"),
    ("nav-reviews", "/reviews"),
    ("nav-recommendations", "/recommendations"),
    ("nav-initiatives", "/initiatives"),
    ("nav-organisations", "/organisations"),
    ("nav-places", "/places"),
    ("nav-needs", "/needs"),
    ("nav-rounds", "/rounds"),
    ("nav-estimates", "/estimates"),
    ("nav-import", "/import"),
    ("nav-journal", "/statements"),
];

/// The questions that are asked of the common picture: the key of their name, and where each is
/// answered.
const QUESTIONS: &[(&str, &str)] = &[
    ("nav-frame", "/"),
    ("nav-matrix", "/matrix"),
    ("nav-gaps", "/gaps"),
    ("nav-proportion", "/proportion"),
    ("nav-ladder", "/ladder"),
    ("nav-overlap", "/overlap"),
    ("nav-network", "/network"),
    ("nav-alignment", "/alignment"),
    ("nav-partners", "/partners"),
    ("nav-corridors", "/corridors"),
    ("nav-next", "/next"),
    ("nav-changes", "/changes"),
    ("nav-silence", "/silence"),
    ("nav-ask", "/ask"),
];

impl Page {
    /// The navigation of somebody who is signed in.
    pub(crate) fn sections(&self) -> Vec<Section> {
        let path = self.path();
        let mut sections = SECTIONS.to_vec();
        if self.administers() {
            sections.push(("nav-users", "/users"));
        }
        let is_here = |href: &str| match href {
            "/" => is_question(path),
            "/decisions" => path.starts_with("/decisions") || path.starts_with("/bodies"),
            "/places" => path == "/places" || path == "/place",
            "/estimates" => {
                path.starts_with("/estimates") || ["/prevalence", "/profits"].contains(&path)
            }
            href => path.starts_with(href),
        };
        self.links(&sections, is_here)
    }

    /// The questions beside the one that the page answers; none elsewhere.
    pub(crate) fn questions(&self) -> Vec<Section> {
        let path = self.path();
        if !self.is_signed_in() || !is_question(path) {
            return Vec::new();
        }
        self.links(QUESTIONS, |href| match href {
            "/" => path == "/" || path == "/cell",
            href => path.starts_with(href),
        })
    }

    fn links(
        &self,
        targets: &[(&'static str, &'static str)],
        is_here: impl Fn(&str) -> bool,
    ) -> Vec<Section> {
        let link = |(key, href): &(&'static str, &'static str)| Section {
            name: self.say(key),
            href,
            is_here: is_here(href),
        };
        targets.iter().map(link).collect()
    }

    fn path(&self) -> &str {
        self.here.split('?').next().unwrap_or("/")
    }
}

fn is_question(path: &str) -> bool {
    path == "/cell"
        || QUESTIONS.iter().any(|(_, href)| match *href {
            "/" => path == "/",
            href => path.starts_with(href),
        })
}
