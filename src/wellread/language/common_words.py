"""Everyday words: a name made of nothing else is a name only when it is written like one."""

from __future__ import annotations

from wellread.language.word_set import word_set

COMMON_ENGLISH = word_set(
    """
    able absolutely accept accident account across act acting action actor actress actual actually add adult
    adventure adventures advice afraid afternoon age ago agree air airport alien aliens alive alone along
    already although always amazing ambitious american angel angels anger angry animal animals animated
    animation answer anymore anyway apart appear apple april area arm arms army around arrive arrival art
    artist ask asleep assassin attack attention august aunt autumn avoid award aware away awesome awful baby
    back bad badly bag ball band bank bar base based basic battle beach bear beast beat beautiful beauty
    become bed beer began begin beginning behind believe bell belong best bet better beyond big biggest bill
    bird birds birth birthday bit black blade blind blood blow blue board boat body bomb book books border
    bored boring born boss bottom bought bound box boy boys brain brave bread break breakfast bride bridge
    bright brilliant bring british broken brother brothers brown build building burn burning bus business busy
    butterfly buy cake call called calm came camera camp candy captain car card care career careful carry cars
    case cash cast castle cat catch cats cause center central certain chance change changed character
    characters charming cheap check chef chicken child childhood children chinese choice choose christmas
    church cinema circle circus city class classic clean clear clever close closer clothes cloud club coach
    coast coffee cold collection college color colour come comedies comedy comes comic coming common community
    company complete completely computer connection contact control cook cool corner cost count country couple
    courage course court cousin cover cowboy crash crazy creative credit creep creepy crew crime criminal
    cross crowd cruel cry culture cup curious current cut cute dad daddy daily dance dancer dancing danger
    dangerous dare dark darkness date dates daughter daughters dawn day days dead deadly deal dear death
    december decent decide deep definitely desert design desk destiny detective devil diary dictator die died
    different difficult dinner direction director dirty disappear disaster discover distance divorce doctor
    documentary documentaries dog dogs door double doubt down dozen dragon drama dramas dream dreams dress
    drink drive driver driving drop drug drugs dry due dumb dust duty eager ear early earth earthquake easily
    east easy eat edge education effect effort eight eighth election electric emotion emotional empire empty
    end ending ends endless enemy energy engine english enjoy enjoyed enough enter entertaining entertainment
    entire entirely episode escape especially essential even evening event events eventually evil exactly exam
    example excellent except exciting excuse existence exit expect experience express extra extreme eye eyes
    face faces fact fail fair faith faithful fake fall fallen falling false fame familiar families family
    famous fan fancy fans fantastic fantasies fantasy far farm fashion fast faster fat fate father fault
    favorite favorites favourite favourites fear fearless february feed feel feeling feelings feels feet
    female fever few fiction field fierce fifteen fifth fifty fight fighter fighting figure film films final
    finally find finding fine finger finish fire first fish five fix flag flash flat flicks flight flirt floor
    flow flower flowers fly flying focus fog folk follow food fool foot football force foreign forest forever
    forget forgotten form fortune forty forward found foundation four fourth fox frame free freedom french
    frequent fresh friday friend friends friendship frog front frozen full fun funny future gain game games
    gang garden gas gate gather gave general generation genius genre gentle gentleman german get ghost ghosts
    giant gift girl girlfriend girls give given gives giving glad glass global go goal god goes going gold
    golden gone gonna good goodbye gorgeous got government grace grade grand grandfather grandma grandmother
    grandpa grass grave gravity gray great greatest green grew grey gritty ground group grow growing grown
    guard guess guest guide guilty gun guns guy guys habit hair half hall hand hands handsome handle hang
    happen happened happening happens happiness happy harbor hard hate hated hates head health hear heard
    heart hearts heartwarming heat heaven heavy height hell hello help her here hero heroes hey hi hidden hide
    high highly hill hilarious historical history hit hold hole holiday hollywood home honest honestly honey
    honor hope hopes horrible horror horse horses hospital host hot hotel hour hours house houses however huge
    human humans humor humour hundred hunger hungry hunt hunter hunting hurry hurt husband ice idea ideas
    identity idiot imagine immediately important impossible incredible indeed independent indian information
    innocent inside instead intelligent intense interested interesting international invisible invite iron
    island issue italian january japanese jealous job join joke journey joy judge july jump june jungle junior
    jury just justice keep keeping kept key kick kid kids kill killed killer killers killing kind kinda kinds
    king kingdom kings kiss kitchen knew knife knock know knowing known knows korean labor lack ladies lady
    lake land language large last lately late later laugh laughing laughter law lawyer lazy lead leader leap
    learn least leave leaving led left leg legal legend legs lesson let letter letters level liar liberty
    library lie lies life lift light lights lighthearted like liked likes limit line lines lion lips list
    listen literally little live lived lives living local logan lonely loneliness long longer look looked
    looking looks lord lose loser losing loss lost lot lots loud love loved lovely lover lovers loves loving
    low luck lucky lunch machine mad made magic magical main major make makes making male mall man manage
    manager manner many map march mark market marriage married marry mars mask mass master match mate matter
    maximum maybe mean meaning means meat medal medicine meet meeting member members memories memory men
    mention mess message met middle midnight mile military milk million mind minute minutes mirror miss
    missing mission mistake mix model modern mom moment moments monday money monster monsters month months
    mood moon morning mother mountain mouse mouth move moved movement movie movies moving much murder murders
    museum music musical musicals must mysteries mysterious mystery myth naked name names nation national
    natural nature near nearly necessary neck need needs neighbor neighbors neighbour network never new news
    next nice night nightmare nights nine noise noon normal north nose note notebook notice notion novel
    november nowhere number nurse obsession ocean october odd office officer official often okay old older
    open opening opera opinion orange order ordinary original other outside overall own pack package page paid
    pain paint painting pair palace panic paper paradise parent parents park part parties partner party pass
    passed passenger passion past path patient peace pen people perfect perform performance perhaps period
    person personal phenomenon phone photo pick picked picture pictures piece pig pilot pink place places
    plain plan plane planet plant plastic play played player players playing pleasant please pleasure plot
    plus poem poet poetry point police policy politics pool poor pop popular position positive possible post
    power powerful powers practical pray predator prefer pregnant prepare present president press pretty prey
    price pride priest prince princess prison private probably problem process produce professional program
    project promise proof proper proud public pull pure purple purpose push put queen quest question quick
    quickly quiet quirky race rain rainy raise ran random rapid rare rate rated reach read reader reading
    ready real reality realise realize reason rebel recent recently recommend recommendation recommendations
    recommended record red relationship relax released religion remarkable remember remind reminds repeat
    report rescue research respect rest restaurant result return returns revenge review revolution rich ride
    right ring rings rise rising risk river road robot robots rock rocket role romance romances romantic roof
    room rose rough round route royal ruin rule rules run running rush russian sad sadness safe safety said
    sail salt sand saturday save saved saving saw say saying says scary scene scenes school science scientific
    score scream screen screenplay script sea search season seasons seat second secret secrets security see
    seeing seek seem seems seen self sell send sense sent sentimental september sequel series serious
    seriously servant serve service session set sets seven seventh several sex shadow shadows shake shame
    shape share shark sharp ship shirt shock shoe shoes shoot shooter shooting shop shopping shore short shot
    shoulder shout show showed shower shows shut shy sick side sight sign signs silence silent silk silly
    silver similar simple simply sin since sing singer singing single sir sister sisters sit situation six
    sixth size skill skin skip sky slasher slave sleep sleeping slow slowly small smaller smart smell smile
    smoke smooth snake snow social society soft sold soldier soldiers solid solution solve son song songs sons
    soon sorry sort soul souls sound sounds soundtrack source south space spanish spare speak special
    spectacular speed spell spend spent spider spirit split sport sports spot spring spy square stage stand
    standard standing star stars start started starting state states station stay steady steal steel step
    steps stick still stone stop stopped store stories storm story straight strange stranger strangers stream
    street streets strength strict strike strong struggle stuck student students studio study stuff stunning
    stupid style subject submarine success successful sudden suddenly suffer sugar suggest suggestion
    suggestions summer sun sunday sunny sunrise sunset sunshine super superhero superheroes superman support
    suppose supposed sure surprise surreal survival survive survivor suspect suspense sweet swim swimming
    sword system table take taken takes taking tale talent tales talk talking tall target taste taxi tea teach
    teacher team tear tears technology teen teenage teenager teeth television tell telling tells temple ten
    tender tense terrible terrific terror test text thank thanks theater theatre thick thief thin thing things
    think thinking third thirteen thirty thought thoughtful thousand thousands three threw thriller thrillers
    throne throw thunder thursday ticket tight time times tiny tired title titles today together told tomorrow
    ton tone tonight took top total totally touch touched touching tough tour tower town toy toys track trade
    tragedy tragic train training transport trap trash travel traveler treasure treat tree trees trial trick
    tried trip trips trouble truck true truly trust truth try trying tuesday turn turned tv twelve twenty
    twice twilight twin twins twist twisted twists two type ugly ultimate uncle understand underground
    underrated undercover unexpected unforgettable unhappy uniform unique universe university unknown unlikely
    unusual upper uplifting upon use used useful using usual usually vacation valley value vampire vampires
    various vast version victim victory video view village villain violence violent virtual virus visible
    vision visit visual visuals vital voice volcano wait waiting wake walk walking wall want wanted wants war
    warm warning warrior warriors wars wash waste watch watched watching water wave waves way ways weak wealth
    weapon wear weather web wedding wednesday week weekend weeks weird welcome well went west western westerns
    wet whale whatever wheel white whole wholesome wide wife wild win wind window wine wing wings winner
    winter wish witch witness witty wizard wolf woman women won wonder wonderful wondering wood woods word
    words wore work worked worker working works world worlds worry worse worst worth would wow writer writing
    written wrong year years yellow yesterday young younger youth zero zombie zombies zone
    """
)
"""Folded English words that anybody may use without meaning a title."""

PROPER = word_set(
    """
    africa african alaska albert alex alice america american americans amy andrew andy angela anna anne april
    arizona arthur asia asian atlanta august australia australian barcelona belgium ben berlin bill bob bobby
    bollywood boston brazil brazilian britain british california canada canadian carl carol carrie charles
    charley charlie chicago china chinese chris christian christians christmas cuba dallas daniel danish dave
    david december denmark diana dublin dutch easter eddie edward egypt elizabeth emily emma england english
    eric europe european february florida france frank french friday george german germans germany grace
    greece greek halloween hannah harry havana hawaii helen henry hollywood hungary ian india indian indians
    internet iran iraq ireland irish islam israel istanbul italian italy jack jackie jacob jake james jane
    january japan japanese jason jeff jeffrey jennifer jeremy jerry jesse jesus jewish jews jim jimmy joan joe
    john johnny julia julie july june kate katie kevin kim korea korean kyoto laura leo lisa london lucas lucy
    luke madrid maggie manhattan march maria marie mark martha martin mary matt matthew max maurice mexican
    mexico miami michael mike monday moscow muslim nancy nashville nepal netflix nick nicole norway november
    october oliver oscar oscars oslo paris paul peter philadelphia poland polish portugal prague rachel
    rebecca richard robert robin roger rome ronald rose russia russian russians ruth ryan sam samuel sandra
    sarah saturday scotland scottish september seoul shanghai simon singapore spain spanish spike stalingrad
    stella steve steven sunday susan sweden swedish switzerland sydney taiwan terry texas thailand thomas
    thursday tim tokyo tom tommy tony tuesday turkey turkish ukraine venice victor victoria vienna vietnam
    vietnamese wales walter washington wednesday western william
    """
)
"""Folded words that always have a capital, which tells nothing: places, peoples, first names, days."""

COMMON_HAN = word_set(
    """
    爱 爱情 爱你 喜欢 讨厌 想 看 看过 想看 推荐 类似 像 一样 电影 影片 片子 片 动画 动画片 喜剧 喜剧片 悲剧
    恐怖 恐怖片 科幻 科幻片 动作 动作片 爱情片 战争 战争片 悬疑 悬疑片 犯罪 纪录片 文艺 文艺片 故事 小说 书
    书籍 作品 音乐 歌 歌曲 游戏 电视剧 剧 动漫 漫画 历史 文学 哲学 心理 心理学 经济 经济学 科学 艺术 教育 技术
    社会 政治 文化 世界 中国 美国 日本 法国 英国 韩国 香港 台湾 中国人 生活 人生 人 人们 朋友 孩子 女人 男人
    女孩 男孩 父亲 母亲 爸爸 妈妈 家 家庭 家人 学校 大学 城市 时间 今天 明天 昨天 晚上 周末 最近 以前 现在
    未来 过去 开始 结束 自己 大家 知道 觉得 感觉 认为 希望 好 好看 好听 好笑 搞笑 有趣 有意思 精彩 经典 感人
    感动 温暖 治愈 轻松 快乐 幸福 开心 悲伤 孤独 寂寞 自由 梦想 青春 成长 友情 亲情 浪漫 暴力 血腥 无聊 难看
    一部 一本 一首 一些 哪些 帮 帮我 给我 请 谢谢 可以 没有 不错 非常 最 很 新 老 大 小 多 少 东西 类型 风格
    题材 关于 主题 导演 演员 主角 结局 剧情 情节 画面 演技 作者 有关 喜歡 討厭 電影 推薦 類似 愛 愛情 動作
    動畫 喜劇 懸疑 戰爭 關於
    """
)
"""Chinese words that anybody may use without meaning a title."""

GENERIC = word_set(
    """
    film films movie movies flick flicks picture pictures book books title titles item items product products
    thing things stuff one ones kind kinds sort sorts type types genre genres style recommendation
    recommendations suggestion suggestions 电影 影片 片子 片 部 本 首 书 书籍 作品 东西 一部 一本 一首 一些
    几部 几本 类型 類型 風格 风格 题材 題材 電影 書
    """
)
"""Words that only name the sort of thing that is recommended: they match everything alike."""
