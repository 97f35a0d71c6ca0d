"""Cleaning of what people type: a site's day, a mapping, a field, a deadline, an outside figure."""

from yilu.operations.forms.day import DayForm
from yilu.operations.forms.disinfection import DisinfectionForm
from yilu.operations.forms.fixed import DeadlineForm, FieldForm, FigureForm, MappingForm

__all__ = ["DayForm", "DeadlineForm", "DisinfectionForm", "FieldForm", "FigureForm", "MappingForm"]
