"""Texts in which a site speaks of itself to its readers: newsletters, donations, consent, subscriptions, channels."""

from __future__ import annotations

import re

MAX_CHARACTERS = 420
"""Longer texts are paragraphs of an article."""

_QUOTED = re.compile(r"“[^”]*”|„[^“”]*[“”]|«[^»]*»|\"[^\"]*\"")
"""What people say to others is news."""

_READER = re.compile(
    r"\b(?:you|your|we|our|us|vous|votre|vos|nous|notre|nos|tu|tus|su|sus|te|nuestr[oa]s?|(?-i:Sie"
    r"|Ihr(?:e[nmr]?)?|Ihnen)|uns"
    r"|wir|unser\w*|tuo|tua|noi|nostr[oaie]|je|jouw|uw|ons|onze|dig|oss|вас|вам|вы|ваш\w*|наш\w*)\b",
    re.IGNORECASE,
)
"""Words by which a site speaks to its readers, or of itself."""

_OFFER = re.compile(
    r"\bnewsletters?\b|\bbolet[ií]n|\bnieuwsbrief|\bnyhetsbrev|\binfolettre|\bprivacy (?:policy|notice)\b|\bcookies?\b"
    r"|\bdatenschutz(?:erklärung|richtlinie|hinweise)|\b(?:external|externe[nr]?) (?:content|inhalte?)\b"
    r"|\bthird[- ]party (?:platforms|content)\b|\bcontenus? externes?\b"
    r"|\b(?:donate|donation|contribution) (?:now|today|here|to)\b|\breaders (?:who|like you)\b"
    r"|\bsign(?:ing)? up (?:for|to|now|here)|\bsubscribe (?:now|today|to|for|here)|\bbreaking news (?:alerts"
    r"|and stories)\b"
    r"|\bpostfach\b|\bpostfächer\b|\bbo[iî]te (?:mail|e-mail|de réception)|\bcorreo\b|\b(?:to|in"
    r"|into) your (?:inbox|phone)\b"
    r"|\b(?:briefing|stories|news) by e?-?mail\b|\b(?:load|display|show) this (?:post|content|video|tweet)\b",
    re.IGNORECASE,
)
"""What is offered, or asked for: that alone may be the subject of an article."""

_PLATFORM = (
    r"(?:google news|twitter|facebook|instagram|x|tiktok|youtube|linkedin|whatsapp|telegram|threads|bluesky|mastodon)"
)
_INVITATION = re.compile(
    # newsletters and subscriptions
    r"\bsign(?:ing)? up (?:here|now)|\bsubscribe (?:now|today|here)|\babonnez[- ]vous\b|\babonnieren sie\b"
    r"|\bsuscr[ií]b(?:ete|ase)\b"
    r"|\binscrivez[- ]vous\b|\binscr[ií]bete\b|\biscriviti\b|\babbonati\b|\bmeld je (?:nu )?aan\b"
    r"|\binscreva-se\b|\bзапишитесь\b"
    r"|\bподпи(?:шитесь|сывайтесь)\b|\bzapisz się\b|\bnewsletter (?:abonnieren|bestellen|anmelden)\b"
    r"|\bjederzeit (?:wieder )?(?:ab|kündig)|\bunsubscribe\b|\bdownload (?:the|our) app\b|\bnever miss a story\b"
    # donations
    r"|\bspenden sie\b|\bmit (?:einer|ihrer) spende\b|\bunterstützen sie (?:uns|unser|unabhängig|freien|guten"
    r"|die arbeit|diese arbeit)"
    r"|\bfai(?:re|tes) un don\b|\bsoutenez (?:nous|notre|une (?:presse|information)|le journalisme"
    r"|l['’]information)|\bsoutenez-nous\b"
    r"|\bhazte (?:socio|socia|suscriptor|miembro)|\bapoya (?:el|nuestro) periodismo|\bdonaci[oó]n aquí\b"
    r"|\bsostieni(?:ci| il)\b"
    r"|\bsupport us\b|\bsupport (?:our|independent|quality|local) (?:work|journalism|news(?:room)?|reporting"
    r"|mission|media)"
    r"|\b(?:become|becoming) a (?:member|subscriber|supporter|patron)\b|\bchip in\b|\bsteun ons\b"
    r"|\bword (?:lid|abonnee|donateur)\b"
    r"|\bconsider (?:making a|supporting|donating|becoming|subscribing|a (?:gift|donation|contribution))|\bwesprzyj\b"
    # what only subscribers read
    r"|\b\d{1,2} ?% (?:of|de|des|dieses) (?:this |cet |l['’])?(?:article|artikels|artículo)\b"
    r"|\b(?:rest|reste|suite) (?:is|of this article is|est) (?:for|reserved for|réservée? aux) (?:subscribers|abonnés)"
    r"|\bjetzt weiterlesen\b|\bweiterlesen mit\b|\b(?:nur|exklusiv) für (?:unsere )?abonnent|\bschon abonnent"
    r"|\bbereits abonnent"
    r"|\balready a (?:subscriber|member)\b|\bdéjà abonné|\bréservée? (?:à nos|aux) abonnés|\bpour lire la suite\b"
    r"|\bexclusivo para (?:nuestros )?suscriptores|\bpara seguir leyendo\b|\b(?:to|and) (?:continue|keep) reading\b"
    r"|\b(?:log|sign) in to (?:read|continue|keep)\b|\bregister (?:for free|now) to (?:read|continue)\b"
    r"|\briservato agli abbonati\b"
    r"|\bper continuare a leggere\b|\bpara continuar lendo\b"
    # consent to what others show
    r"|\bempfohlener (?:redaktioneller |externer )inhalt\b|\brecommended editorial content\b"
    r"|\binhalte? (?:erlauben|anzeigen|angezeigt)\b"
    r"|\bum diese[ns]? (?:inhalt|video|beitrag) (?:darzustellen|anzuzeigen|zu sehen|anzusehen)"
    r"|\bmit einem klick (?:anzeigen|wieder)"
    r"|\bdrittplattformen\b|\bce contenu est bloqué\b|\ben cliquant sur\b.{0,60}\b(?:cookies|accept)"
    r"|\beste contenido\b.{0,60}\bcookies\b|\bto (?:view|see|watch) this (?:content|video|post|embed)\b"
    r"|\byou consent to\b"
    r"|\ballow (?:twitter|x|facebook|instagram|youtube|tiktok|google) content\b|\bwe need your (?:permission"
    r"|consent)\b"
    r"|\bmay be using cookies\b|\bdeze (?:inhoud|content) (?:wordt|is) (?:niet|geblokkeerd)"
    # sales and channels
    r"|\baffiliate (?:links?|commission)\b|\bearn (?:a|an) (?:affiliate )?commission\b"
    r"|\b(?:whatsapp|telegram)[- ](?:kanal|channel|канал)|\b(?:chaîne|canal|canale) (?:de )?(?:whatsapp|telegram)\b"
    rf"|\bfollow (?:us|@?\w+(?: \w+){{0,4}}) on {_PLATFORM}\b"
    rf"|\b(?:folgen sie uns|suivez[- ]nous|s[ií]guenos|seguici|volg ons|följ oss)\b"
    rf"|\b(?:sigue|retrouvez|segui|siga) (?:\w+ ){{1,6}}(?:en|sur|su|no|por) {_PLATFORM}\b",
    re.IGNORECASE,
)


def is_invitation(text: str) -> bool:
    """Whether the site asks its readers for something: to subscribe, to give, to consent, to follow."""
    if len(text) > MAX_CHARACTERS:
        return False
    said = _QUOTED.sub(" ", text)
    return _INVITATION.search(said) is not None or (
        _OFFER.search(said) is not None and _READER.search(said) is not None
    )
