"""Italian."""

from __future__ import annotations

from copydesk.text.language.reporting import Reporting, synonyms
from copydesk.text.word_set import word_set

REPORTING = Reporting(
    verbs=word_set(
        "affermando aggiungendo assicurando precisando ricordando sostenendo sottolineando spiegando "
        "annunciava assicuravano avvertiva confessava denunciavano dicevano garantiva lamentava lamentavano "
        "prometteva raccontavano ricordavano riferiva rimproverava rimproverò ripeteva ripetevano scherzava "
        "segnalava sostenevano spiegavano "
        "sapere notare "
        "tagliato confidava sorriso sorriderà "
        "sfoga sfogato sfogò rammarica rincara rincarato gongola esordisce esordito chiarì tranquillizza rassicura "
        "rassicurato denunciava polemizza polemizzato affonda ricostruisce ricostruito ragiona riflette stigmatizza "
        "stigmatizzato bolla bollato liquida liquidato boccia bocciato smentisce smentito nega negato negava difende "
        "difeso loda lodato invoca invocato sussurra sussurrato grida gridato gridava giudica giudicato teme temono "
        "spera sperano crede credono pensa pensano esorta esortato sollecita sollecitato propone proposto condanna "
        "condannato plaude rimprovera rimproverato confermava parlava ironizzava insisteva scriverà ipotizzava "
        "rassicurava rifiuta sbraita gridò rispondono replicano "
        "urla urlato "
        "detto dice disse diceva dicono dissero affermato afferma affermava affermano affermò spiegato spiega "
        "spiegava spiegano spiegò aggiunto aggiunge aggiungeva aggiungono aggiunse dichiarato dichiara dichiarava "
        "dichiarano dichiarò sottolineato sottolinea sottolineava sottolineano sottolineò ricordato ricorda "
        "ricordava ricordano assicurato assicura assicurano assicurava raccontato racconta raccontava raccontano "
        "raccontò commentato commenta commentava commentano commentò osservato osserva osservava osservano "
        "sostenuto sostiene sosteneva sostengono risposto risponde rispondeva rispose chiesto chiede chiedeva "
        "chiedono chiese scritto scrive scriveva scrivono scrisse annunciato annuncia annunciano precisato "
        "precisa precisava ammesso ammette ammetteva ammise avvertito avverte avvertono denunciato denuncia "
        "denunciano lamentato lamenta criticato critica criticano concluso conclude concludeva concluse "
        "confermato conferma confermano evidenziato evidenzia evidenziano ribadito ribadisce ribadiva chiarito "
        "chiarisce promesso promette confessato confessa rivelato rivela esclamato esclama replicato replica "
        "replicava proseguito prosegue continuato continua attaccato attacca attaccano ironizzato ironizza "
        "insistito insiste invitato rilanciato rilancia definito definisce definiva parlato parla ritiene "
        "riteneva riferito riferisce riferiscono segnalato segnala tuonato tuona sbottato rivendicato rivendica "
        "auspicato auspica espresso esprime ringraziato ringrazia puntualizzato puntualizza specificato specifica "
        "riconosciuto riconosce considera suggerito suggerisce accusato accusa chiosato chiosa incalzato incalza "
        "sbotta ammonisce ammonito annota annotato nota notato argomenta argomentato obietta obiettato avvisa "
        "avvisato contesta contestato confida confidato elogia elogiato esulta esultato scherza scherzato rimarca "
        "rimarcato rilevato rileva ipotizza ipotizzato testimonia testimoniato precisano minaccia minacciato "
        "giura giurato garantisce garantito lancia taglia sintetizza analizza riassume riassunto "
        "ribatte ribattuto ribatté attaccò sospira sorride eco"
    ),
    verbs_behind=word_set(
        "borbottò chiosava chiosò esclamava incalzava incalzò mormorava mormorò rideva sbottò sorrideva sospirava "
        "sospirò sussurrò tuonò "
        "abbozza allarga ammicca annuisce applaude arrossisce azzarda balbetta bisbiglia borbotta brontola butta "
        "canta cantilena chiosa conclude confabula continua controbatte esclama esordisce esulta fa filosofeggia "
        "ghigna ghignò gioisce gongola grida gridano insiste insistette ironizza mastica mette minimizza mormora "
        "mugugna piange prega prosegue protesta rabbrividisce racconta ridacchia ride riprende rise sbotta sbuffa "
        "scherza scuote sentenzia sibila singhiozza sogghigna sorride sorrise sospira stempera strilla sussulta "
        "sussurra taglia tuona urla"
    ),
    no_clause_verbs=word_set("sapere notare"),
    copulas=word_set("è era"),
    auxiliaries=word_set("ha hanno aveva avevano è sono era ebbe aver avere"),
    fillers=word_set(
        "fatto "
        "anche poi ancora già oggi ieri infine quindi così inoltre invece ci mi gli le si lo pure subito solo soltanto"
    )
    - word_set("gli le lo"),
    sources=(
        ("secondo",),
        ("a", "detta", "di"),
        ("a", "giudizio", "di"),
        ("a", "parere", "di"),
        *(("stando", preposition) for preposition in ("a", "al", "alla", "allo", "ai", "agli", "alle", "all")),
        *(("a", "detta", preposition) for preposition in ("del", "della", "dello", "dei", "delle", "degli")),
    ),
    opening_sources=(("per",),),
    relative_sources=(
        ("secondo", "cui"),
        ("secondo", "il", "quale"),
        ("secondo", "la", "quale"),
        ("per", "cui"),
        ("per", "il", "quale"),
        ("per", "la", "quale"),
    ),
    views=word_set("si è sono resta rimane"),
    own_sources={
        ("a", "suo", "avviso"): "either",
        ("a", "suo", "giudizio"): "either",
        ("a", "suo", "parere"): "either",
        ("stando", "alle", "sue", "parole"): "either",
        ("secondo", "lui"): "he",
        ("secondo", "lei"): "she",
        ("a", "suo", "dire"): "either",
    },
    so_phrases=(
        ("con", "questa", "frase"),
        ("lo",),
        ("a", "dirlo"),
        ("a", "sostenerlo"),
        ("ad", "affermarlo"),
        ("è", "quanto"),
        ("così",),
        ("con", "queste", "parole"),
    ),
    channels=word_set("telefono cellulare microfono radio televisione social twitter facebook instagram"),
    tags=word_set("così"),
    plural_endings=("i", "e"),
    past_endings={"no": "they"},
    as_words=word_set("come"),
    complementizers=word_set("che"),
    circumstances=word_set(
        "oggi ieri lunedì martedì mercoledì giovedì venerdì sabato domenica mattina sera durante dopo prima questa "
        "questo"
    ),
    denials=word_set("non mai nulla niente nessuno né senza"),
    passives=word_set("viene vengono venne venivano stato stata stati state essere"),
    works=word_set(
        "libro romanzo film serie canzone album opera mostra studio articolo rivista giornale quotidiano "
        "settimanale programma trasmissione podcast progetto campagna premio concerto festival convegno forum "
        "gruppo associazione piattaforma applicazione gioco spettacolo slogan motto documentario saggio quadro"
    ),
    pronouns={
        "lui": "he",
        "lei": "she",
        "egli": "he",
        "ella": "she",
        "loro": "they",
        "essi": "they",
        "io": "nobody",
        "noi": "nobody",
        "voi": "nobody",
        "quest'ultimo": "he",
    },
    drops_subject=True,
    clitics=word_set("si"),
    believing=word_set("dice diceva crede teme temeva spera sperava pensa ritiene considera racconta sostiene"),
    first_persons=word_set("io mi me noi ci nostro nostra nostri nostre mio mia miei mie"),
    definite=word_set("il lo la i gli le l questo questa quel quella quest suo sua"),
    indefinite=word_set("un uno una alcuni alcune molti molte due tre altri altre"),
    oblique=word_set("al allo alla ai agli alle all"),
    prepositions=word_set(
        "a ad al allo alla ai agli alle all con contro da dal dallo dalla dai dagli dalle dall di d del dello della "
        "dei degli delle dell in nel nello nella nei negli nelle nell fra tra per su sul sullo sulla sui sugli sulle "
        "sull verso durante dopo prima presso senza"
    ),
    particles=word_set("de di da del della dei la lo van von"),
    body_links=word_set("di del della dei delle degli"),
    conjunctions=word_set("e ed"),
    stops=word_set(
        "ma o che cui dove quando mentre perché se come è sono era ha hanno oggi ieri lunedì martedì mercoledì "
        "giovedì venerdì sabato domenica durante dopo prima nel alla al su commentando parlando rispondendo "
        "intervenendo"
    )
    - word_set("nel alla al su"),
    object_verbs=word_set(
        "apprezza apprezzato attacca attaccato condanna condannato critica criticato denuncia denunciato difende "
        "difeso elogia elogiato lamenta lamentato lodato loda respinge respinto ringrazia ringraziato rivendica "
        "rivendicato chiede chiesto sottolinea sottolineato"
    ),
    offices=word_set(
        "sindaco sindaca ministro ministra presidente governatore governatrice prefetto prefetta questore giudice "
        "rettore rettrice vescovo"
    ),
    role_synonyms=synonyms(
        ("primo_cittadino prima_cittadina", "sindaco sindaca"),
        ("legale penalista difensore", "avvocato avvocata avvocatessa"),
        ("tecnico mister coach", "allenatore allenatrice coach"),
        ("ufficiale", "colonnello capitano maresciallo maggiore comandante tenente"),
        ("magistrato magistrata pm", "procuratore procuratrice pm"),
        ("mandatario", "presidente"),
        ("porporato presule", "cardinale vescovo arcivescovo"),
        ("docente", "professore professoressa"),
    ),
    person_nouns=word_set(
        "fonti pm gip gup "
        "accusato addetta addetto agricoltore agricoltrice agronomo albergatore albergatrice allenatore allenatrice "
        "allevatore allevatrice alpinista amministratore apicoltore architetto arcivescovo artigiana artigiano "
        "artista assessora assessore astronoma astronomo atleta attaccante attivista attore attrice autore autrice "
        "avvocata avvocato azzurra azzurro ballerina ballerino barista bibliotecaria bibliotecario biologa biologo "
        "burattinaio calciatore calciatrice campione campionessa candidata candidato cantante cantautore "
        "cantautrice capitana capitano capogruppo carabiniere casaro centravanti centrocampista chef chirurga "
        "chirurgo ciclista climatologo commerciante commissario consigliera consigliere contadina contadino "
        "coreografa cuoca cuoco curatore deputata deputato difensore direttore direttrice dirigente docente dottore "
        "dottoressa drammaturgo economista edicolante educatrice esponente fantino farmacista fisica fisico fornaio "
        "fotografa fotografo funzionaria funzionario gastronomo geologa geologo gestore giocatore giocatrice "
        "gioielliere giornalista giudice giurista guida idraulico imprenditore imprenditrice imputata imputato "
        "infermiera infermiere ingegnera ingegnere insegnante interessata interessato interprete investigatore "
        "maestra maestro magistrata magistrato manager marinaio medico meteorologo ministra ministro mister "
        "musicista negoziante nuotatore nuotatrice operaia operaio parlamentare parroco pasticcere pasticciera "
        "pediatra pensionata pensionato pescatore pianista pilota pittore pittrice pizzaiolo poeta poetessa "
        "politologo pompiere portavoce portiere preside presidente presidentessa procuratore procuratrice "
        "professore professoressa proprietaria proprietario psicologa psicologo questore ragazza ragazzo regista "
        "restauratrice rettore rettrice ricercatore ricercatrice ristoratore ristoratrice sacerdote scalatore "
        "sciatore sciatrice scienziata scienziato scrittore scrittrice scultore scultrice segretaria segretario "
        "senatore senatrice sindaca sindacalista sindaco sociologa sociologo soprano sportiva sportivo storica "
        "storico studente studentessa tecnico tenore testimone titolare trequartista uomo vedova vedovo velista "
        "velocista vescovo veterinaria veterinario vicesindaco vignaiolo vigneron violinista virologo vittima "
        "volontaria volontario"
    ),
    agent_endings={
        "he": ("tore", "ista", "ente", "ante", "ario", "ologo", "iere"),
        "she": ("trice", "ista", "ente", "ante", "aria", "ologa", "iera"),
    },
    no_agents=word_set("settore motore fattore ente quotidiano cantiere quartiere gente mente fonte"),
    feminine_noun_endings=("trice", "essa", "aia", "iera"),
    article_genders={"il": "he", "lo": "he", "la": "she"},
    indefinite_genders={"un": "he", "uno": "he", "una": "she"},
    circumstance_prepositions=word_set("durante dopo davanti nel nella in"),
    possessives=word_set("suo sua suoi"),
    titles=word_set(
        "vicepremier "
        "allenatore allenatrice arcivescovo assessora assessore avv avvocato capitano cardinale colonnello comandante "
        "consigliera consigliere deputata deputato direttore direttrice don dott dottor dottoressa economista "
        "generale giudice governatore governatrice ingegner ministra ministro monsignor on onorevole papa portavoce "
        "prefetto presidente primario principe principessa procuratore procuratrice prof professor professoressa "
        "questore re regina ricercatore ricercatrice segretaria segretario senatore senatrice sig signor signora "
        "sindaca sindaco storica storico tecnico vescovo vicepresidente"
    ),
    given_names=word_set(
        "adriano agostino alberto aldo alessia alfredo ambra andrea angelo annamaria antonella arianna arturo attilio "
        "barbara beatrice benedetta bruno carla carlo carmelo caterina cesare chiara cinzia claudio corrado cristiano "
        "dario davide debora donatella edoardo elena eleonora elisa elly emanuela emanuele enrico ermanno ettore "
        "eugenio fabio fabrizio federica federico ferdinando filippo flavia flavio franca franco gabriele gaetano "
        "gennaro giacomo giada giancarlo gianfranco gianluca gianni gigi gino giordano giorgia giovanna girolamo "
        "giuliano giuseppina grazia guido ignazio ilaria irene ivan jacopo laura leonardo letizia licia lorenzo luca "
        "luciano luigi manuela marcello mariangela mario marta martina massimiliano matteo maurizio mauro michele "
        "mirko monica nicola nicoletta orazio ottavio paola paolo patrizia pierluigi piero pietro raffaele renato "
        "riccardo rita roberta rocco romano rosa rosaria ruggero salvatore sandro sara sergio silvio simone stefania "
        "stefano tiziana tommaso ugo umberto valentina valerio vincenzo virginia vito vittorio"
    ),
    name_genders={"davide": "he", "paola": "she", "elly": "she", "andrea": "he", "irene": "she"},
    openers=word_set(
        "intervistato intervistata interpellato interpellata ospite raggiunto raggiunta interrogato interrogata"
    ),
    title_prefixes=("vice", "ex-", "ex"),
    not_names=word_set(
        ""
        "e ma o se non sì che come quando dove mentre perché poiché anche così allora poi oggi ieri domani ora adesso "
        "già molto più meno tutto tutti tutta tutte questo questa questi queste quello quella quelli suo sua suoi sue "
        "mio mia nostro nostra secondo per con senza in di da a il lo la i gli le l un uno una del della dei degli "
        "delle dal dalla nel nella al alla ai agli alle sul sulla fra tra dopo prima durante lunedì martedì mercoledì "
        "giovedì venerdì sabato domenica lui lei loro noi voi io ci si è sono era c'è ha hanno inoltre infine infatti "
        "quindi però tuttavia invece cosa chi qui lì ecco intanto nonostante oltre ogni alcuni molti pochi nessuno c "
        "dell all nell sull dall quest quell"
    ),
    feminine_endings=("a",),
    elisions=word_set("l d un dell all dall nell sull quest quell c s com dov anch bell sant"),
    abbreviations=word_set("sig dott prof avv ing on art pag ecc es dr"),
    speech_nouns=word_set(
        "nota domanda critica minaccia conferma proposta rivela "
        "replica risposta commento parole messaggio appello accusa denuncia sfogo reazione dichiarazione giudizio "
        "invito monito ammissione spiegazione analisi"
    ),
)
