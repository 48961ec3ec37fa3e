//! Lists whose items are known by their place, counted from one: amendments, follow-ups,
//! observations.

/// The item with a number.
pub(crate) fn numbered<T>(items: &[T], number: u32) -> Option<&T> {
    items.get((number as usize).checked_sub(1)?)
}

/// The same, to be changed.
pub(crate) fn numbered_mut<T>(items: &mut [T], number: u32) -> Option<&mut T> {
    items.get_mut((number as usize).checked_sub(1)?)
}
