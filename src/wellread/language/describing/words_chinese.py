"""Chinese words of descriptions: which say nothing of an item, which are never said, which turn a meaning."""

from __future__ import annotations

from wellread.language.word_set import word_set

NEUTRAL = word_set(
    """
    的 了 是 在 和 与 及 或 也 都 还 又 就 而 并 且 其 之 于 由 从 到 向 以 为 对 把 被 让 给 将 着 过 得 地
    等 中
    里 上 下 内 外 间 后 前 时 这 那 它 他 她 你 我们 你们 他们 她们 它们 您 自己 这部 这本 这首 这款 这篇
    这门 这个
    那个 这里 那里 一 一个 一部 一本 一首 一款 一篇 一门 一件 一段 一种 部 本 首 款 篇 门 件 个 段 种 位 名
    有 会 来 去
    讲述 讲 说 介绍 描绘 描写 叙述 述说 围绕 关于 展现 呈现 带来 来自 包括 包含 属于 归入 名为 叫 叫做 题为
    标题 标签
    内容 作品 故事 类 看看 看 来看 看吧 来听 听吧 慢慢来 听听 听 读 读读 一下 吧 呢 吗 啊 呀 哦 认识 认识一下
    好奇 你好 欢迎 慢慢 了解 为 请 一起
    则 所 共 由此 介绍一下 标记 以及 并且 它的 同时 其中 当 使 令 成为 开始 得知 随后 然后 于是 却 但 但是
    """
)
KINDS = {
    "film": word_set("电影 影片 片 片子"),
    "book": word_set("书 图书 书籍"),
    "song": word_set("歌 歌曲 曲 音乐 曲子"),
    "post": word_set("帖子 文章 动态 帖"),
    "course": word_set("课程 课 课堂"),
    "product": word_set("商品 产品 物品"),
    "item": frozenset[str](),
}
PUFFERY = word_set(
    """
    最 最佳 最好 最大 最高 最新 最强 最美 最低 第一 首个 首款 唯一 顶级 极致 完美 无敌 无与伦比 独一无二
    绝无仅有 巅峰
    世界级 国家级 首屈一指 领先 畅销 热销 爆款 必备 必看 必读 必听 神作 杰作 经典之作 传奇 奇迹 惊艳 超凡
    非凡 卓越 高端
    殿堂级 史上 空前 获奖 屡获 备受好评 好评如潮 口碑 万能 百分百 百分之百
    """
)
COMMERCE = word_set(
    """
    保证 包退 包换 退款 质保 保修 折扣 打折 优惠 特价 促销 便宜 免费 包邮 免邮 现货 有货 库存 下单 购买 抢购
    限量 限时
    认证 官方 正品 独家 推荐 发货 配送 秒杀 赠品 安全
    """
)
HEALTH = word_set(
    """
    治愈 治疗 根治 包治 疗效 药用 医用 医生 医疗 抗癌 癌症 防癌 减肥 瘦身 排毒 免疫力 免疫 抗菌 杀菌 消炎
    止痛 缓解 预防
    养生 保健 延年益寿 降血压 降血糖 健康 疾病
    """
)
ALWAYS_HEALTH = word_set("治愈 根治 包治 疗效 抗癌 防癌 治愈癌症")
BEFORE = {
    word: sense
    for sense, words in {
        "not": "不 没 没有 无 非 未 别 并非 不是 不会 不能 无法 不含 不可 从不 毫无 未曾 不用 无需 不再 不带",
        "perhaps": "可能 也许 或许 如果 除非 几乎 部分 据说 据称 预计 计划 可选 或将 曾 曾经 大概",
        "unreal": "仿 假 人造 类似 类 像 如同 玩具",
        "for": "适用 适用于 兼容 适合 适配 用于",
        "bound over": "超过 超 逾 大于",
        "bound under": "不足 不到 少于 低于 近",
        "bound least": "至少 最少 不少于",
        "bound most": "至多 最多 不超过 可达 高达",
    }.items()
    for word in words.split()
}
BEHIND = {
    "风": "unreal", "状": "unreal", "味": "unreal", "另售": "perhaps", "可选": "perhaps", "除外": "not",
    "以上": "bound least", "以下": "bound most", "以内": "bound most",
}  # fmt: skip
POINTING = frozenset("这那本该此首部款篇门")
"""What may be one word with a word that says nothing: 这是, 本书."""
CLASSIFIERS = frozenset("部本首款个位件条篇门双次种名张套台支只对")
"""What stands between a Han numeral and what it counts."""
