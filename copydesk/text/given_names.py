"""Given names that tell whom "he" and "she" can mean; names that both bear are left out."""

from __future__ import annotations

from copydesk.text.word_set import word_set

MASCULINE = word_set(
    "aaron abdul abraham adam ahmed ahmad alan albert alexander ali andreas andrew angus anthony antonio arthur barack "
    "benjamin bernard bernie bill bob boris brian bruce bryan carl carlos charles christian christopher colin daniel "
    "dave david dieter dmitri donald douglas edward emmanuel eric ernst ethan frank franz fred frederick gary geoffrey "
    "george gerald giovanni gordon graham greg gregory hans harold harry hassan heinrich helmut henri henry hugo "
    "ibrahim ivan jack jacob jacques james jason javier jean-claude jeff jeffrey jens jeremy jerry jim joachim joe "
    "john jonathan jose joseph joshua juan karl keith kenneth kevin klaus larry lawrence leonard lewis louis luis "
    "luke manuel marco mark martin matthew matthias max michael mike mitch mohamed mohammed muhammad nathan neil "
    "nicholas nigel octavio oliver oscar otto patrick paul pedro peter philip pierre rafael ralph raymond ricardo "
    "richard rick robert roger ronald rudolf russell samuel scott sean sebastian sergei simon stefan stephen steve "
    "steven stuart ted theodore thierry thomas tim timothy tom tony vincent vladimir walter wilhelm william winston "
    "wolfgang yannick"
)
FEMININE = word_set(
    "abigail agnes alice alicia alison amanda amelia amy anastasia angela anita ann anna anne annette annie astrid "
    "barbara beatrice beatrix bernadette beth betty bridget camilla carla carmen carol caroline carolyn catherine "
    "cecilia charlotte christina christine claire clara clarisse condoleezza cynthia deborah denise diana diane "
    "donna doris dorothy eileen elaine eleanor eleonora elena elisabeth elise elizabeth ella ellen emily emma erika "
    "esther eva evelyn fatima fiona florence frances francesca gabriele georgina gertrude gisela grace greta hannah "
    "hannelore heather heidi helen helena hilary hillary ingrid irene isabel isabella ivanka jane janet janice "
    "jasmine jennifer jessica joan joanna josephine joyce judith julia julie karen katherine kathleen kathryn katie "
    "laura lena leonie linda lisa louise lucia lucy madeleine margaret maria marianne marie marilyn marjorie martha "
    "mary megan melania melanie melissa mercedes michelle miriam monica monika nadia nancy natalia natalie nicola "
    "nicole nina nora olga olivia pamela patricia paula penelope petra rachel rebecca regina renate rita rosa rose "
    "ruth sabine samantha sandra sarah selma sheila silvia simone sofia sonia sophia sophie stephanie susan susanne "
    "sylvia tamara tanya tatiana teresa theresa tina ursula valerie vanessa vera veronica victoria virginia vivian "
    "wendy yvonne zoe"
)
