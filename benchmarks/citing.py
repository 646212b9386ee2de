"""Citing against eyecite on the same English text, and against a bare google-re2 scan with the same alternation."""

from __future__ import annotations

import random

import eyecite

from benchmarks.timing import best
from verbale.citations import find
from verbale.citations.grammar import grammar
from verbale.citations.reading import reader

CHARACTERS = 1_000_000
FOR_EYECITE = 200_000
"""eyecite is given less of the same text, for it needs seconds for each million characters."""

CITING = (
    "Recalling its resolution {a} of {d}, in which it asked the Secretary-General for a further report on the lakes of Sylvania,",
    "Reaffirming Security Council resolutions {s}, {s} and {s}, and stressing that they remain in force,",
    "Recalling also General Assembly resolutions {a} and {a}, and Human Rights Council resolutions {h} and {h},",
    "Taking note of the report of the Special Envoy for the valleys of Ruritania ({g}),",
    "The Committee considered the letter of {d} from the Permanent Representative of Freedonia ({g}, annex).",
    "In its resolution {e}, the Economic and Social Council called upon the States of the plain to meet every year.",
    "Guided by the purposes and principles of the Charter of the United Nations,",
    "Recalling the obligations of all parties under the Convention on the Rights of the Child,",
    "See resolution {a}, annex, paras. 4–7, and {g}, chap. II, sect. B.",
    "Official Records of the General Assembly, Sixty-ninth Session, Supplement No. 7 ({g}/Add.1), chap. VI, para. 3.",
    "Ibid., vol. XI, art. 3, sect. B.",
    "The Assembly, in its decision {n}, deferred the matter to its next session.",
)
PLAIN = (
    "The delegation of Ruritania thanked the secretariat for the speed with which the maps had been prepared.",
    "Nothing in the present text prejudges the position of any State on the course of the river or on its fisheries.",
    "Some 1,250 households had returned to the valley by the end of the year, against 980 in the year before.",
    "The General Assembly and the Security Council had both been kept informed of the talks as they went on.",
    "It was recalled that the resolution had been adopted without a vote, and that no decision had been taken since.",
    "Participants agreed that the work of the Council on the matter should be seen as one whole, not as three parts.",
    "The costs, 3,444,250 dollars for the 2021/22 period, were met from the resources already approved.",
    "A third of the bridges, some of them more than a century old, could no longer carry the lorries that the mills need.",
    "Ms. Alder (Freedonia) said that her Government had opened two schools on the island, and would open a third.",
    "The meeting rose at 12.45 p.m., and the Chair invited delegations to a reception in the gardens of the Palais.",
    "Encourages all States and relevant organizations to take part in the “Year of the Wells”, within existing resources;",
    "Requests the Secretary-General to submit to it, at its next session, a report on what has been done in this regard.",
    "Under art. 12 of the statute, the members of the Board serve for four years and may be elected again once (para. 6).",
    "The Head of the Mission in the South and the Ministry of Power had met on 4 Mar. 2021 in the hall of the Mills Company.",
    "1. The Co-Chair, Mr. Lea (Sylvania), and No. 12 Park Street are given by way of example only, e.g. in para. 8 (c) below.",
    "Vol. IV, Supp. 2, lists the mass meetings held in Mar. and Dec. of that year, from the South Bridge to the Court of Wards.",
    "Chapter IX of the report (vol. IV, Corr.1) deals with the Civil Service Act, Law No. 14 and Order 22, in force since 1 Jan. 1988.",
    "Mr. Park (Ruritania), Ms. Hill (Freedonia) and Mr. Cole (Sylvania) spoke in explanation of vote; Mr. Moore was in the Chair.",
    "The port authority, the Crown Shipping Co. Ltd. and the Ministry of Health of the Republic signed the accord on 5 Nov. 2019.",
    "In the North and in the Pacific islands, rice, wheat and maize are grown on some 4,100 hectares of common land.",
    "Emphasizing that the well-being of those who live along the border depends on roads, schools and a fair share of water,",
)


def specimen(characters: int = CHARACTERS) -> str:
    """A made-up text of about so many characters, one citing sentence in six, numbers drawn as in real documents."""
    draw = random.Random(1946)  # noqa: S311 - a text, not a secret
    some = {
        "a": [f"{draw.randint(46, 80)}/{draw.randint(1, 290)}" for _ in range(400)],
        "s": [f"{1990 + 65 * k + draw.randint(0, 60)} ({2011 + k})" for k in range(14) for _ in range(12)],
        "h": [f"{draw.randint(5, 57)}/{draw.randint(1, 35)}" for _ in range(150)],
        "e": [f"{draw.randint(1990, 2024)}/{draw.randint(1, 45)}" for _ in range(80)],
        "n": [f"{draw.randint(50, 79)}/{draw.randint(401, 570)}" for _ in range(80)],
        "g": [f"{draw.choice(('A', 'A/HRC', 'S'))}/{draw.randint(40, 80)}/{draw.randint(1, 900)}" for _ in range(1500)],
        "d": [
            f"{draw.randint(1, 28)} {draw.choice(('March', 'June', 'October', 'December'))} {draw.randint(1990, 2024)}"
            for _ in range(200)
        ],
    }
    paragraphs, length = ["SPECIMEN: the States and their words are made up."], 0
    while length < characters:
        sentences = [draw.choice(CITING if draw.random() < 0.16 else PLAIN) for _ in range(draw.randint(2, 5))]
        paragraph = " ".join(sentences)
        for slot, values in some.items():
            while f"{{{slot}}}" in paragraph:
                paragraph = paragraph.replace(f"{{{slot}}}", draw.choice(values), 1)
        paragraphs.append(paragraph)
        length += len(paragraph) + 1
    return "\n".join(paragraphs)


def main() -> None:
    text = specimen()
    size, gate, part = len(text.encode()), grammar("en").gate, text[:FOR_EYECITE]

    def bare() -> int:
        return sum(1 for hit in gate.finditer(text.encode()) if hit.span())

    def first_time() -> int:
        reader.cache_clear()
        return len(find(text, "en", "A"))

    times = best(
        {
            "google-re2, bare scan": bare,
            "verbale.citations.find": lambda: find(text, "en", "A"),
            "the same, nothing kept": first_time,
        }
    )
    slow = (
        best({"eyecite": lambda: eyecite.get_citations(part)}, rounds=2, seconds=0.01)["eyecite"]
        * len(text)
        / len(part)
    )
    print(f"{size / 1e6:.1f} MB of English, {len(find(text, 'en', 'A'))} citations in {bare()} hits of the gate")
    for name, seconds in {**times, "eyecite": slow}.items():
        against = f"{slow / seconds:8.1f} x eyecite   {times['google-re2, bare scan'] / seconds:6.3f} of the bare scan"
        print(f"{name:26} {size / seconds / 1e6:8.2f} MB/s {against}")
    print("aim: find at least 100 x eyecite, and at least 0.5 of the bare scan")


if __name__ == "__main__":
    main()
