//! Invented partnerships: no real organisation.

use concert_figures::{Frame, NetworkFigure, Node};

const NAMES: [&str; 8] = [
    "Harbour Light",
    "Labour Inspectorate",
    "Northern Refuge",
    "Legal Aid Union",
    "Fair Recruiters",
    "University of the Coast",
    "Regional Office",
    "Night Hotline",
];

/// A chain of hubs with partners around them, pairs and some on their own, of as many
/// organisations as are wanted.
pub(crate) fn partnerships(nodes: u32, width: u32) -> NetworkFigure {
    let mut ties = Vec::new();
    // Four of five are in the large component; each tenth of them is a hub.
    let inside = nodes * 4 / 5;
    for node in 0..inside {
        let hub = node - node % 10;
        if node != hub {
            ties.push([hub, node]);
        } else if hub > 0 {
            ties.push([hub - 10, hub]);
        }
        if node % 7 == 3 && node + 5 < inside {
            ties.push([node + 5, node]);
        }
    }
    for node in (inside..nodes).step_by(4).filter(|node| node + 1 < nodes) {
        ties.push([node, node + 1]);
    }
    let degree = |node: u32| ties.iter().flatten().filter(|at| **at == node).count();
    let node = |at: u32| {
        let name = format!("{} {}", NAMES[at as usize % NAMES.len()], at + 1);
        Node {
            href: Some(format!("/organisations/{at}")),
            kind: at as usize % 7,
            size: degree(at) as f64,
            value: degree(at).to_string(),
            label: format!("{name}: {} ties", degree(at)),
            name,
        }
    };
    let kinds = [
        "State body",
        "Intergovernmental",
        "Non-governmental",
        "Private sector",
        "Academic",
        "Other",
        "Kind not stated",
    ];
    NetworkFigure {
        frame: Frame::new("network", "Who works with whom", "Invented partnerships.", width),
        nodes: (0..nodes).map(node).collect(),
        tie_title: "Partners in an initiative".to_owned(),
        kinds: kinds.map(str::to_owned).into(),
        most: NetworkFigure::MOST,
        left_out_text: "Organisations with fewer ties are not drawn.".to_owned(),
        headers: ["Organisation", "Ties", "What is known"].map(str::to_owned),
        ties,
    }
}
