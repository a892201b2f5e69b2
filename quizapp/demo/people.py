"""Who is in the demo school. Every name here is invented."""

from dataclasses import dataclass

from quizapp.classrooms import usernames

SCHOOL = "An invented school"
TIME_ZONE = "Europe/London"
PASSWORD = "demo-school-1923"  # noqa: S105  (shown on the demo's own sign-in page)

ADMIN = "Rosalind Achterberg"
TEACHERS = ("Imogen Fairweather-Diallo", "Tomasz Wilk-Hartley")

CLASSES = {
    "12 History A": (
        "Amara Okonkwo",
        "Beatriz Carvalho",
        "Caoimhe O'Sullivan",
        "Daniel Mensah-Larsen",
        "Dariusz Kowalczyk",
        "Elif Aydoğan",
        "Fatoumata Traoré",
        "Ffion Prydderch",
        "George Papadimitriou",
        "Grace Adeyemi",
        "Grace Hollingsworth",
        "Hana Novotná",
        "Hui Min Tan",
        "Isla MacAllister",
        "Jakub Dvořák",
        "Joon-ho Baek",
        "Kwame Asante",
        "Leila Haddad",
        "Lucy Threlfall",
        "Maria Fernanda de los Ángeles Villanueva-Etxeberria",
        "Mateus d'Almeida",
        "Oluwaseun Bankole",
        "Priya Raghunathan",
        "Rhys Llewellyn-Jones",
        "Saoirse Ní Bhriain",
        "Sofia Lindqvist",
        "Yusuf Demir",
        "Zsófia Halász",
    ),
    "12 History B": (
        "Aaliyah Chaudhry",
        "Anneke van der Meulen",
        "Aoife Gallagher",
        "Bao Nguyen",
        "Charlotte Pemberton",
        "Dmitri Vasilenko",
        "Ebele Nwosu",
        "Emily Birtwistle",
        "Farid Karimov",
        "Freya Sigurðardóttir",
        "Giulia Ferrante",
        "Hamza El-Amin",
        "Harriet Ogden",
        "Ioana Munteanu",
        "Jack Trelawney",
        "Kiri Tamihana",
        "László Kerekes",
        "Mei-Ling Cheung",
        "Mohammed Siddiqui-Brown",
        "Niamh Ó Dálaigh",
        "Oskar Wojciechowski",
        "Ravi Subramaniam",
        "Samuel Teklemariam",
        "Tariq Mansour",
        "Vincent D'Souza-Reid",
        "Xiomara Quintero",
    ),
}


@dataclass(frozen=True)
class Needs:
    """What one student needs in every quiz."""

    extra_time_percent: int = 0
    untimed: bool = False
    larger_text: bool = False
    hide_clock: bool = False


NEEDS = {
    "Caoimhe O'Sullivan": Needs(extra_time_percent=25),
    "Elif Aydoğan": Needs(untimed=True, larger_text=True),
    "Jack Trelawney": Needs(hide_clock=True),
}


@dataclass(frozen=True)
class Account:
    """A line of the table on the sign-in page."""

    name: str
    role: str
    about: str

    @property
    def username(self) -> str:
        return username(self.name)


def username(name: str) -> str:
    """Return the user name of somebody here; all of them differ without a number."""
    return usernames.proposed(name, taken=())


ACCOUNTS = (
    Account(
        TEACHERS[0],
        "Teacher",
        "has 12 History A, at work on a quiz now, shares 12 History B, and writes questions",
    ),
    Account(TEACHERS[1], "Teacher", "has 12 History B, done with a quiz, and writes questions"),
    Account(ADMIN, "Admin", "looks after teachers and the school"),
    Account("Amara Okonkwo", "Student", "has not started the quiz that is open"),
    Account("Caoimhe O'Sullivan", "Student", "has 25 % extra time, and is in the middle of a quiz"),
    Account("Elif Aydoğan", "Student", "works without a time limit, in larger text"),
    Account("Jack Trelawney", "Student", "sees no clock, and has feedback to read"),
)
