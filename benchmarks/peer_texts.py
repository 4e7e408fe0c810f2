"""Texts on which other tools are at home: made-up paragraphs with citations of the form that each of them reads.

Names and facts are invented; the numbers differ from paragraph to paragraph. Of the standard library alone, since
these run where nothing of the project is installed.
"""

from __future__ import annotations

US_CASES = """\
The appellant argues that the notice of {day} May was late. We review that question anew. See Harbor Mills v. Dunn, \
{a} U.S. {b}, {c} ({year}). In Orchard Bank v. Pell, {b} F.3d {a}, {c} (9th Cir. {year}), the court held that a \
notice is given when it can be read; Stone v. Orchard Bank, {a} F. Supp. 2d {c} (D. Mass. {year}), reached the same \
result. Id. at {c}. The trial court followed Harbor Mills, {a} U.S. at {c}, and denied the motion under 28 U.S.C. § {b}.

Nothing in the record shows that the parties agreed otherwise. They met on {day} occasions, exchanged {a} letters \
and left the price open. The dissent below relied on Ferris v. County of Lund, {c} Cal. 4th {a} ({year}), which \
concerned a lease and not a sale. We do not think that the difference matters here, and affirm.

The mill stands on the east bank of the river. It was built by the grandfather of the present owner, burnt down twice \
and was let to the appellant for a term of {day} years. The rent was to be paid in flour as long as the price of grain \
stayed below a figure that both parties wrote down and neither could later find. When the bridge was closed, carts had \
to go round by the ford, and the appellant asked for a lower rent. The owner answered that roads were no concern of his.

At trial {a} witnesses were heard. The baker said that he had never seen the paper. The clerk remembered it well, but \
not what stood on it. An engineer explained how the wheel was driven and why the water was low in that summer; nobody \
asked him about the rent. The jury was out for {day} hours and found for the owner on every count but the last.

The appellant now says that the jury was told too little. We have read the instructions as a whole. They say what the \
law is in words that a jury understands, they leave the facts to those who must find them, and they were not objected \
to when they were given. A party that is silent then may not be heard to complain later.

"""
US_STATUTES = """\
Section {a}. The department shall keep a register of carriers. A carrier that falls under 42 U.S.C. § {b} or under \
29 C.F.R. § {a}.{c} shall file a report within {day} days. The report follows 5 U.S.C. § {c}({letter}); a carrier \
exempt under 42 U.S.C. § {a}({letter})(2) need not file. Fees are set as 40 C.F.R. § {c}.{day} provides.

Section {b}. A person aggrieved may ask for a hearing. The hearing is public unless 5 U.S.C. § {a} says otherwise; \
subsection ({letter}) applies. The decision is final after {day} days, as under 28 U.S.C. § {c}, and is published \
together with its reasons. Nothing in this part limits U.S. Const. art. I.

The register shows the name of the carrier, the place of its office, the number of its vehicles and the day on which \
it began. It is open to everyone during business hours. Whoever finds a mistake in it may ask for a correction; the \
department answers within a month, and gives reasons where it does not agree. Old entries are kept for ten years.

A carrier tells its customers in plain words what a journey costs, what may be taken along and what happens when a \
vehicle is late. The notice hangs where passengers can read it without asking. A carrier that runs at night keeps a \
light at every stop. Children under the age of six travel free of charge if somebody is with them.

The department may look at the books of a carrier on any working day. It does so with due regard to the business and \
takes copies, not originals. What it learns is used for no other purpose. A report on these visits goes to the council \
every spring; it names no carrier, but says how many were seen, what was wrong, and what was done about it.

"""
GERMAN = """\
Die Klägerin verlangt die Rückzahlung von {b} Euro. Ein Anspruch aus § {a} Abs. 1 BGB besteht nicht, weil die \
Leistung mit Rechtsgrund erfolgte (vgl. BGH, Urteil vom {day}. März {year} - VIII ZR {c}/19). Auch § {c} Abs. 2 \
Satz 1 BGB i.V.m. § {day} ZPO führt zu keinem anderen Ergebnis; die Voraussetzungen der §§ {a}, {c} HGB liegen \
nicht vor.

Die Beklagte hat am {day}. Mai gezahlt und {a} Belege vorgelegt. Das Berufungsgericht hat sie gewürdigt, ohne \
Denkgesetze zu verletzen (BVerwG, Beschluss vom {day}. Juni {year} - 6 C {c}.18). Die Kosten trägt die Klägerin nach \
§ {b} Abs. 1 ZPO, die Entscheidung über die Vollstreckbarkeit folgt aus § {a} VwGO.

Die Mühle liegt am Ostufer des Flusses. Der Großvater des heutigen Eigentümers hat sie errichtet; sie ist zweimal \
abgebrannt und war der Klägerin auf {day} Jahre verpachtet. Der Pachtzins sollte in Mehl entrichtet werden, solange \
der Getreidepreis unter einem Betrag blieb, den beide Seiten aufgeschrieben hatten und später keine mehr finden \
konnte. Als die Brücke gesperrt wurde, mussten die Fuhrwerke den Weg über die Furt nehmen.

Das Landgericht hat {a} Zeugen vernommen. Der Bäcker hat bekundet, das Schriftstück nie gesehen zu haben. Die \
Schreibkraft erinnerte sich daran, nicht aber an seinen Inhalt. Ein Sachverständiger hat erläutert, wie das Rad \
angetrieben wird und warum das Wasser in jenem Sommer niedrig stand; nach dem Pachtzins hat ihn niemand gefragt.

Die Würdigung der Beweise ist nicht zu beanstanden. Sie ist vollständig und in sich widerspruchsfrei, sie lässt keinen \
wesentlichen Umstand aus, und sie unterscheidet zwischen dem, was die Zeugen gesehen, und dem, was sie daraus \
geschlossen haben. Dass auch eine andere Würdigung möglich gewesen wäre, macht diese nicht fehlerhaft.

"""


def text_of(paragraphs: str, length: int) -> str:
    """Return a text of so many characters from such paragraphs.

    >>> text_of(US_STATUTES, 60)[:11], len(text_of(GERMAN, 5000))
    ('Section 101', 5000)
    """
    parts, left, number = [], length, 0
    while left > 0:
        values = {
            "a": 101 + number % 700,
            "b": 1101 + number % 800,
            "c": 51 + number % 400,
            "day": 1 + number % 28,
            "year": 1960 + number % 60,
            "letter": "abcdefgh"[number % 8],
        }
        parts.append(paragraphs.format(**values))
        left -= len(parts[-1])
        number += 1
    return "".join(parts)[:length]
