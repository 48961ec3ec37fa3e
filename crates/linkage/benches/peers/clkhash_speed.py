"""Records a second of clkhash on the list of benches/encoding.rs. Needs clkhash 0.18.3; says so and ends where it is not found."""

import io
import sys
import time

try:
    from clkhash import clk
    from clkhash.schema import from_json_dict
except ImportError:
    print("clkhash is not installed; nothing measured")
    sys.exit(0)

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
SYLLABLES = ["ma", "ri", "to", "len", "ka", "shu", "bo", "vi", "da", "ro", "ne", "gul", "sa"]


def name(n):
    return "".join(SYLLABLES[k % 13] for k in (n, n // 13, n // 169))


def text(identifier, bits):
    return {
        "identifier": identifier,
        "format": {"type": "string", "encoding": "utf-8"},
        "hashing": {
            "comparison": {"type": "ngram", "n": 2},
            "strategy": {"bitsPerToken": bits},
            "hash": {"type": "blakeHash"},
        },
    }


SCHEMA = from_json_dict({
    "version": 3,
    "clkConfig": {
        "l": 1024,
        "kdf": {"type": "HKDF", "hash": "SHA256", "salt": "c2FsdA==", "info": "aW5mbw==", "keySize": 64},
    },
    "features": [text(field, 10) for field in ("given", "family", "birth", "sex", "town")],
})

rows = "".join(
    f"{name(n * 7 % 700)},{name(n * 31 % 2197)},{1950 + n % 55}-{n % 12 + 1:02}-{n * 7 % 28 + 1:02},"
    f"{'m' if n % 3 == 0 else 'f'},{name(n * 11 % 500)}\n"
    for n in range(COUNT)
)
start = time.process_time()
encoded = clk.generate_clk_from_csv(
    io.StringIO(rows), "secret", SCHEMA, header=False, validate=False, progress_bar=False, max_workers=1
)
took = time.process_time() - start
print(f"{len(encoded)} records in {took:.1f} CPU s: {len(encoded) / took:.0f} records/s")
