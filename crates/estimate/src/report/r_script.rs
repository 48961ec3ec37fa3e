//! A script in R with which somebody else can check the same table.
//!
//! An estimate that only its author's program can make is not evidence. The script needs nothing
//! but R itself: it holds the table, leaves out the cells above terms without people as the theory
//! demands, fits each model with R's own `glm`, and prints the number of people and the criterion
//! beside ours. Where packages of the field are installed, it then asks each of them about the same
//! table, in the way that its manual describes; their methods differ, and so may their answers.
//!
//! Names of lists come from strangers. They reach the script in one place only, as strings in which
//! every character that is not plain is written as its number, so that no name can become a command.

use std::fmt::Write;

use crate::capture_history::{CaptureTable, History};
use crate::loglinear::fit::Fit;
use crate::model::Model;

/// A model and what was found for it, for somebody else to find again.
#[derive(Debug, Clone, PartialEq)]
pub struct ToCheck {
    /// The model.
    pub model: Model,
    /// Number of people, observed and hidden.
    pub population: f64,
    /// Bayesian information criterion.
    pub bic: f64,
}

impl From<&Fit> for ToCheck {
    fn from(fit: &Fit) -> Self {
        Self { model: fit.model.clone(), population: fit.population, bic: fit.bic }
    }
}

/// The script for a table and the models fitted to it; models of another number of lists are left
/// out. Run it with `Rscript FILE`, or `Rscript FILE --without-peers` for the part that needs no
/// packages. It ends with status 1 if a number differs by more than one in ten thousand.
///
/// ```
/// use concert_estimate::{CaptureTable, History, Model, ToCheck, fit, r_script};
///
/// let cells = [(1, 40), (2, 30), (3, 8)].map(|(bits, n)| (History::new(bits), n));
/// let table = CaptureTable::new(["police", "\"); system(\"rm -rf /\"); c(\""], cells)?;
/// let fitted = fit(&table, &Model::independence(2)?)?;
/// let script = r_script(&table, &[ToCheck::from(&fitted)]);
/// assert!(script.contains("lists <- c(\"police\", \"\\U00000022\\U00000029"));
/// assert!(!script.contains("system("));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn r_script(table: &CaptureTable, models: &[ToCheck]) -> String {
    let lists = table.lists().len();
    let mut script = String::from(HEAD);
    let mut line = |name: &str, values: Vec<String>| {
        // Writing to a string cannot fail.
        let _ = writeln!(script, "{name} <- c({})", wrapped(&values));
    };
    line("lists", table.lists().iter().map(|name| quoted(name)).collect());
    let cells = table.cells();
    let member =
        |history: History| (0..lists).map(move |list| u8::from(history.contains(list)).to_string());
    line("memberships", cells.iter().flat_map(|cell| member(cell.0)).collect());
    line("counts", cells.iter().map(|cell| cell.1.to_string()).collect());
    script.push_str("models <- list(");
    let models = models.iter().filter(|checked| checked.model.lists() == lists);
    for (i, checked) in models.enumerate() {
        let term = |term: &History| {
            let lists: Vec<String> = term.lists().map(|list| (list + 1).to_string()).collect();
            format!("c({})", lists.join(", "))
        };
        let terms: Vec<String> = checked.model.terms().iter().map(term).collect();
        let separator = if i == 0 { "" } else { "," };
        let _ = write!(
            script,
            "{separator}\n  list(name = \"{}\", population = {}, bic = {},\n    terms = list({}))",
            checked.model,
            number(checked.population),
            number(checked.bic),
            wrapped(&terms),
        );
    }
    script.push_str("\n)\n");
    script.push_str(CHECK);
    script.push_str(PEERS);
    script
}

/// A string of R. All but letters, digits, spaces and a few signs is written as numbers. R has no
/// character zero; the replacement character stands for it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        if character.is_ascii_alphanumeric() || " -+.,_".contains(character) {
            quoted.push(character);
        } else {
            let character = if character == '\0' { '\u{fffd}' } else { character };
            let _ = write!(quoted, "\\U{:08X}", u32::from(character));
        }
    }
    quoted.push('"');
    quoted
}

/// With every digit that a double has.
fn number(value: f64) -> String {
    if value.is_finite() { format!("{value:?}") } else { "NA_real_".to_owned() }
}

/// Values with commas between them, on lines that an editor can show.
fn wrapped(values: &[String]) -> String {
    let mut text = String::new();
    let mut width = 0;
    for (i, value) in values.iter().enumerate() {
        if i > 0 {
            text.push(',');
            text.push_str(if width > 90 { "\n  " } else { " " });
        }
        width = if width > 90 { 0 } else { width } + value.len() + 2;
        text.push_str(value);
    }
    text
}

const HEAD: &str = r"# Checks estimates of a hidden population against R itself, and against the packages of the field
# that are installed. Run with
#   Rscript FILE                   all of it
#   Rscript FILE --without-peers   only what needs no packages
# Status 1 at the end means that a number differs by more than one in ten thousand.

# The table: the lists, which of them the people of each row are on, and how many people these are.
";

const CHECK: &str = r#"
lists_n <- length(lists)
labels <- paste0("L", seq_len(lists_n))
histories <- matrix(memberships, ncol = lists_n, byrow = TRUE, dimnames = list(NULL, labels))
observed <- sum(counts)
cat("Lists, in the order of their numbers:\n")
print(lists)
cat(format(observed, big.mark = ","), "people on", nrow(histories), "histories\n\n")

# Every history, and how many people have it.
all_histories <- as.matrix(expand.grid(rep(list(0:1), lists_n)))
dimnames(all_histories) <- list(NULL, labels)
powers <- 2^(seq_len(lists_n) - 1)
people <- numeric(nrow(all_histories))
people[drop(histories %*% powers) + 1] <- counts
on_all <- function(term) rowSums(all_histories[, term, drop = FALSE]) == length(term)

# Terms with nobody on all their lists are at minus infinity: the histories above them are left out.
# They count as parameters all the same.
check <- function(model) {
  absent <- vapply(model$terms, function(term) sum(people[on_all(term)]) == 0, TRUE)
  keep <- rowSums(all_histories) > 0
  for (term in model$terms[absent]) keep <- keep & !on_all(term)
  columns <- lapply(model$terms[!absent], function(term) as.numeric(on_all(term)[keep]))
  fit <- glm.fit(matrix(c(rep(1, sum(keep)), unlist(columns)), nrow = sum(keep)), people[keep], family = poisson(),
    control = glm.control(epsilon = 1e-14, maxit = 500))
  population <- observed + exp(fit$coefficients[[1]])
  likelihood <- sum(dpois(people[keep], fit$fitted.values, log = TRUE))
  bic <- (length(model$terms) + 1) * log(observed) - 2 * likelihood
  cat(sprintf("%-28s people %14.4f in R %14.4f here, difference %9.2e; BIC %12.4f and %12.4f, difference %9.2e\n",
    model$name, population, model$population, population - model$population, bic, model$bic, bic - model$bic))
  max(abs(population / model$population - 1), abs(bic - model$bic) / max(1, abs(model$bic)))
}
worst <- max(0, vapply(models, check, 0))
agrees <- isTRUE(worst <= 1e-4)
cat(sprintf("\nLargest relative difference %.2e: %s\n", worst, if (agrees) "agreement" else "DISAGREEMENT"))
"#;

const PEERS: &str = r#"
# The packages of the field, each on the same table.
peer <- function(package, ask) {
  if (!requireNamespace(package, quietly = TRUE)) {
    cat("\n", package, " is not installed\n", sep = "")
    return(invisible(NULL))
  }
  cat("\n== ", package, " ", as.character(packageVersion(package)), "\n", sep = "")
  # Some packages find their own data only when they are attached.
  suppressMessages(suppressWarnings(library(package, character.only = TRUE)))
  invisible(tryCatch(ask(), error = function(e) cat("error:", conditionMessage(e), "\n")))
}
say <- function(...) cat(sprintf(...), "\n", sep = "")
table_with_counts <- cbind(histories, count = counts)

if (!("--without-peers" %in% commandArgs(TRUE))) {
  peer("MultipleSystemsEstimation", function() {
    # Later releases call the number otherwise.
    total <- function(answer) if (is.null(answer$popest)) answer$estimate[["total"]] else answer$popest
    for (model in models) if (lists_n <= 9) {
      answer <- tryCatch(total(estimate_population_fixed(table_with_counts, model = model$name)),
        error = function(e) NA_real_)
      say("%-28s %14.4f, here %14.4f", model$name, answer, model$population)
    }
    say("stepwise, threshold 0.02: %.4f", total(estimate_population_stepwise(table_with_counts, pthresh = 0.02)))
    if (lists_n <= 5) say("best by BIC: %.4f", total(estimate_population_bic(table_with_counts)))
  })
  peer("SparseMSE", function() {
    say("stepwise, threshold 0.02, and its limits given the model:")
    print(estimatepopulation.0(table_with_counts, method = "stepwise", quantiles = c(0.025, 0.975), pthresh = 0.02)$estimate)
    for (model in models) {
      pairs <- Filter(function(term) length(term) == 2, model$terms)
      if (all(lengths(model$terms) <= 2) && length(pairs) > 0) {
        answer <- estimatepopulation.0(table_with_counts, method = "fixed", mX = matrix(unlist(pairs), nrow = 2))
        say("%s, here %.4f", model$name, model$population)
        print(answer$estimate)
      }
    }
  })
  peer("Rcapture", function() {
    print(closedp.t(table_with_counts, dfreq = TRUE))
    for (model in models) if (lists_n <= 9) {
      say("%s, here %.4f", model$name, model$population)
      print(closedpCI.t(table_with_counts, dfreq = TRUE, mX = model$name))
    }
  })
  peer("dga", function() {
    if (lists_n < 3 || lists_n > 5) return(say("three to five lists only"))
    graphs <- paste0("graphs", lists_n)
    data(list = graphs, package = "dga", envir = environment())
    cells <- array(0, rep(2, lists_n))
    cells[histories + 1] <- counts
    missing <- unique(round(seq(1, 30 * observed, length.out = 1000)))
    posterior <- colSums(bma.cr(cells, missing, 2^-lists_n, get(graphs)))
    quantiles <- vapply(c(0.025, 0.5, 0.975), function(p) missing[which(cumsum(posterior) / sum(posterior) >= p)[1]], 0)
    say("decomposable graphs: median %.0f, 95 %% from %.0f to %.0f", observed + quantiles[2], observed + quantiles[1], observed + quantiles[3])
  })
  peer("LCMCR", function() {
    captures <- as.data.frame(lapply(as.data.frame(histories), factor, levels = c(0, 1)))
    captures$Freq <- counts
    sampler <- lcmCR(captures = captures, tabular = TRUE, in_list_label = "1", not_in_list_label = "0",
      K = 10, a_alpha = 0.25, b_alpha = 0.25, seed = 1, verbose = FALSE)
    draws <- lcmCR_PostSampl(sampler, burnin = 10000, samples = 1000, thinning = 100, output = FALSE)
    print(quantile(draws, c(0.025, 0.5, 0.975)))
    say("one chain; another seed may give another answer")
  })
  peer("conting", function() {
    cells <- as.data.frame(lapply(as.data.frame(all_histories), factor, levels = c(0, 1), labels = c("un", "obs")))
    cells$y <- ifelse(rowSums(all_histories) == 0, NA, people)
    pairs <- as.formula(paste0("y ~ (", paste(labels, collapse = " + "), ")^2"))
    set.seed(1)
    chain <- bict(formula = pairs, data = cells, n.sample = 2000, prior = "UIP")
    print(total_pop(chain, n.burnin = 500))
  })
}
if (!agrees) quit(status = 1)
"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_of_a_list_leaves_its_string() {
        let hostile = "a\"b\\c\nd'e`f\u{202e}#g\0%s\\U0041\u{1f600}";
        let written = quoted(hostile);
        let inside = &written[1..written.len() - 1];
        assert!(written.starts_with('"') && written.ends_with('"') && written.is_ascii());
        assert!(!inside.contains(['"', '\n', '\'', '`', '#', '\0', '%']));
        // Every backslash begins the number of a character, in eight digits.
        for (at, _) in inside.match_indices('\\') {
            let digits = inside[at..].strip_prefix("\\U").and_then(|rest| rest.get(..8));
            assert!(digits.is_some_and(|d| d.bytes().all(|b| b.is_ascii_hexdigit())), "{inside}");
        }
    }

    #[test]
    fn numbers_keep_their_digits_and_long_vectors_their_values() {
        assert_eq!(number(0.1 + 0.2), "0.30000000000000004");
        assert_eq!(number(f64::INFINITY), "NA_real_");
        let values: Vec<String> = (0..400).map(|i| i.to_string()).collect();
        let text = wrapped(&values);
        assert!(text.lines().all(|line| line.len() < 110));
        let back: Vec<&str> = text.split(',').map(str::trim).collect();
        assert_eq!(back, values);
    }

    #[test]
    fn models_of_other_tables_are_left_out() {
        let cells = [(1, 40), (2, 30), (3, 8)].map(|(bits, n)| (History::new(bits), n));
        let table = CaptureTable::new(["a", "b"], cells).unwrap();
        let model = |lists| Model::independence(lists).unwrap();
        let checked = |lists| ToCheck { model: model(lists), population: 228.0, bic: 30.0 };
        let script = r_script(&table, &[checked(3), checked(2)]);
        assert_eq!(script.matches("list(name = ").count(), 1);
        assert!(script.contains("name = \"[1,2]\""));
        assert_eq!(script, r_script(&table, &[checked(2)]));
    }
}
