//! From the globe to the plane.

/// A map projection with its central meridian, on a sphere of radius 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Projection {
    /// Equal Earth (Šavrič, Patterson and Jenny 2018, "The Equal Earth map projection",
    /// International Journal of Geographical Information Science 33(3)): areas keep their size, so
    /// that a shade does not weigh more because its country lies far north.
    EqualEarth {
        /// The meridian in the middle, in degrees.
        central_longitude: f64,
    },
    /// Parallels and meridians as straight lines, with the middle parallel true to scale: the
    /// plain choice where the extent is small enough for shapes to stay right.
    Equirectangular {
        /// The meridian in the middle, in degrees.
        central_longitude: f64,
        /// The parallel along which distances are true, in degrees.
        true_latitude: f64,
    },
}

/// From this many degrees of longitude on, a map shows the world rather than a region.
const WORLD_LONGITUDES: f64 = 100.0;
/// From this many degrees of latitude on, likewise.
const WORLD_LATITUDES: f64 = 80.0;

impl Projection {
    /// The projection for a map of the given extent in degrees: Equal Earth from 100 degrees of
    /// longitude or 80 of latitude on, equirectangular below.
    pub fn for_extent(central_longitude: f64, longitudes: f64, [south, north]: [f64; 2]) -> Self {
        if longitudes >= WORLD_LONGITUDES || north - south >= WORLD_LATITUDES {
            return Self::EqualEarth { central_longitude };
        }
        // Near a pole the cosine vanishes and with it the width of the map.
        let true_latitude = f64::midpoint(south, north).clamp(-85.0, 85.0);
        Self::Equirectangular { central_longitude, true_latitude }
    }

    /// The meridian in the middle of the map, in degrees.
    pub fn central_longitude(self) -> f64 {
        match self {
            Self::EqualEarth { central_longitude }
            | Self::Equirectangular { central_longitude, .. } => central_longitude,
        }
    }

    /// Projects a position given as degrees *from the central meridian* and degrees of latitude;
    /// x grows eastwards, y northwards, both in units of the sphere's radius.
    pub fn project(self, [from_centre, latitude]: [f64; 2]) -> [f64; 2] {
        let (lambda, phi) = (from_centre.to_radians(), latitude.to_radians());
        match self {
            Self::EqualEarth { .. } => equal_earth(lambda, phi),
            Self::Equirectangular { true_latitude, .. } => {
                [lambda * true_latitude.to_radians().cos(), phi]
            }
        }
    }
}

/// The polynomial of the paper, with its parametric latitude theta.
fn equal_earth(lambda: f64, phi: f64) -> [f64; 2] {
    const A1: f64 = 1.340_264;
    const A2: f64 = -0.081_106;
    const A3: f64 = 0.000_893;
    const A4: f64 = 0.003_796;
    let root3 = 3f64.sqrt();
    let theta = (root3 / 2.0 * phi.sin()).asin();
    let t2 = theta * theta;
    let t6 = t2 * t2 * t2;
    let slope = 9.0 * A4 * t6 * t2 + 7.0 * A3 * t6 + 3.0 * A2 * t2 + A1;
    let x = 2.0 * root3 * lambda * theta.cos() / (3.0 * slope);
    let y = theta * (A4 * t6 * t2 + A3 * t6 + A2 * t2 + A1);
    [x, y]
}

#[cfg(test)]
mod tests {
    use super::Projection;
    use proptest::prelude::*;

    const WORLD: Projection = Projection::EqualEarth { central_longitude: 0.0 };

    #[test]
    fn the_world_has_the_published_proportions() {
        // Šavrič, Patterson and Jenny 2018: the equator is 2.05458 times as long as the central
        // meridian, and the pole line 0.59247 times as long as the equator.
        let [half_equator, _] = WORLD.project([180.0, 0.0]);
        let [half_pole_line, half_meridian] = WORLD.project([180.0, 90.0]);
        assert!((half_equator / half_meridian - 2.05458).abs() < 5e-6);
        assert!((half_pole_line / half_equator - 0.59247).abs() < 5e-6);
    }

    proptest! {
        #[test]
        fn equal_earth_keeps_areas(lambda in -179.0..179.0f64, phi in -89.0..89.0f64) {
            let h = 1e-4;
            let [x0, y0] = WORLD.project([lambda - h, phi]);
            let [x1, y1] = WORLD.project([lambda + h, phi]);
            let [x2, y2] = WORLD.project([lambda, phi - h]);
            let [x3, y3] = WORLD.project([lambda, phi + h]);
            let cell = (x1 - x0) * (y3 - y2) - (x3 - x2) * (y1 - y0);
            let step = 2.0 * h.to_radians();
            prop_assert!((cell / (step * step) - phi.to_radians().cos()).abs() < 1e-5);
        }
    }

    #[test]
    fn a_country_is_equirectangular_and_a_hemisphere_is_equal_earth() {
        let country = Projection::for_extent(20.0, 3.0, [39.0, 43.0]);
        assert_eq!(
            country,
            Projection::Equirectangular { central_longitude: 20.0, true_latitude: 41.0 }
        );
        let [x, y] = country.project([1.0, 1.0]);
        assert!((x / y - 41f64.to_radians().cos()).abs() < 1e-12);
        assert!(matches!(
            Projection::for_extent(0.0, 170.0, [0.0, 9.0]),
            Projection::EqualEarth { .. }
        ));
    }
}
