//! How long a map takes to draw.

use divan::{Bencher, black_box};

#[expect(dead_code, reason = "only maps are measured")]
#[path = "../tests/invented/mod.rs"]
mod invented;

fn main() {
    divan::main();
}

/// A country page: about 400 areas with 200 circles.
#[divan::bench]
fn areas_400_points_200(bencher: Bencher) {
    let mut map = invented::map(720, 28, 200);
    map.areas.truncate(400);
    assert_eq!(map.areas.len(), 400);
    bencher.bench(|| black_box(&map).draw());
}

/// Far more areas than a page should have.
#[divan::bench]
fn areas_5_000(bencher: Bencher) {
    let mut map = invented::map(1_440, 95, 0);
    map.areas.truncate(5_000);
    assert_eq!(map.areas.len(), 5_000);
    bencher.bench(|| black_box(&map).draw());
}
