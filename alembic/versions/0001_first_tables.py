"""First tables.

Revision 0001, the first. Imports nothing from factdb: it must keep meaning what it meant.
"""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Tables as of this revision."""
    op.create_table(
        "entity",
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('country', 'region', 'place', 'body', 'company', 'project', 'person', 'media', 'event', 'other')",
            name=op.f("ck_entity_kind"),
        ),
        sa.CheckConstraint("length(code) = 3", name=op.f("ck_entity_code")),
        sa.PrimaryKeyConstraint("entity_id", name=op.f("pk_entity")),
        sa.UniqueConstraint("name", "kind", name=op.f("uq_entity_name_kind")),
        sqlite_strict=True,
    )
    op.create_table(
        "metric",
        sa.Column("metric_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("metric_id", name=op.f("pk_metric")),
        sa.UniqueConstraint("code", name=op.f("uq_metric_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "rule",
        sa.Column("rule_id", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("rule_id", name=op.f("pk_rule")),
        sa.UniqueConstraint("slot", "code", name=op.f("uq_rule_slot_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "run",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("tool_version", sa.Text(), nullable=False),
        sa.Column("ruleset_sha256", sa.Text(), nullable=False),
        sa.CheckConstraint("length(ruleset_sha256) = 64", name=op.f("ck_run_ruleset_sha256")),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_run")),
        sa.UniqueConstraint("tool_version", "ruleset_sha256", name=op.f("uq_run_tool_version_ruleset_sha256")),
        sqlite_strict=True,
    )
    op.create_table(
        "unit",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("dimension", sa.Text(), nullable=False),
        sa.Column("base_unit", sa.Text(), nullable=True),
        sa.Column("factor", sa.Text(), nullable=True),
        sa.CheckConstraint("(base_unit IS NULL) = (factor IS NULL)", name=op.f("ck_unit_base")),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_unit")),
        sa.UniqueConstraint("code", name=op.f("uq_unit_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "document",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("input_sha256", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("producer", sa.Text(), nullable=False),
        sa.Column("producer_version", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("length(input_sha256) = 64", name=op.f("ck_document_input_sha256")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_document_sha256")),
        sa.ForeignKeyConstraint(["run_id"], ["run.run_id"], name=op.f("fk_document_run_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_document")),
        sa.UniqueConstraint("path", "name", name=op.f("uq_document_path_name")),
        sqlite_strict=True,
    )
    op.create_index("ix_document_name", "document", ["name"])
    op.create_index("ix_document_run_id", "document", ["run_id"])

    op.create_table(
        "entity_alias",
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["entity_id"], ["entity.entity_id"], name=op.f("fk_entity_alias_entity_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("entity_id", "alias", name=op.f("pk_entity_alias")),
        sqlite_strict=True,
    )
    op.create_table(
        "article",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("start_pos", sa.Integer(), nullable=False),
        sa.Column("end_pos", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("reference_date", sa.Text(), nullable=True),
        sa.Column("reference_grain", sa.Text(), nullable=True),
        sa.Column("reference_basis", sa.Text(), nullable=True),
        sa.Column("reference_evidence", sa.Text(), nullable=True),
        sa.Column("confidence", sa.REAL(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "reference_grain IN ('time', 'day', 'week', 'month', 'quarter', 'half', 'season', 'year', 'decade', 'century')",
            name=op.f("ck_article_reference_grain"),
        ),
        sa.CheckConstraint(
            "(reference_date IS NULL) = (reference_grain IS NULL) AND (reference_date IS NULL) = (reference_basis IS NULL)",
            name=op.f("ck_article_reference"),
        ),
        sa.CheckConstraint("0 <= start_pos AND start_pos < end_pos", name=op.f("ck_article_span")),
        sa.CheckConstraint("1 <= number", name=op.f("ck_article_number")),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name=op.f("ck_article_confidence")),
        sa.CheckConstraint("date(reference_date) IS reference_date", name=op.f("ck_article_reference_date")),
        sa.ForeignKeyConstraint(["document_id"], ["document.document_id"], name=op.f("fk_article_document_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_article")),
        sa.UniqueConstraint("document_id", "number", name=op.f("uq_article_document_id_number")),
        sqlite_strict=True,
    )
    op.create_table(
        "span",
        sa.Column("span_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("start_pos", sa.Integer(), nullable=False),
        sa.Column("end_pos", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.CheckConstraint("0 <= start_pos AND start_pos < end_pos", name=op.f("ck_span_span")),
        sa.CheckConstraint("length(quote) = end_pos - start_pos", name=op.f("ck_span_quote")),
        sa.ForeignKeyConstraint(["document_id"], ["document.document_id"], name=op.f("fk_span_document_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("span_id", name=op.f("pk_span")),
        sa.UniqueConstraint("document_id", "start_pos", "end_pos", name=op.f("uq_span_document_id_start_pos_end_pos")),
        sqlite_strict=True,
    )
    op.create_table(
        "segment",
        sa.Column("segment_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("start_pos", sa.Integer(), nullable=False),
        sa.Column("end_pos", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("repeats_pos", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('title', 'dateline', 'caption', 'paragraph', 'list_item', 'turn', 'quotation', 'furniture')",
            name=op.f("ck_segment_kind"),
        ),
        sa.CheckConstraint("0 <= start_pos AND start_pos < end_pos", name=op.f("ck_segment_span")),
        sa.CheckConstraint("repeats_pos < start_pos", name=op.f("ck_segment_repeats_pos")),
        sa.ForeignKeyConstraint(["article_id"], ["article.article_id"], name=op.f("fk_segment_article_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("segment_id", name=op.f("pk_segment")),
        sa.UniqueConstraint("article_id", "start_pos", name=op.f("uq_segment_article_id_start_pos")),
        sqlite_strict=True,
    )
    op.create_table(
        "claim",
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("segment_id", sa.Integer(), nullable=False),
        sa.Column("sentence_id", sa.Integer(), nullable=False),
        sa.Column("span_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("value_num", sa.REAL(), nullable=False),
        sa.Column("value_high", sa.Text(), nullable=True),
        sa.Column("value_high_num", sa.REAL(), nullable=True),
        sa.Column("significant_digits", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("per", sa.Text(), nullable=True),
        sa.Column("bound", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("metric_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.Text(), nullable=True),
        sa.Column("direction", sa.Text(), nullable=True),
        sa.Column("baseline", sa.Text(), nullable=True),
        sa.Column("modality", sa.Text(), nullable=False),
        sa.Column("negated", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("source_role", sa.Text(), nullable=True),
        sa.Column("time_reason", sa.Text(), nullable=True),
        sa.Column("tier", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(value_high IS NULL) = (value_high_num IS NULL) AND value_high_num IS CAST(value_high AS REAL) AND value_high NOT GLOB '*[^-0-9.]*'",
            name=op.f("ck_claim_value_high"),
        ),
        sa.CheckConstraint("bound IN ('exact', 'approx', 'gt', 'gte', 'lt', 'lte', 'almost')", name=op.f("ck_claim_bound")),
        sa.CheckConstraint("direction IN ('up', 'down')", name=op.f("ck_claim_direction")),
        sa.CheckConstraint("kind IN ('level', 'change', 'share', 'multiple', 'rate')", name=op.f("ck_claim_kind")),
        sa.CheckConstraint("modality IN ('actual', 'planned', 'projected', 'hypothetical')", name=op.f("ck_claim_modality")),
        sa.CheckConstraint("tier IN ('core', 'optional')", name=op.f("ck_claim_tier")),
        sa.CheckConstraint("value_num = CAST(value AS REAL) AND value NOT GLOB '*[^-0-9.]*'", name=op.f("ck_claim_value")),
        sa.CheckConstraint("1 <= seq", name=op.f("ck_claim_seq")),
        sa.CheckConstraint("negated IN (0, 1)", name=op.f("ck_claim_negated")),
        sa.CheckConstraint("source_role IS NULL OR source_id IS NOT NULL", name=op.f("ck_claim_source")),
        sa.CheckConstraint("value_num <= value_high_num", name=op.f("ck_claim_range")),
        sa.ForeignKeyConstraint(["metric_id"], ["metric.metric_id"], name=op.f("fk_claim_metric_id")),
        sa.ForeignKeyConstraint(["segment_id"], ["segment.segment_id"], name=op.f("fk_claim_segment_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["sentence_id"], ["span.span_id"], name=op.f("fk_claim_sentence_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["source_id"], ["entity.entity_id"], name=op.f("fk_claim_source_id")),
        sa.ForeignKeyConstraint(["span_id"], ["span.span_id"], name=op.f("fk_claim_span_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.unit_id"], name=op.f("fk_claim_unit_id")),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_claim")),
        sa.UniqueConstraint("span_id", "seq", name=op.f("uq_claim_span_id_seq")),
        sqlite_strict=True,
    )
    op.create_index("ix_claim_metric_id", "claim", ["metric_id"])
    op.create_index("ix_claim_segment_id", "claim", ["segment_id"])
    op.create_index("ix_claim_sentence_id", "claim", ["sentence_id"])
    op.create_index("ix_claim_source_id", "claim", ["source_id"])
    op.create_index("ix_claim_unit_id", "claim", ["unit_id"])

    op.create_table(
        "claim_entity",
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("span_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "role IN ('about', 'partner', 'exporter', 'importer', 'origin', 'destination', 'operator', 'whole')",
            name=op.f("ck_claim_entity_role"),
        ),
        sa.CheckConstraint("1 <= seq", name=op.f("ck_claim_entity_seq")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.claim_id"], name=op.f("fk_claim_entity_claim_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["entity_id"], ["entity.entity_id"], name=op.f("fk_claim_entity_entity_id")),
        sa.ForeignKeyConstraint(["span_id"], ["span.span_id"], name=op.f("fk_claim_entity_span_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("claim_id", "seq", name=op.f("pk_claim_entity")),
        sqlite_strict=True,
    )
    op.create_index("ix_claim_entity_entity_id", "claim_entity", ["entity_id"])
    op.create_index("ix_claim_entity_span_id", "claim_entity", ["span_id"])

    op.create_table(
        "claim_link",
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("type IN ('same_as', 'then', 'now', 'whole', 'part', 'change_of')", name=op.f("ck_claim_link_type")),
        sa.CheckConstraint("claim_id <> other_id", name=op.f("ck_claim_link_other")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.claim_id"], name=op.f("fk_claim_link_claim_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["other_id"], ["claim.claim_id"], name=op.f("fk_claim_link_other_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("claim_id", "type", "other_id", name=op.f("pk_claim_link")),
        sqlite_strict=True,
    )
    op.create_index("ix_claim_link_other_id", "claim_link", ["other_id"])

    op.create_table(
        "claim_slot",
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("rule_id", sa.Integer(), nullable=True),
        sa.Column("span_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("rule_id IS NOT NULL OR span_id IS NOT NULL", name=op.f("ck_claim_slot_reason")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.claim_id"], name=op.f("fk_claim_slot_claim_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["rule_id"], ["rule.rule_id"], name=op.f("fk_claim_slot_rule_id")),
        sa.ForeignKeyConstraint(["span_id"], ["span.span_id"], name=op.f("fk_claim_slot_span_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("claim_id", "slot", name=op.f("pk_claim_slot")),
        sqlite_strict=True,
    )
    op.create_index("ix_claim_slot_rule_id", "claim_slot", ["rule_id"])
    op.create_index("ix_claim_slot_span_id", "claim_slot", ["span_id"])

    op.create_table(
        "claim_time",
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("start_day", sa.Text(), nullable=False),
        sa.Column("end_day", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("grain", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("span_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("basis IN ('explicit', 'relative', 'context')", name=op.f("ck_claim_time_basis")),
        sa.CheckConstraint(
            "grain IN ('time', 'day', 'week', 'month', 'quarter', 'half', 'season', 'year', 'decade', 'century')",
            name=op.f("ck_claim_time_grain"),
        ),
        sa.CheckConstraint("role IN ('holds', 'baseline')", name=op.f("ck_claim_time_role")),
        sa.CheckConstraint("date(end_day) IS end_day", name=op.f("ck_claim_time_end_day")),
        sa.CheckConstraint("date(start_day) IS start_day", name=op.f("ck_claim_time_start_day")),
        sa.CheckConstraint("start_day <= end_day", name=op.f("ck_claim_time_interval")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.claim_id"], name=op.f("fk_claim_time_claim_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["span_id"], ["span.span_id"], name=op.f("fk_claim_time_span_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("claim_id", "role", name=op.f("pk_claim_time")),
        sqlite_strict=True,
    )
    op.create_index("ix_claim_time_span_id", "claim_time", ["span_id"])
    op.create_index("ix_claim_time_start_day_end_day", "claim_time", ["start_day", "end_day"])


def downgrade() -> None:
    """Back to the revision before."""
    op.drop_table("claim_time")
    op.drop_table("claim_slot")
    op.drop_table("claim_link")
    op.drop_table("claim_entity")
    op.drop_table("claim")
    op.drop_table("segment")
    op.drop_table("span")
    op.drop_table("article")
    op.drop_table("entity_alias")
    op.drop_table("document")
    op.drop_table("unit")
    op.drop_table("run")
    op.drop_table("rule")
    op.drop_table("metric")
    op.drop_table("entity")
