"""Folium's elements as this report needs them: own asset lists, none of which is shared with other maps.

Folium's methods for changing links change the class, so that one map's files leak into the next; nothing here calls
them. Whatever still leaves a link to another host stops the report.
"""

from collections.abc import Mapping
from typing import Any

from branca.element import CssLink, Element, Figure, JavascriptLink, MacroElement
from folium import Map
from folium.template import Template
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from web.portable.inline import json_in_script, policy
from web.state import HERE

_PAGES = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True)
_POLICY = "__POLICY__"


class ReportFigure(Figure):
    """The page around the map, from a template that escapes what it is given."""

    def __init__(self, template: str, context: Mapping[str, Any]) -> None:
        super().__init__()
        self._page = _PAGES.get_template(template)
        self._context = dict(context)
        # branca's own line comes without the page's language; the template says both.
        self.header._children.clear()

    def render(self, **_kwargs: Any) -> str:
        """The whole page. Raises ValueError where an element would load a file from elsewhere."""
        for child in self._children.values():
            child.render()
        links = [c for c in self.header._children.values() if isinstance(c, JavascriptLink | CssLink)]
        if links:
            raise ValueError(f"the report would ask for {links[0].url}")
        inside = {
            "map": Markup(self.html.render()),  # noqa: S704 (Folium's own text: an id)
            "script": Markup(self.script.render()),  # noqa: S704 (data only as json_in_script)
            "policy": _POLICY,
        }
        html = self._page.render(**self._context, **inside)
        return html.replace(_POLICY, policy(html), 1)


class ReportMap(Map):
    """A map without tiles, links, or a ban on zooming the page."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 (Folium's own name and form)
    default_css: list[tuple[str, str]] = []  # noqa: RUF012
    _template = Template(
        """
        {% macro html(this, kwargs) %}<div class="folium-map" id={{ this.get_name()|tojson }}></div>{% endmacro %}
        {% macro script(this, kwargs) %}
        const {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {{ this.options|tojavascript }});
        {% endmacro %}
        """
    )

    def __init__(self, name: str) -> None:
        super().__init__(
            tiles=None, attribution_control=False, zoom_control=False, zoom_snap=0.25, zoom_delta=0.5, max_zoom=20
        )
        # Folium names its elements by chance; the same report shall be the same file.
        self._id = name
        del self.options["zoom"]


class ZoneLayer(MacroElement):
    """Zones as paths with a class each; how they look is the style sheet's affair."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        const {{ this.get_name() }} = L.geoJSON({{ this.data }}, {
            style: (f) => ({ className: `zone ${f.properties.k}`, weight: 1, fillOpacity: 1 }),
        }).addTo({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self, name: str, features: list[dict[str, Any]]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "zones"
        self._id = name
        self.data = json_in_script({"type": "FeatureCollection", "features": features})


class Script(MacroElement):
    """Lines of our own that run once the map stands."""

    _template = Template("{% macro script(this, kwargs) %}{{ this.code }}{% endmacro %}")

    def __init__(self, code: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "script"
        self.code = code


__all__ = ["Element", "ReportFigure", "ReportMap", "Script", "ZoneLayer"]
