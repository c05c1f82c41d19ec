"""Names of months and weekdays in the languages whose feeds write dates in words, whole and cut short."""

from __future__ import annotations

from services.intake.formats.shared.prose import names

_MONTHS = (
    "jan january januar jänner janvier janv enero ene gennaio gen janeiro januari stycznia sty",
    "feb february februar feber février fevrier févr fevr fév febrero febbraio fevereiro fev februari lutego lut",
    "mar march märz maerz mär mrz mars marzo março maart mrt marca",
    "apr april avril avr abril abr aprile kwietnia kwi",
    "may mai mayo maggio mag maio mei maj maja",
    "jun june juni juin junio giugno giu junho czerwca cze",
    "jul july juli juillet juil julio luglio lug julho lipca lip",
    "aug august août aout agosto ago augustus augusti sierpnia sie",
    "sep sept september septembre septiembre setiembre settembre set setembro września wrz",
    "oct october oktober okt octobre octubre ottobre ott outubro out października paź",
    "nov november novembre noviembre novembro listopada lis",
    "dec december dezember dez décembre decembre déc diciembre dic dicembre dezembro desember des grudnia gru",
)

_MORE_MONTHS = (
    "января янв ocak oca ledna led ianuarie ian",
    "февраля фев февр şubat şub února úno februarie",
    "марта мар mart března bře martie",
    "апреля апр nisan nis dubna dub aprilie",
    "мая май mayıs května kvě",
    "июня июн haziran haz června čvn iunie iun",
    "июля июл temmuz tem července čvc iulie iul",
    "августа авг ağustos ağu srpna srp",
    "сентября сен сент eylül eyl září zář septembrie",
    "октября окт ekim eki října říj octombrie",
    "ноября ноя нояб kasım kas noiembrie",
    "декабря дек aralık ara prosince pro decembrie",
)
"""In Russian, Turkish, Czech and Romanian."""

MONTHS = {
    name: number
    for months in (_MONTHS, _MORE_MONTHS)
    for number, words in enumerate(months, 1)
    for name in words.split()
}
"""The number of a month by its name in lower case, without a full stop."""

WEEKDAYS = names(
    """
    mon tue tues wed weds thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday
    mo di mi do fr sa so montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
    lun mar mer jeu ven sam dim lundi mardi mercredi jeudi vendredi samedi dimanche
    mié mie jue vie sáb sab dom lunes martes miércoles miercoles jueves viernes sábado sabado domingo
    gio lunedì martedì mercoledì giovedì venerdì domenica lunedi martedi mercoledi giovedi venerdi
    seg ter qua qui sex segunda terça quarta quinta sexta
    ma wo vr za zo maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    mån tis ons tor fre lör sön måndag tisdag onsdag torsdag fredag lördag söndag
    man tir lør søn mandag tirsdag lørdag søndag pon wto śro czw pią sob nie pn wt śr cz nd niedz
    пн вт ср чт пт сб вс pzt sal çar per cum cmt paz po út st čt pá ne
    понедельник вторник среда четверг пятница суббота воскресенье
    """
)

FILLERS = names("at on the of de del den der le um uhr à a om kl klo o'clock hrs hours h and")
"""Words that stand in a date and say nothing."""
