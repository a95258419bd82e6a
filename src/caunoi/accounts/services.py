"""Accounts, roles, delegation, and the demo's clock."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import F, Q

from caunoi.accounts import policies
from caunoi.accounts.models import Person, RoleGrant
from caunoi.kernel import clock, roles
from caunoi.kernel.actors import Actor, require
from caunoi.kernel.audit import record
from caunoi.kernel.database import hold
from caunoi.kernel.errors import Invalid, NotFoundForYou
from caunoi.kernel.models import Installation
from caunoi.kernel.selectors import is_empty
from caunoi.kernel.usecases import use_case
from caunoi.language.dates import format_date
from caunoi.orgs.models import Unit, valid_on


@use_case("accounts.create")
def create_account(
    *, actor: Actor, username: str, full_name: str, password: str | None, unit: Unit, demo: bool = False
) -> Person:
    """Set up an account for somebody of ``unit``; without a password nobody can log in with it."""
    require(policies.MANAGE_ACCOUNTS, actor, unit.pk)
    return _create(username, full_name, password, unit, demo=demo)


def _create(username: str, full_name: str, password: str | None, unit: Unit, *, demo: bool) -> Person:
    if Person.objects.filter(username=username).exists() or not username.strip():
        raise Invalid("Tên đăng nhập để trống hoặc đã có.", fields={"username": "Chọn tên đăng nhập khác."})
    person = Person(username=username, full_name=full_name, is_demo=demo)
    if password is not None and not demo:
        _check_password(password, person)
    if password is None:
        person.set_unusable_password()
    else:
        person.set_password(password)
    person.save()
    record(person, unit_id=unit.pk, username=username, full_name=full_name, unit=unit.code)
    return person


def _check_password(password: str, person: Person) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Invalid("Mật khẩu chưa đạt yêu cầu.", fields={"password": " ".join(error.messages)}) from error


@use_case("accounts.grant")
def grant_role(
    *,
    actor: Actor,
    person: Person,
    role: str,
    unit: Unit,
    line: str,
    valid_from: date,
    valid_to: date | None = None,
) -> RoleGrant:
    """Give ``person`` a role in ``unit`` along ``line``, through the day ``valid_to``."""
    require(policies.MANAGE_ACCOUNTS, actor, unit.pk, line=line)
    return _grant(actor, person, role, unit, line, valid_from, valid_to)


def _grant(
    actor: Actor, person: Person, role: str, unit: Unit, line: str, first: date, last: date | None
) -> RoleGrant:
    if role not in roles.ALL:
        raise Invalid("Vai trò không có.", fields={"role": "Chọn một vai trò trong danh sách."})
    if role == roles.SYSTEM_ADMIN and not actor.is_system:
        raise Invalid(
            "Không giao được vai trò này ở đây.",
            fields={"role": "Quản trị hệ thống được lập bằng lệnh trên máy chủ."},
        )
    if last is not None and last < first:
        raise Invalid("Thời hạn không hợp lệ.", fields={"valid_to": "Ngày cuối phải từ ngày đầu trở đi."})
    _refuse_held(person, role, unit, line, first, last)
    grant = RoleGrant.objects.create(
        person=person,
        role=role,
        unit=unit,
        line=line,
        valid_from=first,
        valid_to=_after(last) if last else None,
        delegated_by=None,
    )
    record(grant, unit_id=unit.pk, person=person.username, role=role, line=line, until=last)
    return grant


def _refuse_held(person: Person, role: str, unit: Unit, line: str, first: date, last: date | None) -> None:
    """The same role twice would outlive its revocation."""
    hold(person)
    rows = RoleGrant.objects.system("a role is held once").filter(
        person=person, role=role, unit=unit, line=line, delegated_by=None
    )
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=first))
    if last is not None:
        rows = rows.filter(valid_from__lte=last)
    if rows.exists():
        raise Invalid(
            "Tài khoản đã giữ vai trò này trong thời gian đó.",
            fields={"role": "Chọn vai trò khác, hoặc thu hồi vai trò đang giữ trước."},
        )


def _after(last: date) -> date:
    return last + timedelta(days=1)


@use_case("accounts.create_with_role")
def create_account_with_role(
    *,
    actor: Actor,
    username: str,
    full_name: str,
    password: str,
    unit: Unit,
    role: str,
    line: str,
    valid_from: date,
    valid_to: date | None,
) -> Person:
    """Set up an account together with its first role: both or neither."""
    require(policies.MANAGE_ACCOUNTS, actor, unit.pk, line=line)
    person = _create(username, full_name, password, unit, demo=False)
    _grant(actor, person, role, unit, line, valid_from, valid_to)
    return person


@use_case("accounts.revoke")
def revoke_role(*, actor: Actor, grant: RoleGrant, reason: str) -> None:
    """End a role today, with the reason; what its holder delegated of it ends with it."""
    require(policies.MANAGE_ACCOUNTS, actor, grant.unit_id)
    if not reason.strip():
        raise Invalid("Chưa có lý do.", fields={"reason": "Nhập lý do thu hồi."})
    for ending in (grant, *_delegated_from(grant)):
        _end(ending, reason)


def _delegated_from(grant: RoleGrant) -> list[RoleGrant]:
    rows = RoleGrant.objects.system("what was delegated of a role").filter(
        delegated_by_id=grant.person_id, role=grant.role, unit_id=grant.unit_id, line=grant.line
    )
    running = rows.filter(Q(valid_to=None) | Q(valid_to__gt=clock.today()))
    return list(running.exclude(valid_to=F("valid_from")))


def _end(grant: RoleGrant, reason: str = "") -> None:
    end = max(clock.today(), grant.valid_from)
    if grant.valid_to is not None and grant.valid_to <= end:
        raise Invalid("Vai trò này đã kết thúc.", todo="Tải lại danh sách để xem tình trạng hiện nay.")
    RoleGrant.objects.system("end of a role").filter(pk=grant.pk).update(valid_to=end)
    record(grant, unit_id=grant.unit_id, valid_to=(grant.valid_to, end), reason=reason)


@use_case("accounts.delegate")
def delegate_by_name(*, actor: Actor, role: str, username: str, until: date) -> RoleGrant:
    """Let a colleague of the acting unit hold one of the actor's own roles through ``until``.

    Never for longer than the actor holds it, and never a role that was itself delegated.
    """
    require(policies.DELEGATE, actor, actor.unit_id)
    own = _held_in_person(actor, role)
    if own is None:
        raise Invalid("Chỉ ủy quyền được vai trò của chính mình.", fields={"role": "Chọn lại vai trò."})
    if until < clock.today():
        raise Invalid("Thời hạn không hợp lệ.", fields={"until": "Chọn ngày từ hôm nay trở đi."})
    if own.valid_to is not None and _after(until) > own.valid_to:
        last = format_date(own.valid_to - timedelta(days=1))
        raise Invalid("Thời hạn không hợp lệ.", fields={"until": f"Vai trò của bạn chỉ đến hết ngày {last}."})
    colleague = RoleGrant.objects.system("colleagues of the acting unit").filter(
        valid_on(clock.today()), unit_id=own.unit_id, person__username=username, person__is_active=True
    )
    held = colleague.select_related("person").first()
    if held is None or held.person_id == actor.person_id:
        raise Invalid(
            "Không tìm thấy người được ủy quyền.",
            fields={"username": "Nhập tên đăng nhập của một người khác đang có vai trò ở đơn vị này."},
        )
    grant = RoleGrant.objects.create(
        person=held.person,
        role=role,
        unit_id=own.unit_id,
        line=own.line,
        valid_from=clock.today(),
        valid_to=_after(until),
        delegated_by_id=actor.person_id,
    )
    record(grant, unit_id=own.unit_id, person=username, role=role, until=until)
    return grant


def _held_in_person(actor: Actor, role: str) -> RoleGrant | None:
    """The actor's role in the acting unit that nobody delegated, the longest one."""
    rows = RoleGrant.objects.system("one's own role").filter(
        valid_on(clock.today()),
        person_id=actor.person_id or 0,
        unit_id=actor.unit_id or 0,
        role=role,
        delegated_by=None,
    )
    return rows.order_by(F("valid_to").desc(nulls_first=True)).first()


@use_case("accounts.end_delegation")
def end_delegation(*, actor: Actor, pk: int) -> None:
    """Take one's own delegation back today."""
    require(policies.DELEGATE, actor, actor.unit_id)
    rows = RoleGrant.objects.system("one's own delegation").filter(pk=pk, delegated_by_id=actor.person_id)
    grant = rows.first()
    if grant is None:
        raise NotFoundForYou("Không tìm thấy ủy quyền này.")
    _end(grant)


@use_case("demo.begin")
def begin_demo(*, actor: Actor, clock_date: date) -> None:
    """Mark an empty installation as a demo and set its clock; refused once anything was recorded."""
    require(policies.BEGIN_DEMO, actor)
    if not is_empty():
        raise Invalid("Hệ thống đã có dữ liệu nên không nạp bản trình diễn.", todo="Dùng make demo-reset.")
    facts, _ = Installation.objects.update_or_create(
        pk=1, defaults={"is_demo": True, "clock_date": clock_date}
    )
    record(facts, clock_date=(None, clock_date))


@use_case("demo.move_clock")
def move_clock(*, actor: Actor, to: date) -> None:
    """Set the demo's date. Refused outside of a demo; the audit log keeps the true time as well."""
    require(policies.SET_CLOCK, actor)
    installation = Installation.objects.filter(pk=1, is_demo=True).first()
    if installation is None:
        raise Invalid("Chỉ bản trình diễn mới chỉnh được ngày.")
    before = installation.clock_date
    Installation.objects.filter(pk=1).update(clock_date=to)
    record(installation, unit_id=actor.unit_id, clock_date=(before, to))
