"""Views: what a person reads. They carry words and codes, hold no data, and are made anew after every migration.

Kept apart from the tables' migrations on purpose: a view may change in any version without touching a row.
"""

from __future__ import annotations

from typing import Final

_ENTITIES = """(
        SELECT group_concat(name, '; ') FROM (
            SELECT entity.name FROM claim_entity JOIN entity USING (entity_id)
            WHERE claim_entity.claim_id = claim.claim_id ORDER BY claim_entity.seq
        )
    )"""

CLAIMS: Final = f"""
SELECT
    claim.claim_id AS id,
    document.name AS doc,
    article.number AS article,
    metric.code AS metric,
    claim.item AS item,
    figure.quote AS text,
    claim.bound AS bound,
    claim.value_num AS value,
    claim.value_high_num AS value_high,
    unit.code AS unit,
    claim.per AS per,
    claim.kind AS kind,
    claim.direction AS direction,
    {_ENTITIES} AS entities,
    holds.start_day AS time_start,
    holds.end_day AS time_end,
    holds.words AS time_text,
    holds.basis AS time_basis,
    claim.baseline AS baseline,
    before.start_day AS baseline_start,
    before.end_day AS baseline_end,
    claim.modality AS modality,
    claim.negated AS negated,
    source.name AS said_by,
    claim.source_role AS said_as,
    segment.kind AS place,
    segment.repeats_pos IS NOT NULL AS repeated,
    claim.tier AS tier,
    unit.dimension AS dimension,
    claim.value AS exact_value,
    claim.value_high AS exact_value_high,
    sentence.quote AS sentence,
    article.title AS title,
    article.reference_date AS published,
    article.reference_grain AS published_grain,
    article.publisher AS publisher,
    document.path AS path,
    figure.start_pos AS start_pos,
    figure.end_pos AS end_pos,
    sentence.start_pos AS sentence_start,
    sentence.end_pos AS sentence_end
FROM claim
JOIN span AS figure ON figure.span_id = claim.span_id
JOIN span AS sentence ON sentence.span_id = claim.sentence_id
JOIN segment ON segment.segment_id = claim.segment_id
JOIN article ON article.article_id = segment.article_id
JOIN document ON document.document_id = article.document_id
JOIN unit ON unit.unit_id = claim.unit_id
JOIN metric ON metric.metric_id = claim.metric_id
LEFT JOIN claim_time AS holds ON holds.claim_id = claim.claim_id AND holds.role = 'holds'
LEFT JOIN claim_time AS before ON before.claim_id = claim.claim_id AND before.role = 'baseline'
LEFT JOIN entity AS source ON source.entity_id = claim.source_id
ORDER BY claim.claim_id
"""

# the last columns of every table of facts: who says so, and where exactly
_WHERE_FROM: Final = """modality,
    said_by,
    publisher,
    published,
    sentence,
    doc,
    start_pos,
    end_pos,
    id"""

# the period a row holds for as one word: 2023, 2023-05, 2023-05-17 or 2014-01-01/2023-09-07
_PERIOD = """CASE
        WHEN time_start IS NULL THEN NULL
        WHEN time_start = time_end THEN time_start
        WHEN time_start LIKE '%-01-01' AND time_end = substr(time_start, 1, 4) || '-12-31' THEN substr(time_start, 1, 4)
        WHEN time_start LIKE '%-01' AND time_end = date(time_start, '+1 month', '-1 day') THEN substr(time_start, 1, 7)
        ELSE time_start || '/' || time_end
    END"""

# what the amount was said to have changed by: the change that is tied to this level, down counted as negative
_GROWTH = """(
        SELECT CASE claim.direction WHEN 'down' THEN -abs(claim.value_num) ELSE claim.value_num END
        FROM claim_link JOIN claim ON claim.claim_id = claim_link.claim_id JOIN unit ON unit.unit_id = claim.unit_id
        WHERE claim_link.other_id = claims.id AND claim_link.type = 'change_of' AND unit.code = 'percent'
        ORDER BY claim.claim_id LIMIT 1
    )"""

TRADE_FIGURES: Final = f"""
SELECT
    entities AS partners,
    metric AS flow,
    item,
    bound,
    text AS amount,
    value,
    value_high,
    unit,
    per,
    {_PERIOD} AS period,
    kind,
    direction,
    {_GROWTH} AS growth_pct,
    {_WHERE_FROM}
FROM claims
WHERE metric IN ('trade_volume', 'exports', 'imports') AND unit NOT IN ('percent', 'percentage_point', 'multiple') AND tier = 'core'
ORDER BY id
"""

# whether words speak of a railway: one begins so ("railroad", "rail link", "tramway"; neither "trail" nor "200-meter rails")
_RAIL = " OR ".join(f"lower(' ' || {{words}} || ' ') GLOB '*[ -]{start}*'" for start in ("rail[ wr-]", "track", "metro[ -]", "tram"))
_RAIL = f"({_RAIL})"

RAILWAY_LENGTHS: Final = f"""
SELECT
    coalesce(
        (
            SELECT entity.name FROM claim_entity JOIN entity USING (entity_id)
            WHERE claim_entity.claim_id = claims.id AND {_RAIL.format(words="entity.name")}
            ORDER BY entity.kind <> 'project', claim_entity.seq LIMIT 1
        ),
        item
    ) AS line,
    bound,
    text AS length,
    round(value * CAST(factor AS REAL) / 1000, 3) AS length_km,
    CASE modality WHEN 'actual' THEN 'built' ELSE modality END AS status,
    item,
    entities,
    {_PERIOD} AS period,
    {_WHERE_FROM}
FROM claims JOIN unit ON unit.code = claims.unit
WHERE metric = 'length' AND claims.dimension = 'length' AND tier = 'core'
    AND ({_RAIL.format(words="item")} OR {_RAIL.format(words="entities")})
ORDER BY id
"""

PERCENTAGES: Final = f"""
SELECT
    metric,
    item,
    entities,
    bound,
    text AS figure,
    CASE WHEN unit = 'percent' AND kind = 'change' THEN CASE direction WHEN 'down' THEN -abs(value) ELSE value END END AS growth_pct,
    CASE WHEN unit = 'percent' AND kind = 'share' THEN value END AS share_pct,
    CASE WHEN unit = 'percentage_point' THEN CASE direction WHEN 'down' THEN -abs(value) ELSE value END END AS points,
    CASE WHEN unit = 'percent' AND kind NOT IN ('change', 'share') THEN value END AS level_pct,
    value_high,
    {_PERIOD} AS period,
    baseline,
    {_WHERE_FROM}
FROM claims
WHERE unit IN ('percent', 'percentage_point') AND tier = 'core'
ORDER BY id
"""

ARTICLES: Final = """
SELECT
    document.name AS doc,
    article.number AS article,
    article.title AS title,
    article.publisher AS publisher,
    article.reference_date AS published,
    article.reference_grain AS published_grain,
    article.reference_basis AS published_basis,
    article.reference_evidence AS published_evidence,
    article.speaker AS speaker,
    (SELECT count(*) FROM segment JOIN claim USING (segment_id) WHERE segment.article_id = article.article_id) AS claims,
    article.confidence AS confidence,
    article.reason AS reason,
    article.start_pos AS start_pos,
    article.end_pos AS end_pos,
    document.path AS path
FROM article JOIN document USING (document_id)
ORDER BY article.article_id
"""

PROVENANCE: Final = """
SELECT
    claim_slot.claim_id AS id,
    claim_slot.slot AS slot,
    rule.code AS rule,
    span.quote AS words,
    span.start_pos AS start_pos,
    span.end_pos AS end_pos,
    document.name AS doc,
    document.path AS path,
    run.tool_version AS tool_version,
    run.ruleset_sha256 AS ruleset_sha256
FROM claim_slot
JOIN claim ON claim.claim_id = claim_slot.claim_id
JOIN segment ON segment.segment_id = claim.segment_id
JOIN article ON article.article_id = segment.article_id
JOIN document ON document.document_id = article.document_id
JOIN run ON run.run_id = document.run_id
LEFT JOIN rule ON rule.rule_id = claim_slot.rule_id
LEFT JOIN span ON span.span_id = claim_slot.span_id
ORDER BY claim_slot.claim_id, claim_slot.slot
"""

# in the order they must be made: later ones read `claims`
VIEWS: Final[dict[str, str]] = {
    "claims": CLAIMS,
    "trade_figures": TRADE_FIGURES,
    "railway_lengths": RAILWAY_LENGTHS,
    "percentages": PERCENTAGES,
    "articles": ARTICLES,
    "claim_provenance": PROVENANCE,
}
