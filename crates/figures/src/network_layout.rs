//! Where the nodes of a network stand.
//!
//! Each component is laid out by itself so that distances on the sheet follow distances in ties:
//! the stress `sum_{i<j} d(i, j)^-2 (|x_i - x_j| - d(i, j))^2` (Kamada and Kawai 1989) is lowered
//! node by node (Gansner, Koren and North 2004, "Graph drawing by stress majorization"), with a
//! fixed number of steps from a start that depends on the graph alone. Components are then turned
//! so that they lie flat and packed in rows, the largest first. There is no randomness, and only
//! operations that every machine rounds alike: the same network always stands the same way.

/// Steps through all nodes of a component.
const STEPS: usize = 120;
/// Steps in which nodes that touch are pushed apart.
const PUSHES: usize = 60;
/// Length of a tie in pixels where there is room.
const LONGEST_TIE: f64 = 58.0;
/// Height of a sheet in widths, beyond which a network is drawn smaller instead.
const TALLEST: f64 = 1.0;
/// Space around a node in pixels.
const SPACE: f64 = 5.0;

/// Positions of nodes on a sheet.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Layout {
    /// Pixels from the left and from the top, by node.
    pub(crate) places: Vec<[f64; 2]>,
    /// Height in pixels; zero without nodes.
    pub(crate) height: f64,
}

/// Lays out nodes with these radii in pixels and these ties on a sheet of a width. Every node with
/// its space stands on the sheet.
pub(crate) fn lay(radii: &[f64], ties: &[[u32; 2]], width: f64) -> Layout {
    let partners = partners(radii.len(), ties);
    let mut blocks: Vec<Block> =
        components(&partners).into_iter().map(|members| Block::of(members, &partners)).collect();
    let largest = |side: usize| {
        blocks.iter().map(|block| block.span()[side]).fold(f64::MIN_POSITIVE, f64::max)
    };
    let rim = 2.0 * (radii.iter().copied().fold(0.0, f64::max) + SPACE);
    let room = |side: f64| (side - rim).max(1.0);
    let across = room(width) / largest(0);
    let tie = LONGEST_TIE.min(across).min(room(TALLEST * width) / largest(1));
    for block in &mut blocks {
        block.scale(tie, radii, width);
    }
    pack(&blocks, radii.len(), width)
}

/// A component with the places of its members.
struct Block {
    members: Vec<u32>,
    places: Vec<[f64; 2]>,
    /// Width and height in pixels with radii and space, once it is scaled.
    size: [f64; 2],
}

impl Block {
    fn of(members: Vec<u32>, partners: &[Vec<u32>]) -> Self {
        let distances = distances(&members, partners);
        let mut places = start(members.len());
        for _ in 0..STEPS {
            for node in 0..places.len() {
                places[node] = settled(node, &places, &distances);
            }
        }
        lie_flat(&mut places);
        Self { members, places, size: [0.0; 2] }
    }

    fn span(&self) -> [f64; 2] {
        let [low, high] = corners(self.places.iter().map(|place| (*place, 0.0)));
        [high[0] - low[0], high[1] - low[1]]
    }

    /// From ties to pixels; nodes that touch are pushed apart, within the width of the sheet.
    fn scale(&mut self, tie: f64, radii: &[f64], width: f64) {
        for place in &mut self.places {
            *place = place.map(|side| side * tie);
        }
        let radius: Vec<f64> =
            self.members.iter().map(|node| radii[*node as usize] + SPACE).collect();
        let turned = || self.places.iter().copied().zip(radius.iter().copied());
        let [low, _] = corners(turned());
        let mut places: Vec<[f64; 2]> =
            self.places.iter().map(|place| [place[0] - low[0], place[1] - low[1]]).collect();
        for _ in 0..PUSHES {
            push_apart(&mut places, &radius);
            for (place, radius) in places.iter_mut().zip(&radius) {
                place[0] = place[0].clamp(*radius, (width - radius).max(*radius));
                place[1] = place[1].max(*radius);
            }
        }
        let [low, high] = corners(places.iter().copied().zip(radius.iter().copied()));
        self.places = places.iter().map(|place| [place[0] - low[0], place[1] - low[1]]).collect();
        self.size = [high[0] - low[0], high[1] - low[1]];
    }
}

/// The rows of blocks, one below the other, each in the middle of the sheet.
fn pack(blocks: &[Block], nodes: usize, width: f64) -> Layout {
    let mut layout = Layout { places: vec![[0.0; 2]; nodes], height: 0.0 };
    let mut order: Vec<&Block> = blocks.iter().collect();
    // By height, so that rows fill well; those without ties last, in rows of their own.
    order.sort_by(|a, b| {
        let many = b.members.len().min(2).cmp(&a.members.len().min(2));
        many.then(b.size[1].total_cmp(&a.size[1])).then(b.size[0].total_cmp(&a.size[0]))
    });
    let mut from = 0;
    while from < order.len() {
        let (mut length, mut to) = (0.0, from);
        let is_alone = |at: usize| order[at].members.len() == 1;
        while to < order.len()
            && (to == from || length + order[to].size[0] <= width)
            && is_alone(to) == is_alone(from)
        {
            length += order[to].size[0];
            to += 1;
        }
        let tallest = order[from..to].iter().map(|block| block.size[1]).fold(0.0, f64::max);
        let mut left = ((width - length) / 2.0).max(0.0);
        for block in &order[from..to] {
            let top = layout.height + (tallest - block.size[1]) / 2.0;
            for (node, place) in block.members.iter().zip(&block.places) {
                layout.places[*node as usize] = [left + place[0], top + place[1]];
            }
            left += block.size[0];
        }
        layout.height += tallest;
        from = to;
    }
    layout
}

fn partners(nodes: usize, ties: &[[u32; 2]]) -> Vec<Vec<u32>> {
    let mut partners = vec![Vec::new(); nodes];
    for [one, other] in ties.iter().filter(|[one, other]| one != other) {
        partners[*one as usize].push(*other);
        partners[*other as usize].push(*one);
    }
    for of in &mut partners {
        of.sort_unstable();
        of.dedup();
    }
    partners
}

/// Components, the largest first; members in the order in which they are reached from the one with
/// most partners, so that a start in that order is near a good end.
fn components(partners: &[Vec<u32>]) -> Vec<Vec<u32>> {
    let mut order: Vec<u32> = (0..partners.len() as u32).collect();
    order.sort_by_key(|node| std::cmp::Reverse(partners[*node as usize].len()));
    let mut is_found = vec![false; partners.len()];
    let mut components = Vec::new();
    for first in order {
        if std::mem::replace(&mut is_found[first as usize], true) {
            continue;
        }
        let (mut members, mut next) = (vec![first], 0);
        while let Some(at) = members.get(next).copied() {
            next += 1;
            for partner in &partners[at as usize] {
                if !std::mem::replace(&mut is_found[*partner as usize], true) {
                    members.push(*partner);
                }
            }
        }
        components.push(members);
    }
    components.sort_by_key(|members: &Vec<u32>| std::cmp::Reverse(members.len()));
    components
}

/// Distances in ties between the members of a component, by their positions in it.
fn distances(members: &[u32], partners: &[Vec<u32>]) -> Vec<Vec<u32>> {
    let mut position = vec![0; partners.len()];
    for (at, node) in members.iter().enumerate() {
        position[*node as usize] = at;
    }
    let from = |first: usize| {
        let mut distances = vec![u32::MAX; members.len()];
        distances[first] = 0;
        let (mut reached, mut next) = (vec![first], 0);
        while let Some(at) = reached.get(next).copied() {
            next += 1;
            for partner in &partners[members[at] as usize] {
                let partner = position[*partner as usize];
                if distances[partner] == u32::MAX {
                    distances[partner] = distances[at] + 1;
                    reached.push(partner);
                }
            }
        }
        distances
    };
    (0..members.len()).map(from).collect()
}

/// A spiral in which each node stands the golden angle after the one before, so that no two are in
/// one place and no direction is preferred.
fn start(nodes: usize) -> Vec<[f64; 2]> {
    // Cosine and sine of 137.508 degrees, written out: libraries differ in their last digits.
    const TURN: [f64; 2] = [-0.737_368_878, 0.675_490_294];
    let mut direction = [1.0, 0.0];
    (0..nodes)
        .map(|at| {
            let radius = 0.6 * (at as f64).sqrt();
            let place = [direction[0] * radius, direction[1] * radius];
            direction = [
                direction[0] * TURN[0] - direction[1] * TURN[1],
                direction[0] * TURN[1] + direction[1] * TURN[0],
            ];
            place
        })
        .collect()
}

/// Where a node has the least stress while the others stay.
fn settled(node: usize, places: &[[f64; 2]], distances: &[Vec<u32>]) -> [f64; 2] {
    let here = places[node];
    let (mut sum, mut weights) = ([0.0, 0.0], 0.0);
    for (other, there) in places.iter().enumerate().filter(|(other, _)| *other != node) {
        let wanted = f64::from(distances[node][other]);
        let weight = 1.0 / (wanted * wanted);
        let apart = [here[0] - there[0], here[1] - there[1]];
        let length = (apart[0] * apart[0] + apart[1] * apart[1]).sqrt().max(1e-6);
        for side in 0..2 {
            sum[side] += weight * (there[side] + wanted * apart[side] / length);
        }
        weights += weight;
    }
    if weights > 0.0 { sum.map(|side| side / weights) } else { here }
}

/// Turns places around their middle so that they spread most from left to right.
fn lie_flat(places: &mut [[f64; 2]]) {
    let n = places.len().max(1) as f64;
    let middle = [0, 1].map(|side| places.iter().map(|place| place[side]).sum::<f64>() / n);
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for place in &mut *places {
        *place = [place[0] - middle[0], place[1] - middle[1]];
        xx += place[0] * place[0];
        xy += place[0] * place[1];
        yy += place[1] * place[1];
    }
    // The eigenvector of the larger eigenvalue of the covariance.
    let half = (xx - yy) / 2.0;
    let larger = half + (half * half + xy * xy).sqrt();
    let axis = if larger > 1e-9 { [larger, xy] } else { [0.0, 1.0] };
    let length = (axis[0] * axis[0] + axis[1] * axis[1]).sqrt();
    let [cos, sin] = axis.map(|side| side / length);
    for place in places {
        *place = [cos * place[0] + sin * place[1], cos * place[1] - sin * place[0]];
    }
}

/// Moves every two nodes that touch half their overlap apart.
fn push_apart(places: &mut [[f64; 2]], radius: &[f64]) {
    for one in 0..places.len() {
        for other in one + 1..places.len() {
            let apart = [places[other][0] - places[one][0], places[other][1] - places[one][1]];
            let length = (apart[0] * apart[0] + apart[1] * apart[1]).sqrt();
            let overlap = radius[one] + radius[other] - length;
            if overlap <= 0.0 {
                continue;
            }
            // Two in one place part from left to right.
            let way = if length > 1e-6 { apart.map(|side| side / length) } else { [1.0, 0.0] };
            for side in 0..2 {
                places[one][side] -= way[side] * overlap / 2.0;
                places[other][side] += way[side] * overlap / 2.0;
            }
        }
    }
}

/// The corners of what holds circles: low, high.
fn corners(circles: impl Iterator<Item = ([f64; 2], f64)>) -> [[f64; 2]; 2] {
    let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
    for (place, radius) in circles {
        for side in 0..2 {
            low[side] = low[side].min(place[side] - radius);
            high[side] = high[side].max(place[side] + radius);
        }
    }
    if low[0] > high[0] { [[0.0; 2]; 2] } else { [low, high] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apart(a: [f64; 2], b: [f64; 2]) -> f64 {
        ((a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2)).sqrt()
    }

    #[test]
    fn a_chain_stands_in_a_row_with_equal_steps() {
        let chain = [[0, 1], [1, 2], [2, 3]];
        let Layout { places, height } = lay(&[6.0; 4], &chain, 600.0);
        assert!(height < 60.0, "{height}");
        for [one, other] in chain.map(|tie| tie.map(|node| places[node as usize])) {
            assert!((apart(one, other) - LONGEST_TIE).abs() < 2.0, "{places:?}");
        }
        assert!((apart(places[0], places[3]) - 3.0 * LONGEST_TIE).abs() < 4.0, "{places:?}");
    }

    #[test]
    fn partners_of_one_stand_around_it() {
        let star: Vec<[u32; 2]> = (1..7).map(|leaf| [0, leaf]).collect();
        let Layout { places, .. } = lay(&[6.0; 7], &star, 600.0);
        let steps: Vec<f64> = places[1..].iter().map(|leaf| apart(places[0], *leaf)).collect();
        assert!(steps.iter().all(|step| (step / steps[0] - 1.0).abs() < 0.1), "{steps:?}");
    }

    #[test]
    fn those_without_ties_stand_below_the_others() {
        let Layout { places, .. } = lay(&[6.0; 5], &[[1, 3]], 300.0);
        let lowest = places[1][1].max(places[3][1]);
        assert!([0, 2, 4].iter().all(|node: &usize| places[*node][1] > lowest), "{places:?}");
    }

    #[test]
    fn nothing_takes_no_room() {
        assert_eq!(lay(&[], &[], 300.0), Layout { places: Vec::new(), height: 0.0 });
    }
}
