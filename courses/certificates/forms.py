from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from courses.certificates import rules
from courses.certificates.models import Certificate


class RevokeForm(forms.ModelForm[Certificate]):
    class Meta:
        model = Certificate
        fields = ["revoke_reason"]
        labels = {"revoke_reason": "Why is it withdrawn?"}
        help_texts = {"revoke_reason": "A sentence its owner will read. It is not shown in public."}
        widgets = {"revoke_reason": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["revoke_reason"].required = True

    def clean_revoke_reason(self) -> str:
        reason: str = self.cleaned_data["revoke_reason"]
        try:
            rules.check_may_revoke(is_revoked=False, reason=reason)
        except ValidationError as problem:
            raise forms.ValidationError(problem.messages) from problem
        return reason


class FindForm(forms.Form):
    code = forms.CharField(
        label="Code of the certificate",
        max_length=40,
        help_text="Sixteen letters and figures, such as K7QM-2ABC-9XYZ-4DEF, "
        "at the foot of the certificate.",
    )
