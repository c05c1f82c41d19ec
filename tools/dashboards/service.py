"""One service from close by: its load, its times, its position, its memory."""

from __future__ import annotations

from grafana_foundation_sdk.builders.dashboard import Dashboard
from grafana_foundation_sdk.models import units

from tools.dashboards.parts import PROCESSES, Panel, Query, Section, choice, dashboard, lines, quantiles

CHOSEN = 'service=~"$service"'
PROCESS = f'job=~"$service", {PROCESSES}'
"""The metrics of the process itself have no label `service`; a job is named like its service."""


def service() -> Dashboard:
    """The dashboard of a chosen service."""
    return dashboard(
        "copydesk-service",
        "Copydesk service",
        "One service, or several beside each other: choose above.",
        [
            Section("Load", _load()),
            Section("Time", _time()),
            Section("Position in the topic", _position()),
            Section("State", _state()),
            Section("Process", _process(), width=6),
        ],
        [choice("service", "Service", "copydesk_messages_consumed_total")],
    )


def _rate(metric: str, by: str) -> str:
    return f"sum by ({by}) (rate({metric}{{{CHOSEN}}}[$__rate_interval]))"


def _load() -> list[Panel]:
    return [
        lines(
            "Taken",
            "Messages taken from the topic, or from outside, a second.",
            units.OpsPerSecond,
            Query(_rate("copydesk_messages_consumed_total", "service, topic"), "{{service}} from {{topic}}"),
        ),
        lines(
            "How they ended",
            "Each message ends in exactly one status.",
            units.OpsPerSecond,
            Query(_rate("copydesk_messages_processed_total", "service, status") + " > 0", "{{service}} {{status}}"),
            stacked=True,
        ),
        lines(
            "Published",
            "Messages that the broker has confirmed.",
            units.OpsPerSecond,
            Query(_rate("copydesk_messages_published_total", "service, topic"), "{{service}} to {{topic}}"),
        ),
        lines(
            "Dead letters",
            "Since the start of the processes, by reason.",
            units.Short,
            Query(f"sum by (service, reason) (copydesk_dead_letters_total{{{CHOSEN}}})", "{{service}} {{reason}}"),
        ),
    ]


def _time() -> list[Panel]:
    return [
        lines(
            "Processing",
            "Time in the service's own function. A point is the trace of one article.",
            units.Seconds,
            *quantiles("copydesk_processing_duration_seconds", CHOSEN, exemplars=True),
        ),
        lines(
            "Confirmation",
            "From a send to the broker's confirmation.",
            units.Seconds,
            *quantiles("copydesk_publish_duration_seconds", CHOSEN, exemplars=True),
        ),
        lines(
            "Since the intake",
            "From the intake to the confirmed write of this service.",
            units.Seconds,
            *quantiles("copydesk_end_to_end_latency_seconds", CHOSEN, exemplars=True),
        ),
        lines(
            "CPU an article",
            "Seconds of CPU for each message that ended, everything included.",
            units.Seconds,
            Query(
                f"sum by (job) (rate(process_cpu_seconds_total{{{PROCESS}}}[$__rate_interval])) / on (job) "
                'sum by (job) (label_replace(rate(copydesk_messages_processed_total[$__rate_interval]), "job", "$1", '
                '"service", "(.+)"))',
                "{{job}}",
            ),
        ),
    ]


def _position() -> list[Panel]:
    return [
        lines(
            "Messages behind",
            "In the topic and not yet ended, by partition.",
            units.Short,
            Query(
                f"sum by (service, topic, partition) (copydesk_consumer_lag_messages{{{CHOSEN}}})",
                "{{service}} {{topic}} {{partition}}",
            ),
        ),
        lines(
            "Seconds behind",
            "Age of the oldest message not yet ended, by partition.",
            units.Seconds,
            Query(
                f"max by (service, topic, partition) (copydesk_consumer_lag_seconds{{{CHOSEN}}})",
                "{{service}} {{topic}} {{partition}}",
            ),
        ),
        lines(
            "In progress",
            "Taken and not yet ended: a service holds COPYDESK_IN_FLIGHT of them at most.",
            units.Short,
            Query(f"sum by (service) (copydesk_messages_in_progress{{{CHOSEN}}})", "{{service}}"),
        ),
        lines(
            "Partitions",
            "That each process reads. Those of a process without any are read by others.",
            units.Short,
            Query(f"sum by (service, instance) (copydesk_partitions_assigned{{{CHOSEN}}})", "{{service}} {{instance}}"),
        ),
    ]


def _state() -> list[Panel]:
    return [
        lines(
            "Remembered",
            "Documents that a service with state (dedup) remembers, by partition and process.",
            units.Short,
            Query(
                "sum by (service, partition, instance) (copydesk_state_records)",
                "{{service}} {{partition}} {{instance}}",
            ),
        ),
        lines(
            "Memory of the state",
            "Grows with the articles of the window (docs/duplicates.md).",
            units.BytesIEC,
            Query(
                "sum by (service, partition, instance) (copydesk_state_bytes)", "{{service}} {{partition}} {{instance}}"
            ),
        ),
        lines(
            "Behind its log",
            "Messages between the state and the group's offset; not ready until there are none.",
            units.Short,
            Query(
                "sum by (service, partition, instance) (copydesk_state_behind_messages)",
                "{{service}} {{partition}} {{instance}}",
            ),
        ),
        lines(
            "Age of the snapshot",
            "A restart reads the log from there.",
            units.Seconds,
            Query(
                "time() - max by (service, partition, instance) (copydesk_state_snapshot_timestamp_seconds)",
                "{{service}} {{partition}} {{instance}}",
            ),
        ),
    ]


def _process() -> list[Panel]:
    return [
        lines(
            "Memory",
            "Resident; over its limit a process is killed.",
            units.BytesIEC,
            Query(f"process_resident_memory_bytes{{{PROCESS}}}", "{{job}} {{instance}}"),
        ),
        lines(
            "Share of its limit",
            "Memory over the limit that the container has; 0 where there is none.",
            units.PercentUnit,
            Query(
                f"process_resident_memory_bytes{{{PROCESS}}} / on (job, instance) copydesk_memory_limit_bytes",
                "{{job}} {{instance}}",
            ),
        ),
        lines(
            "CPU",
            "Cores in use; a process of one service uses little more than one.",
            units.Short,
            Query(f"rate(process_cpu_seconds_total{{{PROCESS}}}[$__rate_interval])", "{{job}} {{instance}}"),
        ),
        lines(
            "Free disk",
            "Of the file system of the data folder.",
            units.BytesIEC,
            Query(f"min by (job) (copydesk_data_disk_free_bytes{{{PROCESS}}})", "{{job}}"),
        ),
        lines(
            "Size of messages",
            "95th percentile of the values read.",
            units.BytesIEC,
            *quantiles("copydesk_message_size_bytes", CHOSEN, by="service"),
        ),
        lines(
            "Running since",
            "Age of the processes; a saw tooth is one that ends again and again.",
            units.Seconds,
            Query(f"time() - process_start_time_seconds{{{PROCESS}}}", "{{job}} {{instance}}"),
        ),
        lines(
            "Last message",
            "Seconds since a message last ended.",
            units.Seconds,
            Query(
                f"time() - max by (service) (copydesk_last_message_timestamp_seconds{{{CHOSEN}}} > 0)", "{{service}}"
            ),
        ),
        lines(
            "Versions",
            "Processes by the version and commit that they run.",
            units.Short,
            Query(f"count by (version, commit) (copydesk_build_info{{{PROCESSES}}})", "{{version}} {{commit}}"),
        ),
    ]
