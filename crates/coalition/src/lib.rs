//! The statements of the coalition, its state and its rules.
