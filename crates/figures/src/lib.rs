//! Maps, interval plots and small multiples as SVG text.
