"""Languages: what has no rules is told and not misread."""

import pytest

from articles.extract import extract
from articles.languages import detect_language, language_code, language_name
from articles.models import Article, Claim, Mention
from tests.articles.formats_made import BODY

TEXTS = {
    "en": BODY * 2,
    "fr": "L’armée a déclaré vendredi que ses soldats étaient entrés dans le vieux moulin après une "
    "semaine de bombardements, et que les rebelles qui le tenaient avaient quitté la vallée "
    "pendant la nuit avec leurs armes.",
    "es": "El ejército dijo el viernes que sus soldados habían entrado en el viejo molino después "
    "de una semana de bombardeos, y que los rebeldes que lo ocupaban se habían marchado del "
    "valle durante la noche con sus armas.",
    "de": "Die Armee teilte am Freitag mit, ihre Soldaten seien nach einer Woche Beschuss in die "
    "alte Mühle eingedrungen, und die Aufständischen, die sie gehalten hatten, hätten das Tal "
    "in der Nacht verlassen.",
    "tr": "Ordu cuma günü yaptığı açıklamada askerlerinin bir haftalık bombardımandan sonra eski "
    "değirmene girdiğini, orayı elinde tutan isyancıların ise gece boyunca silahlarıyla "
    "birlikte vadiden ayrıldığını söyledi.",
    "ru": "Армия заявила в пятницу, что после недели обстрелов её солдаты вошли на старую мельницу, "
    "а удерживавшие её повстанцы ночью покинули долину вместе с оружием. Жители деревни "
    "подтвердили эти сведения нашему изданию.",
    "uk": "Армія заявила у п’ятницю, що після тижня обстрілів її солдати увійшли до старого млина, "
    "а повстанці, які його утримували, вночі залишили долину разом зі зброєю. Мешканці села "
    "підтвердили ці відомості нашому виданню.",
    "ar": "قال الجيش يوم الجمعة إن جنوده دخلوا الطاحونة القديمة بعد أسبوع من القصف، وإن المتمردين "
    "الذين كانوا يسيطرون عليها غادروا الوادي خلال الليل مع أسلحتهم، وأكد سكان القرية هذه "
    "الأنباء في حديث مع صحيفتنا صباح اليوم.",
    "fa": "ارتش روز جمعه اعلام کرد که سربازانش پس از یک هفته گلوله‌باران وارد آسیاب قدیمی شده‌اند و "
    "شورشیانی که آن را در دست داشتند شبانه با سلاح‌های خود دره را ترک کرده‌اند. ساکنان روستا "
    "این خبر را برای روزنامه ما تأیید کردند.",
    "da": "Hæren sagde fredag, at dens soldater var gået ind i den gamle mølle efter en uges "
    "beskydning, og at oprørerne, som holdt den, havde forladt dalen om natten med deres våben.",
    "id": "Tentara mengatakan pada hari Jumat bahwa prajuritnya telah memasuki penggilingan tua setelah "
    "seminggu penembakan, dan bahwa pemberontak telah meninggalkan lembah bersama senjata mereka.",
    "hi": "सेना ने शुक्रवार को कहा कि एक सप्ताह की गोलाबारी के बाद उसके सैनिक पुरानी चक्की में घुस गए, और "
    "जिन विद्रोहियों का उस पर कब्जा था वे रात में अपने हथियारों के साथ घाटी छोड़कर चले गए।",
    "zh": "军方周五表示，经过一周的炮击，其士兵已进入老磨坊，而占据该磨坊的叛军已于夜间携带武器离开山谷"
    "。村民向本报证实了这一消息。军方发言人说，目前部队正在清理周边地区，并在通往河边的道路上设立"
    "了检查站。当地居民表示，枪声在凌晨停止，许多家庭已经开始返回家园。联合国呼吁各方保持克制，保"
    "护平民安全，并允许救援人员进入。",
    "pt": "O exército disse na sexta-feira que os seus soldados tinham entrado no velho moinho "
    "depois de uma semana de bombardeamentos, e que os rebeldes que o ocupavam tinham saído "
    "do vale durante a noite com as suas armas.",
}


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_language_of_a_text(language: str) -> None:
    assert detect_language(TEXTS[language]) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The mill fell.",
        "Rawa, Raqqa, Homs, Hama",
        "Сдан",
        "1234 5678 " * 40,
        "RAQQA HOMS HAMA IDLIB " * 3,
    ],
)
def test_short_texts_and_lists_are_of_no_known_language(text: str) -> None:
    assert detect_language(text) == ""


def test_a_text_that_is_english_in_part_is_english() -> None:
    assert detect_language(f"{TEXTS['ru']}\n\n{TEXTS['ru']}\n\n{BODY * 8}") == "en"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("en", "en"),
        ("EN-us", "en"),
        ("pt_BR", "pt"),
        ("eng", "en"),
        ("Arabic", "ar"),
        ("", ""),
        ("x-klingon", ""),
    ],
)
def test_what_sources_say(said: str, code: str) -> None:
    assert language_code(said) == code


def test_names_of_languages() -> None:
    assert (language_name("uk"), language_name("xx")) == ("Ukrainian", "xx")


class NoNames:
    def find(self, _text: str) -> tuple[Mention, ...]:
        return ()


class Reader:
    languages = frozenset({"en"})

    def read(self, _article: Article, _mentions: tuple[Mention, ...]) -> tuple[Claim, ...]:
        return ()


class Polyglot:
    def read(self, _article: Article, _mentions: tuple[Mention, ...]) -> tuple[Claim, ...]:
        return ()


@pytest.mark.parametrize(
    ("language", "reader", "expected"),
    [
        ("fr", Reader(), ["language-without-rules"]),
        ("en", Reader(), []),
        ("", Reader(), []),
        ("fr", Polyglot(), []),
    ],
)
def test_a_text_that_no_rules_read_is_told(
    language: str, reader: Reader | Polyglot, expected: list[str]
) -> None:
    article = Article(id="a", text="Le moulin.", language=language)
    issues = extract(article, names=NoNames(), reader=reader).issues
    assert [issue.code for issue in issues] == expected
    assert all("French" in issue.message for issue in issues)
