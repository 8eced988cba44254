"""Find the way from a state to a stage.

Rule: a service says where a document must stand (`stage`), never how the states are called. The way is the shortest
chain of transitions whose last step enters a state of the wanted stage; every state passed on the way must stand for
the stage the document has now. So an admin may add a state of his own between two shipped ones (已登记 → 初审中 →
已转送) and every service goes on working, while a stage can never be jumped over.

Pure functions on plain rows: `edges` are (from_state, to_state), in the order the admin gave them.
"""

from collections import deque
from collections.abc import Iterable, Mapping


def find(
	edges: Iterable[tuple[str, str]], stage_of: Mapping[str, str], start: str, stage: str
) -> list[str] | None:
	"""Return the states to pass through from `start` until one of `stage`, the last included; None without a way.

	Where `start` already stands for `stage` the way is empty.
	"""
	here = stage_of.get(start)
	if here == stage:
		return []
	following: dict[str, list[str]] = {}
	for origin, target in edges:
		following.setdefault(origin, []).append(target)
	queue: deque[list[str]] = deque([[start]])
	seen = {start}
	while queue:
		trail = queue.popleft()
		for target in following.get(trail[-1], ()):
			if target in seen:
				continue
			if stage_of.get(target) == stage:
				return [*trail[1:], target]
			if stage_of.get(target) == here:
				seen.add(target)
				queue.append([*trail, target])
	return None


def reachable(edges: Iterable[tuple[str, str]], start: str) -> set[str]:
	"""Return every state that can be reached from `start`, itself included."""
	following: dict[str, list[str]] = {}
	for origin, target in edges:
		following.setdefault(origin, []).append(target)
	seen, queue = {start}, deque([start])
	while queue:
		for target in following.get(queue.popleft(), ()):
			if target not in seen:
				seen.add(target)
				queue.append(target)
	return seen
