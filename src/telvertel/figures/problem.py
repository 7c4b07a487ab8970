"""Problem: one thing in a delivery that a person has to look at, as facts without a sentence.

The words stand in ``wording/<language>/problems.toml`` under the name of the rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

SHOWN = 20  # problems of one rule and file that a screen lists; the rest is a count
KEPT = 100_000  # of one rule and file that are kept at all, for the list in Excel


class Rule(StrEnum):
    """What a delivery must satisfy. A broken rule refuses the whole file."""

    file_missing = "file_missing"
    file_empty = "file_empty"
    file_too_large = "file_too_large"
    file_unreadable = "file_unreadable"
    file_damaged = "file_damaged"
    file_locked = "file_locked"
    file_is_pdf = "file_is_pdf"
    file_is_page = "file_is_page"
    old_workbook = "old_workbook"
    numbers_workbook = "numbers_workbook"
    workbook_with_macros = "workbook_with_macros"
    packed_file = "packed_file"
    zip_damaged = "zip_damaged"
    zip_astray = "zip_astray"
    zip_mixed = "zip_mixed"
    unpacks_too_large = "unpacks_too_large"
    entities = "entities"
    needs_too_much = "needs_too_much"
    took_too_long = "took_too_long"
    sheet_unknown = "sheet_unknown"
    sheets_several_fit = "sheets_several_fit"
    formula_without_result = "formula_without_result"
    nested_columns = "nested_columns"
    not_csv = "not_csv"
    mixed_encoding = "mixed_encoding"
    nul_character = "nul_character"
    unclosed_quote = "unclosed_quote"
    too_few_columns = "too_few_columns"
    too_many_columns = "too_many_columns"
    value_too_long = "value_too_long"
    ragged_row = "ragged_row"
    no_rows = "no_rows"
    only_example = "only_example"
    heading_twice = "heading_twice"
    heading_empty = "heading_empty"
    heading_missing = "heading_missing"
    no_headings = "no_headings"
    kind_unknown = "kind_unknown"
    mapping_unfit = "mapping_unfit"
    mapping_asks = "mapping_asks"
    mappings_several_fit = "mappings_several_fit"
    bsn_heading = "bsn_heading"
    bsn_values = "bsn_values"
    person_in_text = "person_in_text"
    person_perhaps = "person_perhaps"
    small_number = "small_number"
    value_missing = "value_missing"
    code_unknown = "code_unknown"
    date_unreadable = "date_unreadable"
    date_does_not_exist = "date_does_not_exist"
    date_out_of_range = "date_out_of_range"
    date_month_first = "date_month_first"
    number_unreadable = "number_unreadable"
    number_ambiguous = "number_ambiguous"
    negative_amount = "negative_amount"
    number_not_whole = "number_not_whole"
    number_out_of_range = "number_out_of_range"
    period_unreadable = "period_unreadable"
    place_unreadable = "place_unreadable"
    indicator_unknown = "indicator_unknown"
    end_before_start = "end_before_start"
    start_too_late = "start_too_late"
    age_impossible = "age_impossible"
    age_missing = "age_missing"
    same_key_twice = "same_key_twice"
    same_key_in_two_files = "same_key_in_two_files"
    part_above_whole = "part_above_whole"
    value_and_count_missing = "value_and_count_missing"
    absent_without_reason = "absent_without_reason"
    absent_with_figure = "absent_with_figure"
    region_unknown = "region_unknown"
    municipality_unknown = "municipality_unknown"
    message_too_large = "message_too_large"
    message_unreadable = "message_unreadable"
    message_with_dtd = "message_with_dtd"
    message_too_deep = "message_too_deep"
    message_unknown = "message_unknown"
    message_gone = "message_gone"
    message_not_reached = "message_not_reached"
    message_answers_only = "message_answers_only"
    message_version = "message_version"
    message_undated = "message_undated"
    message_parties = "message_parties"
    message_empty = "message_empty"
    message_client = "message_client"
    message_value_missing = "message_value_missing"
    message_day_impossible = "message_day_impossible"
    message_number_unreadable = "message_number_unreadable"
    message_code_unknown = "message_code_unknown"
    message_ends_early = "message_ends_early"
    message_id_twice = "message_id_twice"
    message_no_help = "message_no_help"
    message_stop_differs = "message_stop_differs"
    message_total_differs = "message_total_differs"
    product_unmapped = "product_unmapped"
    municipalities_unfit = "municipalities_unfit"
    municipalities_alone = "municipalities_alone"
    merged_into_one = "merged_into_one"


class Remark(StrEnum):
    """What was noticed and put right, or left as it is; a remark refuses nothing."""

    read_as_windows_1252 = "read_as_windows_1252"
    read_as_utf_16 = "read_as_utf_16"
    headings_on_row = "headings_on_row"
    sheet_chosen = "sheet_chosen"
    hidden_sheets = "hidden_sheets"
    hidden_cells = "hidden_cells"
    columns_not_read = "columns_not_read"
    mapping_used = "mapping_used"
    identical_rows = "identical_rows"
    example_rows = "example_rows"
    totals_rows = "totals_rows"
    without_consent = "without_consent"
    looked_at_twice = "looked_at_twice"
    rows_not_mapped = "rows_not_mapped"
    not_published = "not_published"
    share_impossible = "share_impossible"
    suppressed_at_source = "suppressed_at_source"
    value_follows_from_counts = "value_follows_from_counts"
    assigned_after_start = "assigned_after_start"
    starts_ahead = "starts_ahead"
    end_without_reason = "end_without_reason"
    provider_odd = "provider_odd"
    trajectories_overlap = "trajectories_overlap"
    client_in_two_places = "client_in_two_places"
    written_in_two_ways = "written_in_two_ways"
    parts_above_total = "parts_above_total"
    short_years = "short_years"
    birth_dates_reduced = "birth_dates_reduced"
    cut_off_at_row_limit = "cut_off_at_row_limit"
    taken_in_before = "taken_in_before"
    providers_gone = "providers_gone"
    periods_held = "periods_held"
    no_period_held = "no_period_held"
    flow_open = "flow_open"
    message_twice = "message_twice"
    returns_aside = "returns_aside"
    answers_aside = "answers_aside"
    claim_answers_aside = "claim_answers_aside"
    message_corrected = "message_corrected"
    deleted_unseen = "deleted_unseen"
    start_not_assigned = "start_not_assigned"
    stop_without_start = "stop_without_start"
    stretches_joined = "stretches_joined"
    ended_administratively = "ended_administratively"
    product_no_help = "product_no_help"
    product_by_category = "product_by_category"
    claims_outside_periods = "claims_outside_periods"
    unknown_at_source = "unknown_at_source"
    measure_not_there = "measure_not_there"
    places_by_name = "places_by_name"
    municipality_merged = "municipality_merged"
    municipality_split = "municipality_split"
    municipality_counted_as = "municipality_counted_as"
    municipalities_elsewhere = "municipalities_elsewhere"


@dataclass(frozen=True)
class Problem:
    """``row`` counts as a spreadsheet does: the headings are row 1. ``found`` is safe to show.

    ``more`` is above 0 in the last one of a rule: so many others like it are not listed.
    """

    file: str
    rule: Rule | Remark
    row: int | None = None
    column: str | None = None
    found: str | None = None
    facts: tuple[tuple[str, str], ...] = ()
    more: int = 0

    @property
    def refuses(self) -> bool:
        return isinstance(self.rule, Rule)


def problem(
    file: str,
    rule: Rule | Remark,
    *,
    row: int | None = None,
    column: str | None = None,
    found: str | None = None,
    **facts: object,
) -> Problem:
    """A Problem with its facts by name."""
    pairs = tuple((name, str(fact)) for name, fact in facts.items())
    return Problem(file, rule, row, column, found, pairs)


def at_most(problems: Iterable[Problem], most: int = SHOWN) -> list[Problem]:
    """``most`` of each rule and file in order, then one that says how many more.

    One of each sort goes before a second of the same: a wrong code that stands once is not hidden
    behind another that stands in every row.
    """
    every = list(problems)
    count: Counter[tuple[str, Rule | Remark]] = Counter()
    there: Counter[tuple[str, Rule | Remark]] = Counter()
    for one in every:
        count[one.file, one.rule] += one.more or 1
    chosen = set()
    for at in _one_of_each_first(every):
        key = (every[at].file, every[at].rule)
        if there[key] < most:
            there[key] += 1
            chosen.add(at)
    listed = [one for at, one in enumerate(every) if at in chosen]
    rest = [Problem(*key, more=n - there[key]) for key, n in count.items() if n > there[key]]
    return listed + rest


def _one_of_each_first(problems: Sequence[Problem]) -> list[int]:
    """Where each problem stands that is one, and no number of others."""
    met, first, again = set(), [], []
    for at, one in enumerate(problems):
        if not one.more:
            sort = (one.file, one.rule, one.column, one.found, one.facts)
            (again if sort in met else first).append(at)
            met.add(sort)
    return first + again


@dataclass(frozen=True)
class Group:
    """All that one rule found in one file. ``count`` is more than ``ones`` when not all are
    listed."""

    file: str
    rule: Rule | Remark
    count: int
    ones: tuple[Problem, ...]


def grouped(problems: Iterable[Problem]) -> list[Group]:
    """By file, then by rule in the order of first finding; within a rule by row."""
    groups: dict[str, dict[Rule | Remark, list[Problem]]] = {}
    for one in problems:
        groups.setdefault(one.file, {}).setdefault(one.rule, []).append(one)
    return [
        Group(
            file,
            rule,
            sum(one.more or 1 for one in ones),
            tuple(sorted((one for one in ones if not one.more), key=lambda one: one.row or 0)),
        )
        for file, rules in groups.items()
        for rule, ones in rules.items()
    ]
