//! The frame: the first picture that anybody sees.

use std::sync::Arc;

use concert_coverage::{Frame, FrameCell, Matrix, Question};
use concert_terms::{FormGroup, Pillar, PlaceCode, Side};
use jiff::civil::Date;
use parking_lot::Mutex;
use serde::Serialize;

use crate::estimates::{self, PublishedView};
use crate::figures::{CellFigures, Reporting};
use crate::in_doubt::DoubtedGap;
use crate::label::PlaceLabel;
use crate::picture::Picture;
use crate::{Asked, Secretariat, Unanswered, places};

/// The frame of one place on one day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FrameView {
    /// The day.
    pub at: Date,
    /// How many statements the frame rests on.
    pub size: u64,
    /// The place; absent for everywhere.
    pub place: Option<PlaceLabel>,
    /// The places that hold it, the widest first.
    pub path: Vec<PlaceLabel>,
    /// The cells that hold something, and every cell of the frame proper (the three pillars, both
    /// sides, the three groups of forms), in the order pillar, side, group; unstated last.
    pub cells: Vec<FrameCellView>,
    /// All cells together.
    pub total: CellFigures,
    /// Who was expected to report, and did.
    pub reporting: Reporting,
    /// Needs that are set aside because finer ones stand.
    pub superseded_needs: usize,
    /// The parts of the place with their figures: for the map and the place selector.
    pub parts: Vec<PlaceFigures>,
    /// The corridors that touch the place and hold something, likewise.
    pub corridors: Vec<PlaceFigures>,
    /// Published figures, the article's first.
    pub published: Vec<PublishedView>,
}

/// One cell of the frame.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FrameCellView {
    /// Pillar; absent where unstated.
    pub pillar: Option<Pillar>,
    /// Side; absent where unstated.
    pub side: Option<Side>,
    /// Group of forms; absent where unstated.
    pub group: Option<FormGroup>,
    /// What stands there.
    #[serde(flatten)]
    pub figures: CellFigures,
    /// The gap with capacities in doubt, where that was asked for and says something else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_doubt: Option<DoubtedGap>,
}

/// The figures of a place, all cells together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlaceFigures {
    /// The place.
    pub place: PlaceLabel,
    /// What stands there.
    #[serde(flatten)]
    pub figures: CellFigures,
    /// Who was expected to report, and did.
    pub reporting: Reporting,
    /// Its boundary: rings of longitude and latitude in degrees.
    #[serde(skip)]
    pub boundary: Arc<[Vec<[f64; 2]>]>,
    /// A point that stands for it.
    pub point: Option<[f64; 2]>,
    /// For a corridor, the points of its two ends.
    #[serde(skip)]
    pub ends: Option<[[f64; 2]; 2]>,
}

/// Frames that were asked for since the last statement. A frame is computed once per state.
#[derive(Default)]
pub(crate) struct FrameCache {
    kept: Mutex<KeptFrames>,
}

type FrameKey = (Date, Option<PlaceCode>);
/// The size of the journal, and the frames of that state.
type KeptFrames = (u64, Vec<(FrameKey, Arc<FrameView>)>);

/// How many frames are kept at once.
const MOST_FRAMES: usize = 64;
/// Days in which an organisation has reported if it did at all.
pub const REPORTING_WINDOW_DAYS: i32 = 180;

impl FrameCache {
    fn get(&self, size: u64, key: &FrameKey) -> Option<Arc<FrameView>> {
        let kept = self.kept.lock();
        let found = || kept.1.iter().find(|(other, _)| other == key);
        (kept.0 == size).then(found).flatten().map(|(_, frame)| Arc::clone(frame))
    }

    fn put(&self, size: u64, key: FrameKey, frame: &Arc<FrameView>) {
        let mut kept = self.kept.lock();
        if kept.0 != size || kept.1.len() >= MOST_FRAMES {
            *kept = (size, Vec::new());
        }
        kept.1.push((key, Arc::clone(frame)));
    }
}

/// The question of a place on a day, or the refusal that nobody declared the place.
pub(crate) fn question(picture: &Picture, place: Option<&PlaceCode>, at: Date) -> Asked<Question> {
    let day = concert_coalition::day_number(at);
    let everywhere = Question { window_days: REPORTING_WINDOW_DAYS, ..Question::on(day) };
    let Some(code) = place else { return Ok(everywhere) };
    let number = picture.coalition.places.number(code);
    let declared = number.filter(|number| picture.coalition.places.at(*number).is_some());
    match declared {
        Some(number) => Ok(everywhere.at(number)),
        None => Err(Unanswered::absent("place", code.as_str())),
    }
}

impl Secretariat {
    /// The frame of a place (everywhere without one) on a day.
    pub fn frame(&self, place: Option<&PlaceCode>, at: Date) -> Asked<Arc<FrameView>> {
        let picture = self.picture();
        let size = picture.coalition.size;
        let key = (at, place.cloned());
        if let Some(frame) = self.frames.get(size, &key) {
            return Ok(frame);
        }
        let question = question(&picture, place, at)?;
        let frame = Arc::new(view(&picture, &question, at)?);
        self.frames.put(size, key, &frame);
        Ok(frame)
    }

    /// The frame as it could be seen on a day: from what had been stated by then, and nothing that
    /// was stated, corrected or taken back since.
    pub fn frame_as_known(&self, place: Option<&PlaceCode>, at: Date) -> Asked<Arc<FrameView>> {
        let picture = self.past(self.size_on(at)?)?;
        let question = question(&picture, place, at)?;
        Ok(Arc::new(view(&picture, &question, at)?))
    }
}

pub(crate) fn view(picture: &Picture, question: &Question, at: Date) -> Asked<FrameView> {
    let Picture { coalition, tree, supply, needs, .. } = picture;
    let frame = Frame::compute(tree, supply, needs, question)?;
    let cells = FrameCell::all().map(|cell| FrameCellView {
        pillar: cell.pillar,
        side: cell.side,
        group: cell.forms,
        figures: frame.cell(cell).into(),
        in_doubt: None,
    });
    let belongs = |cell: &FrameCellView| {
        let proper = cell.pillar.is_some_and(|pillar| Pillar::FRAME.contains(&pillar))
            && cell.side.is_some()
            && cell.group.is_some();
        proper || cell.figures.holds_something()
    };
    let place = question.place;
    Ok(FrameView {
        at,
        size: coalition.size,
        place: place.and_then(|number| PlaceLabel::of(coalition, number)),
        path: place.map(|number| places::path(picture, number)).unwrap_or_default(),
        cells: cells.filter(belongs).collect(),
        total: (&frame.total).into(),
        reporting: frame.completeness.into(),
        superseded_needs: frame.superseded.len(),
        parts: by_place(picture, question, &places::parts(picture, place))?,
        corridors: {
            let all = by_place(picture, question, &places::corridors(picture, place))?;
            all.into_iter().filter(|corridor| corridor.figures.holds_something()).collect()
        },
        published: estimates::published(coalition),
    })
}

/// The figures of some places.
fn by_place(picture: &Picture, question: &Question, places: &[u32]) -> Asked<Vec<PlaceFigures>> {
    let Picture { coalition, tree, supply, needs, .. } = picture;
    let matrix = Matrix::by_place(tree, supply, needs, question, places)?;
    let figures = places.iter().zip(&matrix.figures).zip(&matrix.completeness);
    let of = |((number, figures), completeness): ((&u32, _), &concert_coverage::Completeness)| {
        let place = coalition.places.at(*number)?;
        let end = |code: &PlaceCode| coalition.places.get(code).and_then(middle);
        Some(PlaceFigures {
            place: PlaceLabel::of(coalition, *number)?,
            figures: CellFigures::from(figures),
            reporting: (*completeness).into(),
            boundary: place.boundary.as_slice().into(),
            point: middle(place),
            ends: place
                .code
                .corridor()
                .and_then(|ends| Some([end(&ends.origin)?, end(&ends.destination)?])),
        })
    };
    Ok(figures.filter_map(of).collect())
}

/// The point that stands for a place: the declared one, else the mean of its outline's corners.
pub(crate) fn middle(place: &concert_coalition::Place) -> Option<[f64; 2]> {
    if place.point.is_some() {
        return place.point;
    }
    let outline = place.boundary.first().filter(|ring| !ring.is_empty())?;
    let count = outline.len() as f64;
    let sum = outline.iter().fold([0.0, 0.0], |sum, [x, y]| [sum[0] + x, sum[1] + y]);
    Some([sum[0] / count, sum[1] / count])
}
