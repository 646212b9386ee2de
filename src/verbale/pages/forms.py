"""How forms are drawn: ``{{ form }}`` gives the faults in one place with links to their fields, then the fields."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draws all forms by our templates; ``{{ form.email.as_field_group }}`` draws one field."""

    form_template_name = "pages/forms/form.html"
    formset_template_name = "pages/forms/formset.html"
    field_template_name = "pages/forms/field.html"
