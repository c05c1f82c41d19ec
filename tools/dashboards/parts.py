"""What the dashboards are made of: queries, panels that look alike, rows of them, and variables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from grafana_foundation_sdk.builders import bargauge, stat, timeseries
from grafana_foundation_sdk.builders.common import (
    ReduceDataOptions,
    StackingConfig,
    VizLegendOptions,
    VizTooltipOptions,
)
from grafana_foundation_sdk.builders.dashboard import (
    Dashboard,
    DashboardLink,
    DatasourceVariable,
    QueryVariable,
    Row,
    ThresholdsConfig,
)
from grafana_foundation_sdk.builders.prometheus import Dataquery
from grafana_foundation_sdk.models.common import (
    BigValueColorMode,
    BigValueGraphMode,
    LegendDisplayMode,
    LegendPlacement,
    SortOrder,
    StackingMode,
    TooltipDisplayMode,
    VizOrientation,
)
from grafana_foundation_sdk.models.dashboard import (
    DashboardCursorSync,
    DashboardLinkType,
    DataSourceRef,
    Threshold,
    ThresholdsMode,
    VariableOption,
    VariableRefresh,
    VariableSort,
)

WIDTH = 24
"""Columns of Grafana's grid."""

TAG = "copydesk"
DATA_SOURCE = DataSourceRef(type_val="prometheus", uid="${datasource}")

PROCESSES = 'job!~"prometheus|alertmanager"'
"""The scraped processes that are Copydesk's."""

Panel: TypeAlias = timeseries.Panel | stat.Panel | bargauge.Panel


@dataclass(frozen=True, slots=True)
class Query:
    """A question to Prometheus, and how its answers are called: `{{label}}` stands for the label of an answer."""

    expression: str
    legend: str
    exemplars: bool = False

    def target(self, number: int, *, instant: bool) -> Dataquery:
        """The query as the n-th of a panel."""
        made = Dataquery().ref_id(chr(ord("A") + number)).datasource(DATA_SOURCE)
        made = made.expr(self.expression).legend_format(self.legend)
        if self.exemplars:
            made = made.exemplar(exemplar=True)
        return made.instant() if instant else made.range()


def quantiles(metric: str, matchers: str = "", *, by: str = "", exemplars: bool = False) -> list[Query]:
    """Median, 95th and 99th percentile of a histogram; by a label the 95th alone."""
    rate = f"rate({metric}_bucket{{{matchers}}}[$__rate_interval])"
    if by:
        return [Query(f"histogram_quantile(0.95, sum by (le, {by}) ({rate}))", f"{{{{{by}}}}}", exemplars)]
    return [
        Query(f"histogram_quantile({quantile}, sum by (le) ({rate}))", f"p{percent}", exemplars)
        for quantile, percent in ((0.5, 50), (0.95, 95), (0.99, 99))
    ]


def lines(title: str, description: str, unit: str, *queries: Query, stacked: bool = False) -> timeseries.Panel:
    """Values over time."""
    panel = timeseries.Panel().title(title).description(description).datasource(DATA_SOURCE).unit(unit).min(0)
    panel = panel.targets([query.target(number, instant=False) for number, query in enumerate(queries)])
    panel = panel.fill_opacity(30 if stacked else 8).line_width(1)
    if stacked:
        panel = panel.stacking(StackingConfig().mode(StackingMode.NORMAL))
    legend = VizLegendOptions().show_legend(show_legend=True).display_mode(LegendDisplayMode.LIST)
    tooltip = VizTooltipOptions().mode(TooltipDisplayMode.MULTI).sort(SortOrder.DESCENDING)
    return panel.legend(legend.placement(LegendPlacement.BOTTOM)).tooltip(tooltip)


def _thresholds(steps: Sequence[tuple[float, str]]) -> ThresholdsConfig:
    first = Threshold(value=None, color="green")
    made = [first, *(Threshold(value=value, color=color) for value, color in steps)]
    return ThresholdsConfig().mode(ThresholdsMode.ABSOLUTE).steps(made)


def number(
    title: str, description: str, unit: str, query: Query, *thresholds: tuple[float, str], decimals: int | None = None
) -> stat.Panel:
    """One value, and its way there; from the value of a threshold on it has that color."""
    panel = stat.Panel().title(title).description(description).datasource(DATA_SOURCE).unit(unit)
    panel = panel.targets([query.target(0, instant=False)]).thresholds(_thresholds(thresholds))
    panel = panel.graph_mode(BigValueGraphMode.AREA).color_mode(BigValueColorMode.VALUE)
    panel = panel.reduce_options(ReduceDataOptions().calcs(["lastNotNull"]))
    return panel if decimals is None else panel.decimals(decimals)


def bars(title: str, description: str, unit: str, query: Query, *thresholds: tuple[float, str]) -> bargauge.Panel:
    """The present value of each answer, as bars below each other."""
    panel = bargauge.Panel().title(title).description(description).datasource(DATA_SOURCE).unit(unit).min(0)
    panel = panel.targets([query.target(0, instant=True)]).thresholds(_thresholds(thresholds))
    return panel.orientation(VizOrientation.HORIZONTAL).reduce_options(ReduceDataOptions().calcs(["lastNotNull"]))


@dataclass(frozen=True, slots=True)
class Section:
    """Panels beside each other under a title, all of one width and height (in cells of Grafana's grid)."""

    title: str
    panels: Sequence[Panel]
    height: int = 8
    width: int | None = None

    @property
    def span(self) -> int:
        """How wide each panel is."""
        return self.width or WIDTH // len(self.panels)


def dashboard(
    uid: str, title: str, description: str, sections: Sequence[Section], variables: Sequence[QueryVariable] = ()
) -> Dashboard:
    """A dashboard: its sections from top to bottom, with links to the others, on a data source that can be chosen."""
    made = Dashboard(title).uid(uid).description(description).tags([TAG]).timezone("browser").readonly()
    made = made.refresh("10s").time("now-30m", "now").tooltip(DashboardCursorSync.CROSSHAIR)
    made = made.link(DashboardLink("Copydesk").type(DashboardLinkType.DASHBOARDS).tags([TAG]).keep_time(keep_time=True))
    source = DatasourceVariable("datasource").label("Data source").type("prometheus")
    made = made.with_variable(source.current(VariableOption(text="Prometheus", value="prometheus")))
    for variable in variables:
        made = made.with_variable(variable)
    panel_id = 0
    for section in sections:
        panel_id += 1
        made = made.with_row(Row(section.title).id(panel_id))
        for panel in section.panels:
            panel_id += 1
            made = made.with_panel(panel.id(panel_id).height(section.height).span(section.span))
    return made


def choice(name: str, label: str, metric: str) -> QueryVariable:
    """A variable with the values of a metric's label of that name: one, several or all of them."""
    made = QueryVariable(name).label(label).datasource(DATA_SOURCE).query(f"label_values({metric}, {name})")
    made = made.multi(multi=True).include_all(include_all=True).all_value(".+")
    made = made.current(VariableOption(selected=True, text=["All"], value=["$__all"]))
    return made.refresh(VariableRefresh.ON_TIME_RANGE_CHANGED).sort(VariableSort.ALPHABETICAL_ASC)
