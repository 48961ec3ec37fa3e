//! People who inject drugs in Scotland, by region, gender and age.

use concert_estimate::{Factor, FactorTable, History};

use crate::reference_table::rows;

pub(crate) fn factor(name: &str, levels: &[&str]) -> Factor {
    Factor { name: name.into(), levels: levels.iter().map(|&level| level.into()).collect() }
}

pub(crate) fn scotland() -> FactorTable {
    let rows = rows("scotland_pwid_4list");
    let factors = [
        factor("region", &["GGC", "Rest"]),
        factor("gender", &["Male", "Female"]),
        factor("age", &["Young", "Old"]),
    ];
    let mut cells = Vec::new();
    for row in &rows[1..] {
        let level = |i: usize| factors[i].levels.iter().position(|level| *level == row[i]).unwrap();
        let levels: Vec<usize> = (0..3).map(level).collect();
        for (written, count) in rows[0].iter().zip(row).skip(3) {
            let on: Vec<usize> =
                written.bytes().enumerate().filter(|x| x.1 == b'1').map(|x| x.0).collect();
            cells.push((History::of(&on), levels.clone(), count.parse().unwrap()));
        }
    }
    FactorTable::new(["S1", "S2", "S3", "S4"], factors, cells).unwrap()
}
