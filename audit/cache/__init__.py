"""The content cache: an unchanged file answers without being parsed again (`shelf` says what is kept and when)."""

from audit.cache.shelf import CacheShelf, load_registry
from audit.cache.store import Store, cache_folder
from audit.cache.warm import WarmShelf

__all__ = ["CacheShelf", "Store", "WarmShelf", "cache_folder", "load_registry"]
