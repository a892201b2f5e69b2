"""Texts that no author writes by chance: each has to give a problem, fast, and harm nothing."""

MANY = 100_000


def _bomb() -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    return "\n".join(lines)


BIDI = "stem: Who won\u202e tsol?"

TEXTS: dict[str, str] = {
    "an alias bomb": _bomb(),
    "hundreds of thousands of aliases": "a: &a x\nb: [" + "*a, " * 240_000 + "]",
    "anchors without end": "a: [" + "".join(f"&a{n} x, " for n in range(80_000)) + "]",
    "a megabyte of brackets": "[" * 999_999,
    "a megabyte of closed brackets": "[" * 499_999 + "]" * 499_999,
    "a megabyte of braces": "{" * 999_999,
    "braces with keys": "{a: " * 240_000,
    "a megabyte of dashes": "- " * 499_999,
    "nested by indentation": "\n".join(" " * n + "a:" for n in range(1_300)),
    "a tag that makes an object": "id: !!python/object/apply:os.system ['true']",
    "a tag that makes a name": "id: !!python/name:os.system",
    "a tag of its own": "!boom {id: x}",
    "a binary tag": "id: !!binary aGk=",
    "100,000 keys": "".join(f"k{n}: x\n" for n in range(70_000)),
    "100,000 entries": "retired:\n" + "  - x\n" * MANY,
    "100,000 entries of keys": "retired:\n" + "  - {a: b}\n" * 80_000,
    "100,000 equal keys": "a: b\n" * MANY,
    "100,000 documents": "---\n" * MANY,
    "a key of half a megabyte": "k" * 500_000 + ": x",
    "a text of half a megabyte": "id: " + "x" * 500_000,
    "a complex key": "? [a, b]\n: x",
    "merge keys": "a: &a {x: y}\nb: {<<: *a}",
    "a recursive anchor": "&a [*a]",
    "percent signs": "%" * 1000,
    "a directive": "%YAML 9.9\n---\nid: x",
    "tabs": "\tid: x",
    "half a file": 'id: A-01\ntype: single_choice\nstem: "What does',
    "half a mapping": "id: A-01\noptions:\n  - id: a\n    te",
    "only a byte order mark": "\ufeff",
    "an escape that cannot be shown": 'id: "a\\0b"',
    "half a character": 'id: "\\ud800"',
    "a control character": "id: a\x07b",
    "a delete": "id: a\x7fb",
    "nothing": "",
    "a number": "1",
    "a list": "[a]",
    "null": "null",
    "many quotes": "'" * 999_999,
    "many ampersands": "&" * 999_999,
    "many exclamation marks": "!" * 999_999,
    "many hashes": "#" * 999_999,
    "many new lines": "\n" * 999_999,
    "many colons": ":" * 999_999,
    "a long block": "a: >\n" + "  x\n" * 200_000,
    "question marks": "? " * 400_000,
}

BYTES: dict[str, bytes] = {
    **{name: text.encode(errors="surrogatepass") for name, text in TEXTS.items()},
    "a NUL": b"id: a\0b",
    "no UTF-8": b"id: \xff\xfe",
    "UTF-16": "id: x".encode("utf-16"),
    "more than a megabyte": b"#" * 3_000_000,
}
