//! Need beside response in every cell, with its uncertainty.
