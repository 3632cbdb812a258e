"""Configuration files of the embedded PostgreSQL, as text."""

import os
from pathlib import Path

_MB = 1024 * 1024


def configuration(socket_dir: Path, *, durable: bool = True, memory: int | None = None) -> str:
    """`congso.conf`; `memory` is the machine's in bytes. `durable=False` is for tests only: a crash loses data."""
    megabytes = (memory or _machine_memory()) // _MB
    values: dict[str, str] = {
        "listen_addresses": "",
        "unix_socket_directories": str(socket_dir),
        "unix_socket_permissions": "0700",
        "port": "5432",
        "max_connections": "300",
        "shared_buffers": f"{_between(64, megabytes // 8, 2048)}MB",
        "effective_cache_size": f"{_between(256, megabytes // 2, 65536)}MB",
        "work_mem": "8MB",
        "maintenance_work_mem": f"{_between(32, megabytes // 32, 512)}MB",
        "max_wal_size": "2GB",
        "checkpoint_completion_target": "0.9",
        "random_page_cost": "1.1",
        "jit": "off",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "logging_collector": "off",
        "log_line_prefix": "%m [%p] ",
        "log_min_messages": "warning",
        "log_checkpoints": "off",
        "idle_in_transaction_session_timeout": "10min",
        "cluster_name": "congso",
    }
    if not durable:
        values |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        values |= {"autovacuum": "off", "shared_buffers": "128MB", "idle_in_transaction_session_timeout": "0"}
    lines = ["# Written at every start. Put changes of your own into local.conf beside this file."]
    lines += [f"{name} = '{_quoted(value)}'" for name, value in values.items()]
    return "\n".join(lines) + "\n"


def _quoted(value: str) -> str:
    return value.replace("'", "''")


def _between(low: int, value: int, high: int) -> int:
    return max(low, min(value, high))


def _machine_memory() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def host_rules(role: str) -> str:
    """`pg_hba.conf`: the socket with peer authentication through the map, nothing else."""
    return f"local all {role} peer map=congso\nlocal all all reject\n"


def user_map(accounts: list[str], role: str) -> str:
    """`pg_ident.conf`: which accounts of the machine are let in."""
    return "".join(f'congso "{name}" {role}\n' for name in accounts)
