"""Portuguese."""

from __future__ import annotations

from copydesk.text.language.reporting import Reporting, synonyms
from copydesk.text.word_set import word_set

REPORTING = Reporting(
    verbs=word_set(
        "acrescentando afirmando alegando alertando argumentando assegurando destacando dizendo explicando frisando "
        "garantindo lembrando salientando sublinhando "
        "acrescentavam admitiam afirmavam alegava alegavam alertava alertavam anunciava anunciavam argumentavam "
        "assegurava asseguravam avisavam brincava brincavam comentavam confessava confessavam contavam declaravam "
        "defendiam diziam explicavam garantiam insistia insistiam ironizava ironizavam justificava justificavam "
        "lamentavam lembrava lembravam observava observavam ponderava ponderavam prometia prometiam questionavam "
        "reclamava reclamavam reconhecia reconheciam repetia repetiam respondiam resumia resumiam sustentava "
        "sustentavam "
        "feita "
        "reage reagiu avança avançou desabafa lança lançou ironiza brinca vaticina vaticinou espera esperava teme "
        "temia elogia elogiou agradece agradeceu grita gritou jura jurou repete repetiu insiste insistiu aplaude "
        "aplaudiu saúda saudou manifesta manifestou mostra mostrou propôs propõe define definiu alega alegou assume "
        "assumiu contrapõe contrapôs cobra cobrou nega negava apelida apelidou acusava considerava pedia falava "
        "avisava desvaloriza desvalorizou condena condenou rejeita rejeitou refuta refutou comentava recordava "
        "suspirou sussurrou reivindica reivindicou desafia desafiou questionava conclama conclamou emendou "
        "escrevem avisou avisa protestou protesta "
        "disse diz dizia dizem disseram dito afirmou afirma afirmava afirmam afirmaram afirmado explicou explica "
        "explicava explicam explicaram acrescentou acrescenta acrescentam acrescentaram garantiu garante garantem "
        "garantiram assegurou assegura asseguram salientou salienta salientam sublinhou sublinha sublinham "
        "destacou destaca destacam destacaram ressaltou ressalta ressaltam declarou declara declaram declararam "
        "comentou comenta comentam comentaram completou completa contou conta contam contava relatou relata "
        "relatam lembrou lembra lembram recordou recorda respondeu responde respondem perguntou pergunta "
        "questionou questiona reconheceu reconhece reconhecem admitiu admite admitem alertou alerta alertam "
        "advertiu adverte denunciou denuncia denunciam lamentou lamenta lamentam criticou critica criticam "
        "apontou aponta apontam defendeu defende defendem argumentou argumenta argumentam concluiu conclui "
        "informou informa informam informaram anunciou anuncia anunciaram escreveu escreve escrevia publicou "
        "prometeu promete confessou confessa confirmou confirma confirmam considerou considera consideram "
        "acredita acreditam avaliou avalia avaliam analisou analisa opinou opina reiterou reitera reforçou "
        "reforça reforçam frisou frisa observou observa observam brincou ironizou exclamou exclama replicou pediu "
        "pede pedem exigiu exige revelou revela revelam indicou indica indicam referiu refere referem adiantou "
        "adianta adiantam esclareceu esclarece detalhou detalha notou nota celebrou celebra comemorou comemora "
        "prosseguiu prossegue continuou continua sustentou sustenta ponderou pondera enfatizou enfatiza rebateu "
        "rebate desabafou resumiu resume acusou acusa chamou classificou classifica descreveu descreve falou fala "
        "vincou rematou atirou acrescentava pontuou pontua garantia lamentava defendia assinalou assinala "
        "assinalam admitia comunicou comunica aconselhou aconselha recomendou recomenda previu prevê estimou "
        "estima disparou dispara reclamou reclama desmentiu desmente negou justificou justifica explicitou atesta "
        "atestou constatou constata sintetizou ressalvou ressalva realçou realça advogou advoga apelou apela "
        "argumentava contestou contesta criticava declarava dirá respondia retorquiu retrucou retruca sugeriu "
        "sugere"
    ),
    verbs_behind=word_set(
        "atalhou desabafava disparava exclamava gritava murmurava ria ripostou sorria suspirava vociferou "
        "alfinetou arrisca arriscou atira atirou berra berrou bradou brinca brincou cantarolou chora chorou "
        "cochichou comemora comemorou cutuca cutucou debocha debochou dispara disparou ditou emenda emendou encerra "
        "encerrou filosofa filosofou gargalhou gemeu graceja gracejou grita ironiza jura lamenta minimiza minimizou "
        "murmura murmurou narrou ordena ordenou pede prossegue prosseguiu protesta protestou provoca provocou "
        "rebate rebateu reclama remata rematou resmunga resmungou ri riu roga rogou rosna rosnou solta soltou "
        "soluçou sorri sorriu suplica suplicou suspira suspirou sussurra sussurrou troça troçou vocifera"
    ),
    no_clause_verbs=word_set("mostra mostrou"),
    copulas=word_set("é era"),
    auxiliaries=word_set("tem têm tinha tinham havia haviam foi ter haver"),
    fillers=word_set("também ainda já hoje ontem depois então assim nos me lhe se o agora logo finalmente à por fim")
    - word_set("o à por"),
    sources=(
        ("segundo",),
        ("conforme",),
        ("de", "acordo", "com"),
        ("na", "opinião", "de"),
        ("na", "avaliação", "de"),
        ("nas", "palavras", "de"),
    ),
    opening_sources=(("para",),),
    relative_sources=(
        ("segundo", "o", "qual"),
        ("segundo", "a", "qual"),
        ("segundo", "quem"),
        ("para", "quem"),
    ),
    views=word_set("se é são trata-se"),
    own_sources={
        ("segundo", "ele"): "he",
        ("segundo", "ela"): "she",
        ("de", "acordo", "com", "ele"): "he",
        ("de", "acordo", "com", "ela"): "she",
        ("para", "ele"): "he",
        ("para", "ela"): "she",
        ("na", "sua", "opinião"): "either",
        ("a", "seu", "ver"): "either",
        ("conforme", "ele"): "he",
        ("no", "entender", "dele"): "he",
        ("nas", "palavras", "dele"): "he",
        ("nas", "palavras", "dela"): "she",
    },
    so_phrases=(
        ("com", "essa", "frase"),
        ("com", "esta", "frase"),
        ("a", "afirmação"),
        ("a", "declaração"),
        ("foi", "o", "que"),
        ("quem", "o", "diz"),
        ("assim",),
        ("com", "essas", "palavras"),
        ("com", "estas", "palavras"),
        ("foi", "assim", "que"),
    ),
    channels=word_set("telefone microfone rádio twitter facebook instagram"),
    plural_endings=("s",),
    past_endings={"m": "they"},
    as_words=word_set("como segundo conforme"),
    complementizers=word_set("que"),
    circumstances=word_set(
        "neste nesta este esta ontem hoje segunda terça quarta quinta sexta sábado domingo segunda-feira terça-feira "
        "quarta-feira quinta-feira sexta-feira manhã tarde noite durante após ao à"
    ),
    denials=word_set("não nunca jamais nada ninguém tampouco sem"),
    passives=word_set("foi foram é são era eram ser sido sendo será"),
    works=word_set(
        "livro romance filme série canção álbum obra exposição estudo artigo revista jornal diário programa "
        "podcast projeto projecto campanha prémio prêmio concerto festival congresso fórum grupo associação "
        "plataforma aplicativo jogo espetáculo espectáculo lema slogan documentário ensaio ópera quadro peça"
    ),
    pronouns={
        "ele": "he",
        "ela": "she",
        "eles": "they",
        "elas": "they",
        "eu": "nobody",
        "nós": "nobody",
        "você": "nobody",
        "este": "he",
        "esta": "she",
    },
    drops_subject=True,
    clitics=word_set("se"),
    believing=word_set("acredita diz dizia espera esperava teme estima considera comenta conta"),
    name_genders={"jair": "he", "cláudia": "she", "dilma": "she"},
    first_persons=word_set("eu me mim nós nos nosso nossa nossos nossas meu minha meus minhas"),
    definite=word_set("o a os as esse essa seu sua aquele aquela"),
    indefinite=word_set("um uma uns umas vários várias alguns algumas dois duas três outro outra"),
    oblique=word_set("ao à aos às"),
    relatives=word_set("quem"),
    prepositions=word_set(
        "a ante após até com contra de do da dos das desde em no na nos nas entre para por pelo pela pelos pelas "
        "perante sem sob sobre durante num numa"
    )
    - word_set("a"),
    particles=word_set("de da do dos das van von"),
    body_links=word_set("de da do das dos"),
    conjunctions=word_set("e"),
    stops=word_set(
        "ao à mas ou que cujo cuja onde quando enquanto embora porque como se é são era foi tem nesta neste ontem "
        "hoje segunda terça quarta quinta sexta sábado domingo durante após sobre em para"
    )
    - word_set("em para sobre"),
    object_verbs=word_set(
        "agradece agradeceu celebra celebrou condena condenou critica criticou defende defendeu denuncia denunciou "
        "destaca destacou elogia elogiou exige exigiu lamenta lamentou pede pediu rejeita rejeitou reclama reclamou "
        "valoriza valorizou"
    ),
    offices=word_set(
        "prefeito prefeita ministro ministra presidente governador governadora juiz juíza promotor promotora reitor "
        "reitora bispo autarca"
    ),
    role_synonyms=synonyms(
        ("governante", "ministro ministra"),
        ("autarca edil", "prefeito prefeita autarca"),
        ("técnico", "treinador treinadora"),
        ("causídico defensor jurista", "advogado advogada"),
        ("parlamentar", "deputado deputada senador senadora vereador vereadora"),
        ("clínico médico", "cirurgião cirurgiã médico médica"),
        ("docente", "professor professora"),
        ("magistrado magistrada", "juiz juíza"),
    ),
    noun_plurals=("s", "es"),
    person_nouns=word_set(
        "fontes "
        "acusada acusado advogada advogado agricultor agricultora arguida arguido arquiteta arquiteto artesã "
        "artesão artista atacante atleta ator atriz autarca autor autora avançado bailarina bailarino bióloga "
        "biólogo bombeiro cabeleireira candidata candidato cantor cantora capitã capitão cardiologista carpinteiro "
        "chef ciclista cientista cineasta cirurgiã cirurgião comandante comerciante compositor compositora coronel "
        "cozinheira cozinheiro defensor defensora defesa delegada delegado dentista deputada deputado desembargador "
        "diretor diretora dirigente dramaturgo economista edil empresária empresário encenador enfermeira "
        "enfermeiro engenheira engenheiro epidemiologista escritor escritora escultor estudante feirante fotógrafa "
        "fotógrafo funcionária funcionário futebolista física físico geóloga geólogo goleiro governador governadora "
        "guarda-redes guitarrista historiador historiadora humorista infetologista intérprete investigador "
        "investigadora jogador jogadora jornalista juiz jurista juíza lavrador líder maestro magistrada magistrado "
        "meio-campista mestre meteorologista militar ministra ministro morador moradora motorista médica médico "
        "músico nadador nadadora padeira padeiro padre parlamentar pastor pastora pediatra pescador pescadora "
        "pianista piloto pintor pintora poeta policial política político porta-voz prefeita prefeito presidente "
        "procurador procuradora produtor produtora professor professora proprietária proprietário psicóloga "
        "psicólogo psiquiatra rapper realizador realizadora reitor reitora relator relatora romancista secretária "
        "secretário selecionador senador senadora sindicalista socióloga sociólogo soldado surfista suspeita "
        "suspeito tenista testemunha titular treinador treinadora técnica técnico vereador vereadora veterinária "
        "veterinário viticultor viúva viúvo voluntária voluntário zagueiro"
    ),
    agent_endings={
        "he": ("or", "ista", "ente", "ante", "ário", "eiro"),
        "she": ("ora", "ista", "ente", "ante", "ária", "eira"),
    },
    no_agents=word_set(
        "setor fator motor valor erro ente diário gente operadora seguradora distribuidora montadora construtora "
        "empreiteira emissora produtora consultora gestora"
    ),
    article_genders={"o": "he", "a": "she"},
    indefinite_genders={"um": "he", "uma": "she"},
    circumstance_prepositions=word_set("em num numa no na durante após"),
    possessives=word_set("seu sua seus suas"),
    titles=word_set(
        "advogada advogado arcebispo autarca bispo capitão cardeal comandante coronel delegada delegado deputada "
        "deputado diretor diretora dom dona doutor doutora dr dra economista general governador governadora "
        "historiador historiadora investigador investigadora juiz juíza ministra ministro papa pesquisador "
        "pesquisadora porta-voz prefeita prefeito presidente princesa procurador procuradora professor professora "
        "príncipe rainha rei secretária secretário senador senadora senhor senhora sr sra treinador treinadora "
        "técnico vereador vereadora vice-presidente"
    ),
    given_names=word_set(
        "adriano adão alexandre ana anderson andré antónio antônio armando artur augusto beatriz bento bernardo bruno "
        "caio carla carlos catarina cecília cristiano célia davi diogo débora edson eduardo eliane fernanda flávio "
        "francisco frederico fábio fátima gabriel geraldo gilberto gonçalo guilherme gustavo heitor helena henrique "
        "hugo inácio inês isabel jaime jair joana joaquim jorge josé joão júlia júlio leandro leonor letícia lourdes "
        "luana luiz luiza luís lúcia madalena marcelo marta mateus maurício miguel milton márcia márcio nuno otávio "
        "patrícia paulo pedro rafael regina renata ricardo rita rodrigo rogério rui sandra simone sérgio sônia "
        "tarcísio teresa thiago tiago tânia valéria vera vinícius vitor wagner wesley yasmin álvaro élio"
    ),
    openers=word_set(
        "questionado questionada convidado convidada entrevistado entrevistada ouvido ouvida procurado procurada "
        "indagado indagada contactado contactada"
    ),
    title_prefixes=("vice-", "vice", "ex-"),
    not_names=word_set(
        ""
        ""
        "e mas ou se não sim que como quando onde embora porque enquanto além também assim então depois hoje ontem "
        "amanhã agora já muito mais menos todo todos toda todas este esta isto esse essa isso aquele estes estas seu "
        "sua seus suas meu minha nosso nossa segundo conforme para por com sem em de do da dos das no na nos nas ao à "
        "o a os as um uma desde até após sob sobre entre durante segunda terça quarta quinta sexta sábado domingo ele "
        "ela eles elas eu você nós lhe é são era foi há tem apesar ainda cada alguns muitos poucos quem qual porém "
        "contudo só"
    ),
    feminine_endings=("a",),
    abbreviations=word_set("sr sra dr dra eng prof arq av núm pág art etc ex"),
    speech_nouns=word_set(
        "denúncia conta nota pergunta crítica "
        "resposta reação mensagem palavras comentário conclusão aviso explicação reflexão desabafo apelo"
    ),
)
