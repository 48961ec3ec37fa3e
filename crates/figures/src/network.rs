//! Networks: who is tied with whom.
//!
//! Nearness on the sheet follows nearness in ties ([`network_layout`](crate::network_layout)); left,
//! right, up and down mean nothing, so a network is not mirrored for readers from right to left,
//! and its legend is. The kind of a node is told by shape and by colour, never by colour alone. As
//! many names are written as have room without touching each other or a node, those with most ties
//! first; the title of every node says its name, and the table says everything.

use std::fmt::Write;

use crate::frame::Frame;
use crate::interval::LARGEST;
use crate::legend::{KEY, Legend};
use crate::lettering;
use crate::network_labels::{Name, names};
use crate::network_layout::{Layout, lay};
use crate::refusal::{Refusal, safe_link, within};
use crate::sketch::{Anchor, Sketch, px};
use crate::table::{Table, TableRow};

/// A node of a network.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Its name, short enough to be written beside it.
    pub name: String,
    /// Where it leads.
    pub href: Option<String>,
    /// Its kind, by position in [`NetworkFigure::kinds`].
    pub kind: usize,
    /// What its size stands for, from 0; the largest of the figure is the measure.
    pub size: f64,
    /// The size as text, for the table.
    pub value: String,
    /// The whole message: its title in the drawing, its last cell in the table.
    pub label: String,
}

/// A network.
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkFigure {
    /// Name, description, direction and width.
    pub frame: Frame,
    /// The nodes, in the order in which the keyboard visits them.
    pub nodes: Vec<Node>,
    /// Which two are tied, by position among the nodes; in any order, each as often as one likes.
    pub ties: Vec<[u32; 2]>,
    /// What all the lines are, such as `Partners in an initiative`: their title.
    pub tie_title: String,
    /// The kinds of nodes in words, at most [`NetworkFigure::MOST_KINDS`]. The legend shows those
    /// that are drawn.
    pub kinds: Vec<String>,
    /// How many nodes are drawn at most: fewer on a phone, and never more than
    /// [`NetworkFigure::MOST`]. Those with most ties are, and of equal ones the first.
    pub most: usize,
    /// What is said below the drawing where nodes are left out; see
    /// [`NetworkFigure::left_out`].
    pub left_out_text: String,
    /// Headings of the table: the name, the size, the whole message.
    pub headers: [String; 3],
}

/// Radius of the smallest and the largest node in pixels.
const RADII: [f64; 2] = [4.0, 12.0];
/// Font size of what is said about those left out.
const SMALL: f64 = 11.0;

impl NetworkFigure {
    /// Most nodes that are drawn: more cannot be told apart.
    pub const MOST: usize = 200;
    /// Most kinds: as many as there are shapes.
    pub const MOST_KINDS: usize = 7;

    /// How many nodes are not drawn.
    pub fn left_out(&self) -> usize {
        self.nodes.len().saturating_sub(self.most.min(Self::MOST))
    }

    /// The network as SVG text.
    ///
    /// Refused: a size that is negative, not finite or beyond 10^15, a tie or a kind that is not
    /// there, an identifier or a link that cannot be used.
    pub fn draw(&self) -> Result<String, Refusal> {
        self.check()?;
        let all = self.distinct_ties();
        let drawn = self.drawn(&all);
        let nodes: Vec<&Node> = drawn.iter().map(|at| &self.nodes[*at as usize]).collect();
        let place = |node: u32| drawn.binary_search(&node).ok().map(|at| at as u32);
        let tie = |[one, other]: &[u32; 2]| Some([place(*one)?, place(*other)?]);
        let ties: Vec<[u32; 2]> = all.iter().filter_map(tie).collect();
        let width = self.frame.width_px();
        let radii = radii(&nodes);
        let layout = lay(&radii, &ties, width);
        let names = self.names(&nodes, &ties, &radii, &layout);
        let kinds: Vec<usize> = (0..self.kinds.len())
            .filter(|kind| nodes.iter().any(|node| node.kind == *kind))
            .collect();
        let legend = Legend::lay(kinds.iter().map(|kind| self.kinds[*kind].as_str()), width);
        let said = if self.left_out() > 0 {
            lettering::wrap(&self.left_out_text, width, SMALL, 3)
        } else {
            Vec::new()
        };
        let foot = 16.0 * said.len() as f64;
        let has_links = nodes.iter().any(|node| node.href.is_some());
        let height = (layout.height + legend.height + foot).max(20.0);
        let mut sketch = Sketch::open(&self.frame, height, has_links);
        if !ties.is_empty() {
            let data = lines(&ties, &layout);
            sketch.titled(&self.tie_title, None, |sketch| sketch.path("tie", &data));
        }
        for ((node, at), radius) in nodes.iter().zip(&layout.places).zip(&radii) {
            sketch.titled(&node.label, node.href.as_deref(), |sketch| {
                shape(sketch, node.kind, *at, *radius);
            });
        }
        for Name { at, anchor, words } in &names {
            sketch.text("small over", *at, *anchor, words);
        }
        legend.draw(&mut sketch, &self.frame, layout.height, |sketch, entry, [left, top]| {
            let middle = [left + KEY[0] / 2.0, top + KEY[1] / 2.0];
            shape(sketch, kinds[entry], middle, 6.0);
        });
        for (line, words) in said.iter().enumerate() {
            let base = layout.height + legend.height + 12.0 + 16.0 * line as f64;
            sketch.text("small quiet", [self.frame.x(0.0), base], Anchor::Start, words);
        }
        Ok(sketch.close())
    }

    /// The network as rows, one for each node, those left out of the drawing among them.
    pub fn table(&self) -> Table {
        let row = |node: &Node| TableRow {
            cells: [&node.name, &node.value, &node.label].map(Clone::clone).into(),
            href: node.href.clone(),
        };
        Table {
            caption: self.frame.title.clone(),
            headers: self.headers.to_vec(),
            rows: self.nodes.iter().map(row).collect(),
        }
    }

    /// Every tie once, the lower end first; nobody is tied with themselves.
    fn distinct_ties(&self) -> Vec<[u32; 2]> {
        let ordered = |[one, other]: &[u32; 2]| [*one.min(other), *one.max(other)];
        let mut ties: Vec<[u32; 2]> = self.ties.iter().map(ordered).collect();
        ties.sort_unstable();
        ties.dedup();
        ties.retain(|[one, other]| one != other);
        ties
    }

    /// The positions of the nodes that are drawn, ascending.
    fn drawn(&self, ties: &[[u32; 2]]) -> Vec<u32> {
        let partners = degrees(self.nodes.len(), ties);
        let mut drawn: Vec<u32> = (0..self.nodes.len() as u32).collect();
        drawn.sort_by_key(|node| std::cmp::Reverse(partners[*node as usize]));
        drawn.truncate(self.most.min(Self::MOST));
        drawn.sort_unstable();
        drawn
    }

    fn names(
        &self,
        nodes: &[&Node],
        ties: &[[u32; 2]],
        radii: &[f64],
        layout: &Layout,
    ) -> Vec<Name> {
        let partners = degrees(nodes.len(), ties);
        let mut order: Vec<usize> = (0..nodes.len()).collect();
        order.sort_by_key(|node| std::cmp::Reverse(partners[*node]));
        let circles: Vec<([f64; 2], f64)> =
            layout.places.iter().copied().zip(radii.iter().copied()).collect();
        let named: Vec<(usize, &str)> =
            order.into_iter().map(|node| (node, nodes[node].name.as_str())).collect();
        names(&named, &circles, [self.frame.width_px(), layout.height], self.frame.is_rtl())
    }

    fn check(&self) -> Result<(), Refusal> {
        self.frame.check()?;
        for node in &self.nodes {
            safe_link(node.href.as_deref())?;
            within(node.size, [0.0, LARGEST], "size", &node.name)?;
            let kinds = self.kinds.len().min(Self::MOST_KINDS) as f64 - 1.0;
            within(node.kind as f64, [0.0, kinds], "kind", &node.name)?;
        }
        let last = self.nodes.len() as f64 - 1.0;
        for node in self.ties.iter().flatten() {
            within(f64::from(*node), [0.0, last], "tie", &self.tie_title)?;
        }
        Ok(())
    }
}

/// How many ties each node has.
fn degrees(nodes: usize, ties: &[[u32; 2]]) -> Vec<u32> {
    let mut degrees = vec![0; nodes];
    for node in ties.iter().flatten() {
        degrees[*node as usize] += 1;
    }
    degrees
}

/// Surfaces in proportion to sizes, upon a smallest one.
fn radii(nodes: &[&Node]) -> Vec<f64> {
    let [smallest, largest] = RADII;
    let most = nodes.iter().map(|node| node.size).fold(f64::MIN_POSITIVE, f64::max);
    let radius = |node: &&Node| smallest + (largest - smallest) * (node.size / most).sqrt();
    nodes.iter().map(radius).collect()
}

/// All lines as one path, in whole pixels: they are many, and end under the nodes.
fn lines(ties: &[[u32; 2]], layout: &Layout) -> String {
    let whole = |node: u32| layout.places[node as usize].map(|side| px(side.round()));
    let mut data = String::new();
    for [one, other] in ties {
        let ([x, y], [to_x, to_y]) = (whole(*one), whole(*other));
        // Writing to a string cannot fail; the result exists for writers that can.
        let _ = write!(data, "M{x} {y}L{to_x} {to_y}");
    }
    data
}

/// A node's shape: circle, square, triangle, diamond, triangle upside down, hexagon, cross. All
/// stay within the circle of the radius.
fn shape(sketch: &mut Sketch, kind: usize, [x, y]: [f64; 2], radius: f64) {
    // Corners in parts of the radius.
    let corners: &[[f64; 2]] = match kind {
        1 => &[[-0.71, -0.71], [0.71, -0.71], [0.71, 0.71], [-0.71, 0.71]],
        2 => &[[0.0, -1.0], [0.87, 0.5], [-0.87, 0.5]],
        3 => &[[0.0, -1.0], [0.8, 0.0], [0.0, 1.0], [-0.8, 0.0]],
        4 => &[[0.0, 1.0], [0.87, -0.5], [-0.87, -0.5]],
        5 => &[[-1.0, 0.0], [-0.5, -0.87], [0.5, -0.87], [1.0, 0.0], [0.5, 0.87], [-0.5, 0.87]],
        6 => &[
            [-0.3, -0.95],
            [0.3, -0.95],
            [0.3, -0.3],
            [0.95, -0.3],
            [0.95, 0.3],
            [0.3, 0.3],
            [0.3, 0.95],
            [-0.3, 0.95],
            [-0.3, 0.3],
            [-0.95, 0.3],
            [-0.95, -0.3],
            [-0.3, -0.3],
        ],
        _ => {
            sketch.circle("node k0", [x, y], radius);
            return;
        }
    };
    let mut data = String::new();
    for (index, [across, down]) in corners.iter().enumerate() {
        let (x, y) = (px(x + across * radius), px(y + down * radius));
        let _ = write!(data, "{}{x} {y}", if index == 0 { "M" } else { "L" });
    }
    data.push('z');
    sketch.path(&format!("node k{kind}"), &data);
}
