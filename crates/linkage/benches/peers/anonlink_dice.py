"""How long anonlink takes for all pairs of rows of bits, and which it finds.

Run by `cargo bench -p concert-linkage --bench dice`, which writes the rows (FOLDER/first and FOLDER/second, words in
little-endian order) and names the interpreter in CONCERT_ANONLINK:

    python anonlink_dice.py FOLDER BYTES_OF_A_ROW THRESHOLD

Prints the seconds of the processor, least of three runs, and then each pair of rows. The package is anonlink 0.15.3 with
numpy below 2.
"""

import pathlib
import sys
import time

from anonlink.candidate_generation import find_candidate_pairs
from anonlink.similarities import dice_coefficient_accelerated
from bitarray import bitarray

folder, width, threshold = pathlib.Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])


def rows(name):
    data = (folder / name).read_bytes()
    found = []
    for start in range(0, len(data), width):
        row = bitarray(endian="little")
        row.frombytes(data[start : start + width])
        found.append(row)
    return found


sides = rows("first"), rows("second")
seconds = []
for _ in range(3):
    start = time.process_time()
    candidates = find_candidate_pairs(sides, dice_coefficient_accelerated, threshold)
    seconds.append(time.process_time() - start)
print(min(seconds))
for first, second in zip(candidates[2][0], candidates[2][1]):
    print(first, second)
