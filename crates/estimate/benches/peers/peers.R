# How long the packages of the field take on the published UK and Kosovo tables, to be set beside
# `cargo bench -p concert-estimate`. Run from anywhere with
#   Rscript crates/estimate/benches/peers/peers.R
# Packages that are not installed are named and left out. Seconds are those of the processor, of one
# run, or the median of eleven where one takes less than half a second; compare ratios, on a quiet
# machine. The bootstraps of both packages refit once for every observed history besides. Rcapture
# does not test whether a model has an estimate.

file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
reference <- file.path(dirname(normalizePath(file)), "..", "..", "tests", "reference")
read_table <- function(name) {
  as.matrix(read.csv(file.path(reference, paste0(name, ".csv")), comment.char = "#", check.names = FALSE))
}

seconds <- function(package, what, table, ask) {
  if (!suppressMessages(requireNamespace(package, quietly = TRUE))) {
    return(cat(sprintf("%-26s is not installed\n", package)))
  }
  suppressMessages(suppressWarnings(library(package, character.only = TRUE)))
  data <- read_table(table)
  once <- function() {
    set.seed(1)
    sum(system.time(capture.output(invisible(ask(data))))[c("user.self", "sys.self")])
  }
  took <- tryCatch({
    first <- once()
    if (first < 0.5) median(c(first, replicate(10, once()))) else first
  }, error = function(e) { cat("error:", conditionMessage(e), "\n"); NA_real_ })
  version <- as.character(packageVersion(package))
  cat(sprintf("%-33s %-44s %-14s %10.3f s\n", paste(package, version), what, table, took))
}

for (table in c("kosovo_4list", "uk_5list")) {
  data <- read_table(table)
  lists <- ncol(data) - 1
  histories <- as.matrix(expand.grid(rep(list(0:1), lists)))[-1, ]
  position <- match(apply(histories, 1, paste, collapse = ""), apply(data[, 1:lists], 1, paste, collapse = ""))
  counts <- ifelse(is.na(position), 0, data[position, lists + 1])
  took <- system.time(for (i in 1:200) glm.fit(cbind(1, histories), counts, family = poisson()))
  cat(sprintf("%-33s %-44s %-14s %10.6f s\n", "base R", "one fit of the main effects by glm.fit", table,
    sum(took[c("user.self", "sys.self")]) / 200))

  seconds("SparseMSE", "stepwise", table, function(d) estimatepopulation.0(d, method = "stepwise"))
  seconds("SparseMSE", "stepwise, 100 replicates and jackknife", table, function(d) estimatepopulation(d, nboot = 100))
  seconds("MultipleSystemsEstimation", "stepwise, 100 replicates and jackknife", table,
    function(d) estimate_population_stepwise(d, nboot = 100))
  seconds("MultipleSystemsEstimation", "every pairwise model by BIC", table,
    function(d) estimate_population_bic(d, maxorder = 2))
  seconds("Rcapture", "every pairwise model", table, function(d) closedpMS.t(d, dfreq = TRUE, maxorder = 2))
  seconds("Rcapture", "twelve closed models (closedp.t)", table, function(d) closedp.t(d, dfreq = TRUE))
  seconds("dga", "all decomposable graphs, 1,000 points", table, function(d) {
    lists <- ncol(d) - 1
    graphs <- paste0("graphs", lists)
    data(list = graphs, package = "dga", envir = environment())
    cells <- array(0, rep(2, lists))
    cells[d[, 1:lists] + 1] <- d[, lists + 1]
    missing <- unique(round(seq(1, 30 * sum(cells), length.out = 1000)))
    bma.cr(cells, missing, 2^-lists, get(graphs))
  })
  seconds("LCMCR", "10,000 iterations", table, function(d) {
    lists <- ncol(d) - 1
    captures <- as.data.frame(lapply(as.data.frame(d[, 1:lists]), factor, levels = c(0, 1)))
    captures$Freq <- d[, lists + 1]
    sampler <- lcmCR(captures = captures, tabular = TRUE, in_list_label = "1", not_in_list_label = "0", K = 10,
      a_alpha = 0.25, b_alpha = 0.25, seed = 1, verbose = FALSE)
    lcmCR_PostSampl(sampler, burnin = 5000, samples = 500, thinning = 10, output = FALSE)
  })
  seconds("conting", "500 iterations over all pairs", table, function(d) {
    lists <- ncol(d) - 1
    labels <- paste0("L", seq_len(lists))
    every <- as.matrix(expand.grid(rep(list(0:1), lists)))
    colnames(every) <- labels
    position <- match(apply(every, 1, paste, collapse = ""), apply(d[, 1:lists], 1, paste, collapse = ""))
    cells <- as.data.frame(lapply(as.data.frame(every), factor, levels = c(0, 1)))
    cells$y <- ifelse(is.na(position), 0, d[position, lists + 1])
    cells$y[rowSums(every) == 0] <- NA
    bict(as.formula(paste0("y ~ (", paste(labels, collapse = " + "), ")^2")), data = cells, n.sample = 500, prior = "UIP")
  })
}
