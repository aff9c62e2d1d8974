"""What `speechgen schema` prints allows every sample of the pages."""

import functools
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from speechgen.librarian.schema import library_schema
from speechgen.library.library import open_library

from .pages import PAGES, Fenced, fenced
from .workshop import whole

SAMPLES = [
    block
    for page in PAGES
    for block in fenced(page)
    if block.info in (("yaml",), ("yaml", "fragment"), ("yaml", "body"))
]


class Loader(yaml.SafeLoader):
    """YAML as editors read it: a date is a text (YAML 1.2, core schema)."""


Loader.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith("timestamp")]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@functools.cache
def validator() -> Any:
    schema = library_schema(open_library())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize("block", SAMPLES, ids=str)
def test_a_sample_is_valid(block: Fenced) -> None:
    found = yaml.load(whole(block), Loader)
    assert [error.message for error in validator().iter_errors(found)] == []
