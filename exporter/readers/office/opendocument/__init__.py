"""OpenDocument texts (ISO/IEC 26300, version 1.3 by OASIS)."""
