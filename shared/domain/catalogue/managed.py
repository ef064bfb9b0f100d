"""All managed rules that something is said of, as this version of the product knows them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from shared.domain.catalogue.accounts import RULES as ACCOUNTS
from shared.domain.catalogue.apis import RULES as APIS
from shared.domain.catalogue.backups import RULES as BACKUPS
from shared.domain.catalogue.balancing import RULES as BALANCING
from shared.domain.catalogue.buckets import RULES as BUCKETS
from shared.domain.catalogue.cloudfront import RULES as CLOUDFRONT
from shared.domain.catalogue.compute import RULES as COMPUTE
from shared.domain.catalogue.containers import RULES as CONTAINERS
from shared.domain.catalogue.databases import RULES as DATABASES
from shared.domain.catalogue.developing import RULES as DEVELOPING
from shared.domain.catalogue.documents import RULES as DOCUMENTS
from shared.domain.catalogue.files import RULES as FILES
from shared.domain.catalogue.identity import RULES as IDENTITY
from shared.domain.catalogue.keyvalue import RULES as KEYVALUE
from shared.domain.catalogue.logging import RULES as LOGGING
from shared.domain.catalogue.machines import RULES as MACHINES
from shared.domain.catalogue.messaging import RULES as MESSAGING
from shared.domain.catalogue.network import RULES as NETWORK
from shared.domain.catalogue.relational import RULES as RELATIONAL
from shared.domain.catalogue.rule import RuleInfo
from shared.domain.catalogue.scaling import RULES as SCALING
from shared.domain.catalogue.search import RULES as SEARCH
from shared.domain.catalogue.secrets import RULES as SECRETS
from shared.domain.catalogue.storage import RULES as STORAGE
from shared.domain.catalogue.vpc import RULES as VPC
from shared.domain.catalogue.warehouses import RULES as WAREHOUSES
from shared.domain.catalogue.watching import RULES as WATCHING

_RULES = (
    *IDENTITY,
    *STORAGE,
    *DATABASES,
    *NETWORK,
    *LOGGING,
    *COMPUTE,
    *ACCOUNTS,
    *BACKUPS,
    *CLOUDFRONT,
    *APIS,
    *BALANCING,
    *MACHINES,
    *SCALING,
    *CONTAINERS,
    *RELATIONAL,
    *KEYVALUE,
    *DOCUMENTS,
    *WAREHOUSES,
    *SEARCH,
    *MESSAGING,
    *BUCKETS,
    *FILES,
    *VPC,
    *WATCHING,
    *DEVELOPING,
    *SECRETS,
)
CATALOGUE: Final[Mapping[str, RuleInfo]] = MappingProxyType({rule.name: rule for rule in _RULES})
DEFAULT_RULES: Final = tuple(rule.name for rule in _RULES if rule.in_default_set)
