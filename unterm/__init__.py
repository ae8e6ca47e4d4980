"""unterm: alignment and terminology of United Nations texts in Chinese and English."""

__version__ = "0.1.0"
