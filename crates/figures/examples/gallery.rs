//! Writes every figure, with invented data, into the folder given as argument: stand-alone SVG
//! files for a phone (360 px) and a desk (960 px), and one page that shows them together.
//!
//! `cargo run -p concert-figures --example gallery -- FOLDER`

use std::error::Error;
use std::fmt::Write as _;
use std::path::PathBuf;

use concert_figures::{
    Charset, Direction, Interval, NeedBar, STYLE, draw_for_terminal, draw_upset_for_terminal,
    standalone,
};

#[path = "../tests/invented/mod.rs"]
mod invented;

#[path = "../tests/invented/estimation.rs"]
mod estimation;
#[path = "../tests/invented/partnerships.rs"]
mod partnerships;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args_os().nth(1).ok_or("usage: gallery FOLDER")?);
    std::fs::create_dir_all(&folder)?;
    let mut page = format!(
        "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>Gallery</title>\
         <style>{STYLE}</style><main><h1>Gallery</h1>"
    );
    for width in [360, 960] {
        let drawings = [
            ("map", invented::map(width, 20, 12).draw()?),
            ("estimates", invented::estimates(width).draw()?),
            ("estimates-ar", invented::estimates_in_arabic(width).draw()?),
            ("publications", invented::publications(width).draw()?),
            ("envelope", estimation::envelope(width).draw()?),
            ("envelope-ar", estimation::envelope_in_arabic(width).draw()?),
            ("overlaps", estimation::overlaps(width).draw()?),
            ("overlaps-ar", estimation::overlaps_in_arabic(width).draw()?),
            ("overlaps-of-sixteen", estimation::overlaps_of_sixteen(width).draw()?),
            ("draws", estimation::draws(width.min(640)).draw()?),
            ("draws-ar", estimation::draws_in_arabic(width.min(640)).draw()?),
            ("frame", invented::frame_of_the_article(width).draw()?),
            ("frame-ar", invented::frame_in_arabic(width).draw()?),
            ("network", partnerships::partnerships(60, width).draw()?),
            ("network-of-two-hundred", partnerships::partnerships(200, width).draw()?),
        ];
        for (name, drawing) in drawings {
            std::fs::write(folder.join(format!("{name}-{width}.svg")), standalone(&drawing))?;
            // Identifiers are unique on a page, so the page shows the wide drawings only.
            if width == 960 {
                page += &drawing;
            }
        }
    }
    for response in [None, Some(20.0), Some(140.0)] {
        let need = Some(Interval { low: 60.0, mid: 110.0, high: 180.0 });
        let title = format!("Need 110 (60 to 180), response {response:?}");
        let bar = NeedBar { need, response, full: 200.0, title, direction: Direction::Ltr };
        write!(page, "<p>{}</p>", bar.draw()?)?;
    }
    std::fs::write(folder.join("gallery.html"), page + "</main></html>")?;
    for charset in [Charset::Unicode, Charset::Ascii] {
        print!("{}", draw_for_terminal(&invented::estimates(960), 100, charset)?);
        print!("{}", draw_for_terminal(&estimation::envelope(960), 100, charset)?);
        print!("{}", draw_upset_for_terminal(&estimation::overlaps(960), 100, charset)?);
    }
    Ok(())
}
