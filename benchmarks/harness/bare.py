"""The peer of the intake: a bare ASGI endpoint that reads the same JSON and does the same upsert, one commit a request.

No token, nothing judged, nothing counted, nothing recorded. Database: `DATABASE_URL`; table: `bare_check`.
"""

import json
import os
from collections.abc import Awaitable, Callable
from typing import Any

from psycopg_pool import AsyncConnectionPool

CONNECTIONS = 16
STATEMENT = """
INSERT INTO bare_check (worker_id, day, site_id, temperature, symptoms, family_unwell, case_contact, returnee_contact,
    is_normal, source, reported_at, received_at, clock_off, client_id)
VALUES (%s, %s, 7, %s, 0, %s, %s, %s, true, 1, %s, %s, 0, %s) ON CONFLICT DO NOTHING
"""

Message = dict[str, Any]
pool = AsyncConnectionPool(
    os.environ["DATABASE_URL"], min_size=CONNECTIONS, max_size=CONNECTIONS, kwargs={"autocommit": True}, open=False
)
numbers = iter(range(1, 1 << 62))


async def application(
    scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
) -> None:
    """Store one, then answer."""
    if scope["type"] == "lifespan":
        await receive()
        await pool.open(wait=True)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await pool.close()
        await send({"type": "lifespan.shutdown.complete"})
        return
    told = json.loads((await receive())["body"])
    contacts = told["family_unwell"], told["case_contact"], told["returnee_contact"]
    row = (next(numbers), told["day"], round(told["temperature"] * 10), *contacts, told["reported_at"], told["sent_at"])
    async with pool.connection() as connection:
        await connection.execute(STATEMENT, (*row, told["client_id"]))
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json")]})
    await send({"type": "http.response.body", "body": b'{"standing": "stored"}'})
