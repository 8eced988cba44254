"""Common Chinese surnames, so that a word after 我叫 is taken for a name only if it can be one."""

#: Of two characters first, since they begin like one of one.
COMPOUND = "欧阳 上官 司马 诸葛 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司徒 东方 夏侯 端木 南宫".split()
SINGLE = (
	"赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方"
	"俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧"
	"计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫"
	"经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉龚程邢裴陆荣翁荀羊惠甄曲家封芮储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车"
	"侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶黎乔苍双闻莘党翟谭贡姬申扶堵冉宰桑桂濮牛寿通边扈燕"
	"冀浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终居衡步都耿满弘匡国文寇广禄东欧沃利蔚越夔隆师巩聂晁勾敖"
	"融冷辛阚那简饶空曾沙养鞠丰关相查荆红游竺权盖益桓公闫肖岳帅付佟代涂仝"
)


def can_be_name(text: str) -> bool:
	"""Return whether `text` looks like a Chinese name: a surname and one or two characters more."""
	for surname in COMPOUND:
		if text.startswith(surname):
			return len(text) in (3, 4)
	return len(text) in (2, 3) and text[0] in SINGLE
