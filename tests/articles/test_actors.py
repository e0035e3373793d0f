"""Phrases that name parties: spans, canonical parties and kinds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.actor_files import actor_id
from articles.actors import ActorBook, load_actors


@pytest.fixture(scope="module")
def book() -> ActorBook:
    return load_actors()


def read(book: ActorBook, text: str) -> list[tuple[str, str, str]]:
    return [(span.party.surface, span.party.name, span.kind) for span in book.find(text)]


NAMED = [
    ("Islamic State militants left the mill.", "Islamic State militants", "Islamic State"),
    ("ISIS's last mill burned.", "ISIS", "Islamic State"),
    ("ISIS' last mill burned.", "ISIS", "Islamic State"),
    ("The mill fell to IS on Friday.", "IS", "Islamic State"),
    ("The Islamic State group left.", "Islamic State group", "Islamic State"),
    ("Daesh left.", "Daesh", "Islamic State"),
    ("U.S.-backed Syrian Democratic Forces left.", "Syrian Democratic Forces", "SDF"),
    ("Kurdish-led SDF fighters left.", "Kurdish-led SDF fighters", "SDF"),
    ("The Kurdish YPG militia left.", "Kurdish YPG militia", "YPG"),
    ("The People's Protection Units left.", "People's Protection Units", "YPG"),
    ("The Peoples Protection Units left.", "Peoples Protection Units", "YPG"),
    ("The People’s Protection Units (YPG) left.", "People’s Protection Units (YPG)", "YPG"),
    ("Al-Shabaab left.", "Al-Shabaab", "Al-Shabaab"),
    ("The al Shabab fighters left.", "al Shabab fighters", "Al-Shabaab"),
    ("M23 rebels left.", "M23 rebels", "M23"),
    ("The rebel group M23 left.", "M23", "M23"),
    ("The Somali militant group al-Shabaab left.", "al-Shabaab", "Al-Shabaab"),
    ("The M23-aligned rebels left.", "M23-aligned rebels", "M23"),
    ("The ISIL-linked militants left.", "ISIL-linked militants", "Islamic State"),
    ("Turkish-backed GNA forces left.", "GNA forces", "GNA"),
    ("Houthi rebels left.", "Houthi rebels", "Houthis"),
    ("Ta'ang National Liberation Army troops left.", "Ta'ang National Liberation Army troops", "TNLA"),
    ("Séléka fighters left.", "Séléka fighters", "Seleka"),
    ("Ex-Seleka fighters left.", "Ex-Seleka fighters", "Seleka"),
    ("TAMIL TIGERS LOSE MILL", "TAMIL TIGERS", "LTTE"),
    ("Assad regime forces left.", "Assad regime forces", "Syrian government"),
    ("Assad's forces left.", "Assad's forces", "Syrian government"),
    ("Forces loyal to Muammar Gaddafi left.", "Forces loyal to Muammar Gaddafi", "Libyan government"),
    ("Forces loyal to General Khalifa Haftar left.", "Forces loyal to General Khalifa Haftar", "LNA"),
    ("Pro-Haftar militias left.", "Pro-Haftar militias", "LNA"),
    ("Fighters of the Army of Islam left.", "Fighters of the Army of Islam", "Jaysh al-Islam"),
    ("Members of the Taliban left.", "Members of the Taliban", "Taliban"),
    ("The Armed Forces of Ukraine left.", "Armed Forces of Ukraine", "Ukraine"),
    ("Tuareg rebels left.", "Tuareg rebels", "Tuareg rebels"),
    ("Libyan rebels left.", "Libyan rebels", "Libyan rebels"),
    ("Pro-Russian separatists left.", "Pro-Russian separatists", "Pro-Russian separatists"),
    ("Anti-Gaddafi fighters left.", "Anti-Gaddafi fighters", "Libyan rebels"),
]


@pytest.mark.parametrize(("text", "surface", "name"), NAMED)
def test_listed_party(book: ActorBook, text: str, surface: str, name: str) -> None:
    assert read(book, text) == [(surface, name, "named")]


STATES = [
    ("Iraqi security forces left.", "Iraqi security forces", "Iraqi government"),
    ("Ukrainian troops left.", "Ukrainian troops", "Ukraine"),
    ("Russian forces left.", "Russian forces", "Russia"),
    ("The Nepali Army left.", "Nepali Army", "Nepalese government"),
    ("South Sudanese forces left.", "South Sudanese forces", "South Sudanese government"),
    ("Syria's army left.", "Syria's army", "Syrian government"),
    ("Syrias army left.", "Syrias army", "Syrian government"),
    ("The Comoros army left.", "Comoros army", "Comorian government"),
    ("The government of Ethiopia agreed.", "government of Ethiopia", "Ethiopian government"),
    ("Troops from Eritrea left.", "Troops from Eritrea", "Eritrea"),
    ("IRAQI ARMY LEAVES MILL", "IRAQI ARMY", "Iraqi government"),
    ("U.S. troops left.", "U.S. troops", "United States"),
    ("Three Georgian Army posts burned.", "Georgian Army", "Georgia"),
    ("Iraqi Rapid Reaction Forces left.", "Iraqi Rapid Reaction Forces", "Iraqi government"),
    ("Puntland forces left.", "Puntland forces", "Puntland"),
    ("Congolese government soldiers left.", "Congolese government soldiers", "Congolese government"),
    ("Burkinabé soldiers left.", "Burkinabé soldiers", "Burkinabe government"),
]


@pytest.mark.parametrize(("text", "surface", "name"), STATES)
def test_nationality_and_forces_are_that_state(book: ActorBook, text: str, surface: str, name: str) -> None:
    ((found, party, kind),) = read(book, text)
    assert (found, party) == (surface, name)
    assert kind in ("state", "named")


GENERIC = [
    ("The rebels left.", "rebels", "rebels"),
    ("Rebel forces left.", "Rebel forces", "rebels"),
    ("Opposition fighters left.", "Opposition fighters", "rebels"),
    ("The army left.", "army", "government"),
    ("Government forces left.", "Government forces", "government"),
    ("Pro-government militia left.", "Pro-government militia", "government"),
    ("Insurgents left.", "Insurgents", "insurgents"),
    ("Unidentified gunmen left.", "Unidentified gunmen", "gunmen"),
    ("Islamist militants left.", "Islamist militants", "Islamist militants"),
    ("Somali Islamist militants left.", "Somali Islamist militants", "Islamist militants"),
    ("Jihadists left.", "Jihadists", "jihadists"),
    ("Local militias left.", "Local militias", "militia"),
    ("Separatist fighters left.", "Separatist fighters", "separatists"),
    ("The Angolan-backed rebels left.", "rebels", "rebels"),
]


@pytest.mark.parametrize(("text", "surface", "name"), GENERIC)
def test_unnamed_party(book: ActorBook, text: str, surface: str, name: str) -> None:
    assert read(book, text) == [(surface, name, "generic")]


MADE = [
    ("The Blue Hills Liberation Front left.", "Blue Hills Liberation Front"),
    ("The Hamza Kadir Brigades left.", "Hamza Kadir Brigades"),
    ("Liwa al-Qamar left.", "Liwa al-Qamar"),
    ("Division 77 left.", "Division 77"),
    ("The Front for the Defence of Malaria left.", "Front for the Defence of Malaria"),
    ("He joined the Kora Tembe militia.", "Kora Tembe militia"),
    ("Angolan rebels left.", "Angolan rebels"),
    ("Members met the al-Hadidi tribe.", "al-Hadidi tribe"),
    ("He praised Ada Ndiaye of the Kora Liberation Movement.", "Kora Liberation Movement"),
    ("Anti-Houthi forces left.", "Anti-Houthi forces"),
]


@pytest.mark.parametrize(("text", "surface"), MADE)
def test_unlisted_group_keeps_its_name(book: ActorBook, text: str, surface: str) -> None:
    (span,) = book.find(text)
    assert (span.party.surface, span.party.name, span.kind) == (surface, surface, "made")
    assert span.party.actor_id == actor_id(surface)


ALONE = [
    ("Russia denied it.", "Russia", "Russia", "country"),
    ("Russian-occupied land.", "Russian", "Russia", "adjective"),
    ("The Syrian town fell.", "Syrian", "Syrian government", "adjective"),
    ("Haftar denied it.", "Haftar", "LNA", "person"),
    ("The rebel-held town fell.", "rebel", "rebels", "generic"),
    ("The government-held town fell.", "government", "government", "generic"),
    ("The ISIS-held town fell.", "ISIS", "Islamic State", "named"),
    ("The Kurdish-held town fell.", "Kurdish", "Kurdish forces", "adjective"),
    ("The Ethiopians left.", "Ethiopians", "Ethiopian government", "country"),
]


@pytest.mark.parametrize(("text", "surface", "name", "kind"), ALONE)
def test_words_that_may_be_a_party(book: ActorBook, text: str, surface: str, name: str, kind: str) -> None:
    assert read(book, text) == [(surface, name, kind)]


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("U.S. and Iraqi forces left.", ["U.S.", "Iraqi forces"]),
        ("French and Chadian forces left.", ["French", "Chadian forces"]),
        ("US-Iraqi troops left.", ["US", "Iraqi troops"]),
        ("Syrian, Iranian and Russian troops left.", ["Syrian", "Iranian", "Russian troops"]),
    ],
)
def test_states_that_share_a_noun(book: ActorBook, text: str, surfaces: list[str]) -> None:
    found = book.find(text)
    assert [span.party.surface for span in found] == surfaces
    assert {span.kind for span in found} == {"state"}


def test_joined_parties_stay_apart(book: ActorBook) -> None:
    text = "Syrian government forces and allied militia took it from Islamic State and the Nusra Front."
    assert [surface for surface, _, _ in read(book, text)] == [
        "Syrian government forces",
        "allied militia",
        "Islamic State",
        "Nusra Front",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The town IS QUIET NOW, he said.",
        "He told us it is as it was.",
        "Military operations went on.",
        "A police station burned.",
        "It forces people to move.",
        "The group left.",
        "The Western Front was quiet.",
        "Their movement was slow.",
        "He sold a turkey.",
        "Lashkar Gah was quiet.",
        "",
    ],
)
def test_no_party_here(book: ActorBook, text: str) -> None:
    assert [row for row in read(book, text) if row[2] != "generic" or row[0] != "forces"] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("In Yemen, Al-Qaeda militants left.", "AQAP"),
        ("In Pakistan, Al-Qaeda militants left.", "Al-Qaeda"),
        ("In Mozambique, al-Shabaab fighters left.", "ISIS-Mozambique"),
        ("In Somalia, al-Shabaab fighters left.", "Al-Shabaab"),
        ("In Iraq, Kurdish forces left.", "Peshmerga"),
        ("In Syria, Kurdish forces left.", "YPG"),
        ("In Colombia, the National Liberation Army left.", "ELN"),
        ("In Libya, the National Liberation Army left.", "NTC"),
        ("In Myanmar, the junta left.", "Myanmar government"),
        ("In Thailand, the junta left.", "government"),
        ("In Yemen, the Iran-backed rebels left.", "Houthis"),
        ("In Syria, the Turkish-backed rebels left.", "Syrian National Army"),
        ("In Malawi, the Turkish-backed rebels left.", "rebels"),
    ],
)
def test_countries_decide_between_parties_of_one_name(book: ActorBook, text: str, name: str) -> None:
    assert read(book, text)[-1][1] == name


def test_every_party_found_is_listed_generic_or_made(book: ActorBook) -> None:
    text = "Russian forces, M23 and the Taliban met Assad, Georgia, Kurdish and Polish troops."
    for span in book.find(text):
        assert span.party.actor_id in book.actors, span


def test_party_of_a_bare_name(book: ActorBook) -> None:
    assert book.party("ISIL").actor_id == "islamic-state"
    assert book.party("Syrian army").actor_id == "syrian-government"
    assert book.party("Russia").actor_id == "russia"
    made = book.party("Free Hills Patrol 9")
    assert (made.actor_id, made.name) == ("free-hills-patrol-9", "Free Hills Patrol 9")


VOCABULARY = (
    "The the Syrian Iraq's U.S. Russian army Army forces troops rebels rebel group Front Brigade al- Al "
    "ash- - – / , . and of from loyal to Assad Haftar's ISIS IS ISIL -held -backed -led anti- pro- ( ) "
    "Islamist Kurdish government Liberation National Taliban fighters militia of the X Y Z 23 İ é ' ’s"
)


@given(st.lists(st.sampled_from(VOCABULARY.split(" ")), max_size=16).map(" ".join) | st.text(max_size=80))
def test_any_text_gives_disjoint_spans_in_order(book: ActorBook, text: str) -> None:
    end = 0
    for span in book.find(text):
        assert end <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.party.surface
        assert span.party.actor_id
        assert span.party.name
        end = span.end


@given(st.lists(st.sampled_from(VOCABULARY.split(" ")), max_size=10).map("".join))
def test_words_run_together_do_no_harm(book: ActorBook, text: str) -> None:
    for span in book.find(text):
        assert text[span.start : span.end] == span.party.surface


def test_every_country_has_its_government() -> None:
    governments = load_actors().governments
    assert governments["ML"].id == "malian-government"
    assert governments["SY"].id == "syrian-government"
    assert governments["RU"].id == "russia"
    assert len(governments) > 160


@pytest.mark.parametrize(
    ("text", "actor_id"),
    [
        ("The Philippine marines waited until AFP units took Darvan.", "philippine-government"),
        ("AFP units took Darvan.", None),
        ("In Iraq the CTS took Darvan.", "iraqi-government"),
        ("The CTS took Darvan.", None),
    ],
)
def test_acronyms_mean_a_party_only_where_the_text_speaks_of_its_country(
    text: str, actor_id: str | None
) -> None:
    found = {span.party.actor_id for span in load_actors().find(text) if "AFP" in span.party.surface}
    found |= {span.party.actor_id for span in load_actors().find(text) if "CTS" in span.party.surface}
    assert (actor_id in found) if actor_id else not found & {"philippine-government", "iraqi-government"}
