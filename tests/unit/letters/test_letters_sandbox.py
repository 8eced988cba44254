"""What a template's text can reach: plain data, and nothing through it."""

from datetime import date, datetime

import pytest

from xinfang_app.letters import sandbox

DATA = {
	"petition": {
		"title": "<b>补偿</b>",
		"on": date(2026, 3, 2),
		"at": datetime(2026, 3, 2, 9, 5),
		"none": None,
		"yes": True,
	},
	"claims": [{"no": 1, "claim": "甲"}, {"no": 2, "claim": "乙"}],
	"letter": {"items": "不是方法"},
}

ATTACKS = [
	"{{ ''.__class__ }}",
	"{{ ''['__class__'] }}",
	"{{ petition.__class__.__mro__ }}",
	"{{ petition['__cl' ~ 'ass__'] }}",
	"{{ petition|attr('__class__') }}",
	"{{ claims|map(attribute='__class__')|list }}",
	"{{ petition.title.format(petition) }}",
	"{{ '{0.__class__}'.format(petition) }}",
	"{{ petition.get('title') }}",
	"{{ petition.update({'title': 1}) }}",
	"{{ claims.append(1) }}",
	"{{ claims.pop() }}",
	"{{ self.__init__ }}",
	"{{ self._TemplateReference__context }}",
	"{{ cycler.__init__.__globals__ }}",
	"{{ lipsum() }}",
	"{{ range(10) }}",
	"{{ dict(a=1) }}",
	"{{ namespace(a=1) }}",
	"{{ frappe.get_all('User') }}",
	"{{ frappe }}",
	"{{ get_doc('User', 'Administrator') }}",
	"{{ petition.on.strftime('%Y') }}",
	"{{ petition.on.year }}",
	"{{ loop.index }}",
	"{% for c in claims %}{{ loop.__init__ }}{% endfor %}",
	"{% for c in claims %}{{ loop.cycle('a', 'b') }}{% endfor %}",
	"{% include '/etc/passwd' %}",
	"{% import 'x' as y %}",
	"{% from 'x' import y %}",
	"{% extends 'x' %}",
	"{% macro m() %}{% endmacro %}",
	"{% block b %}{% endblock %}",
	"{% filter upper %}a{% endfilter %}",
	"{% call x() %}{% endcall %}",
	"{{ 'a' * 1000000000 }}",
	"{{ 9 ** 9 ** 9 }}",
	"{{ '%s' % petition }}",
	"{{ petition|pprint }}",
	"{{ petition|tojson }}",
	"{{ petition.title|safe }}",
	"{{ petition|xmlattr }}",
	"{{ ['a']|sum }}",
]


@pytest.mark.parametrize("text", ATTACKS)
def test_attack_is_refused(text):
	with pytest.raises(sandbox.TextError):
		print(sandbox.render(text, DATA))


def test_data_is_escaped():
	assert sandbox.render("{{ petition.title }}", DATA) == "&lt;b&gt;补偿&lt;/b&gt;"
	assert sandbox.render("{{ petition.title | lines }}", DATA) == "<p>&lt;b&gt;补偿&lt;/b&gt;</p>"


def test_data_is_left_as_it_was():
	before = repr(DATA)
	sandbox.render("{% set petition = 1 %}{% for c in claims %}{% set c = 2 %}{% endfor %}", DATA)
	assert repr(DATA) == before


def test_a_key_wins_over_a_method_of_the_same_name():
	assert sandbox.render("{{ letter.items }}", DATA) == "不是方法"


def test_missing_key_is_named():
	with pytest.raises(sandbox.TextError) as caught:
		sandbox.render("{{ petition.titel }}", DATA)
	assert caught.value.kind == "unknown_field"
	assert "titel" in caught.value.detail


def test_syntax_error_has_its_line():
	with pytest.raises(sandbox.TextError) as caught:
		sandbox.render("一\n二\n{% if %}", DATA)
	assert (caught.value.kind, caught.value.line) == ("syntax", 3)


def test_output_without_end_is_cut(monkeypatch):
	monkeypatch.setattr(sandbox, "MAX_CHARACTERS", 1000)
	loops = "{% for a in claims %}" * 9 + "xxxxxxxxxx" + "{% endfor %}" * 9
	with pytest.raises(sandbox.TextError) as caught:
		sandbox.render(loops, DATA)
	assert caught.value.kind == "too_long"


def test_dates_numbers_and_nothing_print_in_chinese():
	text = "{{ petition.on }} {{ petition.at }} {{ petition.none }}|{{ claims[1].no | hanzi }}|{{ petition.yes }}"
	assert sandbox.render(text, DATA) == "2026年3月2日 2026年3月2日9时05分 |二|是"


def test_loops_know_their_place():
	text = "{% for c in claims %}{{ loop.index }}{{ c.claim }}{% if not loop.last %}、{% endif %}{% endfor %}"
	assert sandbox.render(text, DATA) == "1甲、2乙"
