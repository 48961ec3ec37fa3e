//! The picture of a network, in the language of whoever looks at it.

use concert_figures::{Direction, Frame, NetworkFigure, Node, standalone};
use concert_terms::OrganisationKind;
use concert_terms::axis::Axis;

use crate::network::{NetworkNode, NetworkView};

/// A text that the picture needs.
#[derive(Debug, Clone, Copy)]
pub enum NetworkText<'a> {
    /// The name of the picture.
    Title,
    /// What it shows: so many organisations and ties.
    Description(u32, u32),
    /// What all lines are.
    Tie,
    /// A kind of organisation, or that it is not stated.
    Kind(Option<OrganisationKind>),
    /// The name of an organisation, short enough to stand beside its node.
    Name(&'a NetworkNode),
    /// So many ties.
    Ties(u32),
    /// Everything about a node in a sentence.
    Message(&'a NetworkNode),
    /// So many organisations are not drawn.
    LeftOut(usize),
    /// Headings of the table: who, ties, what is known.
    Headers(usize),
}

/// The network of a place: nodes as large as they have ties, in shapes and colours by kind of
/// organisation, at most as many as are wanted. `id` names the drawing on its page, `px` is its
/// width, and `link` says where an organisation leads.
pub fn network_figure(
    view: &NetworkView,
    (id, px, direction): (&str, u32, Direction),
    most: usize,
    text: &dyn Fn(NetworkText<'_>) -> String,
    link: &dyn Fn(&NetworkNode) -> Option<String>,
) -> NetworkFigure {
    let about = NetworkText::Description(view.cohesion.organisations, view.cohesion.ties);
    let frame = Frame::new(id, text(NetworkText::Title), text(about), px);
    let node = |node: &NetworkNode| Node {
        name: text(NetworkText::Name(node)),
        href: link(node),
        kind: node.organisation.kind.map_or(OrganisationKind::COUNT, Axis::index),
        size: f64::from(node.ties),
        value: text(NetworkText::Ties(node.ties)),
        label: text(NetworkText::Message(node)),
    };
    let kinds = (0..OrganisationKind::COUNT).map(OrganisationKind::at).chain([None]);
    let mut figure = NetworkFigure {
        frame: Frame { direction, ..frame },
        nodes: view.organisations.iter().map(node).collect(),
        ties: view.ties.clone(),
        tie_title: text(NetworkText::Tie),
        kinds: kinds.map(|kind| text(NetworkText::Kind(kind))).collect(),
        most,
        left_out_text: String::new(),
        headers: [0, 1, 2].map(|column| text(NetworkText::Headers(column))),
    };
    figure.left_out_text = text(NetworkText::LeftOut(figure.left_out()));
    figure
}

/// The picture as a file, in English.
///
/// Refused where it cannot be drawn: the sentence says why.
pub fn network_picture(view: &NetworkView) -> Result<String, String> {
    let (look, most) = (("network", 960, Direction::Ltr), NetworkFigure::MOST);
    let figure = network_figure(view, look, most, &english, &|_| None);
    figure.draw().map(|drawing| standalone(&drawing)).map_err(|refusal| refusal.to_string())
}

fn english(text: NetworkText<'_>) -> String {
    match text {
        NetworkText::Title => "Who works in partnership with whom".to_owned(),
        NetworkText::Description(organisations, ties) => format!(
            "{organisations} organisations and {ties} ties; larger nodes have more ties, and \
             shapes tell kinds of organisations."
        ),
        NetworkText::Tie => "Partners in an initiative under way".to_owned(),
        NetworkText::Kind(kind) => kind.map_or("kind not stated", Axis::code).to_owned(),
        NetworkText::Name(node) => {
            let organisation = &node.organisation;
            let name = || organisation.names.pick("en").to_owned();
            organisation.acronym.clone().unwrap_or_else(name)
        }
        NetworkText::Ties(ties) => ties.to_string(),
        NetworkText::Message(node) => {
            let name = node.organisation.names.pick("en");
            format!("{name}: {} ties, {} initiatives", node.ties, node.initiatives)
        }
        NetworkText::LeftOut(organisations) => {
            format!("{organisations} organisations with fewer ties are not drawn.")
        }
        NetworkText::Headers(column) => ["organisation", "ties", "what is known"]
            .get(column)
            .copied()
            .unwrap_or_default()
            .to_owned(),
    }
}
