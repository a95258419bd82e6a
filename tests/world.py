"""A small invented province and a fixed cast, built through use cases only.

Tests read like sentences: ``world.clerk`` fills in, ``world.leader`` sends,
``world.reviewer`` accepts, ``world.superior`` decides, ``world.stranger`` knows nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from caunoi.accounts.models import Person
from caunoi.accounts.selectors import actor_for
from caunoi.accounts.services import create_account, grant_role
from caunoi.kernel import roles
from caunoi.kernel.actors import Actor, system_actor
from caunoi.orgs.lines import Kind, Level, Line
from caunoi.orgs.models import Unit
from caunoi.orgs.services import create_unit

BUILDER = system_actor("Dựng thử")
BEGIN = date(2020, 1, 1)
PASSWORD = "mat-khau-thu-nghiem-2026"


@dataclass
class World:
    """Units by code and persons by role; actors are read fresh, so that grants and trees are current."""

    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    def unit(self, code: str) -> Unit:
        return self.units[code]

    def actor(self, name: str) -> Actor:
        return actor_for(self.people[name])

    @property
    def clerk(self) -> Actor:
        return self.actor("nguoi.nhap")

    @property
    def leader(self) -> Actor:
        return self.actor("lanh.dao")

    @property
    def reviewer(self) -> Actor:
        return self.actor("chuyen.vien")

    @property
    def superior(self) -> Actor:
        return self.actor("cap.tren")

    @property
    def unit_admin(self) -> Actor:
        return self.actor("quan.tri")

    @property
    def auditor(self) -> Actor:
        return self.actor("kiem.toan")

    @property
    def system_admin(self) -> Actor:
        return self.actor("he.thong")

    @property
    def stranger(self) -> Actor:
        return self.actor("nguoi.la")

    def add_unit(self, code: str, name: str, kind: str, level: str, parents: dict[str, str | None]) -> Unit:
        self.units[code] = create_unit(
            actor=BUILDER,
            code=code,
            name=name,
            short_name=name,
            kind=kind,
            level=level,
            on=BEGIN,
            parents=parents,
        )
        return self.units[code]

    def add_person(self, username: str, name: str, unit: str, *held: str, line: str = Line.PARTY) -> Person:
        person = create_account(
            actor=BUILDER, username=username, full_name=name, password=PASSWORD, unit=self.units[unit]
        )
        for role in held:
            grant_role(
                actor=BUILDER, person=person, role=role, unit=self.units[unit], line=line, valid_from=BEGIN
            )
        self.people[username] = person
        return person


def build() -> World:
    """Tỉnh ủy → Đảng ủy (DU) → five grass-roots units; another committee (XA) for the stranger."""
    world = World()
    party = Line.PARTY.value
    world.add_unit("TU", "Tỉnh ủy An Khê Thượng", Kind.COMMITTEE, Level.PROVINCE, {party: None})
    world.add_unit("DU", "Đảng ủy các cơ quan Đảng tỉnh", Kind.COMMITTEE, Level.UPPER_BASE, {party: "TU"})
    world.add_unit("XA", "Đảng ủy xã Vĩnh Lạc", Kind.COMMITTEE, Level.COMMUNE, {party: "TU"})
    for number, (name, kind) in enumerate(
        [
            ("Chi bộ Văn phòng Tỉnh ủy", Kind.CELL_BASE),
            ("Chi bộ Sơn Hà", Kind.CELL_BASE),
            ("Chi bộ Sơn Hạ", Kind.CELL_BASE),
            ("Đảng bộ Trường Chính trị", Kind.PARTY_BASE),
            ("Đảng bộ Báo và Phát thanh", Kind.PARTY_BASE),
        ],
        start=1,
    ):
        world.add_unit(f"CS.{number:03}", name, kind, Level.BASE, {party: "DU"})
    world.add_unit("CB.XA", "Chi bộ thôn Đông", Kind.CELL_BASE, Level.BASE, {party: "XA"})
    world.add_person("nguoi.nhap", "Lò Thị Mẫu", "CS.001", roles.ENTRY)
    world.add_person("lanh.dao", "Hà Văn Mẫu", "CS.001", roles.LEADER)
    world.add_person("chuyen.vien", "Vũ Thị Mẫu", "DU", roles.REVIEWER)
    world.add_person("cap.tren", "Đỗ Văn Mẫu", "DU", roles.SUPERIOR)
    world.add_person("quan.tri", "Tạ Thị Mẫu", "DU", roles.UNIT_ADMIN)
    world.add_person("kiem.toan", "Mai Văn Mẫu", "TU", roles.AUDITOR)
    world.add_person("he.thong", "Cao Thị Mẫu", "TU", roles.SYSTEM_ADMIN)
    world.add_person("nguoi.la", "Lý Văn Mẫu", "CB.XA", roles.ENTRY, roles.LEADER)
    return world
