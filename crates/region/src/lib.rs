//! A made-up region with a known truth, to try Concert on.
