"""From case lists to a number, over many made-up coalitions: how far the answers are from the truth.

    cargo build --release && cargo build --release -p concert-region --example cases
    python crates/cli/benches/coalitions.py target/release 200 [people]

Each coalition has a population of its own (about half to twice `people`, 1,200 where none is told) and three lists of it, with the errors
of ordinary lists in several scripts and duplicates, on which people stand independently of each other. Three ways lead to a number, by
the best log-linear model by BIC each time: the linkage of Concert with all its draws; the usual way, in which records are one person
if they bear the same name and sex as written; and the true table, which shows what is left when linkage is perfect.
"""

import collections
import csv
import json
import math
import random
import subprocess
import sys
import tempfile

LISTS = ["police", "shelter", "labour-inspectorate"]
# What each list calls a person's name and sex.
NAMES = {
    "police": ["Surname", "Forename(s)", "Sex"],
    "shelter": ["Nom et prénom", "Sexe"],
    "labour-inspectorate": ["first_name", "last_name", "gender"],
}
SEXES = {"femme": "f", "female": "f", "homme": "m", "male": "m"}


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr.strip()[-300:])
    return done.stdout


def table(folder, name, person_of):
    """The capture histories, where everybody is one by `person_of` (list, row)."""
    lists_of = collections.defaultdict(set)
    for at, which in enumerate(LISTS):
        for row in rows(f"{folder}/{which}.csv"):
            lists_of[person_of(which, row)].add(at)
    counts = collections.Counter(tuple(sorted(on)) for on in lists_of.values())
    path = f"{folder}/{name}.csv"
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow([*LISTS, "people"])
        for on, people in sorted(counts.items()):
            out.writerow([*(int(at in on) for at in range(3)), people])
    return path


def by_name(which, row):
    words = " ".join(row[column] for column in NAMES[which]).lower().replace(",", " ").split()
    return " ".join(sorted(SEXES.get(word, word) for word in words))


def best_model(binary, path):
    report = json.loads(run(binary, "estimate", path, "--json", "--quick", "--methods", "loglinear-bic"))
    for method in report["estimates"]:
        if method["method"] == "loglinear-bic":
            return method["population"], method["interval95"]
    raise RuntimeError("no estimate")


def coalition(target, seed, people):
    binary = f"{target}/concert"
    drawn = random.Random(seed)
    population = round(people * math.exp(drawn.uniform(-0.7, 0.7)))
    captures = ",".join(f"{drawn.uniform(0.25, 0.5):.2f}" for _ in LISTS)
    with tempfile.TemporaryDirectory() as folder:
        run(f"{target}/examples/cases", "--out", folder, "--people", str(population), "--lists", "3",
            "--captures", captures, "--seed", str(seed))
        truth = {(row["list"], row["id"]): row["person"] for row in rows(f"{folder}/truth.csv")}
        identifier = {which: next(iter(next(rows(f"{folder}/{which}.csv")))) for which in LISTS}
        linked = f"{folder}/linked"
        run(binary, "link", *(f"{folder}/{which}.csv" for which in LISTS), "-o", linked)
        over = json.loads(run(binary, "estimate", linked, "--json", "--quick"))["over_linkages"]
        perfect = table(folder, "perfect", lambda which, row: truth[which, row[identifier[which]]])
        naive = table(folder, "naive", by_name)
        return population, {
            "Concert": (over["population"], over["interval"]),
            "same name": best_model(binary, naive),
            "perfect linkage": best_model(binary, perfect),
        }


def main():
    target, many = sys.argv[1], int(sys.argv[2])
    people = int(sys.argv[3]) if len(sys.argv) > 3 else 1200
    results, refused = collections.defaultdict(list), 0
    for seed in range(1, many + 1):
        try:
            population, answers = coalition(target, seed, people)
        except RuntimeError as because:
            print(f"{seed}: {because}", file=sys.stderr)
            refused += 1
            continue
        for way, (answer, (low, high)) in answers.items():
            results[way].append((math.log(answer / population), low <= population <= high))
        shown = "; ".join(f"{way} {answer:.0f} ({low:.0f} to {high:.0f})" for way, (answer, (low, high)) in answers.items())
        print(f"{seed}: {population}: {shown}", file=sys.stderr, flush=True)
    print(f"{many} coalitions, {refused} refused")
    for way, of in results.items():
        errors = sorted(error for error, _ in of)
        mean = sum(errors) / len(errors)
        spread = math.sqrt(sum((error - mean) ** 2 for error in errors) / max(1, len(errors) - 1))
        held = sum(held for _, held in of)
        print(f"{way}: bias {100 * math.expm1(mean):+.1f} % (standard error {100 * spread / math.sqrt(len(of)):.1f}), "
              f"median {100 * math.expm1(errors[len(errors) // 2]):+.1f} %, 95 % intervals that hold the truth: {held} of {len(of)}")


if __name__ == "__main__":
    main()
