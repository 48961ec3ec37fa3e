"""From case lists to a number, over many made-up coalitions: how far the answers are from the truth.

    cargo build --release && cargo build --release -p concert-region --example cases
    python crates/cli/benches/coalitions.py target/release 200 [people [encoded]]

Each coalition has a population of its own (about half to twice `people`, 1,200 where none is told) and three lists of it, with the errors
of ordinary lists in several scripts and duplicates, on which people stand independently of each other. Three ways lead to a number, by
the best log-linear model by BIC each time: the linkage of Concert with all its draws; the usual way, in which records are one person
if they bear the same name and sex as written; and the true table, which shows what is left when linkage is perfect.

With `encoded` nobody sees a name: three lists with names, days of birth and citizenship are encoded in a round of their own, as `concert encode` does it, and
the share of the links that are found is told, and how far the share that is not, as it is expected without labels, is from the truth. Some coalitions get no number, because too much is hidden.
"""

import collections
import csv
import json
import math
import random
import statistics
import subprocess
import sys
import tempfile

IN_CLEAR = ["police", "shelter", "labour-inspectorate"]
TO_ENCODE = ["police", "international", "asylum-office"]
FIELDS = "given-name,family-name,full-name,other-name,birth-date,sex,citizenship"
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


def table(folder, name, lists, person_of):
    """The capture histories, where everybody is one by `person_of` (list, row)."""
    lists_of = collections.defaultdict(set)
    for at, which in enumerate(lists):
        for row in rows(f"{folder}/{which}.csv"):
            lists_of[person_of(which, row)].add(at)
    counts = collections.Counter(tuple(sorted(on)) for on in lists_of.values())
    path = f"{folder}/{name}.csv"
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow([*lists, "people"])
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


def encoded(binary, folder):
    """The lists, encoded, however many people attackers would recognise: of short lists that is a matter of chance."""
    run(binary, "round", "new", "bench", "--fields", FIELDS, "-o", f"{folder}/round")
    for which in TO_ENCODE:
        run(binary, "encode", f"{folder}/{which}.csv", "--round", f"{folder}/round", "-o", f"{folder}/{which}.encoded",
            "--limit", "100", "--limit-otherwise", "100")
    return [f"{folder}/{which}.encoded" for which in TO_ENCODE], ["--round", f"{folder}/round/round.json"]


def found(path, truth):
    """Of the pairs of records of one person on two lists, the share that is among the links; and of those the share that is right."""
    people = collections.defaultdict(lambda: collections.Counter())
    for (which, _), person in truth.items():
        people[person][which] += 1
    pairs = sum(a * b for on in people.values() for x, a in on.items() for y, b in on.items() if x < y)
    links = [row for row in rows(path) if row["list_a"] != row["list_b"]]
    right = sum(truth[row["list_a"], row["id_a"]] == truth[row["list_b"], row["id_b"]] for row in links)
    return right / max(1, pairs), right / max(1, len(links))


def coalition(target, seed, people, is_encoded):
    binary = f"{target}/concert"
    lists = TO_ENCODE if is_encoded else IN_CLEAR
    drawn = random.Random(seed)
    population = round(people * math.exp(drawn.uniform(-0.7, 0.7)))
    captures = ",".join(f"{drawn.uniform(0.25, 0.5):.2f}" for _ in lists)
    with tempfile.TemporaryDirectory() as folder:
        run(f"{target}/examples/cases", "--out", folder, "--people", str(population), "--lists", "3",
            "--captures", captures, "--seed", str(seed), "--keepers", ",".join(lists))
        truth = {(row["list"], row["id"]): row["person"] for row in rows(f"{folder}/truth.csv")}
        identifier = {which: next(iter(next(rows(f"{folder}/{which}.csv")))) for which in lists}
        to_link, options = encoded(binary, folder) if is_encoded else ([f"{folder}/{which}.csv" for which in lists], [])
        linked, pairs = f"{folder}/linked", f"{folder}/pairs.csv"
        told = json.loads(run(binary, "link", *to_link, *options, "-o", linked, "--pairs", pairs, "--json"))
        recall, precision = found(pairs, truth)
        expected = [100 * told["quality"][rate]["mean"] for rate in ("recall", "precision")]
        print(f"{seed}: found {100 * recall:.1f} % of the links (expected {expected[0]:.1f}), {100 * precision:.1f} % of those found are right "
              f"(expected {expected[1]:.1f})", file=sys.stderr)
        missed = 1 - told["quality"]["recall"]["mean"]
        hidden = math.log(missed / (1 - recall)) if is_encoded and missed > 0 and recall < 1 else None
        over = json.loads(run(binary, "estimate", linked, "--json", "--quick"))["over_linkages"]
        perfect = table(folder, "perfect", lists, lambda which, row: truth[which, row[identifier[which]]])
        answers = {
            "Concert": (over["population"], over["interval"]),
            "perfect linkage": best_model(binary, perfect),
        }
        if not is_encoded:
            answers["same name"] = best_model(binary, table(folder, "naive", lists, by_name))
        return population, answers, hidden


def main():
    target, many = sys.argv[1], int(sys.argv[2])
    people = int(sys.argv[3]) if len(sys.argv) > 3 else 1200
    is_encoded = sys.argv[4:] == ["encoded"]
    results, hidden, refused = collections.defaultdict(list), [], 0
    for seed in range(1, many + 1):
        try:
            population, answers, of_hidden = coalition(target, seed, people, is_encoded)
        except RuntimeError as because:
            print(f"{seed}: {because}", file=sys.stderr)
            refused += 1
            continue
        if of_hidden is not None:
            hidden.append(of_hidden)
        for way, (answer, (low, high)) in answers.items():
            results[way].append((math.log(answer / population), low <= population <= high))
        shown = "; ".join(f"{way} {answer:.0f} ({low:.0f} to {high:.0f})" for way, (answer, (low, high)) in answers.items())
        print(f"{seed}: {population}: {shown}", file=sys.stderr, flush=True)
    print(f"{many} coalitions, {refused} refused")
    if len(hidden) > 1:
        mean = statistics.mean(hidden)
        print(f"links that are not found, as expected over as they are: mean of the logarithm {mean:+.2f}, standard deviation {statistics.stdev(hidden):.2f}")
    for way, of in results.items():
        errors = sorted(error for error, _ in of)
        mean = sum(errors) / len(errors)
        spread = math.sqrt(sum((error - mean) ** 2 for error in errors) / max(1, len(errors) - 1))
        held = sum(held for _, held in of)
        print(f"{way}: bias {100 * math.expm1(mean):+.1f} % (standard error {100 * spread / math.sqrt(len(of)):.1f}), "
              f"median {100 * math.expm1(errors[len(errors) // 2]):+.1f} %, 95 % intervals that hold the truth: {held} of {len(of)}")


if __name__ == "__main__":
    main()
