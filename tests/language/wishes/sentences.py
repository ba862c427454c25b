"""Sentences and what they ask for, in short.

    +Inception  liked        !Titanic  disliked       ~year+  newer is better, by how much is not said
    year<2000   a bound      lang=fr   a value        -tags:Horror  not this value
    more:funny  less:sad     a:gore    an avoided word    w:robots  a word to match

Everything but `a:` and `w:` is compared both ways: what is not in the table must not be understood.
"""

from __future__ import annotations

FIRST = """
something like Inception but shorter and less violent, no horror, before 2000 \
    | +Inception runtime<148 less:violent -tags:Horror year<2000 a:violent a:horror
2010年以前的、不要恐怖、短一点、像《盗梦空间》那样的 | +Inception year<2010 -genres_zh:恐怖 runtime<148
a comedy under 20 dollars | price<20 w:comedy
90年代的爱情片 | year>=1990 year<2000 w:爱情
at most 2 hours, something warm | runtime<=120 w:warm
a drama in French | lang=fr w:drama
films from the 80s | year>=1980 year<1990
thrillers after 2015 | year>=2016 w:thrillers
between 1990 and 1999, please | year>=1990 year<2000
from 1970 to 1975 | year>=1970 year<1976
I want something newer than Titanic | +Titanic year>=1998
cheaper than Inception | +Inception price<12
like Titanic but cheaper | +Titanic price<9.5
like Titanic but longer | +Titanic runtime>194
something shorter | ~runtime-
something newer, less sad | ~year+ less:sad
no more than 300 pages | pages<=300
a book of at least 500 pages | pages>=500
rated above 8 | rating>8
with at least 4 stars | rating>=4
not in English | -lang:en
no musicals and no war films | -tags:Musical -tags:War
a quiet film about robots | w:quiet w:robots
something funnier than Titanic | +Titanic more:funny
more romance, less action | more:romance less:action
I hate horror, I loved Inception | +Inception -tags:Horror
nothing older than 1980 | year>=1980
nothing from before 1980 | year>=1980
no films longer than 2 hours | runtime<=120
not longer than an hour and a half | runtime<=90
less than 90 minutes | runtime<90
around 2 hours | runtime>=102 runtime<=138
under $15 and over $5 | price<15 price>5
$10-$20 | price>=10 price<=20
max 30 euros | price<=30
a gift for 25 bucks or less | price<=25
after 2010 but before 2000 | year<2000
since 2005 | year>=2005
pre-1960 noir | year<1960 w:noir
early 2000s | year>=2000 year<2004
the nineties | year>=1990 year<2000
from 1994 | year>=1994 year<1995
only comedies | tags=Comedy
a science fiction movie, but no romance | -tags:Romance w:science
不要恐怖片，也不要战争片 | -genres_zh:恐怖 -genres_zh:战争
2000年以后的科幻片 | year>=2000 w:科幻
2000年之前的 | year<2000
2005年到2010年的电影 | year>=2005 year<2011
八十年代的老片 | year>=1980 year<1990
两小时以内 | runtime<=120
不超过90分钟 | runtime<=90
一个半小时左右 | runtime>=76.5 runtime<=103.5
100元以下的 | price<=100
50块钱以内的书 | price<=50
50到100元 | price>=50 price<=100
便宜点的 | ~price-
像《泰坦尼克号》但是短一点 | +Titanic runtime<194
比《盗梦空间》新的 | +Inception year>=2011
比泰坦尼克号便宜 | +Titanic price<9.5
更搞笑一点，少一点暴力 | more:搞笑 less:暴力
评分8分以上 | rating>=8
300页以内的小说 | pages<=300 w:小说
法语的爱情片 | lang=fr w:爱情
不要英语的 | -lang:en
我喜欢盗梦空间，不要太长 | +Inception ~runtime-
讨厌恐怖片，想看新一点的 | -genres_zh:恐怖 ~year+
只要喜剧 | genres_zh=喜剧
最近五年的科幻片 | year>=NOW-5 w:科幻
"""
SECOND = """
recommend me a short film under 40 minutes | runtime<40
films like The Shawshank Redemption released after 2000 | +Shawshank year>=2001
I'd like a movie from the 1970s, nothing too violent | year>=1970 year<1980 a:violent
no animation please, and not before 1995 | -tags:Animation year>=1995
something like Titanic, but older | +Titanic year<1997
a cheap book, less than 10 euros | price<10
looking for a novel with fewer than 250 pages | pages<250
must be in Japanese | lang=ja
anything but horror | -tags:Horror
anything except musicals from the sixties | -tags:Musical year>=1960 year<1970
I only have 45 minutes | runtime<=45
I have two hours | runtime<=120
my budget is 30 dollars | price<=30
for $50 or less | price<=50
between 80 and 100 minutes | runtime>=80 runtime<=100
at least three hours long | runtime>=180
an old western, 1950 or earlier | year<1951 w:western
newer than 2018 | year>=2019
something as sad as Titanic but shorter | +Titanic runtime<194
longer than Inception | +Inception runtime>148
something scarier | more:scary
I want it darker and slower | more:dark more:slow
not so sad, more hopeful | a:sad more:hopeful
less gore, more jokes | less:gore more:jokes
late 90s thrillers | year>=1997 year<2000 w:thrillers
mid 80s | year>=1984 year<1987
from 2010 onwards | year>=2010
up to 2005 | year<2006
in 1999 | year>=1999 year<2000
this century | year>=2000
a love story set in 1912 | w:love
just documentaries | tags=Documentary
Spanish-language drama | lang=es w:drama
a film in Korean with a rating over 7.5 | lang=ko rating>7.5
I disliked Titanic, too long | !Titanic
a more expensive edition than Inception | +Inception price>12
more recent than The Shawshank Redemption and under 2 hours | +Shawshank year>=1995 runtime<120
2 hours max | runtime<=120
$20 tops | price<=20
no longer than 100 min, before 1990, in Italian | runtime<=100 year<1990 lang=it
想看九十年代的香港电影 | year>=1990 year<2000
不看2000年以前的 | year>=2000
1995年以后，不要动画 | year>=1995 -genres_zh:动画
别推荐恐怖的 | -genres_zh:恐怖
类似《泰坦尼克号》，但是要新一点 | +Titanic year>=1998
比《盗梦空间》更短 | +Inception runtime<148
有没有三十块以下的 | price<=30
预算200元 | price<=200
不低于8分的剧情片 | rating>=8 w:剧情
200页左右 | pages>=170 pages<=230
至少500页 | pages>=500
至少两个小时 | runtime>=120
四十分钟以内的 | runtime<=40
日语的动画 | lang=ja w:动画
要中文的，不要太老 | lang=zh ~year+
短一点，轻松一点 | ~runtime- more:轻松
再便宜一些 | ~price-
不要那么暴力的 | a:暴力
多一点幽默，少一点悲伤 | more:幽默 less:悲伤
近十年的 | year>=NOW-10
2008年的 | year>=2008 year<2009
1980到1989年 | year>=1980 year<1990
只看纪录片 | genres_zh=纪录
除了恐怖和战争都行 | -genres_zh:恐怖 -genres_zh:战争
《活着》那样的，再长一点 | +活着 runtime>132
"""
