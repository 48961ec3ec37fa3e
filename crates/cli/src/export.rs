//! `concert export`.

use std::io::Write;

use concert_secretariat::ExportForm;
use concert_terms::Id;

use crate::flags::{Export, What};
use crate::office;
use crate::output::Failure;

pub(crate) fn run(flags: &Export) -> Result<(), Failure> {
    let secretariat = office::open_to_read(&flags.data)?;
    let form = if flags.xlsx { ExportForm::Xlsx } else { ExportForm::Csv };
    let mut out = std::io::stdout().lock();
    match flags.what {
        What::Initiatives => {
            let organisation = match &flags.organisation {
                Some(id) => Some(id.parse::<Id>().map_err(|e| Failure::Broken(e.to_string()))?),
                None => None,
            };
            out.write_all(&secretariat.export_initiatives(organisation, flags.headings, form)?)?;
        }
        What::Needs => out.write_all(&secretariat.export_needs(form)?)?,
        What::Statements => {
            secretariat.export_statements(|lines| out.write_all(lines.as_bytes()))?;
        }
    }
    out.flush()?;
    Ok(())
}
