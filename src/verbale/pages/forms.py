"""How forms are drawn: ``{{ form }}`` gives the faults in one place with links to their fields, then the fields."""

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest


class Renderer(TemplatesSetting):
    """Draws all forms by our templates; ``{{ form.email.as_field_group }}`` draws one field."""

    form_template_name = "pages/forms/form.html"
    formset_template_name = "pages/forms/formset.html"
    field_template_name = "pages/forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Draw a part of a form; labels say what a field is for, so nothing is written into it."""
        if "widget" in context:
            context["widget"]["attrs"].pop("placeholder", None)
        return super().render(template_name, context, request)
