//! The shape of the land, and how it is divided into countries, provinces and districts.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::chance::{Chance, Purpose};
use crate::lattice::{CELLS, COLUMNS, ROWS, at_rim, centre, neighbours};
use crate::surface::Surface;

/// Number of countries.
pub(crate) const COUNTRIES: usize = 4;
/// Cells of land.
const LAND_CELLS: usize = 4400;
/// Cells that a province and a district have on average.
const PROVINCE_CELLS: f64 = 200.0;
const DISTRICT_CELLS: f64 = 22.0;

/// A cell of water.
pub(crate) const WATER: usize = usize::MAX;

/// The land and its divisions.
#[derive(Debug)]
pub(crate) struct Land {
    /// The district of every cell, or [`WATER`].
    pub(crate) district_of: Vec<usize>,
    /// The cells of every district.
    pub(crate) districts: Vec<Vec<usize>>,
    /// The province of every district.
    pub(crate) province_of: Vec<usize>,
    /// The country of every province.
    pub(crate) country_of: Vec<usize>,
}

impl Land {
    /// Raises the land from the sea and divides it, each part in one piece.
    pub(crate) fn new(seed: u64) -> Self {
        let mut chance = Chance::of(seed, Purpose::Land, 0);
        let is_land = raise(seed);
        let all: Vec<usize> = (0..CELLS).filter(|cell| is_land[*cell]).collect();
        let mut land = Self {
            district_of: vec![WATER; CELLS],
            districts: Vec::new(),
            province_of: Vec::new(),
            country_of: Vec::new(),
        };
        for (country, cells) in divide(&all, COUNTRIES, &mut chance).iter().enumerate() {
            let provinces = parts(cells.len(), PROVINCE_CELLS, 4, 7);
            for cells in divide(cells, provinces, &mut chance) {
                let province = land.country_of.len();
                land.country_of.push(country);
                let districts = parts(cells.len(), DISTRICT_CELLS, 6, 12);
                for cells in divide(&cells, districts, &mut chance) {
                    for &cell in &cells {
                        land.district_of[cell] = land.districts.len();
                    }
                    land.districts.push(cells);
                    land.province_of.push(province);
                }
            }
        }
        land
    }
}

/// Into how many parts of a usual size some cells are divided.
fn parts(cells: usize, usual: f64, fewest: usize, most: usize) -> usize {
    ((cells as f64 / usual).round() as usize).clamp(fewest, most)
}

/// Which cells are land: the highest ones around the middle of the map, in one piece, without
/// lakes, so that every border is one ring.
fn raise(seed: u64) -> Vec<bool> {
    let heights = Surface::new(seed, Purpose::Land, 2, 14.0);
    let [width, height] = centre(CELLS - 1);
    let height_at = |cell: usize| {
        let [x, y] = centre(cell);
        let (east, north) = (2.0 * x / width - 1.0, 2.0 * y / height - 1.0);
        let slope = 1.0 - east.powi(2) - north.powi(2);
        ((slope + 0.75 * heights.at([x, y])) * 1e6) as i64
    };
    let mut land = vec![false; CELLS];
    let mut seen = vec![false; CELLS];
    let middle = ROWS / 2 * COLUMNS + COLUMNS / 2;
    let mut shore = BinaryHeap::from([(height_at(middle), middle)]);
    seen[middle] = true;
    for _ in 0..LAND_CELLS {
        let Some((_, cell)) = shore.pop() else { break };
        land[cell] = true;
        for neighbour in neighbours(cell) {
            if !seen[neighbour] && !at_rim(neighbour) {
                seen[neighbour] = true;
                shore.push((height_at(neighbour), neighbour));
            }
        }
    }
    fill_lakes(&mut land);
    land
}

/// Turns water that the sea does not reach into land.
fn fill_lakes(land: &mut [bool]) {
    let mut sea: Vec<bool> = (0..CELLS).map(at_rim).collect();
    let mut waves: Vec<usize> = (0..CELLS)
        .filter(|cell| !at_rim(*cell) && neighbours(*cell).into_iter().any(at_rim))
        .filter(|cell| !land[*cell])
        .collect();
    while let Some(cell) = waves.pop() {
        if at_rim(cell) || sea[cell] || land[cell] {
            continue;
        }
        sea[cell] = true;
        waves.extend(neighbours(cell));
    }
    for (cell, land) in land.iter_mut().enumerate() {
        *land |= !sea[cell];
    }
}

/// Divides cells that hang together into parts that hang together and are about equally large:
/// the cells that are nearest to each of some seats, where every cell is differently hard to
/// cross; the seats move to the middle of their parts a few times (Lloyd's algorithm).
fn divide(cells: &[usize], parts: usize, chance: &mut Chance) -> Vec<Vec<usize>> {
    let mut toll = vec![0_u32; CELLS];
    for &cell in cells {
        toll[cell] = 100 + chance.below(160) as u32;
    }
    let mut seats = vec![cells[chance.below(cells.len())]];
    while seats.len() < parts.min(cells.len()) {
        let far = |cell: &usize| {
            let near = seats.iter().map(|seat| squared_distance(*seat, *cell));
            (near.fold(f64::INFINITY, f64::min) * 1e3) as u64
        };
        seats.extend(cells.iter().copied().max_by_key(far));
    }
    let mut owners = spread(&toll, &seats);
    for _ in 0..8 {
        for (part, seat) in seats.iter_mut().enumerate() {
            let mine = || cells.iter().copied().filter(|cell| owners[*cell] == part);
            let n = mine().count().max(1) as f64;
            let mean = |axis: usize| mine().map(|cell| centre(cell)[axis]).sum::<f64>() / n;
            let middle = [mean(0), mean(1)];
            let off = |cell: &usize| {
                let [x, y] = centre(*cell);
                (((x - middle[0]).powi(2) + (y - middle[1]).powi(2)) * 1e3) as u64
            };
            *seat = mine().min_by_key(off).unwrap_or(*seat);
        }
        owners = spread(&toll, &seats);
    }
    let mut divided = vec![Vec::new(); seats.len()];
    for &cell in cells {
        divided[owners[cell]].push(cell);
    }
    divided
}

/// For every cell that has a toll, the seat from which it is reached most cheaply (Dijkstra).
fn spread(toll: &[u32], seats: &[usize]) -> Vec<usize> {
    let mut owners = vec![WATER; CELLS];
    let mut front: BinaryHeap<Reverse<(u32, usize, usize)>> =
        seats.iter().enumerate().map(|(part, seat)| Reverse((0, *seat, part))).collect();
    while let Some(Reverse((cost, cell, part))) = front.pop() {
        if owners[cell] != WATER {
            continue;
        }
        owners[cell] = part;
        for neighbour in neighbours(cell) {
            if toll[neighbour] > 0 && owners[neighbour] == WATER {
                front.push(Reverse((cost + toll[neighbour], neighbour, part)));
            }
        }
    }
    owners
}

fn squared_distance(a: usize, b: usize) -> f64 {
    let (a, b) = (centre(a), centre(b));
    (a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_the_seed_every_level_has_as_many_parts_as_it_should() {
        for seed in 0..40 {
            let land = Land::new(seed);
            let count = |of: &[usize], wanted: usize| of.iter().filter(|of| **of == wanted).count();
            for country in 0..COUNTRIES {
                let provinces = count(&land.country_of, country);
                assert!((4..=7).contains(&provinces), "seed {seed}: {provinces}");
            }
            for province in 0..land.country_of.len() {
                let districts = count(&land.province_of, province);
                assert!((6..=12).contains(&districts), "seed {seed}: {districts}");
            }
            assert!(land.districts.iter().all(|cells| !cells.is_empty()));
        }
    }

    #[test]
    fn a_district_is_in_one_piece() {
        let land = Land::new(5);
        for (district, cells) in land.districts.iter().enumerate() {
            let mut reached = vec![cells[0]];
            let mut at = 0;
            while at < reached.len() {
                for neighbour in neighbours(reached[at]) {
                    if land.district_of[neighbour] == district && !reached.contains(&neighbour) {
                        reached.push(neighbour);
                    }
                }
                at += 1;
            }
            assert_eq!(reached.len(), cells.len());
        }
    }
}
