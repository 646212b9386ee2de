"""Who may sign in, and how: people whom an administrator entered, and nobody else."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest

from verbale.pages.language import of_request, speaking


class AccountAdapter(DefaultAccountAdapter):
    """Signing in with a password."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody registers by themselves."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write to people in the language that they prefer."""
        request = context.get("request") or self.request
        lang = getattr(context.get("user"), "language", "") or of_request(request)
        with speaking(lang):
            super().send_mail(template_prefix, email, context)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Signing in through the organization's own identity provider (OIDC)."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Who is not entered here does not come in, whatever the provider says."""
        return False


class MFAAdapter(DefaultMFAAdapter):
    """Second factors; their secrets are kept encrypted with the key of the settings."""

    def encrypt(self, text: str) -> str:
        """Return what is kept of a secret."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret from what is kept of it."""
        return _fernet().decrypt(encrypted_text.encode()).decode()


def _fernet() -> Fernet:
    digest = hashlib.sha256(b"verbale second factors " + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
