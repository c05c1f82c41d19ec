"""Turkish."""

from __future__ import annotations

from copydesk.text.language.reporting import Reporting
from copydesk.text.word_set import word_set

REPORTING = Reporting(
    verbs=word_set(
        "açıklamasında değerlendirmesinde yorumunda çağrısında uyarısında tespitinde eleştirisinde paylaşımında "
        "ifadesiyle yorumuyla notunu paylaşımını "
        "dedi diyor dediler demişti diye söyledi söylüyor söylediler söylemişti belirtti belirtiyor belirttiler "
        "belirten ifade açıkladı açıklıyor açıkladılar anlattı anlatıyor ekledi ekliyor eklediler vurguladı "
        "vurguluyor vurguladılar kaydetti kaydettiler bildirdi bildirdiler konuştu konuşuyor yazdı yazıyor sordu "
        "soruyor yanıtladı yanıtlıyor cevapladı uyardı uyarıyor savundu savunuyor iddia aktardı aktarıyor "
        "eleştirdi duyurdu hatırlattı değerlendirdi paylaştı seslendi haykırdı doğruladı diyen ifadesini "
        "ifadelerini sözleriyle anlatıyordu söylüyordu vurgulayarak belirterek konuşmuştu yakındı itiraf "
        "mesajını yanıtını cevabını açıklamasını çağrısını uyarısını değerlendirmesini yorumunu görüşünü "
        "sözlerini ifadesine ifadelerine sözlerine diyerek tepkisini bilgisini vurgusunu dile aktaran "
        "söyleyen anlatan vurgulayan açıklayan ekleyen savunan kaydeden uyaran yazan soran yakınan diyordu "
        "derken getirdi"
    ),
    fillers=word_set(
        "olduğunu olacağını olmadığını olmayacağını ettiğini edeceğini yaptığını yapacağını yapıldığını istediğini "
        "gerektiğini "
        "diye da de ise ayrıca sonra daha önce bugün dün şöyle şunları şu sözleri bunun üzerine "
        "sadece yalnızca gazetecilere"
    ),
    own_sources={
        ("ona", "göre"): "either",
    },
    sources_behind=(("göre",),),
    as_words=word_set("gibi"),
    complementizers=word_set("ki"),
    circumstances=word_set("pazartesi salı çarşamba perşembe cuma cumartesi pazar"),
    denials=word_set("değil hiç asla"),
    works=word_set(
        "kitabı romanı filmi dizisi şarkısı albümü oyunu sergisi makalesi gazetesi dergisi programı projesi "
        "kampanyası ödülü konseri festivali konferansı grubu derneği platformu uygulaması belgeseli sloganıyla "
        "adlı isimli"
    ),
    pronouns={"o": "either", "onlar": "they", "ben": "nobody", "biz": "nobody", "kendisi": "either"},
    drops_subject=True,
    verb_last=True,
    indefinite=word_set("bir bazı iki üç birçok"),
    conjunctions=word_set("ve ile"),
    stops=word_set(
        "kullandı etti ama fakat veya çünkü ki olan için kadar sonra pazartesi salı çarşamba perşembe cuma cumartesi "
        "pazar"
    ),
    titles=word_set(
        "sayın bay bayan dr prof doç av cumhurbaşkanı başbakan bakan başkan başkanı bakanı belediye vali valisi genel "
        "müdür müdürü milletvekili general albay profesör kral kraliçe papa sözcü sözcüsü teknik direktör "
        "kaleci futbolcu kaptan antrenör doktor cerrah öğretmen hâkim savcı yazar oyuncu yönetmen şarkıcı "
        "gazeteci ekonomist analist tarihçi lider senatör rektör dekan büyükelçi koordinatör çiftçi tanık "
        "avukat uzman psikolog komutan muhtar muhtarı kaymakam kaymakamı uzmanı üyesi yöneticisi ceo"
    ),
    given_names=word_set(
        "defne nehir zümra eylül ecrin azra miraç poyraz kerem emirhan ömür sıla irem büşra merve kübra rabia "
        "sümeyye hilal gülsüm gülay nuray türkan nesrin şebnem tülay leyla filiz aytaç aykut oktay orçun ozan "
        "onat timur tunç yiğit çağlar çağatay ufuk uygar ulaş utku soner sercan savaş sarp rüzgar polat orkun "
        "nazım muhittin mithat mazhar latif kutay koral kaan ıraz hıdır haldun güven günay göktuğ gürkan "
        "fırat ferit erdinç doruk demir cihan celal bülent burhan bilge bilal begüm beril belgin bahar aysun "
        "asuman armağan aras alp akın ahu "
        "abdullah adem ahmet ali alper arda arzu asena aslı ayhan ayla aylin aynur aysel ayşe aziz barış bekir berat "
        "berk berna binali bora burak burcu bülent can canan cem cemal cemil cengiz cevdet ceyda damla deniz derya "
        "devlet dilek doğan ebru ece ekrem elif emel emine emir emre engin enver ercan erdal erdem eren erhan erkan "
        "erol ersin ertuğrul esra eyüp fadime fahrettin faruk fatih fatma ferhat feride figen fikret filiz fuat funda "
        "gamze gizem gökhan gönül güler gülşen gürsel hakan hakkı halil halit haluk hamza hande hasan hatice hayati "
        "hikmet hulusi hüseyin ibrahim ilhan ilker irfan ismail ismet kadir kamil kemal kenan koray kübra levent "
        "mahmut mansur mehmet melek meltem meral mert mesut mete metin mevlüt mine muharrem murat mustafa muzaffer "
        "nazlı necati nermin nevzat nihat nilgün numan nurettin nuri okan onur orhan osman oğuz pelin pınar ramazan "
        "recep rıza sabri salih saniye seda sedat selahattin selim selçuk sema semih serdar serhat serkan sevgi sevim "
        "sezai sibel sinan suat süleyman tamer taner tarık tayfun tolga tuba tuncay turgut umut uğur vedat veli "
        "volkan yakup yasemin yasin yavuz yaşar yunus yusuf yıldız yılmaz zafer zehra zeki zeynep çiğdem ömer özcan "
        "özge özgür özlem ümit şenol şerife şükrü"
    ),
    not_names=word_set(
        "ve ama fakat veya çünkü ki bu şu o bunlar onlar ben biz siz sen bir bazı her hiç çok daha en da de ise için "
        "gibi kadar göre sonra önce bugün dün yarın şimdi artık ancak ayrıca böylece yani ne kim nasıl neden nerede "
        "pazartesi salı çarşamba perşembe cuma cumartesi pazar ocak şubat mart nisan mayıs haziran temmuz ağustos "
        "eylül ekim kasım aralık evet hayır belki sadece olarak olan öte yandan"
    ),
    abbreviations=word_set(
        "alb av bnb cad doç dr gör hz korg op org prof sn sok tuğg tümg uzm vb vs yb yrd yy yzb örn öğr"
    ),
    suffix_mark="'",
    owner_suffixes=word_set("in ın un ün nin nın nun nün"),
    speech_nouns=word_set(
        "açıklaması açıklamaları cevabı değerlendirmesi değerlendirmeleri ifadesi ifadeleri görüşü görüşleri mesajı "
        "sözleri sözü tepkisi uyarısı yanıtı yorumu çağrısı paylaşımı"
    ),
)
