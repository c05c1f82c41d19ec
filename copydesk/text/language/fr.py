"""French."""

from __future__ import annotations

from copydesk.text.language.lexicon import Lexicon
from copydesk.text.language.reporting import Reporting, joined_forms, synonyms
from copydesk.text.word_set import word_set

_SAYING = word_set(
    "dit disait disent déclaré déclare déclarait affirmé affirme expliqué explique expliquait ajouté ajoute "
    "ajoutait précisé précise indiqué indique estimé estime souligné souligne rappelé rappelle répondu répond "
    "assuré assure annoncé annonce confié confie lancé lance martelé insisté insiste regretté regrette raconté "
    "raconte écrit reconnu reconnaît admis admet promis promet averti avertit dénoncé dénonce demandé demande "
    "conclu conclut poursuivi poursuit soutenu soutient commenté commente témoigné témoigne résumé résume plaidé "
    "plaide prévenu prévient confirmé confirme"
)

FRENCH = Lexicon(
    saying=_SAYING,
    speech_verbs=_SAYING,
    prepositions=word_set(
        "à au aux de du des en dans sur sous pour par avec sans chez vers entre contre depuis pendant après avant "
        "devant lors"
    ),
    weekdays=word_set("lundi mardi mercredi jeudi vendredi samedi dimanche"),
    masculine_titles=word_set("monsieur m président ministre directeur porte-parole roi"),
    feminine_titles=word_set("madame mme présidente directrice reine"),
    titles=word_set("madame monsieur mme"),
    roles=word_set("maire président présidente directeur directrice"),
)
"""What the entities service reads; how the language reports speech stands below."""

_PARTED = {
    verb: word_set(particles)
    for verbs, particles in (
        ("rend rendu rendait rendent", "hommage"),
        ("met mis mettait mettent", "garde"),
    )
    for verb in verbs.split()
}

REPORTING = Reporting(
    verbs=joined_forms(_PARTED)
    | word_set(
        "agacée alarmée alarmés amusée amusés défendue défendus emportée exclamée exclamés félicitée félicités "
        "indignée indignés inquiétée inquiétés insurgée insurgés justifiée justifiés réjouis émue étonnée étonnés "
        "affirmaient assuraient disaient dénonçaient déploraient expliquaient garantissait racontaient rappelaient "
        "reprocha reprochait reproche signalait soulignaient "
        "savoir remarquer valoir "
        "agace agacent agaçait agacé alarme alarmait alarment amusait désole désolait désolé désolent emporte "
        "emportait emporté enthousiasme enthousiasmé enthousiasmait réjouit réjouissait réjoui réjouie réjouissent "
        "souvient souvenait plaint plaignait lamente lamentait lamenté désespère désespérait raille raillait raillé "
        "philosophe acquiesce acquiescé implore implorait imploré jure jurait juré avoue avouait avoué avouent "
        "concédait confesse confessé croit croyait pense pensait pensent parlait parlent répète répétait répété "
        "redoute redoutait redouté objecte objectait objecté dément démenti démentait réfute réfutait réfuté rejette "
        "rejeté rejetait condamne condamnait condamné exige exigeait exigé réclame réclamait réclamé applaudit "
        "applaudi souhaite souhaitait souhaité relate relaté chuchote chuchoté hurle hurlait hurlé crie criait crié "
        "sanglote bredouille bougonne grommelle marmonne théorise prône prônait prôné préconise préconisait préconisé "
        "énumère cingle cinglait persifle moque moquait dédramatise décortique retrace rectifie rectifié corrige "
        "corrigé interpelle interpellé encourage encouragé remarque remarquait remarqué soupirait s'émeut émeut ému "
        "questionne questionné stigmatise stigmatisé désapprouve revendiquait refusait résuma insistaient déplorent "
        "fulmine fulminait "
        "conseille conseillé conseillait recommande recommandé prédit dit disait disent déclaré déclare déclarait "
        "déclarent affirmé affirme affirmait affirment expliqué explique expliquait expliquent ajouté ajoute "
        "ajoutait ajoutent précisé précise précisait précisent indiqué indique indiquait indiquent estimé estime "
        "estimait estiment souligné souligne soulignait soulignent rappelé rappelle rappelait rappellent répondu "
        "répond répondait répondent assuré assure assurait assurent annoncé annonce annonçait annoncent confié "
        "confie confiait confient lancé lance lançait martelé martèle insisté insiste insistait insistent "
        "regretté regrette regrettait regrettent raconté raconte racontait racontent écrit écrivait écrivent "
        "reconnu reconnaît reconnaissait admis admet admettait promis promet averti avertit avertissait dénoncé "
        "dénonce dénonçait dénoncent demandé demande demandait demandent conclu conclut poursuivi poursuit "
        "poursuivait soutenu soutient soutenait soutiennent commenté commente commentait témoigné témoigne "
        "témoignait résumé résume résumait plaidé plaide prévenu prévient confirmé confirme confirmait confirment "
        "jugé juge jugeait jugent constaté constate constatait inquiète indigne étonne interroge exclame réagi "
        "réagit salué salue saluent observé observe observait observent relevé relève relativise nuance nuancé "
        "tranche tranché ironise ironisé plaisante plaisanté murmure murmuré glisse glissé amuse rétorque "
        "rétorqué réplique répliqué riposte appelé appelle appellent exhorté exhorte évoqué évoque évoquait "
        "qualifié qualifie parlé parle détaille détaillé détaillait abonde renchérit renchéri note noté notait "
        "rapporté rapporte rapportent pointe pointé déplore déploré déplorait espère espérait critique critiqué "
        "accuse accusé menace menacé prétend prétendu revendique considère considérait craint craignait décrit "
        "décrivait félicité félicite félicitait révélé révèle alerté alerte argumente argué martelait certifie "
        "certifié tempère tempéré souffle soufflé signale signalé twitté tweeté posté posait proclame proclamé "
        "déclara affirma expliqua ajouta précisa indiqua estima souligna rappela répondit assura annonça lança "
        "raconta écrivit demanda murmura cria soupira inquiété indigné étonné interrogé exclamé amusé insurgé "
        "alarmé ordonné ordonne suggère suggéré insurge reprend ironisait tacle taclé peste pesté enchaîne "
        "enchaîné concède concédé reconnaissent plaident analyse analysé résument râle lâche lâché lâchait défend "
        "défendu justifie justifié prévoit minimise minimisé balaie balayé tonne tonné avance avancé préviennent "
        "avertissent témoignent commentent conteste contesté promettait concluait rassure rassuré remercie "
        "remercié espèrent développe développé complète complété décrypte décrypté vante vanté prévenait appelait "
        "rapportait "
        "fustige fustigé fustigeait tempête soupire soupiré assène asséné sourit"
    ),
    no_clause_verbs=word_set("savoir valoir remarque remarquait remarqué retrace décortique"),
    parted_verbs=_PARTED,
    narrative_infinitives=word_set(
        "ajouter assurer conclure confier constater dire expliquer insister ironiser lâcher lancer poursuivre préciser "
        "rappeler regretter renchérir répéter répondre résumer s'exclamer s'interroger soupirer souligner tonner "
        "trancher"
    ),
    infinitive_marks=word_set("de d"),
    copulas=word_set("est était"),
    verbs_behind=word_set(
        "bougonnait chuchota chuchotait grommelait murmurait pestait plaisanta plaisantait riait rigolait "
        "s'exclamait souriait tonna tonnait "
        "abonde acquiesce ajouta articule bafouille balbutie blague bougonne chuchote clame crie déclame enchaîne "
        "fanfaronne fredonne fulmine glousse grince grogne grommelle gronde gémit hoquette hurle implore jubile "
        "larmoie lâche marmonne maugrée minaude murmure objecte oppose persifle peste philosophe pleure pouffe "
        "proteste raille renifle ricane rigole rit ronchonne rouspète rumine râle sanglote savoure sermonne siffle "
        "souffle soupire sourit supplie susurre tempête tonitrue tonne trépigne vitupère vocifère"
    ),
    auxiliaries=word_set("a ont avait avaient est sont était aurait s'est s'était vient avoir ayant"),
    fillers=word_set(
        "fait "
        "aussi ensuite encore également déjà alors ainsi enfin notamment toutefois cependant pourtant nous lui leur "
        "me m' l' l se s' s y en hier aujourd'hui jeudi vendredi samedi dimanche lundi mardi mercredi plus tard "
        "d'ailleurs quant à toujours même bien pour sa part récemment "
        "seulement uniquement simplement"
    )
    - word_set("plus à pour sa part tard quant"),
    sources=(
        ("selon",),
        ("d", "après"),
        ("d'après",),
        ("d’après",),
        ("à", "en", "croire"),
        ("de", "l", "avis", "de"),
        ("aux", "yeux", "de"),
        ("dixit",),
    ),
    opening_sources=(("pour",),),
    relative_sources=(
        ("selon", "lequel"),
        ("selon", "laquelle"),
        ("selon", "qui"),
        ("pour", "qui"),
        ("d", "après", "lequel"),
    ),
    views=word_set("est c il cela ce"),
    own_sources={
        ("d", "après", "lui"): "he",
        ("d", "après", "elle"): "she",
        ("à", "l", "en", "croire"): "either",
        ("à", "ses", "yeux"): "either",
        ("de", "son", "propre", "aveu"): "either",
        ("de", "son", "avis"): "either",
        ("à", "son", "avis"): "either",
        ("selon", "lui"): "he",
        ("selon", "elle"): "she",
        ("selon", "eux"): "they",
    },
    so_phrases=(
        ("par", "cette", "phrase"),
        ("c", "est", "ce", "que"),
        ("c", "est", "ce", "qu"),
        ("voilà", "ce", "que"),
        ("voilà", "ce", "qu"),
        ("ainsi",),
        ("c'est", "ainsi", "que"),
        ("par", "ces", "mots"),
    ),
    channels=word_set("téléphone micro antenne radio twitter facebook instagram"),
    plural_endings=("s",),
    as_words=word_set("comme ainsi"),
    complementizers=word_set("que qu"),
    circumstances=word_set(
        "ce cette lundi mardi mercredi jeudi vendredi samedi dimanche hier matin soir auprès devant après avant pour "
        "à sur dans en"
    ),
    denials=word_set("pas jamais rien aucun aucune aurait pourrait devrait personne"),
    passives=word_set("été est sont fut furent étaient était"),
    works=word_set(
        "film livre roman série chanson album pièce exposition étude article revue magazine journal quotidien "
        "hebdomadaire émission podcast projet programme campagne prix concert festival colloque forum groupe "
        "association collectif plateforme application jeu spectacle slogan documentaire essai opéra tableau "
        "rubrique mensuel chaîne"
    ),
    pronouns={
        "il": "he",
        "elle": "she",
        "ils": "they",
        "elles": "they",
        "je": "nobody",
        "j": "nobody",
        "nous": "nobody",
        "vous": "nobody",
        "on": "nobody",
        "ce": "nobody",
        "celui-ci": "he",
        "celle-ci": "she",
    },
    name_genders={"luc": "he", "jordan": "he", "ségolène": "she", "marine": "she", "yaël": "she", "jade": "she"},
    first_persons=word_set("je j' me moi nous notre nos mon ma mes"),
    definite=word_set("le la les l ce cet cette ces son sa leur notre"),
    indefinite=word_set("un une des plusieurs certains certaines deux trois d'autres"),
    oblique=word_set("au aux"),
    relatives=word_set("qui"),
    prepositions=word_set(
        "à au aux de du des d en dans sur sous pour par avec sans chez vers entre contre depuis pendant après avant "
        "devant lors dès malgré"
    ),
    particles=word_set("de du la le des d den von van el ben bin"),
    body_links=word_set("de du des d la"),
    conjunctions=word_set("et"),
    stops=word_set(
        "mais ou donc car où que qu dont si quand lorsque comme puisque tandis alors lors est sont était ce lundi "
        "mardi mercredi jeudi vendredi samedi dimanche hier sur dans en devant à auprès après avant pour lequel "
        "laquelle"
    )
    - word_set("ce à en dans sur pour"),
    offices=word_set(
        "maire ministre président présidente préfet préfète procureur procureure juge recteur rectrice évêque"
    ),
    role_synonyms=synonyms(
        ("édile élu élue", "maire"),
        ("technicien coach", "entraîneur entraîneure coach sélectionneur"),
        ("praticien praticienne", "médecin docteur chirurgien chirurgienne généraliste pédiatre urgentiste"),
        ("pénaliste conseil", "avocat avocate"),
        ("magistrat magistrate", "procureur procureure juge présidente"),
        ("romancier romancière écrivain écrivaine autrice", "auteur autrice romancier romancière écrivain écrivaine"),
        ("enseignant enseignante", "professeur professeure maîtresse instituteur institutrice"),
        ("prélat", "évêque archevêque cardinal"),
        ("chef_du_gouvernement cheffe_du_gouvernement", "premier ministre"),
    ),
    noun_plurals=("s", "x"),
    person_nouns=word_set(
        "accordéoniste accusé accusée acteur actrice adjoint adjointe adolescent adolescente agriculteur "
        "agricultrice alpiniste animateur animatrice apiculteur apicultrice architecte artisan artisane artiste "
        "astronome athlète attaquant auteur auteure autrice avocat avocate biologiste boucher boulanger boulangère "
        "boxeur bénévole cadre cafetier candidat candidate capitaine champion championne chanteur chanteuse "
        "chauffeur chef cheffe chercheur chercheuse cinéaste climatologue coach colonel commandant commandante "
        "commerçant commerçante commissaire compositeur compositrice comédien comédienne conducteur conductrice "
        "conseiller conseillère coureur coureuse couturier cuisinier cuisinière cycliste danseur danseuse dirigeant "
        "dirigeante dramaturge défenseur défenseure enseignant enseignante entraîneur entraîneuse entrepreneur "
        "entrepreneuse essayiste expert experte fermier fermière footballeur footballeuse gardien gendarme géologue "
        "gérant gérante historien historienne humoriste hôtelier infirmier infirmière ingénieur ingénieure "
        "instituteur institutrice interne intéressé intéressée jardinier jockey joueur joueuse journaliste juge "
        "libraire lycéen lycéenne magistrat magistrate maraîcher maraîchère marin meneur metteur milieu militaire "
        "militant militante musicien musicienne médecin nageur nageuse navigateur navigatrice notaire octogénaire "
        "officier organisateur organisatrice ostréiculteur parlementaire patron patronne peintre pharmacien "
        "pharmacienne philosophe photographe physicien physicienne pianiste pilote plaignant plaignante plasticien "
        "plasticienne policier policière pompier poète praticien praticienne procureur procureure professeur "
        "professeure propriétaire préfet préfète prévenu prévenue psychiatre psychologue pâtissier pédiatre pêcheur "
        "quadragénaire quinquagénaire recteur rectrice restaurateur restauratrice retraité retraitée romancier "
        "romancière réalisateur réalisatrice sage-femme sculpteur sculptrice septuagénaire serveur sexagénaire "
        "skieur skieuse sociologue sportif sportive sprinteur styliste surveillant surveillante suspect "
        "syndicaliste sélectionneur technicien trentenaire triathlète témoin vendeur vendeuse veuf veuve victime "
        "vigneron vigneronne violoniste virologue viticulteur viticultrice vétérinaire économiste écrivain "
        "écrivaine édile éducateur éducatrice éleveur éleveuse élu élue épidémiologiste étudiant étudiante"
    ),
    agent_endings={
        "he": ("eur", "iste", "ien", "ant", "aire", "ogue"),
        "she": ("trice", "euse", "iste", "ienne", "ante", "aire", "ogue"),
    },
    no_agents=word_set("secteur facteur moteur commentaire questionnaire dialogue catalogue affaire entreprenante"),
    feminine_noun_endings=("trice", "ière", "euse", "ienne", "onne", "ée", "cheffe", "eure"),
    article_genders={"le": "he", "la": "she"},
    indefinite_genders={"un": "he", "une": "she"},
    circumstance_prepositions=word_set("dans lors durant pendant devant via"),
    possessives=word_set("son sa ses leur leurs"),
    titles=word_set(
        "adjoint adjointe avocat avocate capitaine cardinal chef cheffe chercheur chercheuse colonel colonelle "
        "commandant commandante conseiller conseillère directeur directrice docteur docteure dr délégué déléguée "
        "député députée entraîneur entraîneure général générale historien historienne juge m madame maire maître me "
        "ministre mlle mm mme mmes monsieur médecin pape patron patronne politologue porte-parole pr prince princesse "
        "procureur procureure professeur professeure préfet préfète président présidente reine roi secrétaire "
        "sociologue sélectionneur sélectionneuse sénateur sénatrice vice-président vice-présidente économiste évêque"
    ),
    given_names=word_set(
        "adrien agathe agnès alain alban alexis aline amélie anaïs andré andrée anne-marie antoine arnaud aude "
        "aurélie aurélien aymeric baptiste bastien benoît berik bertrand blaise brice bruno bénédicte camille carole "
        "chantal christelle christophe clémence clément clémentine colette constance corinne cyril cédric céline "
        "damien danièle delphine denis didier dominique emmanuelle estelle eugène fabien fabienne fabrice fanny "
        "florent florian franck françois françoise frédéric frédérique gabriel gaspard gaston gaëlle geoffroy georges "
        "germain ghislaine gilles grégoire grégory guillaume guy gérald gérard henri hervé honoré hubert hugues "
        "hélène inès isabelle jacques jean jean-baptiste jean-françois jean-jacques jean-louis jean-michel jean-paul "
        "jean-pierre jeannine jordan josiane joël judith julien juliette jérémie jérôme laetitia laurence laurent "
        "lionel louis louise loïc luc lucie lucien ludovic léa léon magali manon marc-antoine marie-claude marine "
        "marion marius marjorie martine mathieu mathilde matthieu maud maxence michèle mireille morgane muriel myriam "
        "mélanie nadège nathalie nicolas noémie noël odile olivier pascale patrice patricia philippe pierre-yves "
        "quentin raphaël renaud roland romain roselyne régis rémi rémy sabine serge solange solène stéphane stéphanie "
        "sylvain sylvie sébastien séverine thibault thibaut valérie vincent virginie xavier yann yannick yvan yves "
        "éliane élisabeth élise élodie éléonore éric étienne"
    ),
    openers=word_set(
        "invité invitée interrogé interrogée contacté contactée questionné questionnée joint jointe sollicité "
        "sollicitée relancé relancée présent présente arrivé arrivée né née élu élue"
    ),
    title_prefixes=("vice-", "ex-", "sous-"),
    not_names=word_set(
        ""
        ""
        "et mais ou donc car où si quand lorsque comme puisque tandis alors ainsi aussi ensuite enfin hier "
        "aujourd'hui puis il elle ils elles je nous vous on ce cela ça c n j s qu tout tous toute toutes plus moins "
        "très trop même oui non lundi mardi mercredi jeudi vendredi samedi dimanche selon depuis pendant malgré face "
        "suite parmi outre pourtant cependant toutefois néanmoins notamment cette cet ces son sa ses leur leurs notre "
        "nos mon ma mes aucun aucune chaque quelques plusieurs certains beaucoup après avant voici voilà est était a "
        "ont à"
    ),
    elisions=word_set("l d qu j n s c m t jusqu lorsqu puisqu quelqu"),
    enclitics=("ils", "il", "elles", "elle", "on", "je", "nous", "vous"),
    enclitic_joints=("-t-", "-"),
    abbreviations=word_set("dr st ste me mr mlle mme m mm av apr janv févr juil sept oct nov déc pr"),
    speech_nouns=word_set(
        "demande note annonce critique plainte remarque "
        "réponse réaction commentaire message mots mot constat verdict explication analyse avertissement appel "
        "déclaration conclusion aveu réplique"
    ),
)
