//! Forms of heterogeneity, profile intervals and repeat counts, against base R and the printed
//! output of `Rcapture`.

use std::ops::ControlFlow;

use crate::reference_table::{agrees, rows, table};
use concert_estimate::{
    Heterogeneity, Model, Profile, ProfileInterval, RepeatCounts, Spread, USUAL_XI, fit,
    fit_heterogeneity, fit_repeats, heterogeneity_families, highest_order, profile,
    profile_heterogeneity, profile_repeats, repeat_families,
};

fn go_on(_done: u64, _total: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn form(written: &str) -> Heterogeneity {
    match written {
        "none" => Heterogeneity::Homogeneous,
        "chao" => Heterogeneity::ChaoLowerBound,
        "poisson" => Heterogeneity::Poisson,
        "darroch" => Heterogeneity::Darroch,
        "gamma" => Heterogeneity::Gamma,
        other => panic!("{other} is no form"),
    }
}

#[test]
fn every_form_on_six_tables_agrees_with_base_r() {
    let expected = rows("expected_heterogeneity");
    assert_eq!(expected.len(), 60);
    for row in &expected {
        let table = table(&row[0]);
        let lists = Model::independence(table.lists().len()).unwrap();
        let model = (row[1] == "Mt").then_some(&lists);
        let fit = fit_heterogeneity(&table, model, form(&row[2]), &mut go_on).unwrap();
        let numbers = [fit.population, fit.deviance, fit.aic, fit.bic];
        for (number, printed) in numbers.iter().zip([&row[3], &row[5], &row[7], &row[8]]) {
            assert!(agrees(*number, printed), "{row:?} {fit:?}");
        }
        // The errors of R come from the last but one round of its fit.
        let error: f64 = row[4].parse().unwrap();
        assert!((fit.standard_error - error).abs() < 6e-5 + error * 1e-6, "{row:?} {fit:?}");
        assert_eq!(fit.degrees_of_freedom.to_string(), row[6], "{row:?}");
        assert_eq!(fit.is_lower_bound, row[2] == "chao");
        assert_eq!(fit.name.contains("lower bound"), fit.is_lower_bound, "{}", fit.name);
    }
}

#[test]
fn the_form_of_heterogeneity_multiplies_the_number_of_people() {
    // Where lists see few people, all forms fit about as well and differ about threefold.
    for (name, ratio) in [("kosovo_4list", 2.4), ("western_us_5list", 3.8), ("rome_hiv_4list", 2.7)]
    {
        let families = heterogeneity_families(&table(name), &mut go_on).unwrap();
        assert_eq!(families.len(), 10);
        let different = &families[5..];
        let spread = Spread::of(different).unwrap();
        assert!(spread.ratio() > ratio, "{name}: {spread:?}");
        assert_eq!((spread.lowest.as_str(), spread.highest.as_str()), ("Mt", "Mth Gamma3.5"));
    }
}

fn assert_interval(interval: ProfileInterval, lower: &str, upper: &str) {
    // The other program searches to a ten-thousandth of the likelihood's argument and prints one
    // decimal; its Stirling approximation differs from ours in the next.
    let near = |value: f64, printed: &str| {
        let printed: f64 = printed.parse().unwrap();
        assert!((value - printed).abs() < 0.06, "{value} {printed}");
    };
    near(interval.lower, lower);
    near(interval.upper.unwrap(), upper);
}

#[test]
fn profile_intervals_agree_with_rcapture() {
    let cases = [
        ("kosovo_4list", "[123,14,34]", "10356.5", "785.9", 10334.5, ["8994.3", "12110.4"]),
        (
            "rome_hiv_4list",
            "[12,13,14,23,24,34]",
            "23443.5",
            "9594.9",
            23269.8,
            ["10027.6", "50046.3"],
        ),
        ("rome_hiv_4list", "[12,3,4]", "12318.5", "1188.7", 12308.0, ["10266", "14992.3"]),
    ];
    for (name, model, poisson, error, multinomial, [lower, upper]) in cases {
        let table = table(name);
        let model = Model::parse(model, 4).unwrap();
        let fitted = fit(&table, &model).unwrap();
        assert!(agrees(fitted.population, poisson), "{fitted:?}");
        let variance = fitted.hidden + (fitted.hidden * fitted.log_standard_error).powi(2);
        assert!(agrees(variance.sqrt(), error), "{name} {}", variance.sqrt());
        let profile = profile(&table, &model, &mut go_on).unwrap();
        assert!((profile.population.unwrap() - multinomial).abs() < 0.06, "{name} {profile:?}");
        assert_interval(profile.interval95, lower, upper);
        assert_within(&profile);
        // The same model as a design with columns, by another way of fitting.
        let designed =
            profile_heterogeneity(&table, Some(&model), Heterogeneity::Homogeneous, &mut go_on);
        let designed = designed.unwrap();
        assert!((designed.population.unwrap() - profile.population.unwrap()).abs() < 1e-3);
        assert!((designed.interval95.lower - profile.interval95.lower).abs() < 1e-3);
    }
}

fn assert_within(profile: &Profile) {
    let [outer, inner] = [profile.interval95, profile.interval80];
    let population = profile.population.unwrap();
    assert!(outer.lower < inner.lower && inner.lower < population, "{profile:?}");
    assert!(population < inner.upper.unwrap() && inner.upper < outer.upper, "{profile:?}");
}

#[test]
fn the_bias_of_the_kosovo_estimate_agrees_with_base_r() {
    // With g <- glm(y ~ a*b*c + a*d + c*d, family = poisson), X <- model.matrix(g), V <- vcov(g),
    // l <- rowSums((X %*% V) * X):
    // 0.5 * exp(coef(g)[1]) * (V[1,1] - sum(V[1,] * (t(X) %*% (fitted(g) * l)))).
    let model = Model::parse("[123,14,34]", 4).unwrap();
    let profile = profile(&table("kosovo_4list"), &model, &mut go_on).unwrap();
    assert!(agrees(profile.bias.unwrap(), "69.0983"), "{profile:?}");
}

#[test]
fn the_highest_order_interaction_of_kosovo_agrees_with_its_authors() {
    // Aleshin-Guendel, Sadinle and Wakefield's own program on the same table.
    let found = highest_order(&table("kosovo_4list"), &USUAL_XI).unwrap();
    let expected = ["29483.76", "23212.82", "16941.8804", "12761.25", "10670.94"];
    for (given, printed) in found.given.iter().zip(expected) {
        assert!(agrees(given.population, printed), "{given:?}");
    }
    assert!(agrees(found.given[2].standard_error, "5937.5803"), "{found:?}");
    assert!(found.range95[0] < 10_670.0 && found.range95[1] > 29_484.0, "{found:?}");
}

#[test]
fn repeat_counts_of_irregular_migrants_agree_with_rcapture() {
    // Example of closedp.0 in the manual of Rcapture; the first is 7,080 (6,363 to 7,797) in van
    // der Heijden et al. (2003).
    let expected = [
        ("7079.9", "365.8", "61.811", 4, "95.971"),
        ("9273.5", "662.6", "1.534", 1, "41.695"),
        ("8617.6", "537.3", "26.341", 3, "62.502"),
        ("15562.1", "1808.5", "7.277", 3, "43.438"),
        ("29058.3", "5496.8", "3.661", 3, "39.822"),
    ];
    let counts = irregular_migrants();
    let families = repeat_families(&counts, &mut go_on).unwrap();
    for (family, (population, error, deviance, df, aic)) in families.iter().zip(expected) {
        let fit = family.fit.as_ref().unwrap();
        assert!(agrees(fit.population, population), "{fit:?}");
        // 5496.86 where 5496.8 is printed: the other program stops a round earlier.
        let error: f64 = error.parse().unwrap();
        assert!((fit.standard_error - error).abs() < 0.07, "{fit:?}");
        assert!(agrees(fit.deviance, deviance) && agrees(fit.aic, aic), "{fit:?}");
        assert_eq!(fit.degrees_of_freedom, df, "{fit:?}");
    }
    assert!(families[1].name.contains("lower bound"));
    assert!(Spread::of(&families).unwrap().ratio() > 4.0);
    // The bound of Chao in closed form, and its profile.
    let chao = fit_repeats(&counts, Heterogeneity::ChaoLowerBound, &mut go_on).unwrap();
    assert!((chao.hidden - 1645.0 * 1645.0 / (2.0 * 183.0)).abs() < 1e-6);
    let profile = profile_repeats(&counts, Heterogeneity::ChaoLowerBound, &mut go_on).unwrap();
    assert!((profile.population.unwrap() - 9267.5).abs() < 0.06, "{profile:?}");
    assert_interval(profile.interval95, "8088.2", "10704");
    assert_within(&profile);
}

fn irregular_migrants() -> RepeatCounts {
    let rows = rows("irregular_migrants_repeats");
    let count = |row: &Vec<String>| (row[0].parse().unwrap(), row[1].parse().unwrap());
    RepeatCounts::new(rows[1..].iter().map(count)).unwrap()
}
