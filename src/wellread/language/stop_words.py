"""Words that carry no topic, by language."""

from __future__ import annotations

from wellread.language.word_set import word_set

_LISTS = {
    "en": """
        a about above after again against ain't all also am an and any anybody anyone anything are aren't
        around as at be because been before being below between both but by can can't cannot could couldn't
        did didn't do does doesn't doing don't down during each either else ever every everybody everyone
        everything few for from further had hadn't has hasn't have haven't having he he'd he'll he's her here
        here's hers herself him himself his how how's however i i'd i'll i'm i've if in into is isn't it it'd
        it'll it's its itself just let let's like may me might mine more most much must mustn't my myself
        neither no nobody none nor not nothing now of off on once one only onto or other others ought our ours
        ourselves out over own per please quite rather really same shall shan't she she'd she'll she's should
        shouldn't since so some somebody someone something still such than that that's the their theirs them
        themselves then there there's these they they'd they'll they're they've this those though through thus
        till to too toward towards under until up upon us very was wasn't we we'd we'll we're we've were
        weren't what what's when when's where where's whether which while who who's whom whose why will with
        within without won't would wouldn't yes yet you you'd you'll you're you've your yours yourself
        yourselves dont doesnt didnt isnt wasnt cant couldnt wont wouldnt im ive id s t d ll m re ve
    """,
    "zh": """
        的 了 是 在 和 与 跟 及 或 也 都 就 还 又 再 很 太 更 最 挺 蛮 非常 特别 比较 有点 一些 一点 我 你 您
        他 她 它 我们 你们 他们 她们 它们 咱们 自己 这 那 这个 那个 这些 那些 这样 那样 这种 那种 这里 那里 哪
        哪个 哪些 什么 怎么 怎样 为什么 谁 多少 几 不 没 没有 有 要 会 能 可以 可 应该 想 把 被 让 给 对 对于
        关于 从 到 向 往 由 以 为 为了 因为 所以 因此 如果 虽然 但是 但 不过 可是 而 而且 并 并且 或者 还是
        以及 等 等等 之 其 此 该 吗 呢 吧 啊 呀 哦 嘛 地 得 着 过 去 来 上 下 里 中 个 一 一个 种 只 个人 时
        时候 是的 请 一下 那么 这么 而是 就是 只是 还有 于 则 却 才 每 各 某 另 另外 其他 其它 所 将 使 与其
        是否 有没有 一直 已经 曾经 們 我們 你們 他們 這 這個 這些 那個 這樣 那樣 個 還 沒 沒有 會 對 從 為
        為了 因為 雖然 與 嗎 著 過 來 裡 給 讓 請 還有 於
    """,
    "de": """
        aber alle als also am an auch auf aus bei bin bis bist da damit dann das dass dein dem den der des die
        dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er es etwas
        euch für gegen hab habe haben hat hatte hier hinter ich ihm ihn ihnen ihr ihre im in ist ja jede jeder
        jedes kann kein keine können man mehr mein meine mich mir mit nach nicht nichts noch nun nur ob oder
        ohne sehr sein seine sich sie sind so über um und uns unser unter vom von vor wann war waren warum was
        weil welche wenn wer werden wie wieder will wir wird wo würde zu zum zur zwischen
    """,
    "fr": """
        à ai au aucun aussi autre aux avec avoir c ce cela ces cet cette comme d dans de des donc du elle
        elles en est et être eu eux fait il ils j je l la le les leur leurs lui m ma mais me même mes moi mon
        n ne nos notre nous on ont ou où par pas plus pour qu quand que quel quelle qui s sa sans se ses si
        son sont sous sur t ta te tes toi ton tous tout très tu un une vos votre vous y été était
    """,
    "es": """
        a al algo antes aquí así aun aunque bien cada como con contra cual cuando de del desde donde dos e el
        él ella ellas ellos en entre era es esa ese eso esta está este esto estos fue ha han hasta hay la las
        le les lo los más me mi mis mucho muy nada ni no nos nosotros o otra otro para pero poco por porque
        que qué quien se sea ser si sí sin sobre son su sus también te tiene todo todos tu tus un una uno unos
        y ya yo
    """,
    "it": """
        a ad ai al alla alle allo anche c che chi ci come con cosa da dai dal dalla degli dei del della delle
        dello di dove d e è ed era essere fra gli ha hai hanno ho i il in io l la le lei li lo loro lui ma mi
        mia mio molto nei nel nella no noi non o ogni per perché più quale quando quella quello questa questo
        se si sia sono su sua sul sulla suo ti tra tu tua tuo tutti tutto un una uno v vi voi
    """,
    "pt": """
        a ao aos as até com como da das de dela dele depois do dos e é ela elas ele eles em entre era essa
        esse esta está este eu foi há isso isto já lhe mais mas me mesmo meu minha muito na não nas nem no nos
        nós o os ou para pela pelo por porque quando que quem se sem ser seu seus só sua suas também te tem um
        uma você
    """,
}  # fmt: skip
STOP_WORDS: dict[str, frozenset[str]] = {code: word_set(words) for code, words in _LISTS.items()}
"""ISO 639-1 code -> stop words, casefolded, with accents and straight apostrophes."""
NONE: frozenset[str] = frozenset()


def stop_words(language: str) -> frozenset[str]:
    """The stop words of `language`; of English for languages without a list."""
    return STOP_WORDS.get(language, STOP_WORDS["en"])
