//! Devices that sign for members: the list of the own ones, adding and revoking; and the address at which a signed list is
//! taken without a session.

use askama::Template;
use axum::body::Bytes;
use axum::extract::RawForm;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Json, Redirect, Response};
use concert_secretariat::{DeviceRow, RoundFile};

use crate::asked::{field, form_fields, required, unreadable};
use crate::house::now;
use crate::page::Page;
use crate::pages::imports::told_apart;
use crate::refusal::Told;
use crate::trouble::Trouble;
use crate::twin::{Rows, cell};
use crate::visit::{Guest, Visit};

#[derive(Template)]
#[template(path = "devices.html")]
struct DevicesPage<'a> {
    page: &'a Page,
    devices: &'a [DeviceRow],
    may_add: bool,
    typed: &'a [(String, String)],
    said: Option<Told>,
}

impl DevicesPage<'_> {
    fn typed(&self, name: &str) -> &str {
        field(self.typed, name)
    }
}

/// The list.
pub(crate) async fn list(visit: Visit) -> Result<Response, Trouble> {
    list_page(&visit, &[], None).await
}

async fn list_page(
    visit: &Visit,
    typed: &[(String, String)],
    said: Option<Told>,
) -> Result<Response, Trouble> {
    let actor = visit.actor;
    let devices = visit.house.look(move |secretariat| secretariat.devices(&actor)).await?;
    let page = visit.page("devices-title").await?.with_twins();
    let may_add = actor.represents().is_some();
    let status = if said.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let mut response = visit.show(
        &devices,
        |devices| rows(devices),
        |devices| DevicesPage { page: &page, devices, may_add, typed, said }.render(),
    )?;
    *response.status_mut() = status;
    Ok(response)
}

/// Adds or revokes a device.
pub(crate) async fn act(visit: Visit, RawForm(form): RawForm) -> Result<Response, Trouble> {
    let fields = form_fields(&form);
    let actor = visit.actor;
    let answer = match field(&fields, "act") {
        "add" => {
            let name = field(&fields, "name").to_owned();
            let key = field(&fields, "key").to_owned();
            let add = move |secretariat: &concert_secretariat::Secretariat| {
                told_apart(secretariat.add_device(&actor, &name, &key, now()).map(|_| ()))
            };
            visit.house.ask(add).await?
        }
        "revoke" => {
            let device = required("device", field(&fields, "device"))?;
            let revoke = move |secretariat: &concert_secretariat::Secretariat| {
                told_apart(secretariat.revoke_device(&actor, device, now()))
            };
            visit.house.ask(revoke).await?
        }
        other => return Err(unreadable("act", other)),
    };
    match answer {
        Ok(()) => Ok(Redirect::to("/devices").into_response()),
        Err(refused) if refused.code == "coalition/not-allowed" => {
            Err(Trouble::Refused(Box::new(refused)))
        }
        Err(refused) => {
            let told = crate::refusal::text(visit.words(), &refused);
            list_page(&visit, &fields, Some(told)).await
        }
    }
}

/// Takes a signed list. Who signed it is in the list; what is told depends on that list and the round alone.
pub(crate) async fn take(guest: Guest, list: Bytes) -> Result<Response, Trouble> {
    let room = guest.house.uploads.acquire().await;
    let receipt = guest
        .house
        .ask(move |secretariat| {
            let head = |bytes: &[u8], round: &RoundFile| secretariat.list_head(bytes, round);
            secretariat.submit_signed_list(&list, head, now())
        })
        .await?;
    drop(room);
    Ok(Json(receipt).into_response())
}

fn rows(devices: &[DeviceRow]) -> Rows {
    let mut rows = Rows::new(&[
        "device_id",
        "name",
        "organisation_id",
        "organisation",
        "key",
        "added",
        "added_statement",
        "revoked",
        "revoked_statement",
    ]);
    for device in devices {
        let whose = device.organisation.as_ref();
        let (day, statement) = device.revoked.unzip();
        rows.push([
            device.id.to_string(),
            device.name.clone(),
            cell(whose.map(|whose| whose.id)),
            whose.map(|whose| whose.names.pick("en").to_owned()).unwrap_or_default(),
            device.key.clone(),
            device.added.0.to_string(),
            device.added.1.to_string(),
            cell(day),
            cell(statement),
        ]);
    }
    rows
}
