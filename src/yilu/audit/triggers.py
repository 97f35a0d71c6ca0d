"""The database itself refuses to change the record: no act is deleted or altered, its seal is filled in once."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from yilu.audit.chain import COLUMNS

_ALL = ", ".join(f'"{c}"' for c in COLUMNS)

SQLITE = {
    "audit_act_keeps_rows": """BEFORE DELETE ON audit_act
        BEGIN SELECT RAISE(ABORT, 'the audit is never deleted from'); END""",
    "audit_act_keeps_values": f"""BEFORE UPDATE OF {_ALL} ON audit_act
        BEGIN SELECT RAISE(ABORT, 'an act is never altered'); END""",
    "audit_act_sealed_once": """BEFORE UPDATE OF seal_id ON audit_act
        WHEN OLD.seal_id IS NOT NULL OR NEW.seal_id IS NULL
        BEGIN SELECT RAISE(ABORT, 'an act is sealed once'); END""",
    # INSERT OR REPLACE would delete without asking the trigger above.
    "audit_act_is_new": """BEFORE INSERT ON audit_act
        WHEN NEW.seal_id IS NOT NULL OR EXISTS (SELECT 1 FROM audit_act WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'an act is added new and unsealed'); END""",
    "audit_seal_keeps_rows": """BEFORE DELETE ON audit_seal
        BEGIN SELECT RAISE(ABORT, 'a seal is never deleted'); END""",
    "audit_seal_keeps_values": """BEFORE UPDATE ON audit_seal
        BEGIN SELECT RAISE(ABORT, 'a seal is never altered'); END""",
    "audit_seal_is_new": """BEFORE INSERT ON audit_seal
        WHEN EXISTS (SELECT 1 FROM audit_seal WHERE number = NEW.number)
        BEGIN SELECT RAISE(ABORT, 'a seal is added new'); END""",
}

POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION audit_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit is append-only: % on % refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
POSTGRESQL = {
    "audit_act_keeps_rows": ("audit_act", "BEFORE DELETE ON audit_act FOR EACH ROW"),
    "audit_act_keeps_table": ("audit_act", "BEFORE TRUNCATE ON audit_act FOR EACH STATEMENT"),
    "audit_act_keeps_values": ("audit_act", f"BEFORE UPDATE OF {_ALL} ON audit_act FOR EACH ROW"),
    "audit_act_sealed_once": (
        "audit_act",
        "BEFORE UPDATE OF seal_id ON audit_act FOR EACH ROW WHEN (OLD.seal_id IS NOT NULL OR NEW.seal_id IS NULL)",
    ),
    "audit_act_is_new": ("audit_act", "BEFORE INSERT ON audit_act FOR EACH ROW WHEN (NEW.seal_id IS NOT NULL)"),
    "audit_seal_keeps_rows": ("audit_seal", "BEFORE DELETE OR UPDATE ON audit_seal FOR EACH ROW"),
    "audit_seal_keeps_table": ("audit_seal", "BEFORE TRUNCATE ON audit_seal FOR EACH STATEMENT"),
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
            for name, (_, when) in POSTGRESQL.items():
                cursor.execute(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION audit_refuses()")
        else:
            for name, body in SQLITE.items():
                cursor.execute(f"CREATE TRIGGER {name} {body}")


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: for the reverse of the migration, and for tests that empty whole tables."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for name, (table, _) in POSTGRESQL.items():
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
            cursor.execute("DROP FUNCTION IF EXISTS audit_refuses()")
        else:
            for name in SQLITE:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def forwards(apps: Any, schema_editor: Any) -> None:
    """The migration."""
    install(schema_editor.connection)


def backwards(apps: Any, schema_editor: Any) -> None:
    """The way back."""
    remove(schema_editor.connection)
