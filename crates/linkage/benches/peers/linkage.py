"""How well and how fast a list of made-up people with duplicates is told apart: Concert, and Splink beside it.

    cargo build --release -p concert-linkage --example link_csv
    python linkage.py target/release/examples/link_csv [RECORDS]

Prints seconds of the processor, the most memory, and for the pairs that either holds for one person by itself (from even
odds on), and at the best threshold that somebody who knew the truth could choose, precision, recall and F1. The packages are
splink 5.0.0 and duckdb 2; where they are not found, Concert alone is measured.
"""

import csv
import os
import pathlib
import random
import resource
import subprocess
import sys
import tempfile

FIELDS = ["given", "family", "born", "sex", "country", "phone"]
SYLLABLES = ["ma", "ri", "to", "len", "ka", "shu", "bo", "vi", "da", "ro", "ne", "gul", "sa", "ti", "mor", "el", "zan", "pe"]


def made_up(records, path):
    """A fifth of the records are of somebody who has another: with slips in names and dates, and things left out."""
    draw = random.Random(5)

    def words(count, syllables, salt):
        own = random.Random(salt)
        return ["".join(own.choice(SYLLABLES) for _ in range(own.choice(syllables))) for _ in range(count)]

    def slip(word):
        at, letter = draw.randrange(len(word)), draw.choice("abdegiklmnoprstuvz")
        return draw.choice([word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :]])

    # In every country names are drawn with the frequencies of Zipf's law, so that namesakes are many.
    countries = [f"{country:02}" for country in range(30)]
    given = {country: words(1_500, [2, 3], country) for country in countries}
    family = {country: words(8_000, [2, 3, 4], country + "f") for country in countries}

    def name(of):
        return of[min(int(len(of) ** draw.random()), len(of)) - 1]

    rows = []
    for person in range(records * 4 // 5):
        country = countries[int(len(countries) * draw.random() ** 2)]
        born = f"{draw.randint(1955, 2010)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        if draw.random() < 0.05:
            born = born[:4] + "-01-01"
        phone = f"07{draw.randrange(10**8):08}" if draw.random() < 0.3 else ""
        row = [name(given[country]), name(family[country]), born, draw.choice("mf"), country, phone]
        rows.append([f"rec-{person}-"] + row)
        if person % 4 == 0:
            again = list(row)
            for at in (0, 1):
                if draw.random() < 0.4:
                    again[at] = slip(again[at])
            if draw.random() < 0.2:
                again[2] = again[2][:8] + f"{draw.randint(1, 28):02}"
            for at, share in ((2, 0.05), (4, 0.02), (5, 0.3)):
                if draw.random() < share:
                    again[at] = ""
            rows.append([f"rec-{person}-"] + again)
    draw.shuffle(rows)
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["person"] + FIELDS)
        writer.writerows(rows)


def splink(path):
    """Splink as its documentation would have it: u from random pairs, m by two passes of expectation maximisation."""
    import duckdb
    import pandas
    import splink.comparison_library as compare
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    people = pandas.read_csv(path, dtype=str)
    people["unique_id"] = range(len(people))
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            compare.NameComparison("given"),
            compare.NameComparison("family"),
            compare.DateOfBirthComparison("born", input_is_string=True),
            compare.ExactMatch("sex"),
            compare.ExactMatch("country").configure(term_frequency_adjustments=True),
            compare.ExactMatch("phone"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("phone"),
            block_on("given", "family"),
            block_on("given", "born"),
            block_on("family", "born"),
            block_on("born", "sex", "country"),
        ],
        retain_intermediate_calculation_columns=False,
    )
    api = DuckDBAPI(duckdb.connect())
    linker = Linker(api.register(people), settings, log_level=30)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("phone"), block_on("given", "family", "born")], recall=0.6
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("given", "family"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("born"))
    pairs = linker.inference.predict(threshold_match_probability=0.01).as_pandas_dataframe()
    person = people["person"].to_numpy()
    right = person[pairs["unique_id_l"].to_numpy()] == person[pairs["unique_id_r"].to_numpy()]
    order = pairs["match_weight"].to_numpy().argsort()[::-1]
    counts = people.groupby("person").size()
    true_pairs = int((counts * (counts - 1) // 2).sum())
    found, best, free = 0, (0, 0, 0), (0, 0, 0)
    for count, at in enumerate(order, 1):
        found += bool(right[at])
        now = (found / count, found / true_pairs, 2 * found / (count + true_pairs))
        best = max(best, now, key=lambda figures: figures[2])
        if pairs["match_probability"].iat[at] >= 0.5:
            free = now
    print("even odds P {:.4f} R {:.4f} F1 {:.4f} | best P {:.4f} R {:.4f} F1 {:.4f}".format(*free, *best))


def measured(name, command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    # The memory is the most of all programs so far: the smaller one is run first.
    print(f"{name}: {seconds:.1f} s of the processor, {after.ru_maxrss / 1e6:.2f} GB at most")
    print((done.stdout or done.stderr).strip()[-1500:] + "\n")


if __name__ == "__main__":
    if sys.argv[1] == "--splink":
        splink(sys.argv[2])
        sys.exit(0)
    concert, records = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = str(pathlib.Path(folder) / "people.csv")
        made_up(records, path)
        mapping = "given=given-name,family=family-name,born=birth-date,sex=sex,country=citizenship,phone=phone"
        measured("Concert", [os.path.abspath(concert), mapping, "person", path])
        try:
            import splink as _
        except ImportError:
            print("splink is not installed; nothing beside it")
            sys.exit(0)
        measured("Splink", [sys.executable, os.path.abspath(__file__), "--splink", path])
