//! What a column of a case list says about a person.

use crate::axis::axis_enum;

/// What one column of a case list says. A column that nobody understands is [`CaseField::Text`]: it is
/// compared only with a column of the same heading.
///
/// ```
/// use concert_terms::CaseField;
///
/// let field: CaseField = "family-name".parse()?;
/// assert_eq!(field, CaseField::FamilyName);
/// # Ok::<(), concert_terms::NotAWord>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CaseField {
    /// The identifier of the record on its own list. It is never compared and never encoded.
    RecordId,
    /// The name given to the person.
    GivenName,
    /// Names between the given and the family name, patronymics among them.
    MiddleName,
    /// The name of the family, or what stands in its place.
    FamilyName,
    /// All names in one text, in any order.
    FullName,
    /// Another name that the person is or was known by: an alias, a nickname, a name at birth.
    OtherName,
    /// The day of birth, whole or in part.
    BirthDate,
    /// The year of birth alone.
    BirthYear,
    /// The month of birth alone, 1 to 12.
    BirthMonth,
    /// The day of the month of birth alone, 1 to 31.
    BirthDay,
    /// Age in completed years.
    Age,
    /// Sex or gender as recorded.
    Sex,
    /// Citizenship or nationality.
    Citizenship,
    /// Where the person was born.
    BirthPlace,
    /// The country of an address or of a stay.
    Country,
    /// The largest part of a country: state, region, province.
    Region,
    /// The next smaller part: district, county.
    District,
    /// Town, suburb or village.
    Locality,
    /// The postal code.
    PostalCode,
    /// The name of a street, with or without the number.
    Street,
    /// The number of a house, or of a flat in it.
    HouseNumber,
    /// A telephone number.
    Phone,
    /// An address of electronic mail.
    Email,
    /// The number of a document or of a register: passport, tax, social security.
    IdentityNumber,
    /// What the person works as.
    Occupation,
    /// A day on which something was done: identification, referral, admission.
    EventDate,
    /// The form of exploitation.
    Form,
    /// The period that the record belongs to.
    Period,
    /// Anything else.
    Text,
}

axis_enum!(
    CaseField,
    "what a column of a case list says",
    [
        RecordId = "record-id",
        GivenName = "given-name",
        MiddleName = "middle-name",
        FamilyName = "family-name",
        FullName = "full-name",
        OtherName = "other-name",
        BirthDate = "birth-date",
        BirthYear = "birth-year",
        BirthMonth = "birth-month",
        BirthDay = "birth-day",
        Age = "age",
        Sex = "sex",
        Citizenship = "citizenship",
        BirthPlace = "birth-place",
        Country = "country",
        Region = "region",
        District = "district",
        Locality = "locality",
        PostalCode = "postal-code",
        Street = "street",
        HouseNumber = "house-number",
        Phone = "phone",
        Email = "email",
        IdentityNumber = "identity-number",
        Occupation = "occupation",
        EventDate = "event-date",
        Form = "form",
        Period = "period",
        Text = "text",
    ]
);
