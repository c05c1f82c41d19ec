"""Spanish."""

from __future__ import annotations

from copydesk.text.language.reporting import Reporting, synonyms
from copydesk.text.word_set import word_set

REPORTING = Reporting(
    verbs=word_set(
        "advirtiendo alegando argumentando explicando insistiendo recordando subrayando "
        "admitía advertía advertían afirmaban alegaba alertaba anunciaba apuntaba argumentaba aseguraban avisaba "
        "añadía bromeaba confesaba contaban declaraba decían denunciaban detallaba explicaban garantizaba insistían "
        "justificaba observaba prometía reclamaba reconocía recordaban relataba relataban repetía reprochaba "
        "respondía señalaban sostenían "
        "quejó queja quejaba quejado mostró muestra mostraba mostrado negó niega negaba felicitó felicita solicitó "
        "solicita animó anima garantizó garantiza juró jura exhortó exhorta instó insta invitó invita aplaudió "
        "aplaude desmintió desmiente repitió repite rebatió rebate contraatacó contraataca corroboró corrobora "
        "definió define ríe rió confía confió constató constata especificó especifica elogió elogia soltó suelta "
        "lanzó lanza deslizó desliza narró narra evocó evoca susurró susurra murmuró murmura clamó clama hablaba "
        "lamentaban dictaminó dictamina sospecha sospechaba teme temía apeló apela abogó aboga emplazó emplaza "
        "ironizaba reprende afeó afea arremetió arremete cargó tachaba calificaba reivindicó reivindica defendía "
        "explicitó explayó sincera sinceró "
        "protestó protesta protestan escriben escribieron gritó grita remató cuentan responden "
        "tiró mencionó aconseja recomienda recomendó dijo dice decía dicen dijeron dicho afirmó afirma afirmaba "
        "afirman afirmaron afirmado explicó explica explicaba explican explicaron explicado añadió añade añaden "
        "añadieron añadido aseguró asegura aseguraba aseguran aseguraron asegurado señaló señala señalaba señalan "
        "señalaron señalado indicó indica indican indicaron indicado declaró declara declaran declararon "
        "declarado comentó comenta comentaba comentan comentaron comentado agregó agrega agregaron agregado "
        "subrayó subraya subrayan subrayado destacó destaca destacan destacaron destacado recalcó recalca "
        "recalcado insistió insiste insisten insistido recordó recuerda recuerdan recordado respondió responde "
        "respondieron contestó contesta preguntó pregunta reconoció reconoce reconocen reconocido admitió admite "
        "advirtió advierte advierten advertido denunció denuncia denuncian denunciado lamentó lamenta lamentan "
        "lamentado criticó critica critican apuntó apunta apuntan apuntado sostuvo sostiene sostienen concluyó "
        "concluye manifestó manifiesta manifestado expresó expresa expresado precisó precisa matizó matiza "
        "detalló detalla relató relata contó cuenta contaba escribió escribe escribía prometió promete "
        "confesó confiesa confirmó confirma anunció anuncia anunciaron opinó opina considera consideró consideran "
        "cree creía reiteró reitera defendió defiende defienden argumentó argumenta alertó alerta aclaró aclara "
        "valoró valora celebró celebra exclamó exclama replicó replica ironizó zanjó zanja remarcó remarca "
        "enfatizó enfatiza pidió pide piden reclamó reclama reclaman exigió exige exigen coincide coincidió "
        "prosiguió prosigue continuó continúa sentenció sentencia resumió resume reveló revela tuiteó publicó "
        "rememora señalando añadiendo asegurando afirmando recoge cita citó propuso propone propusieron llamó "
        "llama calificó califica tildó tilda describió describe habla habló acusó acusa planteó plantea vaticinó "
        "bromeó reprochó puntualizó puntualiza incidió incide alegó alega prometido respondido contestado "
        "preguntado sostenido concluido precisado matizado detallado relatado contado escrito confesado "
        "confirmado anunciado opinado considerado reiterado defendido argumentado alertado aclarado valorado "
        "celebrado pedido reclamado exigido revelado publicado criticado reprochado acusado propuesto informado "
        "informó informa sugirió sugiere menciona adelantó adelanta adelantaron aseveró asevera acotó acota "
        "apostilló apostilla espetó rechazó rechaza agradeció agradece auguró augura pronosticó pronostica abundó "
        "abunda ahondó ahonda ratificó ratifica refirió refiere expuso expone exponen expusieron avisó avisa "
        "justificó justifica lamentaba denunciaba insistía subrayaba recordaba sentenciaba reprocha bromea "
        "ironiza criticaron reclamaron pidieron exigieron lamentaron advirtieron recordaron destacaba aconsejó "
        "comunicó comunica cuestionó cuestiona arguyó arguye aventuró aventura estimó estima estiman vaticina "
        "sostenía sostuvieron reflexiona reflexionó tranquilizó celebraba resaltó resalta "
        "resaltan evidenció espeta cuestionaba precisaron detallaron aclararon "
        "resumido resumía sentenciado descrito zanjado sonríe sonrió suspira suspiró limita limitó limitado "
        "fustiga fustigó tacha tachó"
    ),
    no_clause_verbs=word_set(
        "muestra mostró mostraba mostrado evidenció instó insta invitó invita exhortó exhorta animó anima "
        "solicitó solicita emplazó emplaza apeló apela abogó aboga lanzó lanza soltó suelta aplaudió aplaude"
    ),
    copulas=word_set("es era"),
    verbs_behind=word_set(
        "clamaba espetaba exclamaba gritaba murmuraba refunfuña refunfuñó remataba reía rio rugió soltaba sonreía "
        "suspiraba susurraba zanjaba "
        "arremetió bramó bufó canturreó cargó carraspeó celebró chicaneó clamó completó desafió desliza deslizó "
        "disparaba disparó enumeró espetó externó fantaseó farfulló gimió gruñó ironiza ironizó jura juró masculló "
        "minimizó musitó narra ordenó pidió presume presumió proclama prosigue prosiguió protesta razonó rebate "
        "rebatió regaña regañó remata remató renegó reniega resopló retrucó reviró rió rogó ruega ríe sollozó "
        "sonrió sonríe suelta suspira suspiró tartamudeó tercia terció tiró tronó vacila vaticina vaticinó zanja "
        "zanjó"
    ),
    auxiliaries=word_set("ha han había habían he fue era está ser haber"),
    fillers=word_set(
        "también además ayer hoy después luego entonces así ya nos me le les se lo la finalmente asimismo incluso aún "
        "todavía igualmente tajante mientras antes posteriormente recientemente "
        "solo sólo únicamente tan"
    )
    - word_set("la mientras"),
    sources=(
        ("según",),
        ("de", "acuerdo", "con"),
        ("a", "juicio", "de"),
        ("a", "juicio", "del"),
        ("en", "opinión", "de"),
        ("en", "palabras", "de"),
        ("en", "palabras", "del"),
    ),
    opening_sources=(("para",),),
    relative_sources=(
        ("según", "el", "cual"),
        ("según", "la", "cual"),
        ("según", "quien"),
        ("para", "quien"),
    ),
    views=word_set("se es son sigue supone"),
    own_sources={
        ("según", "él"): "he",
        ("según", "ella"): "she",
        ("a", "su", "juicio"): "either",
        ("en", "su", "opinión"): "either",
        ("a", "su", "entender"): "either",
        ("a", "su", "parecer"): "either",
        ("según", "sus", "palabras"): "either",
        ("para", "él"): "he",
        ("para", "ella"): "she",
    },
    so_phrases=(
        ("con", "esa", "frase"),
        ("con", "esta", "frase"),
        ("lo",),
        ("es", "lo", "que"),
        ("así",),
        ("así", "lo"),
        ("con", "esas", "palabras"),
        ("con", "estas", "palabras"),
        ("de", "este", "modo"),
    ),
    channels=word_set("teléfono micrófono radio twitter facebook instagram"),
    speaking_places=word_set("desde"),
    plural_endings=("s",),
    past_endings={"n": "they"},
    as_words=word_set("según como tal"),
    complementizers=word_set("que"),
    circumstances=word_set(
        "este esta lunes martes miércoles jueves viernes sábado domingo ayer hoy mañana tarde noche tras durante ante"
    ),
    denials=word_set("no nunca jamás nada nadie tampoco sin"),
    passives=word_set("fue fueron es son era eran ser sido siendo será serán"),
    works=word_set(
        "libro novela película serie canción álbum obra exposición estudio artículo revista diario periódico "
        "programa podcast proyecto campaña premio concierto festival jornada jornadas congreso foro grupo "
        "asociación plataforma aplicación juego espectáculo lema eslogan documental ensayo ópera cuadro boletín "
        "título titulado titulada cadena"
    ),
    pronouns={
        "él": "he",
        "ella": "she",
        "ellos": "they",
        "ellas": "they",
        "yo": "nobody",
        "nosotros": "nobody",
        "usted": "nobody",
        "éste": "he",
        "ésta": "she",
    },
    drops_subject=True,
    clitics=word_set("se"),
    believing=word_set(
        "cree creía dice decía espera esperaba teme temía estima considera calcula sospecha comenta afirma "
        "informa informó anuncia anunció cuenta rumorea"
    ),
    name_genders={"josé": "he", "jesús": "he", "nayib": "he", "víctor": "he", "maría": "she", "dilma": "she"},
    first_persons=word_set("yo me mí nos nosotros nosotras nuestro nuestra nuestros nuestras mi mis"),
    definite=word_set("el la los las este esta ese esa estos estas su"),
    indefinite=word_set("un una unos unas varios varias algunos algunas dos tres otro otra otros otras"),
    oblique=word_set("al"),
    relatives=word_set("quien quienes"),
    prepositions=word_set(
        "a al ante bajo con contra de del desde durante en entre hacia hasta para por según sin sobre tras mediante"
    ),
    particles=word_set("de del la las los van von da di"),
    body_links=word_set("de del la las los"),
    conjunctions=word_set("y e"),
    stops=word_set(
        "a ante pero o que cuyo cuya donde cuando mientras aunque porque como si es son era fue ha han este lunes "
        "martes miércoles jueves viernes sábado domingo ayer hoy tras durante en sobre al"
    )
    - word_set("este en al sobre ante"),
    object_verbs=word_set(
        "agradece agradeció agradecieron celebra celebró condena condenó critica criticó defiende defendió denuncia "
        "denunció destaca destacó elogia elogió exige exigió lamenta lamentó pide pidió rechaza rechazó reivindica "
        "reivindicó reclama reclamó valora valoró reprocha reprochó"
    ),
    offices=word_set(
        "alcalde alcaldesa ministro ministra presidente presidenta gobernador gobernadora fiscal juez jueza rector "
        "rectora obispo"
    ),
    role_synonyms=synonyms(
        ("mandatario mandataria", "presidente presidenta gobernador gobernadora alcalde alcaldesa"),
        ("regidor regidora edil munícipe primer_edil primera_edil", "alcalde alcaldesa intendente intendenta"),
        ("técnico preparador estratega míster", "entrenador entrenadora técnico dt"),
        ("letrado letrada jurista", "abogado abogada defensor defensora"),
        ("galeno facultativo facultativa doctor doctora", "médico médica cirujano cirujana"),
        ("docente maestro maestra", "profesor profesora"),
        ("magistrado magistrada togado", "juez jueza"),
        ("ariete atacante punta", "delantero delantera"),
        ("purpurado prelado", "obispo arzobispo cardenal"),
    ),
    noun_plurals=("s", "es"),
    person_nouns=word_set(
        "fuentes "
        "abogada abogado actor actriz acusada acusado agricultor agricultora alcalde alcaldesa alpinista apicultor "
        "arquera arquero arquitecta arquitecto artesana artesano artista asesor asesora astrónoma astrónomo "
        "atacante atleta autor autora bailaor bailaora bailarina bailarín baterista bibliotecaria bibliotecario "
        "bióloga biólogo bombero camarero candidata candidato cantante cantaor cantautor cantautora capitana "
        "capitán cardióloga cardiólogo carpintero cartero catedrática catedrático ciclista científica científico "
        "cineasta cirujana cirujano cocinera cocinero comandante comediante comerciante concejal concejala "
        "conductor conductora consejera consejero contralor contralora coreógrafa defensa defensor delantera "
        "delantero deportista detenida detenido dibujante diputada diputado directiva directivo director directora "
        "dirigente diseñador diseñadora doctor doctora dramaturga dramaturgo dueña dueño economista edil empresaria "
        "empresario encargada encargado enfermera enfermero entrenador entrenadora epidemióloga epidemiólogo "
        "escritor escritora escultor escultora estudiante exfutbolista exgobernador exgobernadora fiscal florista "
        "fotógrafa fotógrafo funcionaria funcionario futbolista física físico ganadera ganadero gerente geóloga "
        "geólogo gobernador gobernadora goleador goleadora guardameta guionista guitarrista hermana hermano "
        "historiador historiadora hostelero humorista imputada imputado informático ingeniera ingeniero intendenta "
        "intendente intérprete investigador investigadora jardinero joven jubilada jubilado juez jueza jugador "
        "jugadora librera librero líder madre maestra maestro magistrada magistrado mandataria mandatario "
        "mediocampista mesero meteoróloga meteorólogo militar ministra ministro modista monologuista médica médico "
        "músico nadador nadadora novelista organizador organizadora panadera panadero parlamentaria parlamentario "
        "pastor pastora pediatra periodista pescadera pescador pianista piloto pintor pintora poeta policía "
        "política político portavoz portera portero presidenta presidente profesor profesora propietaria "
        "propietario psicóloga psicólogo psiquiatra pívot quiosquera rector rectora regidor regidora sacerdote "
        "sargento secretaria secretario senador senadora sindicalista socióloga sociólogo soldado sospechosa "
        "sospechoso subdelegada subdelegado tendera tendero tenista testigo timonel tirador titular torera torero "
        "trabajador trabajadora traumatóloga técnica técnico vecina vecino veterinaria veterinario viticultor viuda "
        "viudo volante voluntaria voluntario víctima árbitra árbitro"
    ),
    agent_endings={
        "he": ("or", "ista", "ente", "ante", "ario"),
        "she": ("ora", "ista", "enta", "ente", "ante", "aria"),
    },
    no_agents=word_set(
        "sector factor motor valor error ente diario fuente gente operadora emisora proveedora distribuidora "
        "consultora aseguradora constructora auditora promotora gestora comercializadora productora"
    ),
    feminine_noun_endings=("ora", "triz", "esa"),
    article_genders={"el": "he", "la": "she"},
    indefinite_genders={"un": "he", "una": "she"},
    circumstance_prepositions=word_set("en tras durante ante mediante"),
    possessives=word_set("su sus"),
    titles=word_set(
        "reyes papas presidentes ministros "
        "abogada abogado alcalde alcaldesa arzobispo bióloga biólogo capitana capitán cardenal comandante concejal "
        "concejala consejera consejero coronel d delantero delegada delegado diputada diputado director directora "
        "doctor doctora don doña dr dra economista entrenador entrenadora fiscal general gobernador gobernadora "
        "historiador historiadora investigador investigadora juez jueza ministra ministro obispo papa portavoz "
        "portero presidenta presidente princesa profesor profesora príncipe reina rey secretaria secretario senador "
        "senadora señor señora sr sra técnico vicepresidenta vicepresidente"
    ),
    given_names=word_set(
        "alberto andrés antonia beatriz begoña belén carmelo concha cristóbal césar dolores eduardo elvira emilio "
        "encarna esteban eugenia fermín francisca gonzalo guadalupe hernán hugo héctor iker inmaculada inés irene "
        "isaac izkia jaime javier jesús joaquín jordi josep josé juan julio julián leopoldo lorena lucía macarena "
        "manolo manuela marcial mariano matías mercedes miguel milagros montserrat natividad nicolás nieves nuria "
        "olga paloma patricio paz pepa pere pilar rafaela ramón raúl reinaldo remedios rocío rosalía rosario ruiz "
        "salvador santiago sebastián sergio susana tomás vicente virginia víctor yolanda álvaro ángel íñigo óscar"
    ),
    openers=word_set(
        "consultado consultada preguntado preguntada entrevistado entrevistada invitado invitada interrogado "
        "interrogada cuestionado cuestionada"
    ),
    title_prefixes=("vice", "ex", "sub"),
    not_names=word_set(
        ""
        ""
        "y o pero si no sí que como cuando donde aunque porque mientras además también así entonces luego después hoy "
        "ayer mañana ahora ya muy más menos todo todos toda todas este esta esto ese esa eso estos estas su sus mi "
        "mis nuestro nuestra según para por con sin en de desde hasta tras ante bajo sobre entre durante lunes martes "
        "miércoles jueves viernes sábado domingo qué quién cómo cuándo dónde cada algunos algunas muchos muchas pocos "
        "él ella ellos ellas yo tú nosotros ustedes usted les le lo se nos al del a es son era fue ha han hay "
        "asimismo finalmente incluso precisamente actualmente distinto pese"
    ),
    feminine_endings=("a",),
    abbreviations=word_set("sr sra dr dra d dña ud uds núm pág art ee uu av p ej aprox"),
    speech_nouns=word_set(
        "anuncio queja pregunta cuenta llamada cita critica "
        "respuesta reacción mensaje palabras comentario réplica sentencia conclusión advertencia diagnóstico "
        "explicación reflexión confesión denuncia"
    ),
    two_surnames=True,
)
