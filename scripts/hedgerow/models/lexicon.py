"""Word classes for features: which words hedge in published lists, and which are mere grammar.

`schema/triggers.json` says what must be decided in our own texts; text from elsewhere hedges with
words that our corpus has few of. The classes below join them to words that it has many of. They
were put together from the kinds of words named by Hyland (1998, Hedging in Scientific Research
Articles), Rubin (2010) and the cue statistics of BioScope (Vincze et al. 2008) and CoNLL-2010
(Farkas et al. 2010). `good` and `bad` are plain words of praise and blame,
`approve` and `blame` verbs of whoever finds a thing so, `support` and `oppose` verbs of who is for
or against it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from hedgerow.tokens import tokenize

_VERBS = {
    "seem": "seem seems seemed seeming appear appears appeared appearing look looks looked sound "
    "sounds sounded feel feels felt",
    "think": "think thinks thought thinking believe believes believed believing suppose supposes "
    "supposed guess guesses guessed assume assumes assumed assuming presume presumes presumed "
    "presuming suspect suspects suspected imagine imagines imagined reckon reckons reckoned "
    "figure surmise surmised conjecture conjectured consider considers considered regard regarded "
    "deem deemed",
    "hypothesize": "hypothesize hypothesizes hypothesized hypothesise hypothesised speculate "
    "speculates speculated speculating postulate postulates postulated propose proposes proposed "
    "theorize theorized infer infers inferred deduce deduced predict predicts predicted anticipate "
    "anticipated expect expects expected estimate estimated judge judged assess assessed",
    "evidence-verb": "suggest suggests suggested suggesting indicate indicates indicated "
    "indicating imply implies implied implying hint hints hinted hinting point points pointing",
    "doubt": "doubt doubts doubted doubting wonder wonders wondered question questions questioned",
    "ask": "examine examines examined examining investigate investigates investigated "
    "investigating test tests tested testing ask asks asked asking determine determines determined "
    "determining explore explored exploring evaluate evaluated evaluating study studied assess "
    "assessed address addressed",
    "say": "say says said saying tell tells told claim claims claimed claiming report reports "
    "reported reporting argue argues argued arguing state states stated stating announce announced "
    "insist insists insisted maintain maintains maintained contend contends contended allege "
    "alleges alleged assert asserts asserted add added note noted warn warned deny denied admit "
    "admits admitted concede conceded conclude concluded declare declared write writes wrote "
    "explain explained complain complained",
    "show": "show shows showed shown demonstrate demonstrates demonstrated reveal reveals revealed "
    "confirm confirms confirmed find finds found establish established prove proves proved",
}
_OTHERS = {
    "possible": "possible possibly perhaps maybe potential potentially putative putatively "
    "conceivable conceivably plausible plausibly hypothetical hypothetically tentative tentatively "
    "speculative suggestive presumptive arguable arguably theoretically",
    "probable": "probable probably likely likelier unlikely presumably apparently apparent "
    "seemingly improbable implausible doubtless supposedly reportedly allegedly ostensibly "
    "purportedly doubtful dubious questionable debatable",
    "unknown": "unclear unknown uncertain unsure undetermined unresolved inconclusive elusive "
    "controversial ambiguous equivocal indeterminate unproven unconfirmed",
    "possibility": "possibility possibilities probability likelihood chance chances hypothesis "
    "hypotheses assumption assumptions speculation speculations suspicion suspicions supposition "
    "conjecture conjectures guess uncertainty uncertainties doubt doubts notion impression odds "
    "suggestion prospect theory",
    "evidence": "result results data finding findings evidence study studies analysis analyses "
    "observation observations experiment experiments figure figures model models survey surveys "
    "test tests record records sign signs pattern patterns picture images numbers",
    "modal-open": "may might could",
    "modal": "can would should must will shall ought cannot ca wo",
    "if": "if unless whether otherwise lest",
    "choice": "or either nor",
    "vague": "about around roughly approximately nearly almost virtually practically essentially "
    "largely mostly mainly partly partially somewhat fairly relatively quite rather generally "
    "usually typically often sometimes frequently commonly occasionally broadly",
    "indefinite": "some several many various numerous certain few most others people",
    "negator": "not n't no never nor neither without hardly scarcely cannot nothing none",
    "author": "i we our my us me",
    "agent": "critics observers experts analysts commentators scholars historians researchers "
    "scientists sceptics skeptics supporters opponents officials sources fans authors economists",
    "good": "good better best great excellent right fair wise sensible honest brave useful helpful "
    "welcome admirable sound successful success triumph wonderful brilliant impressive generous "
    "candid prudent reasonable decent noble effective valuable beneficial magnificent opportunity "
    "advantage benefit merit virtue",
    "bad": "bad worse worst poor wrong unfair foolish reckless dishonest cowardly useless harmful "
    "dangerous danger disaster disastrous catastrophe catastrophic mistake error blunder failure "
    "failed terrible awful horrible shameful disgraceful corrupt cynical naive absurd "
    "irresponsible unjust cruel brutal pointless futile weak dismal daunting folly scandal problem "
    "threat pitfall flawed feeble hollow misguided",
    "sure": "sure certain clear clearly obvious obviously evident evidently known certainly surely "
    "undoubtedly definitely",
}
_ATTITUDES = {
    "support": "support supports supported supporting back backs backed backing favour favours "
    "favoured favor favors favored endorse endorses endorsed endorsing approve approves approved "
    "adopt adopts adopted ratify ratified advocate advocates advocated",
    "oppose": "oppose opposes opposed opposing reject rejects rejected rejecting resist resists "
    "resisted resisting object objects objected objecting veto vetoes vetoed vetoing protest "
    "protests protested protesting",
    "approve": "welcome welcomes welcomed praise praises praised praising applaud applauds "
    "applauded hail hails hailed admire admires admired",
    "blame": "fear fears feared fearing worry worries worried condemn condemns condemned "
    "condemning criticise criticises criticised criticising criticize criticizes criticized "
    "criticizing deplore deplores deplored denounce denounces denounced",
}
_PHRASES = {
    "unknown": (
        *("not clear", "not known", "not sure", "n't sure", "n't clear", "n't know", "not certain"),
        *("remains to be", "remain to be", "yet to be", "open question", "far from clear"),
        *("not been established", "not been determined", "little is known"),
    ),
    "excluded": (
        *("can not be excluded", "cannot be excluded", "cannot exclude", "not rule out"),
        *("rule out", "ruled out", "as if", "as though"),
    ),
    "think-author": (
        *("i think", "i guess", "i believe", "i suppose", "i suspect", "i assume", "i feel"),
        *("we think", "we believe", "we suspect", "we assume", "we propose", "we hypothesize"),
        *("we speculate", "we suggest", "my guess", "my opinion", "our view", "our knowledge"),
    ),
    "believed": (
        *("is believed", "are believed", "was believed", "were believed", "been believed"),
        *("is thought", "are thought", "was thought", "were thought", "been thought"),
        *("is considered", "are considered", "was considered", "is assumed", "is supposed"),
        *("is regarded", "is said", "was said", "are said", "been suggested", "been proposed"),
        *("is estimated", "is expected", "are expected", "was expected", "is known"),
    ),
}
FUNCTION_WORDS = frozenset(
    """
    a an the this that these those it its he she they them his her their him i we you me us my our
    your who whom whose which what when where why how there here one be is are was were been being
    am 's 're 've 'll 'd 'm has have had having do does did done not n't no nor neither never only
    also just even still yet already of in on at by for with from to into onto over under between
    among after before since until during through against about as than like and or but so because
    although though while if whether unless either both each every any some all most more less much
    many few such same other another own very too well will would can could may might must shall
    should ought cannot ca wo n't up down out off per via within without toward towards upon
    """.split()
)


@cache
def _entries() -> dict[str, tuple[str, ...]]:
    """The classes of every word."""
    classes: dict[str, list[str]] = defaultdict(list)
    for name, words in (*_VERBS.items(), *_OTHERS.items(), *_ATTITUDES.items()):
        for word in words.split():
            classes[word].append(name)
    return {word: tuple(names) for word, names in classes.items()}


def classes(word: str) -> tuple[str, ...]:
    """The classes of a word in lower case."""
    return _entries().get(word, ())


def neighbourly(name: str) -> bool:
    """Whether a class tells something of the words beside it; an attitude does not."""
    return name not in _ATTITUDES


def forms(names: Sequence[str]) -> list[str]:
    """The words and phrases of some classes."""
    words = [word for word, known in _entries().items() if set(names).intersection(known)]
    return words + [phrase for name in names for phrase in _PHRASES.get(name, ())]


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Phrases as token tuples with their class, by their first token, longest first."""
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for name, phrases in _PHRASES.items():
        for phrase in phrases:
            words = tuple(phrase[a:b] for a, b in tokenize(phrase))
            by_first[words[0]].append((words, name))
    for entries in by_first.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return dict(by_first)


def phrases(words: Sequence[str]) -> list[tuple[int, int, str]]:
    """Phrases in a sentence of words in lower case: first token, behind the last, class."""
    known = _phrases()
    found = []
    for i, word in enumerate(words):
        for form, name in known.get(word, ()):
            if tuple(words[i : i + len(form)]) == form:
                found.append((i, i + len(form), name))
                break
    return found
