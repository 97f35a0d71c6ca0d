"""E-mail through Django's own backend, as the environment sets it up."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage

from yilu.messages.channels.letters import Attempt, Letter
from yilu.messages.rules import Outcome


def to_email(letter: Letter) -> Attempt:
    """Send one plain letter; its Message-ID is the same at every attempt."""
    sender = settings.DEFAULT_FROM_EMAIL
    domain = sender.rpartition("@")[2].strip(" >") or "localhost"
    mail = EmailMessage(
        subject=letter.text.partition("\n")[0],
        body=letter.text,
        from_email=sender,
        to=[letter.address],
        headers={"Message-ID": f"<{letter.key}@{domain}>"},
    )
    try:
        mail.send()
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPAuthenticationError) as fault:
        return Attempt(Outcome.REFUSED, type(fault).__name__)
    except smtplib.SMTPResponseException as fault:
        later = 400 <= fault.smtp_code < 500
        return Attempt(Outcome.NOT_NOW if later else Outcome.REFUSED, f"SMTP {fault.smtp_code}")
    except (smtplib.SMTPServerDisconnected, TimeoutError) as fault:
        return Attempt(Outcome.UNSURE, type(fault).__name__)
    except (OSError, smtplib.SMTPException) as fault:
        return Attempt(Outcome.NOT_NOW, type(fault).__name__)
    except ValueError as fault:  # an address or a header that is none
        return Attempt(Outcome.REFUSED, type(fault).__name__)
    return Attempt(Outcome.SENT)
