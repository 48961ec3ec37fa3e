//! Maps: shaded areas, sized circles and curved arrows, without tiles and without a network.
//!
//! The extent of what is shown chooses the projection ([`Projection::for_extent`]). Coordinates
//! of areas are rounded to whole pixels of the given width, which is what keeps a world of 177
//! countries within a page of 50 kB. Maps are never mirrored; their legends are.

use crate::antimeridian::{Extent, Position, from_centre, unroll};
use crate::arrow::arrow;
use crate::frame::Frame;
use crate::interval::LARGEST;
use crate::legend::{Legend, swatch};
use crate::lettering;
use crate::outline::{Pixel, outline, path_data, roomiest};
use crate::projection::Projection;
use crate::refusal::{Refusal, safe_link, within};
use crate::sheet::Sheet;
use crate::sketch::{Anchor, Sketch};
use crate::table::{Table, TableRow};

/// How an area is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shade {
    /// No gap is expected.
    Gap0,
    /// The first class of expected gap, lightest.
    Gap1,
    /// The second class.
    Gap2,
    /// The third class.
    Gap3,
    /// The fourth class.
    Gap4,
    /// The largest expected gap, darkest.
    Gap5,
    /// Nobody has reported what is done there: hatched, since silence is not absence.
    NobodyReported,
    /// No need is known there: dotted.
    NoNeedKnown,
}

impl Shade {
    /// The classes of expected gap from none to most, so that a class number finds its shade.
    pub const GAPS: [Self; 6] =
        [Self::Gap0, Self::Gap1, Self::Gap2, Self::Gap3, Self::Gap4, Self::Gap5];

    fn draw(self, sketch: &mut Sketch, id: &str, data: &str) {
        match self {
            Self::Gap0 => sketch.path("area s0", data),
            Self::Gap1 => sketch.path("area s1", data),
            Self::Gap2 => sketch.path("area s2", data),
            Self::Gap3 => sketch.path("area s3", data),
            Self::Gap4 => sketch.path("area s4", data),
            Self::Gap5 => sketch.path("area s5", data),
            Self::NobodyReported => sketch.textured_path("area", &format!("{id}-hatch"), data),
            Self::NoNeedKnown => sketch.textured_path("area", &format!("{id}-dots"), data),
        }
    }
}

/// A place with an outline.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// The place's name, for the table.
    pub name: String,
    /// Where the area leads.
    pub href: Option<String>,
    /// Rings of longitude and latitude in degrees, open or closed: outer rings and holes in any
    /// order and direction, filled by the even-odd rule. Longitudes from -360 to 360, latitudes
    /// from -90 to 90. An area without positions is in the table and not on the map.
    pub rings: Vec<Vec<[f64; 2]>>,
    /// How it is filled.
    pub shade: Shade,
    /// A sign of at most a few letters, such as one for certainty or the number of the class,
    /// written inside where it has room; empty for none.
    pub mark: String,
    /// The whole message about the area: its title in the drawing, its last cell in the table.
    pub label: String,
}

/// A circle at a place, its surface in proportion to a size.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// The name of what is there, for the table.
    pub name: String,
    /// Where it leads.
    pub href: Option<String>,
    /// Longitude and latitude in degrees.
    pub at: [f64; 2],
    /// What the circle's surface stands for, from 0; the largest of the map is the measure.
    pub size: f64,
    /// The size as text, for the table.
    pub value: String,
    /// The whole message: its title in the drawing, its last cell in the table.
    pub label: String,
}

/// A way along which people are moved, or along which organisations work together.
#[derive(Debug, Clone, PartialEq)]
pub struct Corridor {
    /// The name of the way, such as origin and destination, for the table.
    pub name: String,
    /// Where it leads.
    pub href: Option<String>,
    /// Longitude and latitude of the origin in degrees.
    pub from: [f64; 2],
    /// Longitude and latitude of the destination. The same as the origin draws a loop.
    pub to: [f64; 2],
    /// What the arrow's thickness stands for, from 0; the largest of the map is the measure.
    pub size: f64,
    /// The size as text, for the table.
    pub value: String,
    /// The whole message: its title in the drawing, its last cell in the table.
    pub label: String,
}

/// A map.
#[derive(Debug, Clone, PartialEq)]
pub struct MapFigure {
    /// Name, description, direction and width.
    pub frame: Frame,
    /// The areas, in the order in which the keyboard visits them.
    pub areas: Vec<Area>,
    /// Circles, drawn over areas and arrows.
    pub points: Vec<Point>,
    /// Arrows, drawn over areas.
    pub corridors: Vec<Corridor>,
    /// What the shades mean, in the order of the legend. Empty draws none, for pages that write
    /// their own with [`MapFigure::swatch`].
    pub legend: Vec<(Shade, String)>,
    /// Headings of the table: the place, its class or value, the whole message.
    pub headers: [String; 3],
}

/// Thickness of the thinnest and the thickest arrow in pixels.
const ARROWS: [f64; 2] = [1.25, 6.0];
/// Radius of the smallest circle in pixels.
const SMALLEST_CIRCLE: f64 = 2.5;
/// Font size of marks in pixels.
const MARK_SIZE: f64 = 11.0;

impl MapFigure {
    /// The map as SVG text.
    ///
    /// Refused: a number that is not finite or not on the globe, a negative size, an identifier or
    /// a link that cannot be used.
    pub fn draw(&self) -> Result<String, Refusal> {
        self.check()?;
        let projection = self.projection();
        let centre = projection.central_longitude();
        let areas: Vec<Vec<Vec<Position>>> = self
            .areas
            .iter()
            .map(|area| area.rings.iter().flat_map(|ring| unroll(ring, centre)).collect())
            .collect();
        let width = self.frame.width_px();
        let largest_circle = (width / 40.0).clamp(5.0, 16.0);
        let margin = if self.points.is_empty() { 4.0 } else { largest_circle + 2.0 };
        let places: Vec<Position> = self.places().map(|place| relative(place, centre)).collect();
        let positions = areas.iter().flatten().flatten().chain(&places);
        let sheet = Sheet::fit(projection, positions, width, margin);

        let legend = Legend::lay(self.legend.iter().map(|(_, words)| words.as_str()), width);
        let mut sketch = Sketch::open(&self.frame, sheet.size[1] + legend.height, self.has_links());
        sketch.textures(&self.frame.id);
        sketch.open_group("areas");
        for (area, rings) in self.areas.iter().zip(&areas) {
            self.draw_area(&mut sketch, area, rings, &sheet);
        }
        sketch.close_group();
        self.draw_corridors(&mut sketch, &sheet, centre);
        self.draw_points(&mut sketch, &sheet, centre, largest_circle);
        legend.draw(&mut sketch, &self.frame, sheet.size[1], |sketch, entry, at| {
            self.legend[entry].0.draw(sketch, &self.frame.id, &swatch(at));
        });
        Ok(sketch.close())
    }

    /// The projection that the extent of the map's contents chooses.
    pub fn projection(&self) -> Projection {
        let rings = self.areas.iter().flat_map(|area| area.rings.iter().map(Vec::as_slice));
        let extent = Extent::of(rings, self.places());
        Projection::for_extent(extent.central_longitude, extent.longitudes, extent.latitudes)
    }

    /// A small drawing of one shade for a legend outside the map. It borrows the textures of this
    /// map, so it belongs on the same page; it is decoration, and hidden from screen readers.
    pub fn swatch(&self, shade: Shade) -> String {
        let mut sketch =
            Sketch::bare("<svg class=\"figure\" width=\"22\" height=\"14\" aria-hidden=\"true\">");
        shade.draw(&mut sketch, &self.frame.id, &swatch([0.0, 0.0]));
        sketch.close()
    }

    /// The map as rows: areas, then circles, then arrows.
    pub fn table(&self) -> Table {
        let class = |shade: Shade| {
            self.legend.iter().find(|(known, _)| *known == shade).map_or("", |(_, words)| words)
        };
        let row = |name: &str, value: &str, label: &str, href: &Option<String>| TableRow {
            cells: [name, value, label].map(str::to_owned).into(),
            href: href.clone(),
        };
        let areas = self.areas.iter().map(|a| row(&a.name, class(a.shade), &a.label, &a.href));
        let points = self.points.iter().map(|p| row(&p.name, &p.value, &p.label, &p.href));
        let corridors = self.corridors.iter().map(|c| row(&c.name, &c.value, &c.label, &c.href));
        Table {
            caption: self.frame.title.clone(),
            headers: self.headers.to_vec(),
            rows: areas.chain(points).chain(corridors).collect(),
        }
    }

    fn draw_area(&self, sketch: &mut Sketch, area: &Area, rings: &[Vec<Position>], sheet: &Sheet) {
        let placed: Vec<Vec<[f64; 2]>> =
            rings.iter().map(|ring| ring.iter().map(|&p| sheet.place(p)).collect()).collect();
        let seen: Vec<Vec<Pixel>> = outline(&placed, sheet.size);
        if seen.is_empty() {
            return;
        }
        sketch.titled(&area.label, area.href.as_deref(), |sketch| {
            area.shade.draw(sketch, &self.frame.id, &path_data(&seen));
            let room = [lettering::width(&area.mark, MARK_SIZE) + 4.0, MARK_SIZE + 2.0];
            let place = if area.mark.is_empty() { None } else { roomiest(&seen, room) };
            if let Some([x, y]) = place {
                sketch.text("mark over", [x, y + 0.36 * MARK_SIZE], Anchor::Middle, &area.mark);
            }
        });
    }

    /// Thick arrows first, so that thin ones stay visible.
    fn draw_corridors(&self, sketch: &mut Sketch, sheet: &Sheet, centre: f64) {
        let [thinnest, thickest] = ARROWS;
        let mut order: Vec<&Corridor> = self.corridors.iter().collect();
        order.sort_by(|a, b| b.size.total_cmp(&a.size));
        let largest = order.first().map_or(1.0, |corridor| corridor.size).max(f64::MIN_POSITIVE);
        for corridor in order {
            let thickness = (thickest * corridor.size / largest).max(thinnest);
            let ends = [corridor.from, corridor.to].map(|end| sheet.place(relative(end, centre)));
            let arrow = arrow(ends[0], ends[1], thickness, sheet.size);
            sketch.titled(&corridor.label, corridor.href.as_deref(), |sketch| {
                sketch.stroke("halo", thickness + 2.0, &arrow.shaft);
                sketch.stroke("flow", thickness, &arrow.shaft);
                sketch.path("head", &arrow.head);
            });
        }
    }

    /// Large circles first, so that small ones stay visible.
    fn draw_points(&self, sketch: &mut Sketch, sheet: &Sheet, centre: f64, largest_circle: f64) {
        let mut order: Vec<&Point> = self.points.iter().collect();
        order.sort_by(|a, b| b.size.total_cmp(&a.size));
        let largest = order.first().map_or(1.0, |point| point.size).max(f64::MIN_POSITIVE);
        for point in order {
            let radius = (largest_circle * (point.size / largest).sqrt()).max(SMALLEST_CIRCLE);
            sketch.titled(&point.label, point.href.as_deref(), |sketch| {
                sketch.circle("point", sheet.place(relative(point.at, centre)), radius);
            });
        }
    }

    fn places(&self) -> impl Iterator<Item = Position> {
        let ends = self.corridors.iter().flat_map(|corridor| [corridor.from, corridor.to]);
        self.points.iter().map(|point| point.at).chain(ends)
    }

    fn links(&self) -> impl Iterator<Item = Option<&str>> {
        let areas = self.areas.iter().map(|area| area.href.as_deref());
        let points = self.points.iter().map(|point| point.href.as_deref());
        areas.chain(points).chain(self.corridors.iter().map(|corridor| corridor.href.as_deref()))
    }

    fn has_links(&self) -> bool {
        self.links().any(|href| href.is_some())
    }

    fn check(&self) -> Result<(), Refusal> {
        self.frame.check()?;
        self.links().try_for_each(safe_link)?;
        let on_globe = |[longitude, latitude]: Position, name: &str| {
            within(longitude, [-360.0, 360.0], "longitude", name)?;
            within(latitude, [-90.0, 90.0], "latitude", name).map(|_| ())
        };
        for area in &self.areas {
            area.rings.iter().flatten().try_for_each(|&place| on_globe(place, &area.name))?;
        }
        for point in &self.points {
            on_globe(point.at, &point.name)?;
            within(point.size, [0.0, LARGEST], "size", &point.name)?;
        }
        for corridor in &self.corridors {
            on_globe(corridor.from, &corridor.name)?;
            on_globe(corridor.to, &corridor.name)?;
            within(corridor.size, [0.0, LARGEST], "size", &corridor.name)?;
        }
        Ok(())
    }
}

fn relative([longitude, latitude]: Position, centre: f64) -> Position {
    [from_centre(longitude, centre), latitude]
}
