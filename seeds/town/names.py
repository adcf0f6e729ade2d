"""Invented names; none is a person's."""

from seeds.town.plan import Block

SUBDISTRICT = "云溪街道"
COMMUNITIES = ("云栖", "石桥", "柳岸", "新园", "东篱", "望河")
EAST_WEST = ("望江路", "石桥路", "云栖路", "柳荫路", "晴川大道", "竹里路", "东篱路", "南塘路", "河沿路", "青禾路",
             "长亭路", "晚照路", "听雨大道", "白鹭路", "新园路", "北渡路", "清溪路")  # fmt: skip
NORTH_SOUTH = ("麦浪街", "砚台街", "石榴街", "丁香街", "落霞街", "归雁街", "采莲街", "听松街", "鹿鸣大道", "望月街",
               "枫桥街", "杏林街", "桃源街", "松风街", "槐荫街", "榆钱街", "银杏街", "海棠街", "紫藤街", "芦花大道",
               "兰亭街", "梅溪街", "菊圃街", "桂香街", "荷风街")  # fmt: skip
LANES = ("灯笼巷", "豆腐巷", "打铁巷", "染坊巷", "水井巷", "磨坊巷", "竹竿巷", "草鞋巷")
ESTATES = ("云锦", "清和", "嘉禾", "春晓", "映湖", "枕溪", "朗月", "金穗")


def lane(block: Block) -> str:
    """The lane through a block of the old quarter."""
    return LANES[(3 * block[0] + block[1]) % len(LANES)]


def estate(block: Block) -> str:
    """The estate that a block belongs to; four blocks make one."""
    number = 12 * (block[1] // 2) + block[0] // 2
    return f"{ESTATES[number % 8]}{'苑园里庭'[number // 8 % 4]}"
