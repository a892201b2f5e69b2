"""The shipped bank's own house style: each rule finds its slip and lets the right wording pass."""

import pytest

from quizapp.bank.cli import QUESTION_BANK
from quizapp.bank.problems import Problem
from tests.bank.real import BANK
from tests.bank.small import MODELINE, SmallBank

RULES = BANK.house_style
EXAMPLES = {
    "trotskyite": ("The Trotskyites lost.", "Trotsky's supporters lost."),
    "labels-of-origin": ("They were Asiatic in manner.", "A poster showed antisemitic prejudice."),
    "the-georgian": ("Members trusted the Georgian.", "The Georgian Bolsheviks protested."),
    "birth-names": ("Bronstein lost his post.", "Trotsky lost his post."),
    "foreign-in-outlook": ("He seemed alien to them.", "Alienated members left."),
    "oriental": ("He ruled like an oriental prince.", "He settled matters alone."),
    "unlettered": ("The recruits were unlettered.", "The recruits had little schooling."),
    "insults": ("He was a mediocrity.", "Trotsky speaks of a 'mediocrity' and means Stalin."),
    "praise-and-blame": ("His plan was evil.", "Trotsky calls the plan evil."),
    "praise-of-the-student": ("Well done, this is it.", "Sentence 2 says so."),
    "games-with-terror": ("Bonus points for each arrest.", "Points of view differ."),
    "zinovievs-name": ("Gregory Zinoviev spoke.", "Grigory Zinoviev spoke."),
    "kamenevs-name": ("Leo Kamenev spoke.", "Lev Kamenev spoke."),
    "trotskys-name": ("Lev Trotsky spoke.", "Leon Trotsky and Lev Kamenev spoke."),
    "other-names": ("Krupskaia spoke.", "Krupskaya spoke."),
    "minister-of-war": ("Trotsky was minister of war.", "Trotsky was commissar for war."),
    "name-of-the-union": (
        "It is the Union of Socialist Soviet Republics.",
        "It is the Union of Soviet Socialist Republics.",
    ),
    "damaged-words": ("He joined the Community Party.", "He joined the Communist Party."),
    "thirteenth-congress": (
        "The 13th Party Congress of January 1924 condemned them.",
        "The 13th Conference of January 1924, not the Congress, condemned them.",
    ),
    "thirteenth-conference": (
        "In May 1924 the Thirteenth Conference heard the notes.",
        "In May 1924 the Thirteenth Congress heard the notes.",
    ),
    "fourteenth-congress": (
        "The Fourteenth Congress in April 1925 accepted the slogan.",
        "The Fourteenth Congress met in December 1925, eight months after the Conference of April.",
    ),
    "fourteenth-conference": (
        "Kamenev spoke to the Fourteenth Conference in December 1925.",
        "The Fourteenth Conference of April 1925 accepted the slogan.",
    ),
    "other-congresses": (
        "The 10th Conference of March 1921 banned factions.",
        "The 10th Congress of March 1921 banned factions.",
    ),
    "sixteenth-conference": (
        "The 16th Congress of April 1929 took the plan.",
        "The 16th Conference of April 1929 took the plan.",
    ),
    "conference-before-lenins-death": (
        "The 13th Conference met after Lenin's death.",
        "The 13th Conference met three days before, not after Lenin's death.",
    ),
    "testament-of-january": (
        "Lenin wrote his Testament on 4 January 1923.",
        "Lenin dictated the Testament in December and a note on 4 January 1923.",
    ),
    "testament-for-abuse-of-power": (
        "The Testament blames Stalin for disloyalty.",
        "According to Trotsky the Testament blames Stalin for disloyalty.",
    ),
    "georgian-quarrel": (
        "Lenin was angry over Menshevik Georgia.",
        "Lenin quarrelled with Stalin over Georgian Bolsheviks.",
    ),
    "who-proposed-the-union": (
        "Stalin proposed the Union.",
        "Stalin proposed to take the republics into Russia.",
    ),
    "supreme-soviet": (
        "In 1924 a chamber joined the Supreme Soviet.",
        "The Supreme Soviet came with the constitution of 1936.",
    ),
    "rabkrin-in-1919": (
        "Rabkrin was founded in 1919.",
        "Rabkrin replaced State Control of 1919 a year later.",
    ),
    "control-commission-in-1921": (
        "The Central Control Commission was created in 1921.",
        "The Central Control Commission watched over conduct.",
    ),
    "kuibyshevs-office": (
        "Kuibyshev, head of the Economic Council, joined the group.",
        "Kuibyshev led the Economic Council later, from 1926.",
    ),
    "central-committee-in-1913": (
        "Stalin entered the Central Committee in 1913.",
        "Stalin entered the Central Committee in 1912.",
    ),
    "helpless-for-nine-months": (
        "The stroke left Lenin helpless for nine months.",
        "The stroke left Lenin helpless for more than ten months.",
    ),
    "lenins-return-to-work": (
        "Lenin was back at work in 1923.",
        "Lenin was back at work in autumn 1922.",
    ),
    "fiftieth-birthday": (
        "In 1929 Stalin kept his fiftieth birthday.",
        "In 1929 came the official fiftieth birthday; 50 members met.",
    ),
    "mensheviks-until-1917": (
        "Trotsky left the Mensheviks in 1917.",
        "Trotsky left the Mensheviks in 1904 and joined Lenin in 1917.",
    ),
    "age-of-permanent-revolution": (
        "His permanent revolution was first put forward in 1922.",
        "His permanent revolution dates from 1905.",
    ),
    "open-letter": (
        "Trotsky's open letter reached everyone.",
        "Corin calls it Trotsky's open letter, though it was internal.",
    ),
    "trotskys-declaration": (
        "Trotsky signed the Declaration.",
        "Trotsky never signed the Declaration.",
    ),
    "silent-on-zinoviev": (
        "Lessons of October never names Zinoviev.",
        "Lessons of October looks back at 1917.",
    ),
    "triumvirate-after-lenin": (
        "The triumvirate was formed after Lenin's death.",
        "The triumvirate was formed before, not after Lenin's death.",
    ),
    "problems-of-leninism": (
        "It stands in Problems of Leninism (1924).",
        "The preface of 1924 was later put into Problems of Leninism.",
    ),
    "united-opposition-in-1925": (
        "The United Opposition was formed in 1925.",
        "The United Opposition followed the congress of 1925 and was formed in 1926.",
    ),
    "expelled-by-the-congress": (
        "Trotsky was expelled from the party by the 15th Congress.",
        "Trotsky was expelled in November, weeks before the 15th Congress.",
    ),
    "expelled-on-the-anniversary": (
        "Trotsky was expelled from the party on the anniversary.",
        "Trotsky was expelled days after the anniversary.",
    ),
    "force-from-may-1928": (
        "Force against kulaks began in May 1928.",
        "Force against kulaks began in January 1928, before the call of May 1928.",
    ),
    "author-of-nep": ("Bukharin helped to frame NEP.", "Bukharin defended NEP."),
    "resignation-at-a-congress": (
        "Stalin offered to resign at the 12th Congress.",
        "Stalin offered to resign more than once.",
    ),
    "disputed-figures": (
        "There were 5,880,000 officials.",
        "The article counts 5,880,000 officials.",
    ),
    "german-before-bulgaria": (
        "The German defeat was followed by Bulgaria.",
        "After Bulgaria came the German defeat.",
    ),
}


def test_every_rule_has_its_examples() -> None:
    assert set(EXAMPLES) == set(RULES)


@pytest.fixture
def bank(small: SmallBank) -> SmallBank:
    table = (QUESTION_BANK / "house_style.yaml").read_text(encoding="utf-8")
    small.files["house_style.yaml"] = table
    return small


def _said_of(bank: SmallBank, example: int) -> dict[str, list[Problem]]:
    """Return what is said of one example of each rule, put into a glossary."""
    lines = [
        f'  - {{id: {rule}, term: Lamp, kind: word, meaning: "{texts[example]}"}}'
        for rule, texts in EXAMPLES.items()
    ]
    header = [f"{MODELINE}schema.json#/$defs/glossary", "glossary:"]
    bank.files["glossary.yaml"] = "\n".join([*header, *lines, ""])
    found: dict[str, list[Problem]] = {rule: [] for rule in EXAMPLES}
    for problem in bank.problems():
        assert problem.path.endswith("glossary.yaml"), problem
        found[list(EXAMPLES)[problem.line - 3]].append(problem)
    return found


def test_a_slip_is_found_by_its_own_rule_alone(bank: SmallBank) -> None:
    said = _said_of(bank, 0)

    for rule, problems in said.items():
        assert [(rule, p.what.partition(": ")[2]) for p in problems] == [(rule, RULES[rule].why)]
        assert {p.mend for p in problems} == {RULES[rule].instead}


def test_the_right_wording_passes(bank: SmallBank) -> None:
    assert [each for problems in _said_of(bank, 1).values() for each in problems] == []
