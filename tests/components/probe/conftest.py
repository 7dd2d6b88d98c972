from tests.components.atlas.demo import demo_url, opened

__all__ = ["demo_url", "opened"]
