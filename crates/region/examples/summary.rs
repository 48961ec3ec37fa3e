//! Prints what a generated region holds: `cargo run -p concert-region --example summary -- SEED
//! INITIATIVES ORGANISATIONS`.
#![expect(clippy::print_stdout, reason = "printing is what this example is for")]

use concert_region::{Parameters, TableLanguage, generate};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = |usual: u32| arguments.next().map_or(Ok(usual), |text| text.parse());
    let parameters = Parameters {
        seed: u64::from(next(1)?),
        initiatives: next(3000)?,
        organisations: next(160)?,
        ..Parameters::default()
    };
    let region = generate(&parameters)?;
    let truth = &region.truth;
    println!("places            {}", region.places().len());
    println!("districts         {}", truth.districts.len());
    println!("organisations     {}", region.organisations().count());
    println!("acts              {}", region.number_of_acts());
    println!("needs             {}", region.needs().count());
    println!("planted           {:?}", truth.counts);
    let untouched = truth.cells.iter().filter(|cell| cell.touched_by == 0);
    println!("untouched cells   {}", untouched.count());
    for pillar in concert_terms::Pillar::FRAME {
        for side in concert_terms::Side::ALL {
            let alike = || {
                let cells = truth.cells.iter();
                cells.filter(move |cell| cell.pillar == pillar && cell.side == side)
            };
            let need: f64 = alike().map(|cell| cell.true_need).sum();
            let initiatives = region
                .initiatives()
                .filter(|it| it.pillars.states(pillar) && it.sides.states(side));
            println!(
                "{pillar:>12} {side:>7}  {:>5} cells, need {need:>9.0}, {:>6} initiatives",
                alike().count(),
                initiatives.count()
            );
        }
    }
    for table in &region.capture_tables {
        let name = table.country.as_str();
        println!("country {name}: {} on some list", table.observed());
    }
    for place in region.places().iter().take(12) {
        let points: usize = place.boundary.iter().map(Vec::len).sum();
        println!("{:8} {points:>4} points  {}", place.code.as_str(), place.names.pick("en"));
    }
    let table = region.who_does_what_where(TableLanguage::English, true);
    for row in table.rows.iter().take(4) {
        println!("{}", row.join(" | "));
    }
    Ok(())
}
