"""The content security policy: strict everywhere, looser only inside Wagtail's admin.

Participants, managers and supervisors never see a page under the admin's address; trainers do, and
Wagtail's own editor still depends on inline scripts and styles.
"""

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

ADMIN_PREFIX = "/cms/"


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith(ADMIN_PREFIX) and not report_only:
            parts.replace = {**settings.CONTENT_SECURITY_POLICY_OF_ADMIN, **(parts.replace or {})}
        return parts
