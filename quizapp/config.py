"""Settings; the only reader of the environment."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ROOT = Path(__file__).resolve().parents[1]
MOST_ON_POSTGRES = 12


@dataclass(frozen=True)
class Settings:
    """Everything an installation can set.

    ``database_url`` is empty for SQLite in ``instance``; ``https`` says that TLS ends at a proxy
    in front, whose address headers are then trusted; ``demo`` is the demo school; ``time_zone``
    is where a new school starts, until its admin says otherwise. ``originals`` is the folder of
    the school's own copies of the documents.
    """

    instance: Path = ROOT / "instance"
    database_url: str = ""
    redis_url: str = ""
    secret_key: str = ""
    https: bool = False
    demo: bool = False
    threads: int = 32
    time_zone: str = "Europe/London"
    bank_folders: tuple[Path, ...] = (ROOT / "question_bank",)
    originals: Path = ROOT / "seeds" / "originals"
    scrypt_n: int = 2**14
    testing: bool = False

    @property
    def database(self) -> str:
        """The database's address, as SQLAlchemy takes it."""
        if not self.database_url:
            return f"sqlite:///{self.instance / ('demo.db' if self.demo else 'quiz.db')}"
        url = self.database_url
        for plain in ("postgres://", "postgresql://"):
            if url.startswith(plain):
                return "postgresql+psycopg://" + url.removeprefix(plain)
        return url

    @property
    def threads_a_process(self) -> int:
        """How many threads each process has, and so how many connections it may hold.

        PostgreSQL allows a hundred connections in all unless it is told otherwise, and there are
        several processes.
        """
        return self.threads if self.sqlite else min(self.threads, MOST_ON_POSTGRES)

    def flask(self) -> dict[str, object]:
        """Return the configuration that Flask and its extensions read."""
        pool = {
            "pool_size": self.threads_a_process,
            "max_overflow": 4,
            "pool_pre_ping": not self.sqlite,
            "hide_parameters": True,  # what people typed does not belong into a log of errors
        }
        return {
            "SQLALCHEMY_DATABASE_URI": self.database,
            "SQLALCHEMY_ENGINE_OPTIONS": pool,
            "SECRET_KEY": self.secret_key or stored_secret(self.instance),
            "TESTING": self.testing,
            "DEMO": self.demo,
            "MAX_CONTENT_LENGTH": 2_000_000,
            "MAX_FORM_MEMORY_SIZE": 2_000_000,
            "MAX_FORM_PARTS": 2_000,
            "SESSION_COOKIE_NAME": "quizapp_demo" if self.demo else "quizapp",
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "SESSION_COOKIE_SECURE": self.https,
            "PERMANENT_SESSION_LIFETIME": timedelta(days=30),
            "WTF_CSRF_TIME_LIMIT": None,
            "QUIZAPP": self,
        }

    @property
    def sqlite(self) -> bool:
        return self.database.startswith("sqlite")


def from_environment(
    environment: Mapping[str, str] = os.environ, *, demo: bool = False
) -> Settings:
    """Return the settings that the environment asks for; the demo ignores ``DATABASE_URL``."""
    plain = Settings()
    demo = demo or environment.get("QUIZAPP_DEMO", "") == "1"
    return Settings(
        instance=Path(environment.get("QUIZAPP_INSTANCE", plain.instance)),
        database_url="" if demo else environment.get("DATABASE_URL", ""),
        redis_url=environment.get("REDIS_URL", ""),
        secret_key=environment.get("SECRET_KEY", ""),
        https=environment.get("QUIZAPP_HTTPS", "") in {"1", "true", "yes"},
        demo=demo,
        threads=int(environment.get("QUIZAPP_THREADS", plain.threads)),
        time_zone=_zone(environment.get("TZ", ""), plain.time_zone),
        bank_folders=_folders(environment.get("QUIZAPP_BANKS", "")) or plain.bank_folders,
        originals=Path(environment.get("QUIZAPP_ORIGINALS", "") or plain.originals),
    )


def _zone(name: str, otherwise: str) -> str:
    """Return the name of a time zone if there is one of this name."""
    try:
        return ZoneInfo(name).key if name else otherwise
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return otherwise


def _folders(text: str) -> tuple[Path, ...]:
    return tuple(Path(each) for each in text.split(os.pathsep) if each)


def stored_secret(instance: Path) -> str:
    """Return the installation's secret key; it is made at the first start and kept private."""
    path = instance / "secret_key"
    if not path.exists():
        instance.mkdir(parents=True, exist_ok=True)
        draft = instance / f"secret_key.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_hex(32), encoding="ascii")
        draft.replace(path)
    return path.read_text(encoding="ascii").strip()
