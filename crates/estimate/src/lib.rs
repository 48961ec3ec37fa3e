//! How many people are on no list: multiple systems estimation.
