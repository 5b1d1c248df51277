"""Organizations of a text: precise, under canonical names, with the place of every mention."""

from searchidx.tagging.organization.aliases import AliasTable
from searchidx.tagging.organization.recognition import Recall, organizations

__all__ = ["AliasTable", "Recall", "organizations"]
